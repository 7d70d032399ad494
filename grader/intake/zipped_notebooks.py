"""Takes the notebooks out of a zip archive that a student handed in, and out of archives within it, within bounds."""

import io
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from course.notebook.reading import MAX_BYTES, has_too_many_parts

MAX_FILES = 200
BAD_ZIP = (
    zipfile.BadZipFile,
    RuntimeError,
    NotImplementedError,
    OSError,
    ValueError,
    EOFError,
    zlib.error,
    struct.error,
)
_ENTRY, _MAX_ENTRIES, _MAX_DEPTH = b"PK\x01\x02", 10_000, 3
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others take a lot of memory, or raise errors of their own


@dataclass(frozen=True)
class Handed:
    """A file that was handed in: its name for remarks, and its content."""

    name: str
    data: bytes


def zipped_notebooks(name: str, data: bytes) -> list[Handed]:
    """List the notebooks in an archive, at most `MAX_BYTES` of them together; none if it is damaged.

    Parameters
    ----------
    name : str
        Of the archive.
    data : bytes

    Returns
    -------
    list of Handed
    """
    found: list[Handed] = []
    left = MAX_BYTES
    for inner, content, size in _files(name, data, MAX_BYTES, _MAX_DEPTH):
        left -= size
        if left < 0:
            break
        if inner.lower().endswith(".ipynb"):
            found.append(Handed(inner, content))
    return found


def _files(name: str, data: bytes, left: int, depth: int) -> Iterator[tuple[str, bytes, int]]:
    """Name, content and size of each notebook and each inner archive; the archives' notebooks follow them."""
    if not depth or data.count(_ENTRY) > _MAX_ENTRIES:
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BAD_ZIP:
        return
    for member in [one for one in archive.infolist() if _is_likely(one)][:MAX_FILES]:
        inner = member.filename
        try:
            with archive.open(member) as file:
                content = file.read(left + 1)  # its header may lie about its size
        except BAD_ZIP:  # the others may be sound
            continue
        left -= len(content)
        yield f"{name}/{inner}", content, len(content)
        if left < 0:
            return
        if inner.lower().endswith(".zip"):
            yield from _files(f"{name}/{inner}", content, left, depth - 1)


def _is_likely(member: zipfile.ZipInfo) -> bool:
    """Whether a member is named like a notebook or an archive; not if it is hidden, a link or packed in a rare way."""
    hidden = "__MACOSX" in member.filename or any(part.startswith(".") for part in member.filename.split("/"))
    named = member.filename.lower().endswith((".ipynb", ".zip"))
    return named and not hidden and not is_link(member) and member.compress_type in _METHODS


def is_link(member: zipfile.ZipInfo) -> bool:
    """Whether a member only says where another file is, as on Unix."""
    return stat.S_ISLNK(member.external_attr >> 16)


def is_notebook(data: bytes) -> bool:
    """Whether a file of any name holds a notebook, as one that a browser saved with the ending ``.txt``."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    text = data.decode("utf-8-sig", "replace")
    if has_too_many_parts(text):
        return False
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(found, dict)
        and "nbformat" in found
        and isinstance(found.get("cells", found.get("worksheets")), list)
    )
