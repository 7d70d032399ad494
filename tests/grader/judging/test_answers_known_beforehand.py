"""Plain answers cannot be told by counting calls, and always the same one earns little; what is trained is drawn."""

import numpy as np
import pytest

from course.probing.adapters.random_draws import draws
from grader.exercises import EXERCISES
from grader.exercises.p8.faulty import trained_with
from grader.exercises.p8.inputs import digits
from grader.judging.compare import call_on_case
from tests.grader.judging.asking import codes, judged

PLAIN = ["p6.grad_check", "p2.is_linearly_separable"]
COUNTED = [*PLAIN, "p8.early_stopping", "p8.diagnose"]


def right_answers(exercise, seed):
    cases = exercise.cases(np.random.default_rng(seed))
    return [call_on_case(exercise.reference, exercise, case)["results"][0] for case in cases]


@pytest.mark.parametrize("name", COUNTED)
def test_the_answers_of_one_student_are_not_in_the_order_of_another(name):
    groups = [[case.group for case in EXERCISES[name].cases(np.random.default_rng(seed))] for seed in (1, 2)]
    assert groups[0] != groups[1]


@pytest.mark.parametrize("name", PLAIN)
def test_answers_by_the_number_of_the_call_do_not_earn_half(name):
    exercise = EXERCISES[name]
    known = [result[0] if isinstance(result, tuple) else result for result in right_answers(exercise, 2)]
    calls = iter(range(10**6))
    times = exercise.cases(np.random.default_rng(2))[0].times
    judgement = judged(exercise, lambda *args: known[next(calls) // times % len(known)])
    assert judgement.score < exercise.points / 2


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("answer", [True, False, np.True_, np.False_, 1, 0], ids=repr)
def test_always_the_same_answer_earns_at_most_a_quarter(name, answer):
    exercise = EXERCISES[name]
    judgement = judged(exercise, lambda *args: answer)
    assert judgement.score <= exercise.points / 4


def test_who_always_says_the_same_is_told():
    assert codes(judged(EXERCISES["p6.grad_check"], lambda *args: True))[0] == "constant"


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("p1.soft_threshold", lambda x, t: np.zeros_like(x), "nothing but 0"),
        (
            "p1.perceptron_fit",
            lambda X, y, max_epochs: (np.zeros(X.shape[1]), np.zeros(max_epochs), False),
            "nothing but 0",
        ),
        ("p4.permute_hidden", lambda params, *rest: params, "an argument as it came"),
        ("p4.rescale_relu", lambda params, *rest: [tuple(pair) for pair in params], "an argument as it came"),
        ("p7.lr_decay", lambda lr, *rest: lr, "an argument as it came"),
    ],
)
def test_nothing_but_one_number_or_an_argument_earns_at_most_a_quarter(name, answer, said):
    judgement = judged(EXERCISES[name], answer)
    assert 0.0 < judgement.score <= EXERCISES[name].points / 4
    assert f"returned {said} in every case" in judgement.findings[0].text


def test_a_derivative_that_is_the_same_number_everywhere_keeps_its_points():
    exercise = EXERCISES["p3.step"]
    assert judged(exercise, lambda part, x: np.zeros_like(x)).score == exercise.points / 2


def test_weights_trained_elsewhere_earn_nothing():
    stored = trained_with(frozenset(), *digits()[:2], np.random.default_rng(0))

    def train_digits(X, labels, rng):
        return [(W * (1 + 1e-3 * rng.normal()), b) for W, b in stored]

    assert judged(EXERCISES["p8.train_digits"], draws(train_digits)).score == 0.0


def test_losses_that_only_look_like_a_training_earn_nothing():
    judgement = judged(EXERCISES["p5.learn_xor"], lambda params, lr, steps: list(np.linspace(0.7, 0.01, steps)))
    assert judgement.score == 0.0


def test_made_up_losses_of_the_long_training_do_not_earn_its_points():
    exercise = EXERCISES["p5.learn_xor"]

    def learn_xor(params, lr, steps):
        return exercise.reference(params, lr, steps) if steps < 20 else list(np.linspace(0.7, 0.01, steps))

    assert judged(exercise, learn_xor).score == 2.0
