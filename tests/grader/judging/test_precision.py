"""Right to six digits on purpose, as with an epsilon in a denominator, is enough; a difference quotient is not."""

import numpy as np
import pytest

from grader.errors import NoAnswer
from grader.exercises import EXERCISES
from grader.judging.judge import judge
from tests.grader.judging.asking import answering, codes, judged, texts

STANDARDISE = EXERCISES["p8.standardise"]
HEAD = EXERCISES["p6.softmax_cross_entropy"]
ACTIVATION = EXERCISES["p6.activation_backward"]
MSE_GRAD = EXERCISES["p1.mse_grad"]


def spread_with(eps):
    def standardise(X_train, X):
        sd = X_train.std(axis=0)
        return (X - X_train.mean(axis=0)) / (np.where(sd > 0, sd, 1.0) + eps)

    return standardise


def softmax_with(eps):
    def softmax_cross_entropy(logits, labels):
        rows = np.arange(len(labels))
        E = np.exp(logits - logits.max(axis=1, keepdims=True))
        P = E / (E.sum(axis=1, keepdims=True) + eps)
        dlogits = P.copy()
        dlogits[rows, labels] -= 1
        return HEAD.reference(logits, labels)[0], dlogits / len(labels)

    return softmax_cross_entropy


def clipped_loss(logits, labels):
    """The loss with a probability that is kept away from 0 and 1, as deep learning libraries once did."""
    loss, dlogits = HEAD.reference(logits, labels)
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P = P / P.sum(axis=1, keepdims=True) + 1e-9
    own = -np.log(P[np.arange(len(labels)), labels]).mean()
    return (own if np.abs(logits).max() < 100 else loss), dlogits


def differences(h):
    def activation_backward(dA, Z, kind):
        f = {
            "identity": lambda z: z,
            "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
            "tanh": np.tanh,
            "relu": lambda z: np.maximum(z, 0),
        }[kind]
        return dA * (f(Z + h) - f(Z - h)) / (2 * h)

    return activation_backward


def gradient_by_differences(w, X, y):
    def loss(w):
        return np.mean((X @ w - y) ** 2)

    return np.array([(loss(w + e) - loss(w - e)) / 2e-5 for e in 1e-5 * np.eye(len(w))])


@pytest.mark.parametrize(
    ("exercise", "function"),
    [(STANDARDISE, spread_with(1e-8)), (HEAD, softmax_with(1e-8)), (HEAD, clipped_loss)],
    ids=["an epsilon beside a spread", "an epsilon beside a sum", "a probability kept away from 0"],
)
def test_something_small_added_on_purpose_costs_nothing_and_is_told(exercise, function):
    judgement = judged(exercise, function)
    assert (judgement.score, codes(judgement)) == (exercise.points, ["approximate"])
    assert "right to six digits" in texts(judgement)[0]


@pytest.mark.parametrize("function", [spread_with(1e-5), spread_with(1e-3)], ids=["1e-5", "1e-3"])
def test_fewer_than_six_digits_cost_points(function):
    judgement = judged(STANDARDISE, function)
    assert judgement.score < STANDARDISE.points
    assert "approximate" not in codes(judgement)


@pytest.mark.parametrize(
    ("exercise", "function"),
    [(ACTIVATION, differences(1e-5)), (ACTIVATION, differences(1e-6)), (MSE_GRAD, gradient_by_differences)],
    ids=["step 1e-5", "step 1e-6", "of a loss"],
)
def test_a_difference_quotient_is_no_derivative_however_many_digits_it_has(exercise, function):
    judgement = judged(exercise, function)
    assert judgement.score < exercise.points
    assert codes(judgement)[0] == "imprecise"


def test_a_right_answer_is_called_only_as_often_as_its_cases_ask():
    calls = []

    def ask(exercise, case):
        calls.append(case)
        return answering(exercise.reference)(exercise, case)

    judge(ACTIVATION, 1, ask)
    rng = np.random.default_rng(1)
    moved = sum(2 * len(pairs) for pairs in ACTIVATION.moved_a_little(rng))
    assert len(calls) == len(ACTIVATION.cases(rng)) + len(ACTIVATION.in_other_units.cases(rng, 1.0)) + moved


def test_a_function_that_gives_no_answer_when_it_is_asked_again_is_told_so():
    cases = len(ACTIVATION.cases(np.random.default_rng(1)))
    asked = iter(range(1000))

    def ask(exercise, case):
        if next(asked) >= cases:
            raise NoAnswer("It took too long.")
        return answering(differences(1e-6))(exercise, case)

    judgement = judge(ACTIVATION, 1, ask)
    assert codes(judgement) == ["no_answer"]
    assert judgement.score < ACTIVATION.points
