import numpy as np
import pytest

from reference_solution.networks.dense import dense_backward, dense_forward
from reference_solution.networks.jacobians import dense_jacobians
from tests.reference_solution.agreement import assert_agree, central_differences

rng = np.random.default_rng(4)
x, W, b, y = (rng.normal(size=shape) for shape in [4, (4, 3), 3, 3])
A = dense_forward(x[None], W, b)[0][0]
dA = 2 * (A - y)


@pytest.mark.syllabus("S4-16")
@pytest.mark.syllabus("S4-17")
@pytest.mark.syllabus("S4-18")
def test_a_jacobian_holds_all_derivatives():
    for jacobian, V in zip(dense_jacobians(x, W), (x, W, b), strict=True):
        columns = [central_differences(lambda k=k: dense_forward(x[None], W, b)[0][0, k], V) for k in range(3)]
        assert_agree(jacobian, np.stack(columns, axis=-1), relative=1e-9)


@pytest.mark.syllabus("S4-16")
def test_jacobian_times_upstream_is_what_the_backward_pass_gives_without_it():
    expected = dense_backward(dA[None], (x[None], W))
    by_x, by_W, by_b = dense_jacobians(x, W)
    assert by_b.shape == (3, 3)
    for got, gradient in zip((by_x @ dA, by_W @ dA, by_b @ dA), expected, strict=True):
        assert_agree(got, gradient.reshape(got.shape))


@pytest.mark.syllabus("S4-18")
def test_of_the_36_derivatives_of_the_outputs_by_the_weights_24_are_zero():
    _, by_W, _ = dense_jacobians(x, W)
    assert by_W.shape == (4, 3, 3)
    assert np.sum(by_W == 0) == 24
    assert all(by_W[j, k, p] == (x[j] if p == k else 0) for j, k, p in np.ndindex(4, 3, 3))


@pytest.mark.syllabus("S3-27")
@pytest.mark.syllabus("E16")
def test_the_product_as_printed_does_not_compose_and_the_corrected_one_does():
    """The last layer, s = W^T x, out = sigma(s): dL/dx, dx/ds and the factor x^T, in the order of the slide."""
    s = x @ W
    out = np.tanh(s)
    dL_dout, dout_ds, x_T = (out - y)[None], np.diag(1 - out**2), x[None]
    assert (dL_dout.shape, dout_ds.shape, x_T.shape) == ((1, 3), (3, 3), (1, 4))
    with pytest.raises(ValueError, match="mismatch"):
        dL_dout @ dout_ds @ x_T
    delta = (dL_dout @ dout_ds).T
    numeric = central_differences(lambda: np.sum((np.tanh(x @ W) - y) ** 2) / 2, W)
    assert_agree(x[:, None] @ delta.T, numeric, relative=1e-8)
    assert (delta @ x_T).shape == (3, 4)  # with the other factor turned it composes, to the transpose
    square = rng.normal(size=(3, 3))
    turned = np.outer(1 - np.tanh(x[:3] @ square) ** 2, x[:3])
    assert np.abs(turned - turned.T).max() > 0.1  # which for a square W nobody notices by its shape


@pytest.mark.syllabus("S3-27")
def test_one_layer_further_back_the_message_goes_through_the_weights():
    V, x0 = rng.normal(size=(5, 4)), rng.normal(size=5)

    def loss():
        return np.sum((np.tanh(np.tanh(x0 @ V) @ W) - y) ** 2) / 2

    hidden = np.tanh(x0 @ V)
    out = np.tanh(hidden @ W)
    delta_last = (out - y) * (1 - out**2)
    delta = (W @ delta_last) * (1 - hidden**2)
    assert_agree(np.outer(x0, delta), central_differences(loss, V), relative=1e-8)
    assert_agree(np.outer(hidden, delta_last), central_differences(loss, W), relative=1e-8)
