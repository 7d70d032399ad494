"""Finds the notebook in what a student handed in: the filled one of several, in a folder, in a zip, with any ending."""

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.notebook.reading import MAX_BYTES, Unreadable
from grader.authoring.assignment import Assignment
from grader.intake.repair import read_submission

_MAX_FILES = 200
_LISTED = 5


@dataclass(frozen=True)
class Handed:
    """A file that was handed in: its name for remarks, and its content."""

    name: str
    data: bytes


def find_notebook(folder: Path, assignment: Assignment) -> tuple[bytes, tuple[str, ...]]:
    """Read the notebook of a submission.

    Symbolic links are not followed: a student could hand in any file of this machine.

    Parameters
    ----------
    folder : Path
        ``submitted/<student>/<assignment>``.
    assignment : Assignment

    Returns
    -------
    data : bytes
        At most one byte more than `MAX_BYTES`; empty if there is no notebook.
    remarks : tuple of str
        Which file was taken if it was not simply the one, or what there is in its place.
    """
    names = list(_files(folder))
    notebooks = [Handed(name, _read(folder / name)) for name in names if name.lower().endswith(".ipynb")]
    if not notebooks:
        notebooks = [one for name in names if name.lower().endswith(".zip") for one in _zipped(name, folder / name)]
    if not notebooks:
        others = ", ".join(names[:_LISTED])
        return b"", (f"There is no notebook here; there is {others}: hand in the .ipynb file.",) if others else ()
    expected = f"{assignment.name}.ipynb"
    notebooks.sort(key=lambda one: one.name != expected)
    chosen = notebooks[0]
    if len(notebooks) > 1:
        chosen = max(notebooks, key=lambda one: _filled(one.data, assignment))  # the first of equals
    if chosen.name == expected and len(notebooks) == 1:
        return chosen.data, ()
    rest = [one.name for one in notebooks if one is not chosen]
    several = f" of {len(notebooks)} notebooks, the one with the most answers" if rest else ""
    return chosen.data, (f"The file {chosen.name} was taken{several}.",)


def _files(folder: Path) -> Iterator[str]:
    """Names of the files in a folder and one level below it, sorted; nbgrader's own and hidden ones left out."""
    found = []
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            found += [f"{entry.name}/{inner.name}" for inner in _entries(Path(entry.path))]
        else:
            found.append(entry.name)
    for name in sorted(found)[:_MAX_FILES]:
        if not name.rpartition("/")[2].startswith(".") and name != "timestamp.txt":
            yield name


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return [entry for entry in os.scandir(folder) if not entry.name.startswith(".")]
    except OSError:
        return []


def _read(path: Path) -> bytes:
    """The content of a regular file; empty for anything else and for what cannot be read."""
    try:
        with open(path, "rb", opener=_open_nofollow) as file:
            return file.read(MAX_BYTES + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
    except OSError:
        return b""


def _open_nofollow(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _zipped(name: str, path: Path) -> list[Handed]:
    """The notebooks in an archive; none if it is damaged or its notebooks are too large together."""
    found, left = [], MAX_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(_read(path))) as archive:
            for member in archive.infolist()[:_MAX_FILES]:
                inner = member.filename
                if not inner.lower().endswith(".ipynb") or "__MACOSX" in inner or member.file_size > left:
                    continue
                with archive.open(member) as file:
                    data = file.read(left)
                left -= len(data)
                found.append(Handed(f"{name}/{inner}", data))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError, zlib.error):
        return found
    return found


def _filled(data: bytes, assignment: Assignment) -> int:
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
