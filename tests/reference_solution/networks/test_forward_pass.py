import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.relu_family import relu
from reference_solution.activations.sigmoid_family import sigmoid, sigmoid_derivative
from reference_solution.losses.regression_and_classification import bce_with_logits
from reference_solution.networks.dense import dense_forward
from reference_solution.networks.forward_pass import forward
from reference_solution.networks.index_form import forward_by_index
from reference_solution.networks.network import mlp_forward
from tests.reference_solution.agreement import assert_agree, central_differences
from tests.reference_solution.random_networks import SIZES, draw_network

ACTIVATIONS = {"sigmoid": sigmoid, "tanh": np.tanh, "relu": relu}


@pytest.mark.syllabus("S2-19")
@pytest.mark.syllabus("S2-22")
@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("N", [1, 7])
@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_layer_after_layer_it_is_f3_of_f2_of_f1(sizes, N, kind):
    params, X, _ = draw_network(sizes, N)
    cache = forward(params, X, ACTIVATIONS[kind])
    for i, x in enumerate(X):
        a = x
        for layer, (W, b) in enumerate(params):
            z = W.T @ a + b  # S2-22: our storage of W
            assert_agree(cache["Z"][layer][i], z)
            a = ACTIVATIONS[kind](z) if layer < len(params) - 1 else z
            assert_agree(cache["A"][layer + 1][i], a)
    assert_agree(cache["A"][-1], mlp_forward(params, X, kind)[0])
    assert cache["A"][0] is X


@pytest.mark.syllabus("S1-24")
@pytest.mark.syllabus("S3-19")
def test_unit_by_unit_it_is_the_same():
    params, X, _ = draw_network([3, 4, 2], 7)
    (W1, b1), (W2, b2) = params
    A = forward(params, X, sigmoid)["A"]
    for i, x in enumerate(X):
        h, y = forward_by_index(x, W1, b1, W2, b2)
        assert_agree(A[1][i], h)
        assert_agree(A[2][i], y)


@pytest.mark.syllabus("S3-20")
def test_the_slides_program_is_one_column_of_ours():
    rng = np.random.default_rng(0)

    def f(x):
        return 1.0 / (1.0 + np.exp(-x))

    W1, W2, W3 = rng.normal(size=(4, 3)), rng.normal(size=(4, 4)), rng.normal(size=(1, 4))
    b1, b2, b3 = rng.normal(size=(4, 1)), rng.normal(size=(4, 1)), rng.normal(size=(1, 1))
    X = rng.normal(size=(5, 3))
    ours = forward([(W.T, b[:, 0]) for W, b in ((W1, b1), (W2, b2), (W3, b3))], X, sigmoid)
    for i in range(5):
        x = X[i][:, None]
        h1 = f(np.dot(W1, x) + b1)
        h2 = f(np.dot(W2, h1) + b2)
        out = np.dot(W3, h2) + b3
        assert (h1.shape, h2.shape, out.shape) == ((4, 1), (4, 1), (1, 1))
        for got, expected in zip(ours["A"][1:], (h1, h2, out), strict=True):
            assert_agree(got[i], expected[:, 0])


@pytest.mark.syllabus("S3-12")
def test_without_biases_every_unit_is_forced_through_the_activation_of_zero():
    rng = np.random.default_rng(0)
    origin = np.zeros((1, 3))
    bare = [(rng.normal(size=(n, m)), np.zeros(m)) for n, m in ((3, 4), (4, 2))]
    A = forward(bare, origin, sigmoid)["A"]
    assert np.all(A[1] == 0.5)
    np.testing.assert_allclose(A[2], 0.5 * bare[1][0].sum(axis=0)[None])
    assert np.all(
        forward(bare, origin, np.tanh)["A"][-1] == 0
    )  # whatever the weights: no target but 0 can be met there
    biased = [(W, rng.normal(size=b.shape)) for W, b in bare]
    assert np.all(forward(biased, origin, sigmoid)["A"][1] != 0.5)


@pytest.mark.syllabus("S4-08")
@pytest.mark.syllabus("S4-12")
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_in_columns_every_layer_has_the_shapes_of_the_slide(sizes):
    params, X, _ = draw_network(sizes, 1)
    cache, A = forward(params, X), X.T
    for layer, (W, b) in enumerate(params):
        m, n = W.shape
        W_0 = b[:, None]
        Z = W.T @ A + W_0
        assert (A.shape, W_0.shape, Z.shape) == ((m, 1), (n, 1), (n, 1))
        assert_agree(Z[:, 0], cache["Z"][layer][0])
        A = np.tanh(Z)


