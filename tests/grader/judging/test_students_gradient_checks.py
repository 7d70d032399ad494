"""Gradient checks as students write them lose only what they do not do."""

import time
from dataclasses import replace

import numpy as np
import pytest

from grader.execution.limits import Limits
from grader.execution.session import Session
from grader.execution.worker.supervisor import Worker
from grader.exercises import EXERCISES
from grader.exercises.aspects import groups
from grader.exercises.model import Aspect, Case
from grader.exercises.p6 import inputs
from grader.judging.judge import judge_with
from tests.grader.judging.asking import codes, judged

EXERCISE = EXERCISES["p6.grad_check"]
SEEDS = range(4)


@pytest.fixture(scope="module")
def worker():
    worker = Worker(Limits())
    yield worker
    worker.close()


def numeric(loss, params, h):
    found = []
    for pair in params:
        for array in pair:
            d = np.zeros_like(array)
            for i in np.ndindex(array.shape):
                kept = array[i]
                array[i] = kept + h
                d[i] = loss(params)
                array[i] = kept - h
                d[i] = (d[i] - loss(params)) / (2 * h)
                array[i] = kept
            found.append(d)
    return found


def flattened(h, tolerance):
    """The check of many courses: one relative distance between two long vectors."""

    def grad_check(loss, params, grads):
        n = np.concatenate([a.ravel() for a in numeric(loss, params, h)])
        g = np.concatenate([a.ravel() for pair in grads for a in pair])
        return n.shape == g.shape and bool(
            np.linalg.norm(n - g) / (np.linalg.norm(n) + np.linalg.norm(g) + 1e-12) < tolerance
        )

    return grad_check


def entry_by_entry(h, tolerance, floor):
    def grad_check(loss, params, grads):
        for n, g in zip(numeric(loss, params, h), [a for pair in grads for a in pair], strict=False):
            with np.errstate(invalid="ignore"):
                if (
                    n.shape != g.shape
                    or not (np.abs(n - g) / np.maximum(np.abs(n) + np.abs(g), floor) < tolerance).all()
                ):
                    return False
        return True

    return grad_check


def allclose(h, rtol, atol):
    def grad_check(loss, params, grads):
        found, claims = numeric(loss, params, h), [a for pair in grads for a in pair]
        return len(found) == len(claims) and all(
            n.shape == g.shape and np.allclose(n, g, rtol, atol) for n, g in zip(found, claims, strict=True)
        )

    return grad_check


GOOD = {
    **{f"flattened, h={h:g}": flattened(h, 1e-5) for h in (1e-4, 1e-5, 1e-6, 1e-7)},
    **{f"entries, h={h:g}": entry_by_entry(h, 1e-4, 1e-5) for h in (1e-4, 1e-5, 1e-6)},
    "flattened, strict": flattened(1e-5, 1e-7),
    "entries, strict": entry_by_entry(1e-5, 1e-6, 1e-5),
    "allclose": allclose(1e-5, 1e-5, 1e-8),
    "allclose, loose": allclose(1e-6, 1e-3, 1e-4),
}


@pytest.mark.parametrize("style", GOOD)
def test_without_a_rule_for_kinks_one_point_is_lost(style):
    """And one for a missing layer, where the style compares what is there."""
    for seed in SEEDS:
        judgement = judged(EXERCISE, GOOD[style], seed)
        assert judgement.score >= EXERCISE.points - (2 if style.startswith("entries") else 1), f"seed {seed}"


def test_a_forgotten_layer_is_named():
    assert set(codes(judged(EXERCISE, allclose(1e-5, 1e-5, 1e-8)))) == {"G25"}
    assert set(codes(judged(EXERCISE, entry_by_entry(1e-5, 1e-4, 1e-6)))) == {"G25", "layer_missing"}


@pytest.mark.parametrize("h", [1e-5, 1e-6])
def test_a_step_crosses_the_kink_for_every_student(h):
    """Else the same check would earn a point more for one student than for another."""
    for seed in (*range(100), 152, 521, 557):  # the inputs of the last three once felt no step
        cases = inputs.check_cases(np.random.default_rng(seed), (), faulty_backward=lambda bugs: pytest.fail("planted"))
        (near,) = (case.args for case in cases if case.group == "near a kink")
        loss, params, [(dW, _), _] = near
        assert not np.allclose(numeric(loss, params, h)[0], dW, 1e-5, 1e-8), f"seed {seed}"


def test_zero_by_zero_costs_its_own_point():
    for seed in SEEDS:
        judgement = judged(EXERCISE, entry_by_entry(1e-5, 1e-4, 0.0), seed)
        assert "no_floor" in codes(judgement)
        assert judgement.score >= EXERCISE.points - 3


@pytest.mark.parametrize("h", [1e-10, 1e-12])
def test_a_step_drowned_by_rounding_loses_the_right_gradients(h):
    judgement = judged(EXERCISE, entry_by_entry(h, 1e-5, 1e-8))
    assert judgement.score <= EXERCISE.points - 5


def test_losses_of_two_cases_are_told_apart_also_at_the_same_parameters(worker):
    """A student's process remembers what it was told; what it remembers of one loss is nothing of another."""
    exercise = replace(
        EXERCISE,
        reference=lambda loss, params: loss(params),
        cases=lambda rng: [Case("right", (loss, [1.0]), times=1) for loss in (sum, max, lambda p: -p[0])],
        aspects=(Aspect("all", 20, groups("right")),),
    )
    session = Session(worker, time.monotonic() + 20)
    source = "from course import probe\nprobe('p6.grad_check', lambda loss, params: loss(params))"
    ran = session.run(source, exercise, judge_with(0))
    session.close()
    assert ran.judgement.score == 20


def test_the_memory_of_a_loss_is_bounded(monkeypatch):
    forward, computed = inputs.mlp_forward, []
    monkeypatch.setattr(inputs, "mlp_forward", lambda *arguments: computed.append(1) or forward(*arguments))
    params, X, labels = inputs.smooth_batch(np.random.default_rng(0), (2, 2, 2), 3, "tanh")

    def computes(loss, params):
        before = len(computed)
        loss(params)
        return len(computed) > before

    loss, wide = (inputs.MeanLoss(X, labels, "tanh", 0.1) for _ in range(2))
    assert [computes(loss, params) for _ in range(2)] == [True, False]
    for _ in range(5000):
        params[0][0][0, 0] += 0.01
        loss(params)
    assert [computes(loss, params) for _ in range(2)] == [True, True]
    big = [(np.zeros((2, 500)), np.zeros(500)), (np.zeros((500, 2)), np.zeros(2))]
    assert [computes(wide, big) for _ in range(2)] == [True, True]
