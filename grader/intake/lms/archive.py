"""Reads the files in an archive or a folder within bounds. Nothing in it decides where anything is written."""

import io
import os
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.errors import CannotStart
from grader.intake.zipped_notebooks import is_link

BROKEN = (
    zipfile.BadZipFile,
    RuntimeError,  # a password
    NotImplementedError,
    OSError,
    ValueError,
    EOFError,
    zlib.error,
    struct.error,
)
_MAX_FILES = 200_000
_MAX_INNER = 1 << 30  # bytes of an archive within an archive
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others take a lot of memory
_OTHER_ARCHIVES = {
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
}
_ENCRYPTED = 1
_OF_THE_SYSTEM = ("__macosx", "desktop.ini", "thumbs.db")


@dataclass(frozen=True)
class File:
    """A file of an archive or a folder.

    Attributes
    ----------
    path : tuple of str
        Its folders and its name, without ``..`` and drives. An empty name stands for a folder that holds nothing.
    read : callable
        ``read(limit)`` reads at most `limit` bytes; raises one of `BROKEN`.
    """

    path: tuple[str, ...]
    read: Callable[[int], bytes]

    @property
    def name(self) -> str:
        """Its path as text."""
        return "/".join(self.path)

    @property
    def is_empty_folder(self) -> bool:
        """Whether it stands for a folder that holds nothing."""
        return not self.path[-1]

    @property
    def is_hidden(self) -> bool:
        """Whether a system or a program made it beside the student's own files."""
        return is_hidden(self.path)


def is_hidden(path: tuple[str, ...]) -> bool:
    """Whether a path leads to what a system or a program made."""
    return any(part.startswith(".") or part.lower() in _OF_THE_SYSTEM for part in path)


def files_of(place: Path, stack: ExitStack) -> list[File]:
    """List the files of a zip archive or of a folder.

    Parameters
    ----------
    place : Path
    stack : ExitStack
        Closes the archive at its end.

    Returns
    -------
    list of File
        With links, which cannot be read, and empty folders: who handed in nothing else is not to be forgotten.

    Raises
    ------
    CannotStart
        There is no such file, or it is no zip archive, or a damaged one.
    """
    if place.is_dir():
        return list(_in_folder(place, ()))
    if not place.is_file():
        raise CannotStart(f"there is no archive {place}: give the zip that the platform made")
    return _in_zip(place, place.name, stack)


def other_archive(start: bytes) -> str:
    """Such as ``"a RAR archive"`` for the first bytes of one; empty for zip archives and all else."""
    return next((kind for magic, kind in _OTHER_ARCHIVES.items() if start.startswith(magic)), "")


def files_of_inner(file: File, stack: ExitStack) -> list[File]:
    """List the files of a zip archive within another one, as `files_of`."""
    try:
        data = file.read(_MAX_INNER + 1)
    except BROKEN as error:
        raise CannotStart(f"{file.name} cannot be read ({error}): download it again") from None
    if len(data) > _MAX_INNER:
        raise CannotStart(f"{file.name} has more than {_MAX_INNER >> 20} MB: unpack it, and give its folder")
    return _in_zip(io.BytesIO(data), file.name, stack)


def _in_zip(content: Path | io.BytesIO, name: str, stack: ExitStack) -> list[File]:
    start = _read_path(str(content), 8) if isinstance(content, Path) else content.getvalue()[:8]
    if kind := other_archive(start):
        raise CannotStart(f"{name} is {kind}, which cannot be read here: unpack it, and give its folder")
    try:
        archive = stack.enter_context(zipfile.ZipFile(content))
        members = archive.infolist()
    except BROKEN as error:
        raise CannotStart(f"{name} is no zip archive, or only a part of one ({error}): download it again") from None
    # Of an archive that was cut off, zipfile may find the list of files of one that a student put into it.
    if min((one.header_offset for one in members), default=0) != 0:
        raise CannotStart(f"{name} is only a part of a zip archive: download it again")
    flags = [one.flag_bits for one in members if not one.is_dir()]
    if flags and all(flag & _ENCRYPTED for flag in flags):
        raise CannotStart(f"{name} is locked with a password: unpack it, and give its folder")
    if len(members) > _MAX_FILES:
        raise CannotStart(f"{name} holds {len(members)} files, expected at most {_MAX_FILES}")
    files = [File(_parts(_decoded(one)), partial(_read_member, archive, one)) for one in members if not one.is_dir()]
    full = {file.path[:end] for file in files for end in range(len(file.path))}
    folders = {_parts(_decoded(one)) for one in members if one.is_dir()} - full
    return [file for file in files if file.path] + [File((*path, ""), _read_nothing) for path in sorted(folders)]


def _read_nothing(limit: int) -> bytes:
    return b""


def _read_link(limit: int) -> bytes:
    raise OSError("it is a link to another file")


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    if is_link(member):
        return _read_link(limit)
    if member.compress_type not in _METHODS:
        raise NotImplementedError(f"compressed with method {member.compress_type}")
    if member.flag_bits & _ENCRYPTED:
        raise RuntimeError("it is locked with a password")
    with archive.open(member) as file:
        return file.read(limit)  # its header may lie about its size


def _decoded(member: zipfile.ZipInfo) -> str:
    """The member's name. Many programs do not say how it is written; zipfile then reads it by code page 437."""
    name = member.filename
    if not member.flag_bits & 0x800:
        written = name.encode("cp437")
        for encoding in ("utf-8", "cp437", "cp1252"):
            with suppress(UnicodeError):
                found = unicodedata.normalize("NFC", written.decode(encoding))
                if encoding == "utf-8" or all(c.isascii() or c.isalpha() for c in found):
                    return found
    return unicodedata.normalize("NFC", name)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..") and part[1:] != ":")


def _in_folder(folder: Path, above: tuple[str, ...]) -> Iterator[File]:
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    if above and not entries:
        yield File((*above, ""), _read_nothing)
    for entry in entries:
        path = (*above, unicodedata.normalize("NFC", entry.name))
        if entry.is_dir(follow_symlinks=False):
            yield from _in_folder(Path(entry.path), path)
        else:
            yield File(path, partial(_read_path, entry.path) if entry.is_file(follow_symlinks=False) else _read_link)


def _read_path(path: str, limit: int) -> bytes:
    with open(path, "rb") as file:
        return file.read(limit)
