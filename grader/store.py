"""Verdicts on disk: one file a submission, named by the hash of all that the verdict depends on."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from grader.atomic import write_atomically
from grader.task import graded_from_bytes, graded_to_bytes

_CLONE = Path(__file__).parents[1]
_ROOMS = ("course", "reference_solution", "grader")
_DIGITS = 24


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
        """Whether `find` would find it."""
        return self._path(student, digest).exists()

    def find(self, student, digest):
        """The `Graded` that a task with this `task_digest` led to, or None."""
        try:
            return graded_from_bytes(self._path(student, digest).read_bytes())
        except FileNotFoundError:
            return None

    def keep(self, student, digest, graded):
        """Write it, and remove what an earlier state of submission, assignment or grader led to."""
        path = self._path(student, digest)
        write_atomically(path, graded_to_bytes(graded))
        for old in path.parent.iterdir():
            if old != path and not old.name.startswith("."):
                old.unlink()

    def _path(self, student, digest):
        return self._folder / student / f"{digest}.json"


def task_digest(task):
    """A name for a packed task and the grader's own state: the same digest means the same verdict."""
    return hashlib.sha256(code_digest() + task).hexdigest()[:_DIGITS]


@cache
def code_digest():
    """The state of everything of ours that a verdict depends on.

    Returns
    -------
    bytes
    """
    digest = hashlib.sha256(version("numpy").encode())
    for room in _ROOMS:
        for path in sorted((_CLONE / room).rglob("*.py")):
            digest.update(path.relative_to(_CLONE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()
