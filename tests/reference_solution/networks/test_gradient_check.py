import numpy as np
import pytest

from reference_solution.networks.gradient_check import grad_check
from reference_solution.networks.network import mlp_backward
from tests.reference_solution import wrong_gradients
from tests.reference_solution.agreement import assert_agree
from tests.reference_solution.random_networks import KINDS, SIZES, draw_network

BUGS = wrong_gradients.BUGS
WRONG = [(bug, kind) for bug in BUGS for kind in KINDS if (bug, kind) not in wrong_gradients.CHANGES_NOTHING]
KINKS = ["one example on it", "every example on it", *(f"{d:.0e} away" for d in 10.0 ** np.arange(-14, -3))]


def mlp_loss(X, labels, kind, lam):
    return lambda params: mlp_backward(params, X, labels, kind, lam)[0]


def draw_at_a_kink(where, seed, sizes=(3, 6, 4), N=7):
    """A ReLU network whose hidden unit 1 sits on or near its kink."""
    params, X, labels = draw_network(list(sizes), N, seed)
    W, b = params[0]
    if where == "every example on it":
        W[:, 1] = b[1] = 0
    else:
        W[:, 1] = np.round(W[:, 1] * 64) / 64
        X[2] = np.round(X[2] * 64) / 64  # so that the products are exact and the pre-activation really is 0
        b[1] = -(X[2] @ W[:, 1])
        b[1] += 0 if where == "one example on it" else float(where.split()[0])
    if where.endswith("on it"):
        assert (X @ W + b)[2, 1] == 0
    return params, X, labels


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lam", [0, 0.1, 3])
@pytest.mark.parametrize("N", [1, 7])
def test_right_gradients_are_accepted(sizes, kind, lam, N):
    params, X, labels = draw_network(sizes, N)
    _, grads = mlp_backward(params, X, labels, kind, lam)
    assert grad_check(mlp_loss(X, labels, kind, lam), params, grads)


@pytest.mark.parametrize("kind", KINDS)
def test_the_bank_of_wrong_gradients_is_right_when_nothing_is_wrong(kind):
    params, X, labels = draw_network([3, 4, 4, 4], 7)
    bank = wrong_gradients.gradients(params, X, labels, kind, 0.1)
    for got, expected in zip(bank, mlp_backward(params, X, labels, kind, 0.1)[1], strict=True):
        assert_agree(got[0], expected[0])
        assert_agree(got[1], expected[1])


@pytest.mark.parametrize(("bug", "kind"), WRONG)
def test_every_wrong_gradient_is_refused(bug, kind):
    for seed in range(5):
        params, X, labels = draw_network([3, 4, 4, 4], 7, seed)
        grads = wrong_gradients.gradients(params, X, labels, kind, 0.1, **BUGS[bug])
        assert not grad_check(mlp_loss(X, labels, kind, 0.1), params, grads)


@pytest.mark.parametrize("where", KINKS)
def test_right_gradients_are_accepted_at_a_kink(where):
    for seed in range(20):
        params, X, labels = draw_at_a_kink(where, seed)
        _, grads = mlp_backward(params, X, labels, "relu", 0.1)
        assert grad_check(mlp_loss(X, labels, "relu", 0.1), params, grads)


@pytest.mark.parametrize("where", KINKS)
@pytest.mark.parametrize("bug", [bug for bug, kind in WRONG if kind == "relu"])
def test_a_kink_excuses_no_wrong_gradient(where, bug):
    params, X, labels = draw_at_a_kink(where, seed=1, sizes=(4, 4, 4))
    grads = wrong_gradients.gradients(params, X, labels, "relu", 0.1, **BUGS[bug])
    assert not grad_check(mlp_loss(X, labels, "relu", 0.1), params, grads)


def test_a_loss_that_is_nothing_but_kinks_confirms_only_subgradients():
    params = [(np.zeros((2, 2)), np.zeros(2))]

    def absolute(params):
        return sum(np.abs(array).sum() for array in params[0])

    def claim(value):
        return [(np.full((2, 2), value), np.full(2, value))]

    assert grad_check(absolute, params, claim(0.0))
    assert grad_check(absolute, params, claim(1.0))
    assert not grad_check(absolute, params, claim(5.0))


def test_too_many_kinks_confirm_nothing_though_the_rest_is_right():
    params = [(np.zeros((2, 2)), np.ones(2))]

    def absolute(params):
        return sum(np.abs(array).sum() for array in params[0])

    assert grad_check(absolute, params, [(np.zeros((2, 2)), np.ones(2))])
    assert not grad_check(absolute, params, [(np.full((2, 2), 5.0), np.ones(2))])


def test_a_loss_that_is_bent_by_rounding_alone_has_no_kinks():
    rng = np.random.default_rng(0)
    params = [(rng.normal(size=(3, 4)), rng.normal(size=4))]
    slopes = [(rng.normal(size=(3, 4)), rng.normal(size=4))]

    def linear(params):
        return sum(np.sum(slope * array) for slope, array in zip(slopes[0], params[0], strict=True))

    assert grad_check(linear, params, slopes)
    for i in np.ndindex(3, 4):
        wrong = [(slopes[0][0].copy(), slopes[0][1])]
        wrong[0][0][i] += 1e-3
        assert not grad_check(linear, params, wrong)


def test_the_tolerance_is_relative():
    params = [(np.full((1, 1), 1 / 3), np.zeros(1))]

    def steep(params):
        return 1e6 * (params[0][0].sum() - 1 / 3 + params[0][1].sum())

    assert grad_check(steep, params, [(np.full((1, 1), 1e6), np.full(1, 1e6))])
    assert not grad_check(steep, params, [(np.full((1, 1), 1.00001e6), np.full(1, 1e6))])


