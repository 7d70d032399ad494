"""What the visible checks of p6 say beyond the bank."""

import numpy as np
import pytest

from course.check import p6
from course.check.core.report import Report
from course.check.p6.network_gradients import compare_networks, measure, random_network
from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.dense import dense_backward, dense_forward
from reference_solution.networks.gradient_check import grad_check
from reference_solution.networks.network import input_gradient, mlp_backward, mlp_forward


def assert_slip(text, sentence):
    assert "✗" in text
    assert sentence in text


def with_transposed_weights(X, W, b):
    return X @ (W.T if W.shape[0] == W.shape[1] else W) + b, (X, W)


@pytest.mark.parametrize(
    ("forward", "sentence"),
    [
        (with_transposed_weights, "That is W transposed"),
        (lambda X, W, b: X @ W + b, "returned one ndarray; expected 2 values: (Z, cache)"),
    ],
)
def test_dense_forward(said, forward, sentence):
    assert_slip(said(p6.dense_forward, forward), sentence)


def spoiled_dense(**change):
    """dense_backward with some of its results changed: name=function of (dX, dW, db, dZ, X, W)."""

    def dense_backward_with_a_slip(dZ, cache):
        X, W = cache
        right = dict(zip(("dX", "dW", "db"), dense_backward(dZ, cache), strict=True))
        right.update({name: wrong(dZ, X, W) for name, wrong in change.items()})
        return right["dX"], right["dW"], right["db"]

    return dense_backward_with_a_slip


def square_only(wrong, right):
    return lambda dZ, X, W: wrong(dZ, X, W) if W.shape == (3, 3) else right(dZ, X, W)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"dW": square_only(lambda dZ, X, W: dZ.T @ X, lambda dZ, X, W: X.T @ dZ)}, "exactly the transpose"),
        ({"dX": square_only(lambda dZ, X, W: dZ @ W, lambda dZ, X, W: dZ @ W.T)}, "dX differs"),
        ({"db": lambda dZ, X, W: dZ.sum()}, "expected (2,): that is one number"),
        ({"db": lambda dZ, X, W: dZ if len(dZ) > 1 else dZ[0]}, "still one row per example"),
        ({"dW": lambda dZ, X, W: dZ.T @ X if len(X) > 1 else X.T @ dZ}, "(3, 4), expected (4, 3), the shape of W"),
    ],
)
def test_dense_backward(said, change, sentence):
    assert_slip(said(p6.dense_backward, dense_forward, spoiled_dense(**change)), sentence)


def test_dense_backward_cannot_be_measured_on_an_unfilled_forward(said):
    def dense_forward(X, W, b):
        raise NotImplementedError()

    text = said(p6.dense_backward, dense_forward, dense_backward)
    assert_slip(text, "dense_forward is not filled in yet")


def test_an_overflow_far_from_0_is_not_asked_about(said):
    def naive(dA, Z, kind):
        if kind != "sigmoid":
            return activation_backward(dA, Z, kind)
        E = np.exp(-Z)
        return dA * E / (1 + E) ** 2

    assert "✗" not in said(p6.activation_backward, activation, naive)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda loss, dlogits: (loss, 0 * dlogits), "Every entry is 0"),
        (lambda loss, dlogits: (np.full(len(dlogits), loss), dlogits), "loss has shape (2,)"),
    ],
)
def test_softmax_cross_entropy(said, change, sentence):
    assert_slip(said(p6.softmax_cross_entropy, lambda *a: change(*softmax_cross_entropy(*a))), sentence)


def test_mlp_forward_without_caches(said):
    assert_slip(said(p6.mlp_forward, lambda *a: mlp_forward(*a)[0]), "expected 2 values: (logits, caches)")


def with_grads(change):
    """mlp_backward whose gradients are changed: change(grads, params, X, lam) -> grads."""

    def mlp_backward_with_a_slip(params, X, labels, kind, lam):
        loss, grads = mlp_backward(params, X, labels, kind, lam)
        return loss, change(grads, params, X, lam)

    return mlp_backward_with_a_slip


def earlier(change):
    return lambda grads, params, X, lam: [*[(change(dW), change(db)) for dW, db in grads[:-1]], grads[-1]]


def square_transposed(grads, params, X, lam):
    return [(dW.T if dW.shape[0] == dW.shape[1] else dW, db) for dW, db in grads]


