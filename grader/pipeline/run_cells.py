"""Runs the cells of a submission and judges their functions; starts again without a cell that ends the process."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from course.notebook.given_names import GivenNames
from course.notebook.run_order import called_functions_first
from grader.execution.cell_result import CellResult, SessionEnded
from grader.execution.free_memory import wait_for_free_memory
from grader.execution.limits import Limits
from grader.execution.session import Session
from grader.execution.worker.supervisor import Worker
from grader.exercises.model import Exercise
from grader.explain.complex_numbers import line_with_complex_numbers
from grader.intake.repair import Cell
from grader.judging.judge import Judgement, judge_with
from grader.judging.stand_in import Flawed
from grader.pipeline.seeds import exercise_seed

_LOG = logging.getLogger(__name__)
_MIN_SECONDS = 1.0
Result: TypeAlias = CellResult[Judgement]


def run_cells(
    cells: Sequence[Cell], worker: Worker, deadline: float, key: bytes, count_once: bool
) -> dict[int, Result]:
    """Run all code cells, and judge the functions that they define.

    Parameters
    ----------
    cells : sequence of Cell
        In the order in which they run.
    worker : Worker
    deadline : float
        On the monotonic clock. What has not run by then counts as out of time.
    key : bytes
        As of `grader.pipeline.seeds.student_key`.
    count_once : bool
        Whether a function is judged with the reference in place of earlier functions that lost points.

    Returns
    -------
    dict
        From the position of a code cell to its `CellResult`.

    Raises
    ------
    LockError
        This machine lacks a lock; nothing was run.
    """
    parts, given = list[_Part](), GivenNames()
    for i in called_functions_first(cells, _is_test):
        cell = cells[i]
        parts += _parts(i, cells, key, given.to_put_back)
        if cell.cell_type == "code" and not _is_test(cell):
            (given.give if cell.original and cell.original.locked else given.see)(cell.source)
    part_results = _run_parts(parts, worker, deadline, count_once)
    results: dict[int, Result] = {}
    for part in parts:
        result = part_results[part]
        visible = results.get(part.position)
        if visible is None:
            results[part.position] = result
        else:  # the hidden part of a test cell has the judgement, the visible part the outputs
            status = result.status if result.status != "graded" else visible.status
            # The visible part comes first: it names the function, the hidden one may name an adapter around it.
            error = visible.error or result.error
            results[part.position] = CellResult(visible.outputs, error, result.failures, result.judgement, status)
    return results


@dataclass(frozen=True, eq=False)
class _Part:
    """Code that runs at once: a cell, or the visible or the hidden part of the test cell at a position.

    `given` puts back the names that a test cell needs.
    """

    position: int
    source: str
    given: str = ""
    exercise: Exercise | None = None
    seed: int = 0
    complex_line: str | None = None


def _is_test(cell: Cell) -> bool:
    return cell.original is not None and cell.original.exercise is not None


def _parts(i: int, cells: Sequence[Cell], key: bytes, given: str) -> Iterator[_Part]:
    cell = cells[i]
    if cell.cell_type != "code":
        return
    exercise = cell.original.exercise if cell.original else None
    if cell.original is None or exercise is None:
        yield _Part(i, cell.source)
    else:
        yield _Part(i, cell.original.visible, given)
        asks_derivative = any(aspect.derivative for aspect in exercise.aspects)
        line = line_with_complex_numbers(cells, exercise) if asks_derivative else None
        yield _Part(i, cell.original.hidden, "", exercise, exercise_seed(key, exercise.name), line)


def _run_parts(parts: Sequence[_Part], worker: Worker, deadline: float, count_once: bool) -> dict[_Part, Result]:
    """Run all parts. A part that ends the process keeps its result and is left out of the next session."""
    results: dict[_Part, Result] = {}
    broken, start, repeated = set(), time.monotonic(), False
    waiting = worker.limits.waiting_seconds
    while True:
        before = dict(results)
        session, flawed = Session(worker, deadline, waiting), list[Flawed]()
        for part in parts:
            if part in broken:
                flawed += [Flawed(part.exercise, stuck=True)] if part.exercise and _by_name(part) else []
                continue
            if time.monotonic() > deadline or session.waited >= waiting:
                session.close()
                return {p: results.get(p) or _out_of_time(worker) for p in parts}
            try:
                seconds = _cell_seconds(part, results, worker.limits)
                examine = judge_with(part.seed, flawed if count_once else (), part.complex_line)
                if part.given:
                    session.run(part.given)
                results[part] = session.run(part.source, part.exercise, examine, seconds)
                flawed += _flawed(part, results[part])
            except SessionEnded as ended:
                _LOG.info("the process ended in cell %d: %s", part.position, ended)
                if ended.killed_externally and not repeated:
                    # The kernel kills forks first, whichever process took the memory: repeat the session once.
                    repeated, results = True, before
                    wait_for_free_memory(worker.limits.memory)
                    deadline += time.monotonic() - start
                    break
                results[part] = CellResult([], str(ended), (), ended.judgement, ended.status)
                broken.add(part)
                break
        else:
            session.close()
            return results
        waiting = max(waiting - session.waited, 0.0)


def _by_name(part: _Part) -> bool:
    """Whether the function is probed as it is: through an adapter, what stands in for one never probed is not known."""
    name = part.exercise.name if part.exercise else ""
    return f'probe("{name}", {name.partition(".")[2]})' in part.source


def _flawed(part: _Part, result: Result) -> list[Flawed]:
    """In whose place the reference answers later: a function that is not right, is not there, or has a remark."""
    exercise, judgement = part.exercise, result.judgement
    if exercise is None:
        return []
    if judgement is None:
        return [Flawed(exercise)] if _by_name(part) and result.status == "graded" else []
    if judgement.score < exercise.points:
        return [Flawed(exercise, result.status == "timeout")]
    remarked = any(finding.code != "counted_once" for finding in judgement.findings)
    return [Flawed(exercise, lost=False)] if remarked else []


def _cell_seconds(part: _Part, results: Mapping[_Part, Result], limits: Limits) -> float:
    """Time for a part: halved by each that took too long, except for a part that finished in an earlier session."""
    if part in results and results[part].status == "graded":
        return limits.cell_seconds
    slow = sum(result.status == "timeout" for result in results.values())
    return max(limits.cell_seconds / 2.0**slow, min(limits.cell_seconds, _MIN_SECONDS))


def _out_of_time(worker: Worker) -> Result:
    limits = worker.limits
    text = (
        f"the submission as a whole took longer than {limits.submission_seconds:g} s, or waited for longer than "
        f"{limits.waiting_seconds:g} s"
    )
    return CellResult([], text, status="timeout")
