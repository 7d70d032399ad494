"""Finds the notebook in what a student handed in: the filled one of several, in a folder, in a zip, with any ending."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from course.notebook.reading import MAX_BYTES, Unreadable
from grader.authoring.assignment import Assignment
from grader.intake.repair import read_submission
from grader.intake.zipped_notebooks import MAX_FILES, Handed, zipped_notebooks

_MAX_TOTAL = 2 * MAX_BYTES
_LISTED = 5


def find_notebook(place: Path, assignment: Assignment) -> tuple[bytes, tuple[str, ...]]:
    """Read the notebook of a submission.

    Symbolic links are not followed: a student could hand in any file of this machine.

    Parameters
    ----------
    place : Path
        A folder such as ``submitted/<student>/<assignment>``, or a file, as of `grader.intake.files.submission_place`.
    assignment : Assignment

    Returns
    -------
    data : bytes
        At most one byte more than `MAX_BYTES`; empty if there is no notebook.
    remarks : tuple of str
        What was taken if it was not simply the one file, or what there is in its place.
    """
    folder, names = (place.parent, [place.name]) if place.is_file() else (place, list(_files(place)))
    expected = f"{assignment.name}.ipynb"
    notebooks = _notebooks(folder, sorted(names, key=lambda name: name != expected))
    if not notebooks:
        return b"", (_nothing("notebook", names),)
    chosen = notebooks[0]
    if len(notebooks) > 1:
        chosen = max(notebooks, key=lambda one: count_answers(one.data, assignment))  # the first of equals
    remarks = [] if place.name == assignment.name or place.is_file() else [f"The folder {place.name} was taken."]
    if len(notebooks) > 1:
        remarks.append(
            f"The file {chosen.name} was taken of {len(notebooks)} notebooks, the one with the most answers."
        )
    elif chosen.name != expected or place.is_file():
        remarks.append(f"The file {chosen.name} was taken.")
    return chosen.data, tuple(remarks)


def nothing_handed_in(folder: Path, assignment: str) -> str:
    """A remark on a student's folder in which nothing is named like the assignment."""
    return _nothing(f"folder {assignment}", list(_files(folder)))


def _nothing(what: str, names: list[str]) -> str:
    listed = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
    there = f"; there is {listed}" if names else ""
    return f"There is no {what} here{there}: hand in the .ipynb file."


def _files(folder: Path) -> Iterator[str]:
    """Names of the files in a folder and one level below it, sorted; nbgrader's own and hidden ones left out."""
    found = []
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            found += [f"{entry.name}/{inner.name}" for inner in _entries(Path(entry.path))]
        else:
            found.append(entry.name)
    yield from (name for name in sorted(found)[:MAX_FILES] if name.rpartition("/")[2] != "timestamp.txt")


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return [entry for entry in os.scandir(folder) if not entry.name.startswith(".")]
    except OSError:
        return []


def _notebooks(folder: Path, names: list[str]) -> list[Handed]:
    """The notebooks of these names, or else those in archives."""
    plain = (Handed(name, _read(folder / name)) for name in names if name.lower().endswith(".ipynb"))
    zipped = (
        one for name in names if name.lower().endswith(".zip") for one in zipped_notebooks(name, _read(folder / name))
    )
    return _as_many_as_fit(plain) or _as_many_as_fit(zipped)


def _as_many_as_fit(files: Iterator[Handed]) -> list[Handed]:
    found, left = [], _MAX_TOTAL
    for one in files:
        left -= len(one.data)
        if left < 0:
            break
        found.append(one)
    return found


def _read(path: Path) -> bytes:
    """The content of a regular file; empty for anything else and for what cannot be read."""
    try:
        with open(path, "rb", opener=_open_nofollow) as file:
            return file.read(MAX_BYTES + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
    except OSError:
        return b""


def _open_nofollow(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def count_answers(data: bytes, assignment: Assignment) -> int:
    """How many answers of the assignment a notebook holds."""
    try:
        cells = read_submission(data, assignment).cells
    except Unreadable:
        return -1
    return sum(
        cell.original.is_solution and cell.source.split() != cell.original.source.split()
        for cell in cells
        if cell.original
    )
