import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from reference_solution.activations.by_name import activation_backward
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.losses.regression_and_classification import mse_half
from reference_solution.networks.dense import dense_backward
from reference_solution.networks.forward_pass import forward
from reference_solution.networks.index_form import backward_by_index
from tests.reference_solution.agreement import assert_agree
from tests.reference_solution.random_networks import draw_network


@pytest.mark.syllabus("S0-43")
@pytest.mark.parametrize("sizes", [[3, 4, 2], [4, 4, 4], [1, 1, 1]], ids=str)
@pytest.mark.parametrize("N", [1, 7])
def test_summed_over_the_examples_the_loops_are_the_vectorised_version(sizes, N):
    params, X, _ = draw_network(sizes, N)
    T = np.random.default_rng(1).normal(size=(N, sizes[-1]))
    (W1, b1), (W2, b2) = params
    cache = forward(params, X, sigmoid)
    _, dZ2 = mse_half(cache["A"][2], T)
    dA1, dW2, db2 = dense_backward(dZ2, (cache["A"][1], W2))
    _, dW1, db1 = dense_backward(activation_backward(dA1, cache["Z"][0], "sigmoid"), (X, W1))
    single = [backward_by_index(x, t, W1, b1, W2, b2) for x, t in zip(X, T, strict=True)]
    for i, expected in enumerate((dW1, db1, dW2, db2)):
        assert_agree(np.mean([grads[i] for grads in single], axis=0), expected)


@pytest.mark.syllabus("S0-43")
def test_for_one_example_they_agree_with_autograd():
    params, X, _ = draw_network([3, 4, 2], 1)
    x, t = X[0], np.array([0.3, -2.0])
    arrays = tuple(array for layer in params for array in layer)

    def otherwise(W1, b1, W2, b2):
        h = 1 / (1 + anp.exp(-(anp.dot(x, W1) + b1)))
        return anp.sum((anp.dot(h, W2) + b2 - t) ** 2) / 2

    expected = autograd.grad(otherwise, (0, 1, 2, 3))(*arrays)
    for got, theirs in zip(backward_by_index(x, t, *arrays), expected, strict=True):
        assert_agree(got, theirs)
