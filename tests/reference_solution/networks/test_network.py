import autograd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.by_name import activation_backward
from reference_solution.networks import network
from reference_solution.networks.network import input_gradient, mlp_backward, mlp_forward
from tests.reference_solution import autograd_oracle, torch_oracle, wrong_gradients
from tests.reference_solution.agreement import assert_agree, central_differences
from tests.reference_solution.random_networks import KINDS, SIZES, draw_network

seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(params=SIZES, ids=str)
def sizes(request):
    return request.param


@pytest.fixture(params=[1, 7])
def drawn(request, sizes):
    return draw_network(sizes, request.param)


def assert_all_agree(got, expected, relative=1e-12):
    for (dW, db), (expected_dW, expected_db) in zip(got, expected, strict=True):
        assert_agree(dW, expected_dW, relative)
        assert_agree(db, expected_db, relative)


@pytest.mark.syllabus("S1-25")
@pytest.mark.syllabus("S4-23")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lam", [0, 0.1, 3])
def test_loss_and_every_gradient_agree_with_autograd(drawn, kind, lam):
    params, X, labels = drawn
    loss, grads = mlp_backward(params, X, labels, kind, lam)
    expected_loss, expected = autograd.value_and_grad(autograd_oracle.objective)(params, X, labels, kind, lam)
    assert_agree(loss, expected_loss)
    assert_all_agree(grads, expected)


@pytest.mark.syllabus("S4-19")
@pytest.mark.parametrize("kind", KINDS)
def test_the_input_gradient_agrees_with_autograd(drawn, kind):
    params, X, labels = drawn
    expected = autograd.grad(autograd_oracle.objective, 1)(params, X, labels, kind, 0)
    assert_agree(input_gradient(params, X, labels, kind), expected)


@pytest.mark.torch
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lam", [0, 0.1, 3])
def test_loss_and_every_gradient_agree_with_pytorch(torch, drawn, kind, lam):
    params, X, labels = drawn
    loss, grads = mlp_backward(params, X, labels, kind, lam)
    expected_loss, expected, dX = torch_oracle.gradients(torch, params, X, labels, kind, lam)
    assert_agree(loss, expected_loss)
    assert_all_agree(grads, expected)
    assert_agree(input_gradient(params, X, labels, kind), dX)


@pytest.mark.syllabus("S1-25")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lam", [0, 0.1, 3])
def test_every_gradient_agrees_with_differences(drawn, kind, lam):
    params, X, labels = drawn

    def loss():
        return mlp_backward(params, X, labels, kind, lam)[0]

    numeric = [tuple(central_differences(loss, array) for array in layer) for layer in params]
    assert_all_agree(mlp_backward(params, X, labels, kind, lam)[1], numeric, relative=1e-7)


@pytest.mark.syllabus("S4-19")
@pytest.mark.parametrize("kind", KINDS)
def test_the_input_gradient_agrees_with_central_differences(drawn, kind):
    params, X, labels = drawn
    numeric = central_differences(lambda: mlp_backward(params, X, labels, kind, 0)[0], X)
    assert_agree(input_gradient(params, X, labels, kind), numeric, relative=1e-7)


@pytest.mark.syllabus("S1-25")
def test_bp1_to_bp4_of_the_deck_are_the_same_gradients(drawn):
    params, X, labels = drawn
    w, N = [W.T for W, _ in params], len(X)
    summed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for x, label in zip(X, labels, strict=True):
        a, z = [x[:, None]], []
        for layer, (_, b) in enumerate(params):
            z.append(w[layer] @ a[-1] + b[:, None])
            a.append(np.tanh(z[-1]) if layer < len(params) - 1 else z[-1])
        delta = np.exp(z[-1]) / np.exp(z[-1]).sum()
        delta[label] -= 1
        for layer in reversed(range(len(params))):
            if layer < len(params) - 1:
                delta = (w[layer + 1].T @ delta) / np.cosh(z[layer]) ** 2
            summed[layer][0][:] += (delta @ a[layer].T).T / N
            summed[layer][1][:] += delta[:, 0] / N
    assert_all_agree(mlp_backward(params, X, labels, "tanh", 0)[1], summed)


