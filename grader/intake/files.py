"""What students handed in: the files in nbgrader's ``submitted`` folder."""

import contextlib
import os
import stat

from grader.errors import CannotStart

_MAX_BYTES = 50_000_001  # one more than a submission may have, so that it is seen to be too large


def students_of(course_dir, assignment):
    """Names of all who handed in an assignment, sorted.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str

    Returns
    -------
    list of str

    Raises
    ------
    CannotStart
        A folder's name is not text.
    """
    folder = course_dir / "submitted"
    if not folder.is_dir():
        return []
    names = sorted(entry.name for entry in os.scandir(folder) if os.path.isdir(os.path.join(entry.path, assignment)))
    for name in names:
        if not _is_text(name):
            raise CannotStart(
                f"Got the folder {os.fsencode(name)} in {folder}, expected a name in UTF-8, for no gradebook can hold "
                "another; rename it."
            )
    return names


def chosen_students(course_dir, assignment, students=None):
    """All who handed in an assignment, or those of them who were asked for, sorted.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    students : list of str, optional

    Returns
    -------
    list of str

    Raises
    ------
    CannotStart
        Nobody handed in, or not the one who was asked for.
    """
    found = students_of(course_dir, assignment)
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


def submitted_file(course_dir, assignment, student):
    """The bytes of a submitted notebook; empty if there is none.

    A link is not followed: it would let a student hand in a file of the grader's machine.
    """
    folder = course_dir / "submitted" / student / assignment
    names = [f"{assignment}.ipynb", *sorted(p.name for p in folder.glob("*.ipynb"))]
    for name in names:
        # Not there, not readable, or no file but a folder or a link: as if nothing had been handed in.
        with contextlib.suppress(OSError), open(folder / name, "rb", opener=_open_itself) as file:
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return file.read(_MAX_BYTES)
    return b""


def _open_itself(path, flags):
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _is_text(name):
    return not any("\udc80" <= c <= "\udcff" for c in name)  # how Python spells bytes that are not in UTF-8
