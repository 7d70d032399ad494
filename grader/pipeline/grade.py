"""From a submitted file to a verdict: run it, examine it, and start again without the cell that broke it."""

import time
from dataclasses import dataclass, field

from grader.authoring.build import NOTEBOOK_METADATA
from grader.execution.free_memory import wait_for_room
from grader.execution.session import Attempt, Ran, Stopped
from grader.execution.validate_outputs import clean_outputs
from grader.intake.repair import Unreadable, blank_submission, read_submission
from grader.judging.judge import judge_with
from grader.judging.verdict import CellVerdict, Finding, Verdict
from grader.pipeline.graded import Graded
from grader.pipeline.seeds import exercise_seed

_WORST_FIRST = ("crashed", "memory", "timeout")
_LEAST_SECONDS = 1.0
_MANUAL = Finding("manual", "Waits to be graded by hand.")


@dataclass(frozen=True)
class Task:
    """All that a verdict depends on, beside the grader itself.

    Attributes
    ----------
    student : str
    assignment : Assignment
    submission : bytes
        The file that was handed in.
    key : bytes
        As of `grader.pipeline.seeds.student_key`.
    """

    student: str
    assignment: object
    submission: bytes
    key: bytes = field(repr=False)


def grade(task, worker):
    """Grade one submission. Whatever it contains, there is a verdict.

    Parameters
    ----------
    task : Task
    worker : grader.execution.worker.supervisor.Worker

    Returns
    -------
    Graded

    Raises
    ------
    LockError
        The machine cannot hold student code; nothing was run.
    """
    start = time.monotonic()
    try:
        submission = read_submission(task.submission, task.assignment)
    except Unreadable as reason:
        blank = blank_submission(task.assignment)
        return _graded(task, worker, blank, {}, "unreadable", (str(reason),), start)
    ran = _run_all(task, worker, submission, start + worker.limits.submission_seconds * worker.limits.patience)
    statuses = {result.status for result in ran.values()}
    status = next((s for s in _WORST_FIRST if s in statuses), "graded")
    remarks = (*submission.remarks, *_what_broke(submission, ran))
    return _graded(task, worker, submission, ran, status, remarks, start)