@pytest.mark.syllabus("E02")
@pytest.mark.syllabus("S4-12")
def test_the_layer_without_its_transpose_is_another_one():
    (W, b), x = draw_network([4, 3], 1)[0][0], np.ones((4, 1))
    with pytest.raises(ValueError, match="mismatch"):
        W @ x + b[:, None]
    assert_agree((W.T @ x + b[:, None])[:, 0], dense_forward(x.T, W, b)[0][0])
    (square, c), x = draw_network([4, 4], 1)[0][0], np.ones((4, 1))
    assert np.abs((square @ x + c[:, None])[:, 0] - dense_forward(x.T, square, c)[0][0]).max() > 0.1


@pytest.mark.syllabus("S4-10")
@pytest.mark.syllabus("S1-27")
def test_the_two_layer_classifier_has_a_gradient_in_all_four_of_its_arrays():
    params, X, _ = draw_network([3, 4, 1], 7)
    (W, W_0), (U, U_0) = params
    y = np.array([0.0, 1, 1, 0, 1, 0, 0])[:, None]

    def J():
        return bce_with_logits(forward(params, X)["A"][-1], y)[0]

    def otherwise(W, W_0, U, U_0):
        g = 1 / (1 + anp.exp(-(anp.dot(anp.tanh(anp.dot(X, W) + W_0), U) + U_0)))
        return -anp.mean(y * anp.log(g) + (1 - y) * anp.log(1 - g))

    A = forward(params, X)["A"]
    _, dZ2 = bce_with_logits(A[2], y)
    dZ1 = dZ2 @ U.T * (1 - A[1] ** 2)
    grads = X.T @ dZ1, dZ1.sum(axis=0), A[1].T @ dZ2, dZ2.sum(axis=0)
    assert pytest.approx(J(), rel=1e-13) == otherwise(W, W_0, U, U_0)
    expected = autograd.grad(otherwise, (0, 1, 2, 3))(W, W_0, U, U_0)
    for gradient, theirs, array in zip(grads, expected, (W, W_0, U, U_0), strict=True):
        assert_agree(gradient, theirs)
        assert_agree(gradient, central_differences(J, array), relative=1e-8)


@pytest.mark.syllabus("S0-10")
def test_behind_hard_thresholds_gradient_descent_moves_the_last_layer_only():
    """XOR: a hidden layer of steps has slope 0, so its weights get no gradient and do not move."""
    X, y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0.0, 1, 1, 0])[:, None]
    for f, slope, moves in (
        (lambda Z: np.where(Z > 0, 1.0, 0.0), np.zeros_like, False),
        (sigmoid, sigmoid_derivative, True),
    ):
        (W1, b1), (W2, b2) = draw_network([2, 4, 1], 1)[0]
        start, last = W1.copy(), W2.copy()
        for _ in range(50):
            cache = forward([(W1, b1), (W2, b2)], X, f)
            _, dZ2 = bce_with_logits(cache["A"][2], y)
            dZ1 = dZ2 @ W2.T * slope(cache["Z"][0])
            W1 -= X.T @ dZ1
            W2 -= cache["A"][1].T @ dZ2
        assert np.array_equal(W1, start) != moves
        assert not np.array_equal(W2, last)


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_examples_do_not_hear_of_each_other(seed, N):
    params, X, _ = draw_network([3, 4, 2], N, seed)
    order = np.random.default_rng(seed).permutation(N)
    whole = forward(params, X)["A"][-1]
    np.testing.assert_allclose(forward(params, X[order])["A"][-1], whole[order], rtol=0, atol=1e-13)
    np.testing.assert_allclose(forward(params, X[:1])["A"][-1], whole[:1], rtol=0, atol=1e-13)


def test_inputs_stay_as_they_were():
    params, X, _ = draw_network([3, 4, 2], 7)
    arrays = [X, *(array for layer in params for array in layer)]
    before = [array.tobytes() for array in arrays]
    cache = forward(params, X)
    for array in cache["A"][1:]:
        array[:] = 9
    assert [array.tobytes() for array in arrays] == before