@pytest.mark.syllabus("S0-43")
def test_the_index_form_summed_by_loops_is_the_vectorised_version():
    params, X, labels = draw_network([3, 4, 2], 7)
    (W1, b1), (W2, b2) = params
    dW1, db1, dW2, db2 = (np.zeros_like(array) for layer in params for array in layer)
    for x, label in zip(X, labels, strict=True):
        h = [np.tanh(sum(W1[j, i] * x[j] for j in range(3)) + b1[i]) for i in range(4)]
        y = [sum(W2[i, k] * h[i] for i in range(4)) + b2[k] for k in range(2)]
        y_bar = [np.exp(y[k]) / sum(np.exp(y)) - (k == label) for k in range(2)]
        for k in range(2):
            db2[k] += y_bar[k] / 7
            for i in range(4):
                dW2[i, k] += y_bar[k] * h[i] / 7
        for i in range(4):
            h_bar = sum(y_bar[k] * W2[i, k] for k in range(2))
            z_bar = h_bar * (1 - h[i] ** 2)
            db1[i] += z_bar / 7
            for j in range(3):
                dW1[j, i] += z_bar * x[j] / 7
    assert_all_agree(mlp_backward(params, X, labels, "tanh", 0)[1], [(dW1, db1), (dW2, db2)])


@pytest.mark.syllabus("S0-33")
@pytest.mark.parametrize("kind", KINDS)
def test_the_batch_gradient_is_the_mean_over_its_examples(drawn, kind):
    params, X, labels = drawn
    loss, grads = mlp_backward(params, X, labels, kind, 0.1)
    single = [mlp_backward(params, X[[i]], labels[[i]], kind, 0.1) for i in range(len(X))]
    assert_agree(loss, np.mean([loss for loss, _ in single]))
    mean = [
        tuple(np.mean([grads[layer][part] for _, grads in single], axis=0) for part in (0, 1))
        for layer in range(len(params))
    ]
    assert_all_agree(grads, mean)


@pytest.mark.syllabus("S4-21")
@pytest.mark.parametrize("kind", KINDS)
def test_the_recursion_from_layer_to_layer_holds(sizes, kind):
    """dZ of a layer is read off the rest of the network: the gradient of that rest's input, times the slope."""
    params, X, labels = draw_network(sizes, 7)
    last = len(params) - 1
    A, Z = [X], []
    for W, b in params:
        Z.append(A[-1] @ W + b)
        A.append(wrong_gradients.F[kind](Z[-1]))
    dZ = [
        input_gradient(params[layer + 1 :], A[layer + 1], labels, kind) * wrong_gradients.SLOPE[kind](Z[layer])
        for layer in range(last)
    ]
    dZ.append((wrong_gradients.softmax(Z[last]) - np.eye(sizes[-1])[labels]) / len(X))

    _, grads = mlp_backward(params, X, labels, kind, 0)
    assert_all_agree(grads, [(A[layer].T @ dZ[layer], dZ[layer].sum(axis=0)) for layer in range(len(params))])
    for layer in range(last):
        assert_agree(dZ[layer], wrong_gradients.SLOPE[kind](Z[layer]) * (dZ[layer + 1] @ params[layer + 1][0].T))


@pytest.mark.syllabus("S4-22")
def test_one_backward_pass_visits_each_layer_once(monkeypatch, drawn):
    params, X, labels = drawn
    visited = []

    def noted(dA, Z, kind):
        visited.append(Z.tolist())
        return activation_backward(dA, Z, kind)

    monkeypatch.setattr(network, "activation_backward", noted)
    mlp_backward(params, X, labels, "tanh", 0.1)
    assert visited == [Z.tolist() for _, Z, _ in reversed(mlp_forward(params, X, "tanh")[1])]