@pytest.mark.parametrize("kind", KINDS)
def test_one_wrong_entry_anywhere_is_enough(kind):
    params, X, labels = draw_network([3, 4, 4], 7)
    loss = mlp_loss(X, labels, kind, 0.1)
    _, grads = mlp_backward(params, X, labels, kind, 0.1)
    for layer in grads:
        for array in layer:
            for i in np.ndindex(array.shape):
                kept = array[i]
                array[i] += 1e-4
                assert not grad_check(loss, params, grads)
                array[i] = kept
    assert grad_check(loss, params, grads)


@pytest.mark.parametrize("kind", KINDS)
def test_large_inputs_with_steep_and_strongly_bent_losses_are_judged_alike(kind):
    for seed in range(5):
        params, X, labels = draw_network([3, 4, 4], 7, seed)
        X *= 30
        params[0][0][:] /= 10
        loss = mlp_loss(X, labels, kind, 0.1)
        _, grads = mlp_backward(params, X, labels, kind, 0.1)
        assert grad_check(loss, params, grads)
        grads[0][0][1, 2] *= 1.001
        grads[0][0][1, 2] += 0.001
        assert not grad_check(loss, params, grads)


def test_a_rounded_loss_is_judged_alike():
    for seed in range(5):
        params, X, labels = draw_network([3, 4, 4], 7, seed)
        params[1][1][:] += 300
        loss = mlp_loss(X, labels, "tanh", 0.1)
        _, grads = mlp_backward(params, X, labels, "tanh", 0.1)
        assert grad_check(loss, params, grads)
        grads[0][0][1, 2] += 1e-3
        assert not grad_check(loss, params, grads)


@pytest.mark.parametrize("kind", KINDS)
def test_a_zero_gradient_that_should_not_be_zero_is_refused(kind):
    params, X, labels = draw_network([3, 4, 4], 7)
    for dead in range(4):
        _, grads = mlp_backward(params, X, labels, kind, 0.1)
        [array for layer in grads for array in layer][dead][:] = 0
        assert not grad_check(mlp_loss(X, labels, kind, 0.1), params, grads)


def test_a_gradient_that_is_truly_zero_is_accepted():
    params, X, labels = draw_network([3, 4, 4], 7)
    params[0][1][:] = -50  # every hidden unit is off
    _, grads = mlp_backward(params, X, labels, "relu", 0)
    assert not grads[0][0].any()
    assert grad_check(mlp_loss(X, labels, "relu", 0), params, grads)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda grads: grads[:1],
        lambda grads: [*grads, grads[-1]],
        lambda grads: [(dW.T, db) for dW, db in grads],
        lambda grads: [(dW, db[None]) for dW, db in grads],
        lambda grads: [(dW, db.sum()) for dW, db in grads],
        lambda grads: [(dW, None) for dW, db in grads],
        lambda grads: [(dW * np.nan, db) for dW, db in grads],
        lambda grads: [(dW, db + np.inf) for dW, db in grads],
    ],
    ids=["layer missing", "layer too many", "transposed", "extra axis", "scalar bias", "None", "nan", "inf"],
)
def test_gradients_of_the_wrong_shape_or_not_finite_are_refused(spoil):
    params, X, labels = draw_network([3, 5, 4], 7)
    _, grads = mlp_backward(params, X, labels, "tanh", 0.1)
    assert grad_check(mlp_loss(X, labels, "tanh", 0.1), params, spoil(grads)) is False


def test_a_loss_that_is_not_finite_confirms_nothing():
    params, X, labels = draw_network([3, 5, 4], 7)
    _, grads = mlp_backward(params, X, labels, "tanh", 0.1)
    for value in (np.nan, np.inf):
        assert not grad_check(lambda params, value=value: value, params, grads)


def test_an_infinite_loss_beside_an_entry_confirms_nothing():
    params = [(np.ones((2, 2)), np.ones(2))]

    def torn(params):
        return params[0][0].sum() + (params[0][1].sum() if params[0][1][0] == 1 else np.nan)

    assert not grad_check(torn, params, [(np.ones((2, 2)), np.ones(2))])


def memory(params):
    return [array.tobytes() for layer in params for array in layer]


@pytest.mark.parametrize("scale", [1.0, 2.0], ids=["right", "wrong"])
def test_every_parameter_is_back_to_the_bit_in_the_same_arrays(scale):
    params, X, labels = draw_network([3, 4, 4], 7)
    params[0][0][0, 0], params[0][1][0], params[1][1][0] = -0.0, 1e-300, 0.1
    before, arrays = memory(params), [array for layer in params for array in layer]
    _, grads = mlp_backward(params, X, labels, "tanh", 0.1)
    grads = [(scale * dW, scale * db) for dW, db in grads]
    assert grad_check(mlp_loss(X, labels, "tanh", 0.1), params, grads) == (scale == 1)
    assert memory(params) == before
    assert all(a is b for a, b in zip(arrays, (array for layer in params for array in layer), strict=True))


@pytest.mark.parametrize("fatal_call", range(1, 12))
def test_every_parameter_is_back_to_the_bit_when_the_loss_raises(fatal_call):
    params, X, labels = draw_network([3, 4, 4], 7)
    before = memory(params)
    _, grads = mlp_backward(params, X, labels, "tanh", 0.1)
    calls = 0

    def fragile(params):
        nonlocal calls
        calls += 1
        if calls == fatal_call:
            raise ArithmeticError("the loss gave up")
        return mlp_backward(params, X, labels, "tanh", 0.1)[0]

    with pytest.raises(ArithmeticError, match="gave up"):
        grad_check(fragile, params, grads)
    assert memory(params) == before
