"""Verdicts on disk: one file for each submission, named by the hashes of everything that the verdict depends on."""

import os
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from grader.atomic_write import write_atomically
from grader.judging.graded import Graded

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
        """Whether there is a complete verdict: after a power cut a file may lack its content."""
        try:
            with open(self._path(student, digest), "rb") as file:
                file.seek(-1, os.SEEK_END)
                return file.read() == b"}"
        except OSError:  # missing or empty
            return False

    def find(self, student: str, digest: str) -> Graded | None:
        """Read the result of the job with this `grader.pipeline.jobs.digest`; None if there is none."""
        try:
            return Graded.from_bytes(self._path(student, digest).read_bytes())
        except FileNotFoundError:
            return None

    def write(self, student: str, digest: str, data: bytes) -> None:
        """Write a packed `Graded`, and remove the student's older ones."""
        path = self._path(student, digest)
        write_atomically(path, data)
        for old in path.parent.iterdir():  # and the temporary files of writers that were killed
            if old != path:
                old.unlink()

    def changed_parts(self, student: str, digest: str) -> list[str] | None:
        """List which of `PARTS` changed since the student's last verdict; None if there is no verdict."""
        verdicts = self._path(student, digest).parent.glob("[!.]*.json")
        last = max(verdicts, key=lambda path: path.stat().st_mtime_ns, default=None)
        if last is None:
            return None
        pairs = zip_longest(PARTS, last.stem.split("-"), digest.split("-"))
        return [part for part, was, now in pairs if was != now]

    def latest(self) -> Iterator[Graded]:
        """Yield the latest result of each student, sorted by student."""
        folders = sorted(self._folder.iterdir()) if self._folder.is_dir() else []
        for folder in folders:
            last = max(folder.glob("[!.]*.json"), key=lambda path: path.stat().st_mtime_ns, default=None)
            if last is not None:
                yield Graded.from_bytes(last.read_bytes())

    def _path(self, student: str, digest: str) -> Path:
        return self._folder / student / f"{digest}.json"
