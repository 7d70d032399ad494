"""Tables of grades as each learning platform imports them: who a student is, and which columns hold the points."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from grader.intake.roster import Student

_MOODLE_HEADER = (
    "Identifier",
    "Full name",
    "Email address",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Last modified (grade)",
    "Feedback comments",
)


@dataclass(frozen=True)
class GradeRow:
    """The grade of one student.

    Attributes
    ----------
    student : Student
        No field is a formula in a spreadsheet.
    score : float or None
        With points given by hand and the late penalty, at least 0; None while an answer waits to be graded by hand.
    questions : tuple of (str, float or None, float)
        Name, score and points of each grade cell.
    participant : str
        Moodle's number of the student in this assignment; empty if it is not known.
    """

    student: Student
    score: float | None
    questions: tuple[tuple[str, float | None, float], ...] = ()
    participant: str = ""


def number(value: float | None) -> str:
    """Points with two decimals; nothing where there are none."""
    return "" if value is None else f"{value:.2f}"


def _moodle(assignment: str, max_score: float, grades: Iterable[GradeRow]) -> Iterator[tuple[str, ...]]:
    """Moodle's offline grading worksheet, which identifies students by number, as "Participant 4711"."""
    yield _MOODLE_HEADER
    for grade in grades:
        name = f"{grade.student.first_name} {grade.student.last_name}".strip()
        lines = (
            f"{escape(cell)}: {'waits' if score is None else format(score, 'g')} of {points:g}"
            for cell, score, points in grade.questions
        )
        # "-" as the dates says "never graded": otherwise Moodle refuses rows that were changed there since the export.
        yield (
            f"Participant {grade.participant}",
            name,
            grade.student.email,
            "Submitted for grading",
            number(grade.score),
            f"{max_score:.2f}",
            "Yes",
            "-",
            "-",
            "<br>".join(lines),
        )


def _canvas(assignment: str, max_score: float, grades: Iterable[GradeRow]) -> Iterator[tuple[str, ...]]:
    """Canvas's gradebook: a row of possible points after the header, and a column named like the assignment."""
    header, identify = IDENTITY["canvas"]
    yield *header, assignment
    yield "    Points Possible", "", "", "", "", f"{max_score:.2f}"
    for grade in grades:
        yield *identify(grade.student), number(grade.score)


def _gradescope(assignment: str, max_score: float, grades: Iterable[GradeRow]) -> Iterator[tuple[str, ...]]:
    """The columns of Gradescope's own list of grades."""
    header, identify = IDENTITY["gradescope"]
    yield *header, f"{assignment}", f"{assignment} - Max Points"
    for grade in grades:
        yield *identify(grade.student), number(grade.score), f"{max_score:.2f}"


def _blackboard(assignment: str, max_score: float, grades: Iterable[GradeRow]) -> Iterator[tuple[str, ...]]:
    """Blackboard's "work offline" file: a column of no known number becomes a new one."""
    header, identify = IDENTITY["blackboard"]
    yield *header, f"{assignment} [Total Pts: {max_score:g} Score]"
    for grade in grades:
        yield *identify(grade.student), number(grade.score)


def _brightspace(assignment: str, max_score: float, grades: Iterable[GradeRow]) -> Iterator[tuple[str, ...]]:
    """Brightspace's grades import: the item's name and "Points Grade", and a last column of "#"."""
    header, identify = IDENTITY["brightspace"]
    yield *header, f"{assignment} Points Grade <Numeric MaxPoints:{max_score:g}>", "End-of-Line Indicator"
    for grade in grades:
        yield *identify(grade.student), number(grade.score), "#"


def _canvas_identity(one: Student) -> tuple[str, ...]:
    name = ", ".join(filter(None, (one.last_name, one.first_name))) or one.student
    return name, one.canvas_id, one.number, one.login or one.email, ""


_Identity = tuple[tuple[str, ...], Callable[[Student], tuple[str, ...]]]
IDENTITY: dict[str, _Identity] = {
    "moodle": (
        ("ID number", "Email address", "First name", "Last name"),
        lambda one: (one.number or one.student, one.email, one.first_name, one.last_name),
    ),
    "canvas": (("Student", "ID", "SIS User ID", "SIS Login ID", "Section"), _canvas_identity),
    "gradescope": (
        ("First Name", "Last Name", "SID", "Email"),
        lambda one: (one.first_name, one.last_name, one.number or one.student, one.email),
    ),
    "blackboard": (
        ("Last Name", "First Name", "Username", "Student ID"),
        lambda one: (one.last_name, one.first_name, one.login or one.student, one.number),
    ),
    "brightspace": (
        ("OrgDefinedId", "Username", "Last Name", "First Name"),
        lambda one: (one.number or one.student, one.login, one.last_name, one.first_name),
    ),
}

PLATFORMS: dict[str, Callable[[str, float, Iterable[GradeRow]], Iterator[tuple[str, ...]]]] = {
    "moodle": _moodle,
    "canvas": _canvas,
    "gradescope": _gradescope,
    "blackboard": _blackboard,
    "brightspace": _brightspace,
}