def not_graded(student, assignment, error, locked):
    """What stands for a submission on which the grader itself failed: no points, and word of it.

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
    cells = tuple(_cell_verdict(known, None, why) for known in assignment.cells if known.points)
    verdict = Verdict(student, assignment.name, "crashed", cells, (why,), not locked)
    return Graded(verdict, _notebook(blank_submission(assignment), {}), 0.0)


def _run_all(task, worker, submission, deadline):
    """What came of each code cell, by position."""
    parts = [part for i, cell in enumerate(submission.cells) for part in _parts(i, cell, task)]
    ran = _run_parts(worker, parts, deadline)
    together = {}
    for part in parts:
        result = ran[part]
        before = together.get(part.cell)
        if before is None:
            together[part.cell] = result
        else:  # the hidden part of a test cell: the visible one has left outputs, the hidden one decides
            status = result.status if result.status != "graded" else before.status
            together[part.cell] = Ran(before.outputs, result.error or before.error, result.judgement, status)
    return together


@dataclass(frozen=True)
class _Part:
    """What runs in one go: a cell, or the visible or the hidden part of a test cell."""

    cell: int
    source: str
    exercise: object = None
    examine: object = None


def _parts(i, cell, task):
    if cell.cell_type != "code":
        return
    exercise = cell.known.exercise if cell.known else None
    if exercise is None:
        yield _Part(i, cell.source)
    else:
        yield _Part(i, cell.known.visible)
        yield _Part(i, cell.known.hidden, exercise, judge_with(exercise_seed(task.key, exercise.name)))


def _run_parts(worker, parts, deadline):
    """What came of each part; one that ends the process is left out of the next attempt."""
    ran, broken, began, repeated = {}, set(), time.monotonic(), False
    while True:
        before = dict(ran)
        attempt = Attempt(worker, deadline)
        for part in parts:
            if part in broken:
                continue
            if time.monotonic() > deadline:
                attempt.end()
                return {p: ran.get(p) or _out_of_time(worker) for p in parts}
            try:
                ran[part] = attempt.run(
                    part.source, part.exercise, part.examine, _seconds_for(part, ran, worker.limits)
                )
            except Stopped as stopped:
                if stopped.from_outside and not repeated:
                    # Forks are the first that the kernel kills, whoever took the memory: once more, as if nothing was.
                    repeated, ran = True, before
                    wait_for_room(worker.limits.memory)
                    deadline += time.monotonic() - began
                    break
                ran[part] = Ran([], str(stopped), stopped.judgement, stopped.status)
                broken.add(part)
                break
        else:
            attempt.end()
            return ran


def _seconds_for(part, ran, limits):
    """Less after each part that took too long, but not for one that is known to end."""
    if part in ran and ran[part].status == "graded":
        return limits.cell_seconds
    slow = sum(result.status == "timeout" for result in ran.values())
    return max(limits.cell_seconds / 2**slow, min(limits.cell_seconds, _LEAST_SECONDS))


def _out_of_time(worker):
    return Ran(
        [], f"the submission as a whole took longer than {worker.limits.submission_seconds:g} s", None, "timeout"
    )


def _what_broke(submission, ran):
    slow = [submission.cells[i].cell_id for i, result in sorted(ran.items()) if result.status == "timeout"]
    if slow:
        yield f"Did not finish within the time that they have: {', '.join(slow)}."
    for i, result in sorted(ran.items()):
        if result.status in ("memory", "crashed"):
            yield f"Cell {submission.cells[i].cell_id}: {result.error or 'it ran out of memory'}."


def _graded(task, worker, submission, ran, status, remarks, start):
    results = {cell.known.grade_id: ran.get(i) for i, cell in enumerate(submission.cells) if cell.known}
    first_error = next((r.error for _, r in sorted(ran.items()) if r.error and r.judgement is None), "")
    cells = tuple(
        _cell_verdict(known, results.get(known.grade_id), remarks[0] if status == "unreadable" else first_error)
        for known in task.assignment.cells
        if known.points
    )
    verdict = Verdict(task.student, task.assignment.name, status, cells, tuple(remarks), not worker.locked)
    return Graded(verdict, _notebook(submission, ran), time.monotonic() - start)


def _cell_verdict(known, result, why):
    if known.exercise is None:
        return CellVerdict(known.grade_id, None, known.points, (_MANUAL,))
    if result is not None and result.judgement is not None:
        return CellVerdict(known.grade_id, result.judgement.score, known.points, result.judgement.findings)
    name = known.exercise.function
    reason = result.error if result is not None and result.error else why
    if result is None and why:
        text = why
    elif reason.startswith("NameError") and f"'{name}'" in reason:
        text = f"There is no {name}: its cell is missing, or did not run to its end."
    else:
        text = (
            f"{name} was not examined{': ' + reason.rstrip('.') if reason else ': no answer came from the notebook'}."
        )
    return CellVerdict(known.grade_id, 0.0, known.points, (Finding("no_answer", text),))


def _notebook(submission, ran):
    """The submission as it ran, in notebook format 4."""
    cells = []
    for i, cell in enumerate(submission.cells):
        metadata = {"nbgrader": dict(cell.known.metadata)} if cell.known else {}
        entry = {"cell_type": cell.cell_type, "id": cell.cell_id, "metadata": metadata, "source": cell.source}
        if cell.cell_type == "code":
            result = ran.get(i)
            entry |= {"execution_count": None, "outputs": clean_outputs(result.outputs) if result else []}
        cells.append(entry)
    return {"cells": cells, "metadata": NOTEBOOK_METADATA, "nbformat": 4, "nbformat_minor": 5}
