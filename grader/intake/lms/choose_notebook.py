"""Chooses the notebook in what one student handed in: of the newest attempt, the one with the most answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from course.notebook.reading import MAX_BYTES
from grader.authoring.assignment import Assignment
from grader.intake.find_notebook import count_answers
from grader.intake.lms.archive import BROKEN, File, other_archive
from grader.intake.lms.exported import Exported
from grader.intake.zipped_notebooks import MAX_FILES, Handed, is_notebook, zipped_notebooks

_MAX_TOTAL = 2 * MAX_BYTES
_START = 64
_LISTED = 4


class NoNotebook(Exception):
    """A student's files hold no notebook. The message says what they are and what to do."""


@dataclass(frozen=True)
class Chosen:
    """The notebook of a student.

    Attributes
    ----------
    data : bytes
    exported : Exported
        What the platform says about its file.
    remark : str
        Why it was chosen, if there were more; else empty.
    """

    data: bytes
    exported: Exported
    remark: str


def choose_notebook(files: Sequence[tuple[File, Exported]], assignment: Assignment) -> Chosen:
    """Choose among the files of one student.

    Parameters
    ----------
    files : sequence of (File, Exported)
    assignment : Assignment

    Returns
    -------
    Chosen

    Raises
    ------
    NoNotebook
    """
    problems: list[str] = []
    by_attempt = sorted(files, key=lambda pair: pair[1].attempt, reverse=True)
    attempts = [list(group) for _, group in groupby(by_attempt, key=lambda pair: pair[1].attempt)]
    for number, attempt in enumerate(attempts):
        newest = _newest_versions(attempt)
        found = list(_notebooks(newest, problems))
        if not found:
            continue
        expected = f"{assignment.name}.ipynb"
        found.sort(key=lambda one: (PurePath(one[0].name).name != expected, [-n for n in one[1].version]))
        one, exported = found[0]
        if len(found) > 1:
            one, exported = max(found, key=lambda pair: count_answers(pair[0].data, assignment))  # the first of equals
        remarks = [f"{one.name} was taken of {len(found)} notebooks, the one with the most answers"] * (len(found) > 1)
        remarks += [f"{one.name} was taken, the newest of its versions"] * (len(newest) < len(attempt))
        remarks += ["the newest attempt holds no notebook, the one before it was taken"] * (number > 0)
        return Chosen(one.data, exported, "; ".join(remarks))
    raise NoNotebook(_nothing(files, problems))


def _newest_versions(files: Sequence[tuple[File, Exported]]) -> list[tuple[File, Exported]]:
    newest: dict[tuple[str, ...], tuple[File, Exported]] = {}
    for file, exported in sorted(files, key=lambda pair: pair[1].version):
        if exported.version or exported.path not in newest:
            newest[exported.path] = (file, exported)
        else:  # a platform without versions gave two files one name: both are looked at
            newest[(*exported.path, str(len(newest)))] = (file, exported)
    return list(newest.values())


def _notebooks(files: Sequence[tuple[File, Exported]], problems: list[str]) -> Iterator[tuple[Handed, Exported]]:
    """The notebooks among files, as many as fit; those in archives only if there are no others."""
    left = _MAX_TOTAL
    plain, zipped = [], []
    own = sorted(
        (pair for pair in files if not pair[1].receipt and not pair[0].is_hidden and not pair[0].is_empty_folder),
        key=lambda pair: not _is_likely("/".join(pair[1].path)),
    )
    for file, exported in own[:MAX_FILES]:
        name = "/".join(exported.path)
        try:
            start = file.read(_START)
            is_zip = name.lower().endswith(".zip") or start.startswith(b"PK\x03\x04")
            named = name.lower().endswith(".ipynb")
            if kind := other_archive(start):
                problems.append(f"{name} is {kind}, which cannot be read here: ask for the .ipynb file")
                continue
            if not named and not is_zip and not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
                continue
            data = file.read(min(left, MAX_BYTES) + 1)
        except BROKEN as error:
            problems.append(f"{name} cannot be read ({error}): download the archive again, or ask for the .ipynb file")
            continue
        if len(data) > min(left, MAX_BYTES):
            problems.append(f"{name} has more than {MAX_BYTES / 1e6:.0f} MB: ask for the notebook without its outputs")
            continue
        left -= len(data)
        if named or (not is_zip and is_notebook(data)):
            plain.append((Handed(name, data), exported))
        elif is_zip:
            inner = zipped_notebooks(name, data)
            left -= sum(len(one.data) for one in inner)
            if left < 0:
                problems.append(f"{name} holds too much: ask for the .ipynb file alone")
                break
            zipped += [(one, exported) for one in inner]
            if not inner:
                problems.append(
                    f"no notebook in {name}, or it is damaged or locked with a password: ask for the .ipynb file"
                )
    yield from plain or zipped


def _is_likely(name: str) -> bool:
    """Whether a file's name is that of a notebook or an archive; others are looked at after them."""
    return name.lower().endswith((".ipynb", ".zip"))


def _nothing(files: Sequence[tuple[File, Exported]], problems: Sequence[str]) -> str:
    if problems:
        return "; ".join(problems[:_LISTED])
    handed_in = [exported for file, exported in files if not file.is_empty_folder]
    names = sorted({"/".join(exported.path) for exported in handed_in if not exported.receipt})
    if not names:
        text = ", only text on the platform" if any(exported.path for exported in handed_in) else ""
        return f"handed in no file{text}: ask for the .ipynb file"
    listed = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
    return f"handed in no notebook but {listed}: ask for the .ipynb file"
