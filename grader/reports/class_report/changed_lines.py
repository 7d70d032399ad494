"""Counts the lines in which one change makes a function right, by question and by what the change is about."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from grader.explain.kinds import CODE, KINDS
from grader.reports.class_report.examples import Examples, question_name
from grader.reports.class_report.submissions import GradedSubmission

_MOST_LINES = 3


@dataclass(frozen=True)
class ChangedLine:
    """Changes of one kind in the answers to one question.

    Attributes
    ----------
    question : str
    about : str
        What they are about, such as ``"a sign"``.
    students : frozenset of str
    lines : tuple of (str, int)
        The lines, without names of students, and how often each was met; the most frequent first.
    """

    question: str
    about: str
    students: frozenset[str]
    lines: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        """The sentence for the list of what to teach again."""
        return f"In {self.question}, one change makes the function right. It is about {self.about}."


def changed_lines(submissions: Iterable[GradedSubmission], examples: Examples) -> list[ChangedLine]:
    """Count the changes that were found in a class.

    Parameters
    ----------
    submissions : iterable of GradedSubmission
    examples : Examples
        Which knows the names to leave out.

    Returns
    -------
    list of ChangedLine
        Those of most students first.
    """
    students: dict[tuple[str, str], set[str]] = defaultdict(set)
    lines: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for submission in submissions:
        for cell in submission.verdict.cells:
            for finding in cell.findings:
                if finding.code.startswith(CODE):
                    key = question_name(cell), KINDS[finding.code.removeprefix(CODE)]
                    students[key].add(submission.student)
                    if finding.quoted:
                        lines[key][examples.without_names(finding.quoted, submission.names)] += 1
    found = [
        ChangedLine(*key, frozenset(those), tuple(lines[key].most_common(_MOST_LINES)))
        for key, those in students.items()
    ]
    return sorted(found, key=lambda one: (-len(one.students), one.question, one.about))
