"""Submitted files in nbgrader's ``submitted`` folder."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from grader.course_config import assignment_names
from grader.errors import CannotStart


def submission_place(course_dir: Path, student: str, assignment: str) -> Path | None:
    """Find a student's submission of an assignment.

    Parameters
    ----------
    course_dir : Path
    student, assignment : str

    Returns
    -------
    Path or None
        ``submitted/<student>/<assignment>``, or a folder, notebook or archive in ``submitted/<student>`` whose name
        differs from the assignment's only in case, blanks, ``-`` and ``_``.
    """
    own = course_dir / "submitted" / student
    exact = own / assignment
    if exact.is_dir():
        return exact
    alike = [entry for entry in _entries(own) if _plain(_stem(entry)) == _plain(assignment)]
    alike.sort(key=lambda entry: (not entry.is_dir(follow_symlinks=False), entry.name))
    return Path(alike[0].path) if alike else None


def submitted_students(course_dir: Path, assignment: str) -> list[str]:
    """List the students who submitted an assignment, sorted by name.

    Also those of whom there is something that is named like no assignment at all: it is for a person to look at.

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
    known = {_plain(name) for name in (assignment, *assignment_names(course_dir))}
    students = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    names = [
        name
        for name in students
        if submission_place(course_dir, name, assignment) is not None or _is_unknown(folder / name, known)
    ]
    for name in names:
        if not _is_utf8(name):
            raise CannotStart(
                f"Got the folder {os.fsencode(name)!r} in {folder}, expected a name in UTF-8, for no gradebook can "
                "hold another; rename it."
            )
    return names


def _is_unknown(own: Path, known: set[str]) -> bool:
    """Whether there is something in a student's folder, and nothing that is named like an assignment."""
    stems = [_plain(_stem(entry)) for entry in _entries(own)]
    return bool(stems) and not known.intersection(stems)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What a student handed in: folders, notebooks and other files; no hidden ones and no links."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return []
    return [e for e in entries if not e.name.startswith(".") and not e.is_symlink() and e.name != "timestamp.txt"]


def _stem(entry: os.DirEntry[str]) -> str:
    """The name of a folder, of a notebook or of an archive without its ending."""
    if entry.is_dir(follow_symlinks=False):
        return entry.name
    stem, ending = os.path.splitext(entry.name)
    return stem if ending.lower() in (".ipynb", ".zip") else entry.name


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).lower()


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
