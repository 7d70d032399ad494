"""Where the lectures show what a finding is about: in words, and as an address on the course's site."""

from dataclasses import dataclass

from grader.explain.where_shown import Shown, rows, where_shown

# Findings that are no mistake, or follow from one elsewhere.
_NO_MISTAKE = (
    "points",
    "manual",
    "right_parts",
    "counted_once",
    "given",
    "unfilled",
    "no_answer",
    "list",
    "approximate",
    "where",
)


@dataclass(frozen=True)
class LectureLink:
    """A place in the lectures.

    Attributes
    ----------
    shown : grader.explain.where_shown.Shown
    url : str
        Of the demo in the state that shows it; empty where the course has no site.
    """

    shown: Shown
    url: str

    @property
    def text(self) -> str:
        """Such as ``"Lecture 11, Four equations, demo W24"``."""
        words = f"Lecture {int(self.shown.lecture.partition('_')[0])}, {self.shown.section}"
        return f"{words}, demo {self.shown.demo}" if self.shown.demo else words


def lecture_link(assignment: str, grade_id: str, code: str, site_url: str = "") -> LectureLink | None:
    """Find the place for a finding.

    Parameters
    ----------
    assignment : str
        Such as ``"p6_backprop"``.
    grade_id : str
        Of the question, such as ``"grade_dense_backward"``.
    code : str
        Of the finding; several known mistakes are joined by ``+``.
    site_url : str
        Where the course's site is; empty if there is none.

    Returns
    -------
    LectureLink or None
        None if the finding is no mistake, or its question is not in the lectures.

    Examples
    --------
    >>> lecture_link("p6_backprop", "grade_dense_backward", "G08", "https://example.org/mlp").url
    'https://example.org/mlp/lectures/11_vectorised_backprop.html#W24?bug=dW_transposed'
    """
    exercise = f"{assignment.partition('_')[0]}.{grade_id.removeprefix('grade_')}"
    if code in _NO_MISTAKE or (exercise, "*") not in rows():
        return None
    shown = where_shown(exercise, code.partition("+")[0])
    return LectureLink(shown, f"{site_url.rstrip('/')}/lectures/{shown.address}" if site_url else "")
