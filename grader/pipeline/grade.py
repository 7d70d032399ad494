"""Grades one submission: reads it, runs and judges it, and makes the verdict. There is a verdict for any file."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from course.notebook.reading import Unreadable
from grader.authoring.assignment import Assignment, SourceCell
from grader.execution.worker.supervisor import Worker
from grader.intake.repair import Submission, blank_submission, read_submission
from grader.judging.graded import Graded
from grader.judging.rescale import rescale
from grader.judging.verdict import CellVerdict, Finding, Verdict
from grader.pipeline.failed_statements import answers_that_failed, statements_that_failed
from grader.pipeline.graded_notebook import graded_notebook
from grader.pipeline.run_cells import Result, run_cells

_LOG = logging.getLogger(__name__)
_WORST_FIRST = ("crashed", "memory", "timeout")
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
    deadline = start + worker.limits.submission_seconds * worker.limits.patience
    _LOG.debug("%s: runs %d cells", task.student, len(submission.cells))
    results = run_cells(submission.cells, worker, deadline, task.key, task.count_once)
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


def _failures(submission: Submission, results: Mapping[int, Result]) -> Iterator[str]:
    """Remarks on cells that took too long or ended the process."""
    slow = [submission.cells[i].title for i, result in sorted(results.items()) if result.status == "timeout"]
    if slow:
        yield f"Did not finish in time: the cell {', the cell '.join(slow)}."
    for i, result in sorted(results.items()):
        if result.status in ("memory", "crashed"):
            yield f"The cell {submission.cells[i].title}: {result.error or 'it ran out of memory'}."


def _result(
    task: Task,
    worker: Worker,
    submission: Submission,
    results: Mapping[int, Result],
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


def _cell_verdict(known: SourceCell, result: Result | None, why: str, answer_cells: Mapping[str, str]) -> CellVerdict:
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
