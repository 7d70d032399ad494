"""A judge whose warm worker is lost, or does not start, tries once more with a new one."""

from itertools import count

import pytest

from grader.execution.limits import Limits
from grader.execution.sandbox.errors import LockError
from grader.pipeline import run_job
from grader.pipeline.job import Job

SECONDS = count(10_001)  # a judge keeps a worker for each set of limits: no two jobs here share one


class MadeWorker:
    """Takes the place of a warm worker."""

    def __init__(self):
        self.closed = False

    def close(self):
        self.closed = True


@pytest.fixture
def judge(monkeypatch):
    """``judge(starts, grades)``: grade a job; the errors are raised in turn by starting a worker and by grading."""

    def run(starts, grades):
        workers = []

        def start(limits, locked):
            if starts and (error := starts.pop(0)):
                raise error
            workers.append(MadeWorker())
            return workers[-1]

        def grade(task, worker):
            if grades and (error := grades.pop(0)):
                raise error
            return worker

        monkeypatch.setattr(run_job, "Worker", start)
        monkeypatch.setattr(run_job, "grade", grade)
        monkeypatch.setattr(run_job, "read_assignment", lambda name, source: None)
        job = Job("ada", "p9_lost_workers", "", b"", b"key", Limits(cell_seconds=next(SECONDS)), True)
        return run_job.grade_job(job), workers

    return run


def test_a_worker_that_is_lost_is_closed_and_replaced(judge):
    worker, workers = judge([], [OSError("gone")])
    assert [one.closed for one in workers] == [True, False]
    assert worker is workers[1]


def test_a_worker_that_does_not_start_is_tried_once_more(judge):
    worker, workers = judge([OSError("no process left")], [])
    assert workers == [worker]


@pytest.mark.parametrize("starts", [[OSError("one"), OSError("two")], [LockError("no lock")]])
def test_what_fails_again_or_lacks_a_lock_is_told(judge, starts):
    with pytest.raises(type(starts[-1]), match=str(starts[-1])):
        judge(list(starts), [])
