"""Looks for wrong lines in a class that is graded and recorded, and records what was found. Points do not change."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from grader.atomic_write import write_atomically
from grader.errors import CannotStart
from grader.explain.program import Program
from grader.explain.search import Found
from grader.explain.sentences import explained
from grader.judging.graded import Graded
from grader.judging.verdict import CellVerdict
from grader.paths import CLONE
from grader.pipeline import explain_job
from grader.pipeline.autograde import Options, Report, Row
from grader.pipeline.code_fingerprint import exercises_hash
from grader.pipeline.course_lock import course_lock
from grader.pipeline.executors.scheduler import Scheduler
from grader.pipeline.import_closure import import_closure
from grader.pipeline.jobs import Jobs, digest
from grader.pipeline.verdict_cache import VerdictCache
from grader.read_file import read_file

_PER_SUBMISSION = 10 / 3  # times the seconds for one function
_DIGITS = 32


@dataclass(frozen=True)
class _Wanted:
    """A wrong function of a submission."""

    grade_id: str
    key: str
    seed: int
    program: dict[str, Any]


def to_search(rows: Sequence[Row], seconds: float) -> list[Row]:
    """The submissions with a wrong function in which no line was looked for, or for a shorter time."""
    return [row for row in rows if explain_job.to_search(row.graded.verdict, seconds)]


def explain(
    course_dir: Path,
    assignment: str,
    rows: Sequence[Row],
    seconds: float,
    options: Options | None = None,
    report: Report | None = None,
) -> list[Row]:
    """Look for wrong lines in the functions that lost points.

    Parameters
    ----------
    course_dir : Path
    assignment : str
    rows : sequence of Row
        Of `grader.pipeline.autograde.autograde`.
    seconds : float
        Processor time for a function; a submission has ten thirds of it.
    options : Options, optional
    report : Report, optional
        Called after each submission.

    Returns
    -------
    list of Row
        With the findings.

    Raises
    ------
    CannotStart
    """
    options = options or Options()
    todo = {row.graded.verdict.student: row for row in to_search(rows, seconds)}
    done = {}
    try:
        with course_lock(course_dir, f"looks for wrong lines in {assignment}"):
            for student, graded in _explained(course_dir, assignment, todo, seconds, options):
                done[student] = replace(todo[student], graded=replace(graded, notebook={}))
                if report is not None:
                    report(len(done), len(todo), done[student])
    except OSError as error:
        raise CannotStart(
            f"All points are recorded, but wrong lines could not be looked for: could not write "
            f"{error.filename or course_dir} ({error.strerror}). Run the same command again when that is mended."
        ) from error
    return [done.get(row.graded.verdict.student, row) for row in rows]


def _explained(
    course_dir: Path, assignment: str, todo: Mapping[str, Row], seconds: float, options: Options
) -> Iterator[tuple[str, Graded]]:
    """Search for every wrong function, and record each submission when all of its own are done."""
    from grader.gradebook.recorder import Recorder  # takes a second

    jobs = Jobs(course_dir, assignment, options.limits, options.locked)
    cache, found = VerdictCache(course_dir, assignment), _FoundCache(course_dir, jobs)
    wanted = _wanted(jobs, todo, options)
    searches = _searches(jobs, wanted, found, seconds)
    waiting = {name: {one.key for one in several} & searches.keys() for name, several in wanted.items()}

    with Recorder(course_dir, options.db_url) as recorder:

        def record(name: str) -> tuple[str, Graded]:
            del waiting[name]
            known = digest(jobs.job(name))
            graded = cache.find(name, known)
            if graded is None:  # somebody has removed it: it is graded and looked at the next time
                return name, todo[name].graded
            own = {one.grade_id: one for one in wanted[name]}
            cells = (_with_lines(cell, jobs, own.get(cell.grade_id), found, seconds) for cell in graded.verdict.cells)
            graded = replace(graded, verdict=replace(graded.verdict, cells=tuple(cells)))
            cache.write(name, known, graded.to_bytes())
            recorder.record(graded, regraded=False)
            return name, graded

        yield from map(record, [name for name in waiting if not waiting[name]])
        if not searches:
            return
        with Scheduler(searches.items(), options.backend(len(searches)), explain_job.run_search) as scheduler:
            for key, result in scheduler.results():
                if not isinstance(result, Exception):
                    found.write(key, seconds, result)
                for several in waiting.values():
                    several.discard(key)
                yield from map(record, [name for name in waiting if not waiting[name]])


def _wanted(jobs: Jobs, todo: Mapping[str, Row], options: Options) -> dict[str, list[_Wanted]]:
    """The wrong functions of each submission; what students wrote is parsed in other processes."""
    questions = (
        (name, explain_job.pack_programs_task(jobs.job(name), row.graded.verdict)) for name, row in todo.items()
    )
    wanted: dict[str, list[_Wanted]] = {name: [] for name in todo}
    with Scheduler(questions, options.backend(len(todo)), explain_job.find_programs) as scheduler:
        for name, result in scheduler.results():
            if not isinstance(result, Exception):
                wanted[name] = [_Wanted(**fields) for fields in json.loads(result)]
    return wanted


def _searches(
    jobs: Jobs, wanted: Mapping[str, Sequence[_Wanted]], found: "_FoundCache", seconds: float
) -> dict[str, bytes]:
    """A packed search for each function that nobody has searched in."""
    searches: dict[str, bytes] = {}
    for name, several in wanted.items():
        each = min(seconds, _PER_SUBMISSION * seconds / max(len(several), 1))
        for one in several:
            if one.key not in searches and found.find(one.key, seconds) is None:
                job = jobs.job(name)
                searches[one.key] = explain_job.pack_search(one.program, one.seed, each, job.limits, job.locked)
    return searches


def _with_lines(
    cell: CellVerdict, jobs: Jobs, wanted: _Wanted | None, found: "_FoundCache", seconds: float
) -> CellVerdict:
    if wanted is None:
        return replace(cell, searched=seconds)
    exercise = jobs.assignment.nbgrader_cells[cell.grade_id].exercise
    result = found.find(wanted.key, seconds)
    if exercise is None or result is None:
        return replace(cell, searched=seconds)
    return explained(cell, exercise, Program.from_fields(wanted.program), result, seconds)


class _FoundCache:
    """What searches have found, one file for each function, for all submissions that share it and for later runs."""

    def __init__(self, course_dir: Path, jobs: Jobs) -> None:
        self._folder = course_dir / "verdicts" / f".lines-{jobs.assignment.name}"
        names = frozenset(cell.exercise.name for cell in jobs.assignment.cells if cell.exercise)
        self._code = exercises_hash(names) + _engine_hash()

    def find(self, key: str, seconds: float) -> Found | None:
        try:
            return Found.from_fields(json.loads(read_file(self._path(key, seconds))))
        except (OSError, CannotStart, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return None  # there is none, or it is damaged: the search is made again

    def write(self, key: str, seconds: float, data: bytes) -> None:
        write_atomically(self._path(key, seconds), data)

    def _path(self, key: str, seconds: float) -> Path:
        name = hashlib.sha256(f"{key}\0{seconds}".encode() + self._code).hexdigest()[:_DIGITS]
        return self._folder / f"{name}.json"


@cache
def _engine_hash() -> bytes:
    """Hash the code of the search."""
    files = import_closure(["grader.pipeline.explain_job"], CLONE, skip={"grader.exercises"})
    return hashlib.sha256(b"".join(files[name].read_bytes() for name in sorted(files))).digest()