def weights_spoiled_except_last(grads, params, X, lam):
    return [*[(dW * np.arange(dW.size).reshape(dW.shape), db) for dW, db in grads[:-1]], grads[-1]]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda grads, params, X, lam: [(dW, np.roll(db, 1)) for dW, db in grads], "Only the biases are wrong"),
        (lambda grads, params, X, lam: grads[:-1], "grads has"),
        (lambda grads, params, X, lam: [(db, dW) for dW, db in grads], "dW has shape (2,), expected (3, 2)"),
        (square_transposed, "Every db is right, so every dZ is"),
        (weights_spoiled_except_last, "Every db is right, so every dZ is"),
        (earlier(lambda d: d + 1.0), "how dZ travels from layer to layer"),
    ],
)
def test_mlp_backward(said, change, sentence):
    assert_slip(said(p6.mlp_backward, with_grads(change)), sentence)


def test_of_several_wrong_layers_the_one_nearest_to_the_loss_is_shown(said):
    text = said(p6.mlp_backward, with_grads(earlier(lambda d: d + 1.0)))
    assert "grads[0]: db differs" in text  # 2 → 4 → 3: the only layer before the last
    three = [(dW + 1.0, db) for dW, db in random_network((3, 3, 3, 2), 5)[0]]
    measured = [(dW - 1.0, db) for dW, db in three]
    with Report("mlp_backward") as report:
        compare_networks(report, three, measured, three, 0.0, 5, "a case")
    assert "grads[2]: dW differs" in report.findings[0][2]
    assert "dW in grads[0], dW in grads[1], dW in grads[2]" in report.findings[1][2]


@pytest.mark.parametrize("wrong_kind", ["tanh", "relu", "sigmoid"])
def test_every_kind_of_activation_is_tried_in_the_network(said, wrong_kind):
    def slip(params, X, labels, kind, lam):
        loss, grads = mlp_backward(params, X, labels, kind, lam)
        return loss, [(1.1 * dW, db) for dW, db in grads] if kind == wrong_kind else grads

    assert wrong_kind in said(p6.mlp_backward, slip).split("✗")[1]


def test_a_thousandth_too_much_is_seen(said):
    slip = spoiled_dense(dW=lambda dZ, X, W: X.T @ dZ * (1.0 if len(X) == 1 else 1.001))
    assert_slip(said(p6.dense_backward, dense_forward, slip), "1.001 times the measured one")


def test_a_penalty_divided_by_the_batch_size(said):
    def slip(params, X, labels, kind, lam):
        loss, grads = mlp_backward(params, X, labels, kind, 0.0)
        return loss + lam / (2 * len(X)) * sum((W**2).sum() for W, _ in params), grads

    assert_slip(said(p6.mlp_backward, slip), "is divided by N")


def test_an_input_gradient_transposed(said):
    text = said(p6.input_gradient, mlp_backward, lambda *arguments: input_gradient(*arguments).T)
    assert_slip(text, "expected (5, 3), the shape of X")


def test_a_grad_check_that_accepts_everything(said):
    text = said(p6.grad_check, lambda loss, params, grads: True)
    assert_slip(text, "accepts all gradients 0")
    assert "accepts the last dW transposed" in text


def test_a_grad_check_that_stumbles_over_a_kink(said):
    def without_kinks(loss, params, grads):
        measured = measure(lambda: loss(params), params)
        pairs = [pair for layer in zip(measured, grads, strict=False) for pair in zip(*layer, strict=True)]
        agree = (m.shape == g.shape and np.allclose(m, g, atol=1e-8) for m, g in pairs)
        return len(grads) == len(params) and all(agree)

    text = said(p6.grad_check, without_kinks)
    assert_slip(text, "rejects the right gradients of max(0, w)")
    assert text.count("✗") == 1


def test_a_grad_check_of_the_first_layer_alone(said):
    def first_only(loss, params, grads):
        return grad_check(lambda first: loss([*first, *params[1:]]), params[:1], grads[:1])

    text = said(p6.grad_check, first_only)
    assert_slip(text, "accepts one entry of the last b, 1 % off")
    assert "✓ rejects: one entry of the first W, 1 % off" in text


def test_a_grad_check_that_leaves_parameters_changed(said):
    def leaves_traces(loss, params, grads):
        params[0][0][0, 0] += 1e-5
        return True

    assert_slip(said(p6.grad_check, leaves_traces), "The parameters are not what they were")


def test_a_grad_check_that_returns_the_error(said):
    assert_slip(said(p6.grad_check, lambda loss, params, grads: 1e-9), "returned float; expected True or False")


def test_mac_counts_that_are_one_number(said):
    assert_slip(said(p6.mac_counts, lambda sizes, batch: 36), 'two keys "forward" and "backward"')
