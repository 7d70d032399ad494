import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.linear.logistic_loss import logistic_loss_pm1
from reference_solution.linear.perceptron import novikoff_bound, perceptron_fit, perceptron_loss
from reference_solution.logic.boolean import boolean_inputs
from reference_solution.training.gradient_descent import gradient_descent
from tests.reference_solution.agreement import central_differences

seeds = st.integers(0, 2**32 - 1)
CORNERS = np.column_stack([boolean_inputs(2), np.ones(4)])
XOR = np.array([-1, 1, 1, -1])

# Separable, by a margin of sqrt(2) in the direction (1, 1).
FOUR = np.array([[1.0, 1.0], [2.0, 1.0], [-1.0, -1.0], [-2.0, -1.0]])
FOUR_LABELS = np.array([1.0, 1.0, -1.0, -1.0])


def separable_set(seed, N=30, n_in=3, gamma=0.1):
    """Examples at least gamma away from the plane with unit normal u, both classes."""
    rng = np.random.default_rng(seed)
    u = rng.normal(size=n_in)
    u /= np.linalg.norm(u)
    X = rng.normal(size=(N, n_in))
    y = np.where(rng.random(N) < 0.5, 1, -1)
    along = y * (gamma + np.abs(X @ u))
    return X + (along - X @ u)[:, None] * u, y, u


@pytest.mark.syllabus("S1-11")
@given(st.floats(-100, 100), st.sampled_from([-1.0, 1.0]))
def test_the_loss_is_the_two_branches_of_the_slide(score, label):
    loss, ds = perceptron_loss(np.array([score]), np.array([label]))
    assert loss == (0 if label * score > 0 else -label * score)
    assert ds == (0 if label * score > 0 else -label)


@pytest.mark.syllabus("S1-11")
def test_the_slope_is_the_derivative_off_the_kink():
    s, y = np.array([2.0, -0.5, 0.3, -4.0]), np.array([1.0, 1.0, -1.0, -1.0])
    numeric = central_differences(lambda: perceptron_loss(s, y)[0].sum(), s)
    np.testing.assert_allclose(perceptron_loss(s, y)[1], numeric, atol=1e-8)


@pytest.mark.syllabus("S1-11")
def test_zero_weights_learn_for_a_tie_is_a_mistake():
    y = np.array([1.0, -1.0])
    assert perceptron_loss(np.zeros(2), y)[1].tolist() == [-1, 1]
    assert perceptron_fit(np.array([[2.0, 1.0]]), np.array([-1]), max_epochs=1)[0].tolist() == [-2, -1]


@pytest.mark.syllabus("S1-13")
def test_one_step_of_the_rule_is_one_step_against_the_subgradient():
    X, y, _ = separable_set(seed=0)
    w, mistakes, _ = perceptron_fit(X, y, max_epochs=1)
    by_descent = np.zeros(3)
    for x, label in zip(X, y, strict=True):
        _, ds = perceptron_loss(np.array([x @ by_descent]), np.array([label]))
        by_descent -= ds * x
    np.testing.assert_allclose(w, by_descent, rtol=1e-12)
    assert len(mistakes) > 0


@pytest.mark.syllabus("S1-13")
@given(seeds)
def test_the_weights_are_the_sum_over_the_trace_of_mistakes(seed):
    X, y, _ = separable_set(seed)
    w, mistakes, _ = perceptron_fit(X, y, max_epochs=3)
    np.testing.assert_allclose(w, y[mistakes] @ X[mistakes], atol=1e-12)


@pytest.mark.syllabus("S1-15")
@given(seeds, st.integers(2, 40), st.integers(1, 6), st.sampled_from([0.05, 0.2, 1.0]))
def test_it_converges_within_the_bound(seed, N, n_in, gamma):
    X, y, u = separable_set(seed, N, n_in, gamma)
    bound = novikoff_bound(X, y, u)
    w, mistakes, converged = perceptron_fit(X, y, max_epochs=int(bound) + 1)
    assert converged
    assert len(mistakes) <= bound
    assert np.all(y * (X @ w) > 0)


@pytest.mark.syllabus("S1-15")
@given(seeds)
def test_separating_weights_give_a_bound(seed):
    X, y, u = separable_set(seed)
    w, mistakes, _ = perceptron_fit(X, y, max_epochs=10_000)
    shuffled = np.random.default_rng(seed).permutation(len(X))
    _, others, _ = perceptron_fit(X[shuffled], y[shuffled], max_epochs=10_000)
    for separator in (u, w, 7 * w):
        assert max(len(mistakes), len(others)) <= novikoff_bound(X, y, separator)


