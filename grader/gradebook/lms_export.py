"""Grades as the CSV files that learning platforms import."""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from grader.course_config import read_course_config
from grader.errors import CannotStart
from grader.gradebook.students import student_of_row
from grader.intake.lms.origin import Origin, read_origins
from grader.intake.roster import Roster, Student, read_roster, strangers_in_rules
from grader.printable import one_line

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

_FORMULA_STARTS = ("=", "+", "-", "@")
_LISTED = 8


@dataclass(frozen=True)
class Export:
    """Grades for a platform.

    Attributes
    ----------
    text : str
        Content of a CSV file.
    warnings : tuple of str
        Sentences on grades that are left empty, and on students who are left out.
    """

    text: str
    warnings: tuple[str, ...]


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


def export(course_dir: Path, assignment: str, platform: str, db_url: str | None = None) -> Export:
    """Export the grades of all submissions in the format of a platform.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    platform : str
        A key of `PLATFORMS`.
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    Export

    Raises
    ------
    CannotStart
        The gradebook has no such assignment.
    """
    from nbgrader.api import MissingEntry

    from grader.gradebook.late_days import settle_late_penalties
    from grader.gradebook.open import course_directory, open_gradebook

    roster, origins = read_roster(course_dir), read_origins(course_dir, assignment)
    with open_gradebook(course_directory(course_dir, assignment, db_url)) as gradebook:
        settle_late_penalties(gradebook, read_course_config(course_dir))
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            raise CannotStart(f"the gradebook has no assignment {assignment}: grade it first") from None
        submissions = sorted(found.submissions, key=lambda s: s.student.id)
        grades = [grade_row(one, roster, origins.get(one.student.id)) for one in submissions]
        max_score = float(found.max_score)
    warnings = strangers_in_rules(course_dir)
    warnings += list(_waiting(grade.student.student for grade in grades if grade.score is None))
    if platform == "moodle":
        unknown = [grade.student.student for grade in grades if not grade.participant]
        grades = [grade for grade in grades if grade.participant]
        if unknown:
            warnings.append(f"Without a number of Moodle's, so left out: {_listed(unknown)}.")
    return Export(_csv(PLATFORMS[platform](assignment, max_score, grades)), tuple(warnings))


def export_all(course_dir: Path, platform: str, db_url: str | None = None) -> Export:
    """Export the points of all assignments and the total of each student, from 0 to 100.

    Parameters
    ----------
    course_dir : pathlib.Path
    platform : str
        A key of `PLATFORMS`; it decides the columns that say who a student is.
    db_url : str, optional

    Returns
    -------
    Export

    Raises
    ------
    CannotStart
        Nothing is graded.
    """
    from grader.gradebook.term import read_term

    term, waiting, table = read_term(course_dir, db_url), [], []
    names = sorted(term.assignments)
    for student, person in term.people.items():
        own, whole = term.standings[student], term.total(student)
        points = [None if one is None or one.waiting else one.points for one in map(own.get, names)]
        waiting += [student] if whole is None else []
        table.append([*_IDENTITY[platform][1](_without_formulas(person)), *map(_number, points), _number(whole)])
    lines = [[*_IDENTITY[platform][0], *names, "Total"], *table]
    return Export(_csv(lines), (*strangers_in_rules(course_dir), *_waiting(waiting)))


def grade_row(submission: Any, roster: Roster | None = None, origin: Origin | None = None) -> GradeRow:
    """Read the grade of one student.

    Parameters
    ----------
    submission : nbgrader.api.SubmittedAssignment
    roster : Roster, optional
    origin : Origin, optional
        Where the submission came from.

    Returns
    -------
    GradeRow
    """
    person = _known(submission.student, roster)
    grades = [grade for book in submission.notebooks for grade in book.grades]
    waits = [grade.auto_score is None and grade.manual_score is None for grade in grades]
    score = max(0.0, submission.score - (submission.late_submission_penalty or 0.0))
    questions = tuple(
        (grade.cell.name, None if waiting else grade.score, grade.max_score)
        for grade, waiting in zip(grades, waits, strict=True)
    )
    participant = origin.key if origin and origin.platform == "Moodle" else ""
    if not origin and person.student.isdigit():
        participant = person.student
    return GradeRow(person, None if any(waits) else score, questions, participant)


def _known(row: Any, roster: Roster | None) -> Student:
    """What is known of a student of the gradebook, as text that is no formula."""
    return _without_formulas((roster.students.get(row.id) if roster else None) or student_of_row(row))


def _without_formulas(person: Student) -> Student:
    return Student(*(_escape_formula(text) for text in vars(person).values()))


def _escape_formula(text: str | None) -> str:
    """Make a spreadsheet read as text what a student may have chosen; some read wide signs as the usual ones."""
    text = one_line(text or "")
    return f"'{text}" if unicodedata.normalize("NFKC", text[:1]).startswith(_FORMULA_STARTS) else text


def _waiting(students: Iterable[str]) -> Iterator[str]:
    names = list(students)
    if names:
        yield f"An answer waits to be graded by hand, so the grade is left empty: {_listed(names)}."


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_LISTED]) + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


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
            _number(grade.score),
            f"{max_score:.2f}",
            "Yes",
            "-",
            "-",
            "<br>".join(lines),
        )


def _canvas(assignment: str, max_score: float, grades: Iterable[GradeRow]) -> Iterator[tuple[str, ...]]:
    """Canvas's gradebook: a row of possible points after the header, and a column named like the assignment."""
    header, identify = _IDENTITY["canvas"]
    yield *header, assignment
    yield "    Points Possible", "", "", "", "", f"{max_score:.2f}"
    for grade in grades:
        yield *identify(grade.student), _number(grade.score)


def _gradescope(assignment: str, max_score: float, grades: Iterable[GradeRow]) -> Iterator[tuple[str, ...]]:
    """The columns of Gradescope's own list of grades."""
    header, identify = _IDENTITY["gradescope"]
    yield *header, f"{assignment}", f"{assignment} - Max Points"
    for grade in grades:
        yield *identify(grade.student), _number(grade.score), f"{max_score:.2f}"


def _blackboard(assignment: str, max_score: float, grades: Iterable[GradeRow]) -> Iterator[tuple[str, ...]]:
    """Blackboard's "work offline" file: a column of no known number becomes a new one."""
    header, identify = _IDENTITY["blackboard"]
    yield *header, f"{assignment} [Total Pts: {max_score:g} Score]"
    for grade in grades:
        yield *identify(grade.student), _number(grade.score)


def _brightspace(assignment: str, max_score: float, grades: Iterable[GradeRow]) -> Iterator[tuple[str, ...]]:
    """Brightspace's grades import: the item's name and "Points Grade", and a last column of "#"."""
    header, identify = _IDENTITY["brightspace"]
    yield *header, f"{assignment} Points Grade <Numeric MaxPoints:{max_score:g}>", "End-of-Line Indicator"
    for grade in grades:
        yield *identify(grade.student), _number(grade.score), "#"


def _canvas_identity(one: Student) -> tuple[str, ...]:
    name = ", ".join(filter(None, (one.last_name, one.first_name))) or one.student
    return name, one.canvas_id, one.number, one.login or one.email, ""


_Identity = tuple[tuple[str, ...], Callable[[Student], tuple[str, ...]]]
_IDENTITY: dict[str, _Identity] = {
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