@pytest.mark.syllabus("S4-20")
@pytest.mark.parametrize("kind", KINDS)
def test_a_network_composes_its_layers(drawn, kind):
    params, X, _ = drawn
    for i, x in enumerate(X):
        for layer, (W, b) in enumerate(params):
            x = np.array([sum(x[j] * W[j, k] for j in range(len(x))) + b[k] for k in range(len(b))])
            if layer < len(params) - 1:
                x = wrong_gradients.F[kind](x)
        assert_agree(mlp_forward(params, X, kind)[0][i], x)


@given(seeds, st.integers(1, 6), st.sampled_from(KINDS), st.floats(0, 3))
def test_the_order_of_the_examples_does_not_matter(seed, N, kind, lam):
    params, X, labels = draw_network([3, 4, 2], N, seed)
    order = np.random.default_rng(seed).permutation(N)
    loss, grads = mlp_backward(params, X, labels, kind, lam)
    moved_loss, moved = mlp_backward(params, X[order], labels[order], kind, lam)
    assert moved_loss == pytest.approx(loss, rel=1e-12)
    for layer, moved_layer in zip(grads, moved, strict=True):
        for array, moved_array in zip(layer, moved_layer, strict=True):
            np.testing.assert_allclose(moved_array, array, rtol=0, atol=1e-12)
    dX, moved_dX = input_gradient(params, X, labels, kind), input_gradient(params, X[order], labels[order], kind)
    np.testing.assert_allclose(moved_dX, dX[order], rtol=0, atol=1e-12)


@given(seeds, st.integers(1, 5), st.integers(1, 5), st.sampled_from(KINDS), st.floats(0, 3))
def test_batches_add_up_weighted_by_their_sizes(seed, N, M, kind, lam):
    params, X, labels = draw_network([3, 4, 2], N + M, seed)
    loss, grads = mlp_backward(params, X, labels, kind, lam)
    first_loss, first = mlp_backward(params, X[:N], labels[:N], kind, lam)
    second_loss, second = mlp_backward(params, X[N:], labels[N:], kind, lam)
    assert loss == pytest.approx((N * first_loss + M * second_loss) / (N + M), rel=1e-12)
    for layer in range(2):
        for part in range(2):
            weighted = (N * first[layer][part] + M * second[layer][part]) / (N + M)
            np.testing.assert_allclose(grads[layer][part], weighted, rtol=0, atol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_inputs_stay_as_they_were_and_a_second_call_gives_the_same(drawn, kind):
    params, X, labels = drawn
    arrays = [X, labels, *(array for layer in params for array in layer)]
    before = [array.tobytes() for array in arrays]
    loss, grads = mlp_backward(params, X, labels, kind, 0.1)
    again_loss, again = mlp_backward(params, X, labels, kind, 0.1)
    assert loss == again_loss
    assert all(
        np.array_equal(a, b) for one, two in zip(grads, again, strict=True) for a, b in zip(one, two, strict=True)
    )
    input_gradient(params, X, labels, kind)
    assert [array.tobytes() for array in arrays] == before


def test_an_unknown_activation_raises_even_from_the_whole_network():
    params, X, labels = draw_network([3, 4, 2], 7)
    with pytest.raises(ValueError, match="expected 'identity'"):
        mlp_backward(params, X, labels, "swish", 0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_float32_network_has_float32_gradients(kind):
    params, X, labels = draw_network([3, 4, 2], 5)
    single = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    loss, grads = mlp_backward(single, X.astype(np.float32), labels, kind, lam=0.1)
    dX = input_gradient(single, X.astype(np.float32), labels, kind)
    assert {array.dtype for array in (loss, dX, *(g for pair in grads for g in pair))} == {np.dtype(np.float32)}
    expected = mlp_backward(params, X, labels, kind, lam=0.1)[1]
    for pair, exact in zip(grads, expected, strict=True):
        for g, e in zip(pair, exact, strict=True):
            np.testing.assert_allclose(g, e, rtol=1e-4, atol=1e-5)
