"""Verdicts on disk: one file for each submission, named by the hashes of everything that the verdict depends on.

Each ends with a hash of itself: one that was damaged or edited does not count, and is made again.
"""

import hashlib
import logging
import shutil
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from grader.atomic_write import write_atomically
from grader.errors import CannotStart
from grader.judging.graded import Graded
from grader.read_file import read_file

_LOG = logging.getLogger(__name__)
_MAX_BYTES = 500 << 20

PARTS = (
    "the submission",
    "the assignment",
    "the exercises or the reference",
    "the grader",
    "the limits, the locks or course.toml",
    "secret.key",
)


class VerdictCache:
    """The verdicts of one assignment, in ``course_dir/verdicts/A``.

    Parameters
    ----------
    course_dir : Path
    assignment : str
    """

    def __init__(self, course_dir: Path, assignment: str) -> None:
        self._folder = course_dir / "verdicts" / assignment

    def has(self, student: str, digest: str) -> bool:
        """Whether there is a verdict, as it was written; one that is damaged is named in a warning."""
        return _read(self._path(student, digest)) is not None

    def find(self, student: str, digest: str) -> Graded | None:
        """Read the result of the job with this `grader.pipeline.jobs.digest`; None if there is none."""
        data = _read(self._path(student, digest))
        return None if data is None else Graded.from_bytes(data)

    def write(self, student: str, digest: str, data: bytes) -> None:
        """Write a packed `Graded`, and remove the student's older ones and whatever stands in its place."""
        path = self._path(student, digest)
        if path.is_dir():
            shutil.rmtree(path)
        write_atomically(path, data[:-1] + _signature(data))
        for old in path.parent.iterdir():  # and the temporary files of writers that were killed
            if old != path:
                shutil.rmtree(old) if old.is_dir() else old.unlink()

    def changed_parts(self, student: str, digest: str) -> list[str] | None:
        """List which of `PARTS` changed since the student's last verdict; None if there is no verdict."""
        verdicts = self._path(student, digest).parent.glob("[!.]*.json")
        last = max(verdicts, key=_time_written, default=None)
        if last is None:
            return None
        pairs = zip_longest(PARTS, last.stem.split("-"), digest.split("-"))
        return [part for part, was, now in pairs if was != now]

    def latest(self) -> Iterator[Graded]:
        """Yield the latest result of each student, sorted by student; without those that are damaged."""
        folders = sorted(self._folder.iterdir()) if self._folder.is_dir() else []
        for folder in folders:
            last = max(folder.glob("[!.]*.json"), key=_time_written, default=None)
            data = None if last is None else _read(last)
            if data is not None:
                yield Graded.from_bytes(data)

    def _path(self, student: str, digest: str) -> Path:
        return self._folder / student / f"{digest}.json"


def _signature(data: bytes) -> bytes:
    """The end of a verdict's file: a hash of the rest, as a last field of the JSON object."""
    return b', "sha256": "%s"}' % hashlib.sha256(data).hexdigest().encode()


def _read(path: Path) -> bytes | None:
    """Read a packed `Graded`; None if there is none, or if it is not what was written."""
    try:
        signed = read_file(path, _MAX_BYTES)
    except FileNotFoundError:
        return None
    except CannotStart as error:
        _LOG.warning("%s", error)
        return None
    data = signed[: -len(_signature(b""))] + b"}"
    if signed[len(data) - 1 :] == _signature(data):
        return data
    _LOG.warning("%s is damaged, so it does not count: python -m grader autograde makes it again.", path)
    return None


def _time_written(path: Path) -> int:
    return path.stat(follow_symlinks=False).st_mtime_ns
