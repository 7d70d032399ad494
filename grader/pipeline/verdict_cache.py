"""Verdicts on disk: one file a submission, named by the hashes of all that the verdict depends on."""

import os
from itertools import zip_longest

from grader.atomic_write import write_atomically
from grader.pipeline.graded import Graded

PARTS = (
    "the submission",
    "the assignment",
    "the exercises or the reference",
    "the grader",
    "the limits or the locks",
    "secret.key",
)


class Store:
    """The verdicts of one assignment in ``course_dir/verdicts/A``.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    """

    def __init__(self, course_dir, assignment):
        self._folder = course_dir / "verdicts" / assignment

    def has(self, student, digest):
        """Whether `find` would find it, whole: a power cut may leave a file of the right name without its content."""
        try:
            with open(self._path(student, digest), "rb") as file:
                file.seek(-1, os.SEEK_END)
                return file.read() == b"}"
        except OSError:  # not there, or empty
            return False

    def find(self, student, digest):
        """The `Graded` that a task with this `grader.pipeline.jobs.digest` led to, or None."""
        try:
            return Graded.from_bytes(self._path(student, digest).read_bytes())
        except FileNotFoundError:
            return None

    def keep(self, student, digest, data):
        """Write a packed `Graded`, and remove what an earlier state of submission, assignment or grader led to."""
        path = self._path(student, digest)
        write_atomically(path, data)
        for old in path.parent.iterdir():  # also what a writer left who was killed
            if old != path:
                old.unlink()

    def changed(self, student, digest):
        """What has changed since the student's last verdict, in words: some of `PARTS`; None if there is no verdict."""
        verdicts = self._path(student, digest).parent.glob("[!.]*.json")
        last = max(verdicts, key=lambda path: path.stat().st_mtime_ns, default=None)
        if last is None:
            return None
        pairs = zip_longest(PARTS, last.stem.split("-"), digest.split("-"))
        return [part for part, was, now in pairs if was != now]

    def newest(self):
        """Everyone's newest `Graded`, one after the other, sorted by student."""
        folders = sorted(self._folder.iterdir()) if self._folder.is_dir() else ()
        for folder in folders:
            last = max(folder.glob("[!.]*.json"), key=lambda path: path.stat().st_mtime_ns, default=None)
            if last is not None:
                yield Graded.from_bytes(last.read_bytes())

    def _path(self, student, digest):
        return self._folder / student / f"{digest}.json"
