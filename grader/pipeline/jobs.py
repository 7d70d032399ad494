"""Makes the jobs of one assignment, and the digest that names a job's verdict."""

import hashlib
import json
import os
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path

from grader.authoring.assignment import Assignment, read_assignment
from grader.authoring.build import build
from grader.course_config import CourseConfig, read_course_config
from grader.errors import CannotStart
from grader.execution.limits import Limits
from grader.intake.files import submission_place
from grader.intake.find_notebook import find_notebook, nothing_handed_in
from grader.pipeline.code_fingerprint import exercises_hash, grader_hash
from grader.pipeline.job import Job
from grader.pipeline.seeds import course_secret, student_key
from grader.read_file import MAX_NOTEBOOK, read_file

_DIGITS = 16


class Jobs:
    """Makes the jobs of one assignment.

    Parameters
    ----------
    course_dir : Path
    assignment : str
    limits : Limits, optional
        By default those of ``course.toml``.
    locked : bool

    Attributes
    ----------
    assignment : Assignment

    Raises
    ------
    CannotStart
        The source notebook cannot be built or read.
    """

    def __init__(self, course_dir: Path, assignment: str, limits: Limits | None = None, locked: bool = True) -> None:
        self._course_dir, self._name = course_dir, assignment
        config = read_course_config(course_dir)
        self._limits, self._locked = limits or _limits(config, assignment), locked
        self._count_once = config.count_once
        self._secret = course_secret(course_dir)
        self._source = _source(course_dir, assignment)
        self.assignment: Assignment = _read(assignment, self._source)

    def job(self, student: str) -> Job:
        """Make the job of a student for what is in the ``submitted`` folder."""
        place = submission_place(self._course_dir, student, self._name)
        submission, remarks = (
            find_notebook(place, self.assignment)
            if place is not None
            else (b"", (nothing_handed_in(self._course_dir / "submitted" / student, self._name),))
        )
        key = student_key(self._secret, student, self._name)
        rules = self._limits, self._locked, self._count_once
        return Job(student, self._name, self._source, submission, key, *rules, remarks)


def digest(job: Job) -> str:
    """Hash a job and all code that grades it, one hash for each of `verdict_cache.PARTS`.

    Jobs with the same digest have the same verdict.
    """
    parts = (
        "\0".join((job.student, *job.remarks)).encode("utf-8", "surrogateescape") + b"\0" + job.submission,
        job.assignment.encode() + b"\0" + job.source.encode(),
        exercises_hash(_exercises(job.assignment, job.source)),
        grader_hash(),
        json.dumps([asdict(job.limits), job.locked, job.count_once], sort_keys=True).encode(),
        job.key.hex().encode(),
    )
    return "-".join(hashlib.sha256(part).hexdigest()[:_DIGITS] for part in parts)


def _limits(config: CourseConfig, assignment: str) -> Limits:
    """The limits of an assignment; those that ``course.toml`` leaves out are the defaults."""
    own, default = config.limits_of(assignment), Limits()
    return replace(
        default,
        cell_seconds=float(own.get("cell_seconds", default.cell_seconds)),
        submission_seconds=float(own.get("submission_seconds", default.submission_seconds)),
        memory=int(own["memory_mb"] * (1 << 20)) if "memory_mb" in own else default.memory,
        packages=config.packages,
    )


def _source(course_dir: Path, assignment: str) -> str:
    """Read the source notebook; build it first where there is a text, whatever the times of the files say."""
    text = course_dir / f"{assignment}.py"
    source = course_dir / "source" / assignment / f"{assignment}.ipynb"
    try:
        if os.path.lexists(text) or not os.path.lexists(source):
            build(course_dir, [assignment])
        return read_file(source, MAX_NOTEBOOK).decode()
    except ValueError as error:
        raise CannotStart(f"Got {text if text.exists() else source}, which cannot be used: {error}") from None


def _read(assignment: str, source: str) -> Assignment:
    try:
        return read_assignment(assignment, source)
    except (ValueError, KeyError, TypeError, AttributeError) as error:  # a damaged file is JSON of any shape
        raise CannotStart(
            f"Got a source notebook of {assignment} that cannot be read ({type(error).__name__}: {error}); expected "
            f"what `python -m grader build {assignment}` writes to source/{assignment}. Run it."
        ) from None


@lru_cache(maxsize=4)
def _exercises(assignment: str, source: str) -> frozenset[str]:
    """Names of the exercises in an assignment."""
    cells = read_assignment(assignment, source).cells
    return frozenset(cell.exercise.name for cell in cells if cell.exercise)
