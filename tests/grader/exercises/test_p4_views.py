"""What the views of p4 let pass and what they do not: spreads nearly right, networks with a unit too many."""

import numpy as np
import pytest

from course.probing.adapters.random_draws import draws
from grader.exercises import EXERCISES
from reference_solution.expressivity.bumps import bump_net
from reference_solution.expressivity.multiplication_gate import mult_gate, product_net
from reference_solution.expressivity.relu_interpolant import relu_interpolant
from reference_solution.expressivity.tent_maps import tent_net
from reference_solution.networks.initialisation import init_params
from tests.grader.judging.asking import judged


def with_idle_units(build, n_in, count):
    """A network with hidden units more in its first layer that nothing reads."""

    def padded(*args):
        (W, b), (V, c), *rest = build(*args)
        first = np.hstack([W, np.ones((n_in(*args), count))]), np.append(b, np.ones(count))
        return [first, (np.vstack([V, np.zeros((count, V.shape[1]))]), c), *rest]

    return padded


@pytest.mark.parametrize(
    ("name", "build", "n_in"),
    [
        ("p4.bump_net", bump_net, lambda *args: 1),
        ("p4.relu_interpolant", relu_interpolant, lambda *args: 1),
        ("p4.tent_net", tent_net, lambda *args: 1),
        ("p4.mult_gate", mult_gate, lambda *args: 2),
        ("p4.product_net", product_net, lambda n: n),
    ],
)
def test_a_unit_too_many_costs_its_point_alone(name, build, n_in):
    exercise = EXERCISES[name]
    judgement = judged(exercise, with_idle_units(build, n_in, 1))
    assert judgement.score == exercise.points - 1
    assert "the number of hidden units" in judgement.findings[0].text
    assert judged(exercise, with_idle_units(build, n_in, 0)).score == exercise.points


@pytest.mark.parametrize(("factor", "points"), [(0.98, 8), (1.02, 8), (0.9, 4), (1.1, 4)])
def test_a_spread_may_be_off_by_as_much_as_chance_alone_can_make_it(factor, points):
    def wide(sizes, scheme, rng):
        return [(factor * W, b) for W, b in init_params(sizes, scheme, rng)]

    assert judged(EXERCISES["p4.init_params"], draws(wide)).score == points


def test_a_first_draw_and_a_generator_of_its_own_afterwards_are_told_apart():
    """Right numbers, but the given generator's are the same at every call: only that costs points."""

    def restarting(sizes, scheme, rng):
        return init_params(sizes, scheme, np.random.default_rng(7))

    judgement = judged(EXERCISES["p4.init_params"], draws(restarting))
    assert (judgement.score, judgement.findings[0].code) == (6, "own_generator")


def test_a_staircase_of_the_wrong_softness_keeps_the_points_for_steps():
    def twice_as_steep(edges, heights, steepness):
        return bump_net(edges, heights, 2 * steepness)

    judgement = judged(EXERCISES["p4.bump_net"], twice_as_steep)
    assert judgement.score == 8
    assert judgement.findings[0].text.startswith("with logistic units")


def test_a_gate_may_be_as_inexact_as_its_lam():
    exercise = EXERCISES["p4.mult_gate"]
    assert judged(exercise, lambda lam: mult_gate(0.9 * lam)).score == exercise.points
    assert judged(exercise, lambda lam: mult_gate(2 * lam)).score < exercise.points


def test_what_is_no_network_is_said_in_a_sentence_and_the_other_cases_count():
    exercise = EXERCISES["p4.tent_net"]
    judgement = judged(exercise, lambda L: tent_net(L) if L == 1 else [(np.ones((2, 1)), np.zeros(2))])
    assert judgement.score == 1
    assert "W of the last layer has shape (2, 1), expected (1, 1)" in judgement.findings[0].text
