"""Grades as the CSV files that learning platforms import."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course_config import read_course_config
from grader.errors import CannotStart
from grader.gradebook.platform_tables import IDENTITY, PLATFORMS, GradeRow, number
from grader.gradebook.students import student_of_row
from grader.intake.lms.origin import Origin, read_origins
from grader.intake.roster import Roster, Student, read_roster, strangers_in_rules
from grader.printable import one_line

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


def export(course_dir: Path, assignment: str, platform: str, db_url: str | None = None) -> Export:
    """Export the grades of all submissions in the format of a platform.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    platform : str
        A key of `grader.gradebook.platform_tables.PLATFORMS`.
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
        A key of `grader.gradebook.platform_tables.PLATFORMS`; it decides the columns that say who a student is.
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
        table.append([*IDENTITY[platform][1](_without_formulas(person)), *map(number, points), number(whole)])
    lines = [[*IDENTITY[platform][0], *names, "Total"], *table]
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


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
