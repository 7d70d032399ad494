"""Gradients bought by differences are recognised by their price; honest slow ways are not mistaken for them."""

import math

import numpy as np
import pytest

from grader.exercises import EXERCISES
from grader.judging.judge import NoAnswer, judge
from tests.grader.exercises.styles.p6 import EINSUM, LOOPS, MATRIX
from tests.grader.judging.asking import answering, codes, judged
from tests.grader.judging.gradients_by_other_means import (
    all_at_once,
    central_slope,
    complex_slope,
    complex_step,
    functions,
    in_float32,
)

NETWORK = EXERCISES["p6.mlp_backward"]


def by_differences(h, central):
    """`mlp_backward` as the lean student of the ruler would write it."""

    def loss(params, X, labels, kind, lam):
        logits = outputs(params, X, kind)
        top = logits.max(axis=1, keepdims=True)
        log_sum = (np.log(np.exp(logits - top).sum(axis=1, keepdims=True)) + top)[:, 0]
        return (log_sum - logits[np.arange(len(X)), labels]).mean() + lam / 2 * sum((W * W).sum() for W, _ in params)

    def mlp_backward(params, X, labels, kind, lam):
        here, grads = loss(params, X, labels, kind, lam), []
        for pair in params:
            found = []
            for array in pair:
                d = np.zeros_like(array)
                for i in np.ndindex(array.shape):
                    kept = array[i]
                    array[i] = kept + h
                    d[i] = (loss(params, X, labels, kind, lam) - here) / h
                    if central:
                        array[i] = kept - h
                        d[i] = (d[i] + (here - loss(params, X, labels, kind, lam)) / h) / 2
                    array[i] = kept
                found.append(d)
            grads.append(tuple(found))
        return here, grads

    return mlp_backward


@pytest.mark.parametrize("spoilt", [0.0, 1e-3])
def test_the_price_is_not_evaded_by_a_cheap_answer_where_it_is_taken(spoilt):
    dear = by_differences(1e-5, central=True)
    right = NETWORK.reference

    def by_size(params, X, labels, kind, lam):
        if len(params) > 20:
            return right(params, X, labels, kind, lam)[0], [(0 * W, 0 * b) for W, b in params]
        dear(params, X, labels, kind, lam)
        loss, grads = right(params, X, labels, kind, lam)
        return loss + spoilt, grads

    judgement = judged(NETWORK, by_size)
    assert codes(judgement) == ["wrong_where_timed"]
    assert judgement.score <= 6


def test_a_little_wrong_everywhere_is_not_right():
    def a_little_off(*args):
        loss, grads = NETWORK.reference(*args)
        return loss, [(1.001 * dW, db) for dW, db in grads]

    assert "wrong_where_timed" not in codes(judged(NETWORK, a_little_off))


def outputs(params, X, kind):
    f = {"identity": lambda Z: Z, "tanh": np.tanh, "relu": lambda Z: np.maximum(Z, 0)}
    f["sigmoid"] = lambda Z: 1 / (1 + np.exp(-Z))
    A = X
    for W, b in params[:-1]:
        A = f[kind](A @ W + b)
    return A @ params[-1][0] + params[-1][1]


@pytest.mark.parametrize(("h", "central"), [(1e-5, True), (1e-6, True), (1e-4, False), (1e-7, False)])
def test_finite_differences_are_named_whatever_their_digits(h, central):
    judgement = judged(NETWORK, by_differences(h, central))
    assert codes(judgement) == ["finite_differences"]
    assert judgement.score <= 6


@pytest.mark.parametrize("way", [lambda f: f, in_float32], ids=["float64", "float32"])
@pytest.mark.parametrize("slope", [central_slope, complex_slope])
def test_steps_that_are_taken_all_at_once_do_not_earn_the_gradients(slope, way):
    assert judged(NETWORK, way(all_at_once(slope))).score <= 6


def test_what_is_slow_and_exact_shows_how_far_it_is_and_takes_no_differences():
    def with_a_progress_bar(params, *rest):
        for _ in params:
            sum(range(300_000))
        return NETWORK.reference(params, *rest)

    assert judged(NETWORK, with_a_progress_bar).score == NETWORK.points


def test_a_complex_step_is_named():
    assert codes(judged(NETWORK, all_at_once(complex_slope))) == ["takes_steps"]


@pytest.mark.parametrize("name", functions(complex_step))
def test_complex_steps_do_not_earn_a_derivative(name):
    exercise, function = EXERCISES[name], functions(complex_step)[name]
    judgement = judge(exercise, 1, answering(function), complex_line="return loss(x + 1j * h).imag / h")
    assert codes(judgement) == ["complex_steps"]
    assert judgement.score < exercise.points / 2


def test_who_computes_in_float32_takes_no_steps():
    judgement = judged(NETWORK, in_float32(NETWORK.reference))
    assert (judgement.score, codes(judgement)) == (NETWORK.points, ["float32"])


