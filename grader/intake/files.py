"""Submitted files in nbgrader's ``submitted`` folder."""

import os
from collections.abc import Sequence
from pathlib import Path

from grader.errors import CannotStart


def submitted_students(course_dir: Path, assignment: str) -> list[str]:
    """List the students who submitted an assignment, sorted by name.

    Parameters
    ----------
    course_dir : Path
    assignment : str

    Returns
    -------
    list of str

    Raises
    ------
    CannotStart
        A folder's name is not valid UTF-8.
    """
    folder = course_dir / "submitted"
    if not folder.is_dir():
        return []
    names = sorted(entry.name for entry in os.scandir(folder) if os.path.isdir(os.path.join(entry.path, assignment)))
    for name in names:
        if not _is_utf8(name):
            raise CannotStart(
                f"Got the folder {os.fsencode(name)!r} in {folder}, expected a name in UTF-8, for no gradebook can "
                "hold another; rename it."
            )
    return names


def select_students(course_dir: Path, assignment: str, students: Sequence[str] | None = None) -> list[str]:
    """List the students who submitted an assignment, or the chosen ones of them, sorted by name.

    Parameters
    ----------
    course_dir : Path
    assignment : str
    students : sequence of str, optional

    Returns
    -------
    list of str

    Raises
    ------
    CannotStart
        Nobody submitted the assignment, or not all of `students` did.
    """
    found = submitted_students(course_dir, assignment)
    if not found:
        where = course_dir / "submitted"
        raise CannotStart(
            f"Got no submission of {assignment}, expected {where}/<student>/{assignment}/{assignment}.ipynb."
        )
    missing = sorted(set(students or ()) - set(found))
    if missing:
        raise CannotStart(
            f"Got the student {missing[0]!r}, expected one who handed in {assignment}: {', '.join(found)}."
        )
    return [name for name in found if not students or name in students]


def _is_utf8(name: str) -> bool:
    return not any("\udc80" <= c <= "\udcff" for c in name)  # surrogateescape: bytes that are not valid UTF-8
