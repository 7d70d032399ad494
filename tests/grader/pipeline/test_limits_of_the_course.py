"""The limits and packages of ``course.toml`` are those that a submission gets, by every way of grading."""

import time

import pytest

from grader.execution.limits import Limits
from grader.execution.session import Session
from grader.execution.worker.supervisor import Worker
from grader.pipeline.jobs import Jobs, digest
from tests.grader.pipeline.tiny_course import NAME, RIGHT, make_course

RULES = f"""packages = ["tqdm"]
[limits]
memory_mb = 512
cell_seconds = 5
[limits.{NAME}]
cell_seconds = 20
"""


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path / "course", {"ada": RIGHT})


def test_a_job_has_the_limits_of_its_assignment(course):
    before = Jobs(course, NAME).job("ada")
    assert before.limits == Limits()
    (course / "course.toml").write_text(RULES)
    job = Jobs(course, NAME).job("ada")
    assert job.limits == Limits(cell_seconds=20.0, memory=512 << 20, packages=("tqdm",))
    assert type(job).from_bytes(job.to_bytes()) == job
    assert digest(job) != digest(before)


def test_limits_that_a_caller_gives_go_over_those_of_the_course(course):
    (course / "course.toml").write_text(RULES)
    assert Jobs(course, NAME, Limits(cell_seconds=1.0)).job("ada").limits == Limits(cell_seconds=1.0)


@pytest.mark.parametrize(("packages", "error"), [(("scipy",), ""), ((), "ModuleNotFoundError")])
def test_student_code_imports_what_the_course_allows(packages, error):
    worker = Worker(Limits(packages=packages))
    try:
        session = Session(worker, time.monotonic() + 60)
        assert session.run("import scipy").error.startswith(error)
        assert bool(session.run("import scipy").error) == bool(error)
        session.close()
    finally:
        worker.close()