def scalar_loops(params, X, labels, kind, lam):
    """Every product written out: the slowest honest way that needs no engine."""
    f = {"identity": lambda z: z, "tanh": math.tanh, "relu": lambda z: max(z, 0.0)}
    f["sigmoid"] = lambda z: 1 / (1 + math.exp(-z))
    slope = {"identity": lambda a: 1.0, "tanh": lambda a: 1 - a * a, "relu": lambda a: float(a > 0)}
    slope["sigmoid"] = lambda a: a * (1 - a)
    loss, total = 0.0, [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for x, label in zip(X, labels, strict=True):
        layers = [list(x)]
        for depth, (W, b) in enumerate(params):
            z = [b[k] + sum(layers[-1][j] * W[j, k] for j in range(len(W))) for k in range(len(b))]
            layers.append([f[kind](v) for v in z] if depth < len(params) - 1 else z)
        logits = layers.pop()
        top = max(logits)
        log_sum = top + math.log(sum(math.exp(z - top) for z in logits))
        loss += (log_sum - logits[label]) / len(X)
        d = [(math.exp(z - log_sum) - (k == label)) / len(X) for k, z in enumerate(logits)]
        for (W, _), (dW, db), a in zip(params[::-1], total[::-1], layers[::-1], strict=True):
            for k in range(len(d)):
                db[k] += d[k]
                for j in range(len(a)):
                    dW[j, k] += a[j] * d[k]
            d = [slope[kind](a[j]) * sum(W[j, k] * d[k] for k in range(len(d))) for j in range(len(a))]
    for (W, _), (dW, _) in zip(params, total, strict=True):
        for j, k in np.ndindex(W.shape):
            dW[j, k] += lam * W[j, k]
            loss += lam / 2 * W[j, k] ** 2
    return loss, total


class Number:
    """A scalar that knows how to send its gradient back: the engine of another assignment."""

    def __init__(self, value, parents=()):
        self.value, self.parents, self.gradient = value, parents, 0.0

    def __add__(self, other):
        return Number(self.value + other.value, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        return Number(self.value * other.value, ((self, other.value), (other, self.value)))

    def through(self, value, slope):
        return Number(value, ((self, slope),))


def by_an_engine(params, X, labels, kind, lam):
    """`mlp_backward` on scalars, one node for every product."""
    leaves = [([[Number(float(w)) for w in row] for row in W], [Number(float(v)) for v in b]) for W, b in params]
    terms = []
    for x, label in zip(X, labels, strict=True):
        a = [Number(float(v)) for v in x]
        for depth, (W, b) in enumerate(leaves):
            z = [summed([b[k], *(a[j] * W[j][k] for j in range(len(a)))]) for k in range(len(b))]
            a = [activated(v, kind) for v in z] if depth < len(leaves) - 1 else z
        total = summed([v.through(math.exp(v.value), math.exp(v.value)) for v in a])
        nll = total.through(math.log(total.value), 1 / total.value) + a[label] * Number(-1.0)
        terms.append(nll * Number(1 / len(X)))
    terms += [w * w * Number(lam / 2) for W, _ in leaves for row in W for w in row]
    loss = summed(terms)
    send_back(loss)
    return loss.value, [
        (np.array([[w.gradient for w in row] for row in W]), np.array([v.gradient for v in b])) for W, b in leaves
    ]


def summed(numbers):
    total = numbers[0]
    for number in numbers[1:]:
        total = total + number
    return total


def activated(v, kind):
    z = v.value
    if kind == "tanh":
        return v.through(math.tanh(z), 1 - math.tanh(z) ** 2)
    if kind == "sigmoid":
        s = 1 / (1 + math.exp(-z))
        return v.through(s, s * (1 - s))
    return v.through(max(z, 0.0), float(z > 0)) if kind == "relu" else v


def send_back(end):
    order, seen, stack = [], set(), [(end, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent, _ in node.parents)
    end.gradient = 1.0
    for node in reversed(order):
        for parent, slope in node.parents:
            parent.gradient += slope * node.gradient


SLOW = {
    "scalar loops": scalar_loops,
    "loops": LOOPS[1],
    "einsum": EINSUM[1],
    "matrix": MATRIX[1],
    "engine": by_an_engine,
}


@pytest.mark.parametrize("style", SLOW)
def test_honest_slow_ways_earn_full_marks(style):
    judgement = judged(NETWORK, SLOW[style])
    assert (judgement.score, judgement.findings) == (NETWORK.points, ())


def test_a_wrong_gradient_is_not_timed_but_diagnosed():
    def slow_and_wrong(params, X, labels, kind, lam):
        loss, grads = by_differences(1e-5, True)(params, X, labels, kind, lam)
        return loss, [(-dW, -db) for dW, db in grads]

    assert "finite_differences" not in codes(judged(NETWORK, slow_and_wrong))


def test_an_inaccurate_answer_that_costs_no_more_is_only_called_inaccurate():
    def inaccurate(*args):
        loss, grads = NETWORK.reference(*args)
        return loss, [(dW.astype(np.float16).astype(float), db) for dW, db in grads]

    assert not {"finite_differences"} & set(codes(judged(NETWORK, inaccurate)))


def test_no_answer_to_the_question_of_cost_is_not_called_differences():
    def ask(exercise, case):
        if case.group == "cost":
            raise NoAnswer("mlp_backward gave no answer: it did not finish within 10 s.")
        return answering(NETWORK.reference)(exercise, case)

    judgement = judge(NETWORK, 1, ask)
    assert codes(judgement) == ["no_answer"]
    assert judgement.score <= 6


def test_one_dear_call_is_bad_luck():
    seconds = [60.0, 60.0, 0.0]

    def ask(exercise, case):
        reply, _ = answering(NETWORK.reference)(exercise, case)
        return reply, seconds.pop(0) if case.group == "cost" else 0.0

    assert judge(NETWORK, 1, ask).findings == ()
    assert not seconds