@pytest.mark.syllabus("S1-15")
def test_the_bound_can_be_reached():
    X, y = np.eye(5), np.ones(5)
    _, mistakes, _ = perceptron_fit(X, y, max_epochs=10)
    assert len(mistakes) == 5
    assert novikoff_bound(X, y, np.ones(5)) == pytest.approx(5)


@pytest.mark.syllabus("S1-15")
def test_on_xor_it_goes_round_in_a_circle():
    after = [perceptron_fit(CORNERS, XOR, max_epochs=n) for n in range(1, 30)]
    assert not any(converged for _, _, converged in after)
    assert not perceptron_fit(CORNERS, XOR, max_epochs=2000)[2]
    ends = [tuple(w) for w, _, _ in after]
    assert len(set(ends)) < len(ends)  # the same weights again, so the same mistakes again, for ever


def test_weights_that_do_not_separate_have_no_bound():
    with pytest.raises(ValueError, match=r"smallest margin of .*expected weights w that separate"):
        novikoff_bound(CORNERS, XOR, np.ones(3))


def test_the_inputs_stay_as_they_were():
    X, y, _ = separable_set(seed=1)
    before = X.tobytes(), y.tobytes()
    perceptron_fit(X, y, max_epochs=5)
    assert (X.tobytes(), y.tobytes()) == before


@pytest.mark.syllabus("S1-14")
@given(st.floats(-30, 30))
def test_both_branches_of_the_logistic_loss_are_one_formula_of_the_margin(score):
    positive = -score + np.log(1 + np.exp(score))
    negative = np.log(1 + np.exp(score))  # printed with -y, and y = -1
    losses, _ = logistic_loss_pm1(np.array([score, score]), np.array([1.0, -1.0]))
    np.testing.assert_allclose(losses, [positive, negative], rtol=0, atol=1e-14)
    np.testing.assert_allclose(losses, [np.logaddexp(0, -score), np.logaddexp(0, score)], rtol=0, atol=1e-16)


@pytest.mark.syllabus("S1-14")
@given(st.floats(-500, 500), st.sampled_from([-1.0, 1.0]))
def test_the_logistic_loss_is_a_rounded_perceptron_loss(score, label):
    s, y = np.array([score]), np.array([label])
    difference = logistic_loss_pm1(s, y)[0] - perceptron_loss(s, y)[0]
    assert 0 <= difference <= np.log(2)
    np.testing.assert_allclose(difference, np.logaddexp(0, -abs(score)), atol=1e-12)


def mean_logistic_gradient(lam=0.0, X=FOUR, y=FOUR_LABELS):
    return lambda w: logistic_loss_pm1(X @ w, y)[1] @ X / len(X) + lam * w


@pytest.mark.syllabus("S1-16")
@pytest.mark.syllabus("E08")
def test_on_separable_data_weights_grow_like_the_log_of_time():
    path = gradient_descent(mean_logistic_gradient(), np.zeros(2), lr=0.5, steps=100_000)
    lengths = np.linalg.norm(path[[10, 100, 1000, 10_000, 100_000]], axis=1)
    assert lengths.round(2).tolist() == [1.54, 2.94, 4.47, 6.06, 7.67]
    assert np.diff(lengths)[-1] == pytest.approx(np.log(10) / np.sqrt(2), abs=0.02)  # log(10) / margin a decade
    nll = logistic_loss_pm1(path[[10, 1000, 100_000]] @ FOUR.T, FOUR_LABELS)[0].mean(axis=1)
    assert nll[0] > 10 * nll[1] > 100 * nll[2] > 0


@pytest.mark.syllabus("S1-16")
@pytest.mark.parametrize("seed", range(5))
def test_on_separable_data_longer_weights_are_always_better(seed):
    X, y, u = separable_set(seed)
    losses = [logistic_loss_pm1(X @ (length * u), y)[0].sum() for length in (1, 10, 100, 1000)]
    assert np.all(np.diff(losses) < 0)


@pytest.mark.syllabus("E08")
def test_without_separation_the_likelihood_has_a_maximum():
    gradient = mean_logistic_gradient(X=CORNERS, y=np.array([-1.0, 1, 1, -1]))
    path = gradient_descent(gradient, np.array([1.0, -2.0, 0.5]), lr=1.0, steps=2000)
    assert np.linalg.norm(gradient(path[-1])) < 1e-12
    np.testing.assert_allclose(path[-1], 0, atol=1e-10)  # the best that one unit can say about XOR is 1/2


@pytest.mark.syllabus("S1-16")
def test_a_weight_penalty_makes_the_maximum_finite():
    gradient = mean_logistic_gradient(lam=0.1)
    path = gradient_descent(gradient, np.zeros(2), lr=0.5, steps=2000)
    assert np.linalg.norm(gradient(path[-1])) < 1e-12
    assert np.linalg.norm(path[-1]) < 2
