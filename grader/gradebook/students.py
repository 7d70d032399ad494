"""The students of a course: read from the platforms' lists, entered into nbgrader's gradebook, asked who is missing."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from grader.course_config import check_assignment
from grader.errors import CannotStart
from grader.intake.lms.student_lists import merge, read_students
from grader.intake.roster import Student, not_handed_in, read_roster, write_roster
from grader.printable import printable

_LISTED = 10


def read_lists(course_dir: Path, files: Sequence[Path], db_url: str | None = None) -> str:
    """Read the platforms' lists of students into ``roster.csv`` and the gradebook.

    Parameters
    ----------
    course_dir : pathlib.Path
    files : sequence of Path
    db_url : str, optional

    Returns
    -------
    str
        How many there are, and how many of them are new; then a line on each person of the lists who is no student.

    Raises
    ------
    CannotStart
        See `grader.intake.lms.student_lists.read_students` and `merge`. Nothing is written then.
    """
    lists = [read_students(path) for path in files]
    students, new = merge(read_roster(course_dir), [one for each in lists for one in each.students])
    enter_students(course_dir, students, db_url)
    path = write_roster(course_dir, students)
    staff = [printable(sentence) for each in lists for sentence in each.staff]
    return "\n".join((f"{len(students)} students, {new} of them new: {path}", *staff))


def missing_lines(course_dir: Path, assignment: str) -> list[str]:
    """Say who has not handed in an assignment: a heading, then a line each.

    Raises
    ------
    CannotStart
        There is no roster, or no such assignment.
    """
    roster = read_roster(course_dir)
    if roster is None:
        raise CannotStart("there is no roster.csv: read a list of the class first, `python -m grader roster FILE`")
    check_assignment(course_dir, assignment)
    missing = not_handed_in(course_dir, assignment)
    heading = f"{assignment}: {len(missing)} of {len(roster.students)} have not handed in."
    return [heading, *(printable(f"{one.student}  {one.name}  {one.email}".rstrip()) for one in missing)]


def missing_summary(course_dir: Path, assignment: str) -> list[str]:
    """One line on who of the roster has not handed in an assignment; none if all have, or without a roster."""
    missing = not_handed_in(course_dir, assignment)
    some = ", ".join(printable(one.student) for one in missing[:_LISTED]) + (", …" if len(missing) > _LISTED else "")
    return [f"not handed in: {len(missing)} ({some})"] if missing else []


def student_of_row(row: Any) -> Student:
    """The student of a row of nbgrader's (`nbgrader.api.Student`), where there is none in the roster."""
    return Student(row.id, row.first_name or "", row.last_name or "", row.email or "", "", "", row.id)


def enter_students(course_dir: Path, students: Iterable[Student], db_url: str | None = None) -> None:
    """Make the students of a roster nbgrader's own, so that its pages show their names. Nobody is removed.

    Parameters
    ----------
    course_dir : pathlib.Path
    students : iterable of Student
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Raises
    ------
    CannotStart
        The gradebook cannot be opened.
    """
    from nbgrader.api import Student as Row  # nbgrader takes two seconds to load

    from grader.gradebook.open import course_directory, open_gradebook

    with open_gradebook(course_directory(course_dir, db_url=db_url)) as gradebook:
        for one in students:
            fields = {
                "first_name": one.first_name,
                "last_name": one.last_name,
                "email": one.email,
                "lms_user_id": one.canvas_id or one.number,
            }
            row = gradebook.db.get(Row, one.student) or Row(id=one.student)
            for key, value in fields.items():
                if value:
                    setattr(row, key, value)
            gradebook.db.add(row)
        gradebook.db.commit()
