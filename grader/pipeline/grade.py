"""Grades one submission: runs its cells, judges its functions, and restarts without a cell that ends the process."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from course.notebook.reading import Unreadable
from grader.authoring.assignment import Assignment, SourceCell
from grader.execution.cell_result import CellResult, SessionEnded
from grader.execution.free_memory import wait_for_free_memory
from grader.execution.limits import Limits
from grader.execution.session import Session
from grader.execution.worker.supervisor import Worker
from grader.exercises.model import Exercise
from grader.explain.complex_numbers import line_with_complex_numbers
from grader.intake.repair import Cell, Submission, blank_submission, read_submission
from grader.judging.graded import Graded
from grader.judging.judge import Judgement, judge_with
from grader.judging.rescale import rescale
from grader.judging.stand_in import Flawed
from grader.judging.verdict import CellVerdict, Finding, Verdict
from grader.pipeline.failed_statements import answers_that_failed, statements_that_failed
from grader.pipeline.graded_notebook import graded_notebook
from grader.pipeline.seeds import exercise_seed

_LOG = logging.getLogger(__name__)
_WORST_FIRST = ("crashed", "memory", "timeout")
_MIN_SECONDS = 1.0
_Result: TypeAlias = CellResult[Judgement]
_MANUAL = Finding("manual", "Waits to be graded by hand.")


@dataclass(frozen=True)
class Task:
    """Everything that a verdict depends on except the grader's own code and the worker's limits.

    Attributes
    ----------
    student : str
    assignment : Assignment
    submission : bytes
        The submitted file.
    key : bytes
        As of `grader.pipeline.seeds.student_key`.
    count_once : bool
        Whether a function is judged with the reference in place of earlier functions that lost points.
    remarks : tuple of str
        How the file was found.
    """

    student: str
    assignment: Assignment
    submission: bytes
    key: bytes = field(repr=False)
    count_once: bool = True
    remarks: tuple[str, ...] = ()


def grade(task: Task, worker: Worker) -> Graded:
    """Grade one submission. There is a verdict for any file.

    Parameters
    ----------
    task : Task
    worker : Worker

    Returns
    -------
    Graded

    Raises
    ------
    LockError
        This machine lacks a lock; nothing was run.
    """
    start = time.monotonic()
    try:
        submission = read_submission(task.submission, task.assignment)
    except Unreadable as reason:
        blank = blank_submission(task.assignment)
        remarks = task.remarks if task.remarks and not task.submission else (*task.remarks, str(reason))
        return _result(task, worker, blank, {}, "unreadable", remarks, start)
    results = _run_cells(task, worker, submission, start + worker.limits.submission_seconds * worker.limits.patience)
    statuses = {result.status for result in results.values()}
    status = next((s for s in _WORST_FIRST if s in statuses), "graded")
    remarks = (
        *task.remarks,
        *submission.remarks,
        *_failures(submission, results),
        *statements_that_failed(task.assignment, submission, results),
    )
    return _result(task, worker, submission, results, status, remarks, start)


def not_graded(student: str, assignment: Assignment, error: Exception, locked: bool) -> Graded:
    """Make the result for a submission on which the grader itself failed: no points, and a remark that says so.

    Parameters
    ----------
    student : str
    assignment : Assignment
    error : Exception
    locked : bool

    Returns
    -------
    Graded
    """
    why = f"The grader failed on this submission ({type(error).__name__}: {error}); tell whoever runs it."
    cells = tuple(_cell_verdict(known, None, why, {}) for known in assignment.cells if known.points)
    verdict = Verdict(student, assignment.name, "crashed", cells, (why,), not locked)
    return Graded(verdict, graded_notebook(blank_submission(assignment), {}), 0.0)


def _run_cells(task: Task, worker: Worker, submission: Submission, deadline: float) -> dict[int, _Result]:
    """Run all code cells; their results by position in the submission."""
    parts = [part for i in range(len(submission.cells)) for part in _parts(i, submission.cells, task)]
    part_results = _run_parts(task, worker, parts, deadline)
    results: dict[int, _Result] = {}
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


@dataclass(frozen=True)
class _Part:
    """Code that runs at once: a cell, or the visible or the hidden part of the test cell at a position."""

    position: int
    source: str
    exercise: Exercise | None = None
    seed: int = 0
    complex_line: str | None = None


def _parts(i: int, cells: Sequence[Cell], task: Task) -> Iterator[_Part]:
    cell = cells[i]
    if cell.cell_type != "code":
        return
    exercise = cell.original.exercise if cell.original else None
    if cell.original is None or exercise is None:
        yield _Part(i, cell.source)
    else:
        yield _Part(i, cell.original.visible)
        asks_derivative = any(aspect.derivative for aspect in exercise.aspects)
        line = line_with_complex_numbers(cells, exercise) if asks_derivative else None
        yield _Part(i, cell.original.hidden, exercise, exercise_seed(task.key, exercise.name), line)


def _run_parts(task: Task, worker: Worker, parts: Sequence[_Part], deadline: float) -> dict[_Part, _Result]:
    """Run all parts. A part that ends the process keeps its result and is left out of the next session."""
    results: dict[_Part, _Result] = {}
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
                examine = judge_with(part.seed, flawed if task.count_once else (), part.complex_line)
                results[part] = session.run(part.source, part.exercise, examine, seconds)
                flawed += _flawed(part, results[part])
            except SessionEnded as ended:
                _LOG.info("%s: the process ended in cell %d: %s", task.student, part.position, ended)
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


def _flawed(part: _Part, result: _Result) -> list[Flawed]:
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


def _cell_seconds(part: _Part, results: Mapping[_Part, _Result], limits: Limits) -> float:
    """Time for a part: halved by each that took too long, except for a part that finished in an earlier session."""
    if part in results and results[part].status == "graded":
        return limits.cell_seconds
    slow = sum(result.status == "timeout" for result in results.values())
    return max(limits.cell_seconds / 2.0**slow, min(limits.cell_seconds, _MIN_SECONDS))


def _out_of_time(worker: Worker) -> _Result:
    limits = worker.limits
    text = (
        f"the submission as a whole took longer than {limits.submission_seconds:g} s, or waited for longer than "
        f"{limits.waiting_seconds:g} s"
    )
    return CellResult([], text, status="timeout")


def _failures(submission: Submission, results: Mapping[int, _Result]) -> Iterator[str]:
    """Remarks on cells that took too long or ended the process."""
    slow = [submission.cells[i].cell_id for i, result in sorted(results.items()) if result.status == "timeout"]
    if slow:
        yield f"Did not finish in time: {', '.join(slow)}."
    for i, result in sorted(results.items()):
        if result.status in ("memory", "crashed"):
            yield f"Cell {submission.cells[i].cell_id}: {result.error or 'it ran out of memory'}."


def _result(
    task: Task,
    worker: Worker,
    submission: Submission,
    results: Mapping[int, _Result],
    status: str,
    remarks: Sequence[str],
    start: float,
) -> Graded:
    answer_cells = answers_that_failed(submission, results)
    by_grade_id = {cell.original.grade_id: results.get(i) for i, cell in enumerate(submission.cells) if cell.original}
    first_error = next((r.error for _, r in sorted(results.items()) if r.error and r.judgement is None), "")
    cells = tuple(
        _cell_verdict(
            known,
            by_grade_id.get(known.grade_id),
            remarks[-1] if status == "unreadable" else first_error,
            answer_cells,
        )
        for known in task.assignment.cells
        if known.points
    )
    verdict = Verdict(task.student, task.assignment.name, status, cells, tuple(remarks), not worker.locked)
    return Graded(verdict, graded_notebook(submission, results), time.monotonic() - start)


def _cell_verdict(known: SourceCell, result: _Result | None, why: str, answer_cells: Mapping[str, str]) -> CellVerdict:
    """The verdict of a grade cell; `why` is the reason if it has no result.

    `answer_cells` has, for each function that a cell with a failure would define, what failed there.
    """
    if known.exercise is None:
        return CellVerdict(known.grade_id, None, known.points, (_MANUAL,))
    if result is not None and result.judgement is not None:
        judged = rescale(result.judgement.score, result.judgement.findings, known.exercise.points, known.points)
        return CellVerdict(known.grade_id, judged[0], known.points, judged[1])
    name = known.exercise.function
    reason = result.error if result is not None and result.error else why
    if result is None and why:
        text = why
    elif reason.startswith("NameError") and f"'{name}'" in reason:
        what = answer_cells.get(name)
        text = f"There is no {name}: {what or 'no cell defines it'}."
    else:
        text = (
            f"{name} was not examined{': ' + reason.rstrip('.') if reason else ': no answer came from the notebook'}."
        )
    return CellVerdict(known.grade_id, 0.0, known.points, (Finding("no_answer", text),))
