"""What grading an assignment again would change: grades it as `autograde` does, and writes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import CannotStart
from grader.execution.sandbox.errors import LockError
from grader.gradebook.light_import import skip_nbgrader_apps
from grader.intake.files import select_students
from grader.judging.graded import Graded
from grader.judging.verdict import Verdict
from grader.pipeline.autograde import Options, reason
from grader.pipeline.executors.scheduler import Scheduler
from grader.pipeline.grade import not_graded
from grader.pipeline.jobs import Jobs, digest
from grader.pipeline.verdict_cache import VerdictCache


@dataclass(frozen=True)
class Planned:
    """What would change for one student.

    Attributes
    ----------
    student : str
    before : float or None
        Points in the gradebook, without what being late costs; None if there are none.
    after : float
        Points after grading again. Points given by hand stay.
    max_score : float
        Points of the assignment after grading again.
    why : str
        Why it would be graded again.
    cells : tuple of (str, float, float)
        Each question whose points change: its name, and points before and after.
    """

    student: str
    before: float | None
    after: float
    max_score: float
    why: str
    cells: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True)
class Plan:
    """What grading again would change.

    Attributes
    ----------
    regraded : tuple of Planned
        All who would be graded again, sorted by student.
    kept : int
        How many would not.
    """

    regraded: tuple[Planned, ...]
    kept: int


def plan(
    course_dir: Path,
    assignment: str,
    students: Sequence[str] | None = None,
    options: Options | None = None,
    report: Callable[[int, int], None] | None = None,
) -> Plan:
    """Grade what `autograde` would grade again, and compare with the gradebook. Nothing is written.

    Parameters
    ----------
    course_dir : Path
    assignment : str
    students : sequence of str, optional
    options : Options, optional
        `force` is not looked at.
    report : callable, optional
        ``report(done, total)``

    Returns
    -------
    Plan

    Raises
    ------
    CannotStart
    """
    options = options or Options()
    names = select_students(course_dir, assignment, students)
    jobs, cache = Jobs(course_dir, assignment, options.limits, options.locked), VerdictCache(course_dir, assignment)
    todo = {name: why for name in names if (why := reason(cache, name, digest(jobs.job(name))))}
    verdicts: dict[str, Verdict] = {}
    if todo:
        tasks = ((name, jobs.job(name).to_bytes()) for name in todo)
        with Scheduler(tasks, options.backend(len(todo))) as scheduler:
            for name, result in scheduler.results():
                if isinstance(result, LockError):
                    raise CannotStart(f"Student code cannot be locked away on this machine: {result}.")
                if isinstance(result, Exception):
                    verdicts[name] = not_graded(name, jobs.assignment, result, options.locked).verdict
                else:
                    verdicts[name] = Graded.from_bytes(result).verdict
                if report is not None:
                    report(len(verdicts), len(todo))
    recorded = _recorded(course_dir, assignment, options.db_url) if todo else {}
    planned = (_planned(verdicts[name], recorded.get(name, {}), why) for name, why in todo.items())
    return Plan(tuple(sorted(planned, key=lambda one: one.student)), len(names) - len(todo))


_Points = dict[str, tuple[float | None, float | None]]
"""By question: points of the grader, and points given by hand."""


def _recorded(course_dir: Path, assignment: str, db_url: str | None) -> dict[str, _Points]:
    skip_nbgrader_apps()
    from grader.gradebook.class_grades import read_points
    from grader.gradebook.open import course_directory, open_gradebook

    directory = course_directory(course_dir, assignment, db_url)
    if directory.db_url.startswith("sqlite:///") and not Path(directory.db_url.removeprefix("sqlite:///")).exists():
        return {}
    with open_gradebook(directory) as gradebook:
        return read_points(gradebook, assignment)


def _planned(verdict: Verdict, recorded: _Points, why: str) -> Planned:
    changes, after = [], 0.0
    for cell in verdict.cells:
        auto, by_hand = recorded.get(cell.grade_id, (None, None))
        before = auto if by_hand is None else by_hand
        now = by_hand if by_hand is not None else cell.score if cell.score is not None else before
        after += now or 0.0
        if recorded and (before or 0.0) != (now or 0.0):
            changes.append((cell.grade_id, before or 0.0, now or 0.0))
    points = [auto if by_hand is None else by_hand for auto, by_hand in recorded.values()]
    before_all = sum(one or 0.0 for one in points) if recorded else None
    return Planned(verdict.student, before_all, after, verdict.max_score, why, tuple(changes))
