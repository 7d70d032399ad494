"""The search in a locked process: what it may not do, and what it leaves behind."""

import json
import time

import pytest

from grader.execution.limits import Limits
from grader.execution.worker.supervisor import Worker
from grader.exercises import EXERCISES
from grader.explain.explain import explain
from grader.explain.kinds import KINDS
from grader.explain.program import program_of
from grader.explain.search import Found
from tests.grader.explain.in_this_process import cells_of

DENSE, MACS = EXERCISES["p6.dense_backward"], EXERCISES["p6.mac_counts"]
TRANSPOSED = """def dense_backward(dZ, cache):
    X, W = cache
    dX = W @ dZ.T
    return dX, X.T @ dZ, dZ.sum(axis=0)
"""


@pytest.fixture(scope="module")
def worker():
    """A warm worker."""
    worker = Worker(Limits())
    yield worker
    worker.close()


def searched(worker, source, exercise=DENSE, seconds=3.0):
    program = program_of(cells_of(exercise, source), exercise)
    return program, explain(program, 1, worker, seconds)


def test_a_line_is_found_behind_the_locks(worker):
    program, found = searched(worker, TRANSPOSED)
    assert {program.places[edit.line - 1].line for hit in found.hits for edit in hit} == {3}


def test_what_is_kept_does_not_hold_the_right_code(worker):
    _, found = searched(worker, TRANSPOSED)
    assert found.hits[0][0].changes
    fields = found.to_fields()
    assert fields.keys() == {"hits", "cases", "tried", "seconds"}
    assert {type(value) for value in (fields["cases"], fields["tried"], fields["seconds"])} == {int, float}
    assert all(kind in KINDS and type(line) is int for hit in fields["hits"] for kind, line in hit)
    assert Found.from_fields(json.loads(json.dumps(fields))).to_fields() == fields


def test_a_variant_that_never_ends_is_left(worker):
    source = TRANSPOSED.replace("    dX =", "    k = 0\n    while k < 1:\n        k = k + 1\n    dX =")
    start = time.monotonic()
    program, found = searched(worker, source)
    assert {program.places[edit.line - 1].line for hit in found.hits for edit in hit} == {6}
    assert time.monotonic() - start < 60


def test_a_process_that_ends_itself_explains_nothing(worker):
    source = f"import os\n{TRANSPOSED}".replace("    dX =", "    if len(X) == 7: os._exit(0)\n    dX =")
    _, found = searched(worker, source)
    assert found.hits == ()


def test_variants_may_call_a_function_that_is_passed_in(worker):
    source = """def forward(params, X, f=np.tanh):
    A, Z = [X], []
    for i, (W, b) in enumerate(params):
        Z.append(A[i] @ W + b)
        A.append(f(Z[i]) if i < len(params) - 2 else Z[i])
    return {"A": A, "Z": Z}
"""
    program, found = searched(worker, source, EXERCISES["p4.forward"])
    assert {program.places[edit.line - 1].line for hit in found.hits for edit in hit} == {5}


@pytest.mark.slow
def test_code_that_runs_for_ever_when_it_is_defined_explains_nothing():
    worker = Worker(Limits(cell_seconds=0.5))
    source = TRANSPOSED.replace("= cache", "= cache; endless")
    try:
        _, found = searched(worker, f"endless = [0]\nwhile endless:\n    endless = [0]\n{source}")
    finally:
        worker.close()
    assert found.hits == ()
