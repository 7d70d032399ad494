"""Visible checks of p6_backprop: shapes, examples worked out by hand, and numerical gradients.

Expected values are worked out by hand, or computed by central differences of the student's own forward functions. No
formula of a backward pass stands here.
"""

import copy
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from course.check.core.arrays import read_array, unpack
from course.check.core.calling import call, guarded, same, try_it
from course.check.core.expected import known_array, known_number
from course.check.core.gradients import compare
from course.check.core.numeric import central_differences, first_value
from course.check.core.report import Report
from course.check.p6.gradient_claims import claims
from course.check.p6.network_gradients import compare_networks, measure, random_network, read_grads
from course.check.p6.slope_bugs import slope_slip
from course.types import Array, Integers, Network, StudentFunction

__all__ = [
    "activation_backward", "dense_backward", "dense_forward", "grad_check", "input_gradient", "mac_counts",
    "mlp_backward", "mlp_forward", "residual_block_backward", "softmax_cross_entropy", "try_it",
]  # fmt: skip

# Two layers and two examples, short enough to work out by hand.
PARAMS: Network = [
    (np.array([[1.0, -0.5], [0.5, 1.0]]), np.array([0.1, -0.2])),
    (np.array([[1.0, -1.0, 0.5], [0.5, 2.0, -1.0]]), np.array([0.0, 0.3, -0.1])),
]
POINTS = np.array([[1.0, 2.0], [-1.5, 0.5]])
CLASSES = np.array([1, 0])


def dense_forward(dense_forward: StudentFunction) -> None:
    """Check Z by hand, and the content of the cache."""
    X = np.array([[1.0, 2.0], [3.0, 4.0], [0.0, -1.0]])
    W = np.array([[1.0, 0.0, 2.0], [-1.0, 1.0, 0.0]])
    b = np.array([10.0, 20.0, 30.0])
    square = np.array([[1.0, 2.0], [3.0, 4.0]])
    with Report("dense_forward") as report:
        Z, cache = unpack(report, "dense_forward", call(report, dense_forward, X, W, b), ("Z", "cache"))
        expected = np.array([[9.0, 22, 32], [9, 24, 36], [11, 19, 30]])
        known_array(report, "Z", Z, expected, "3 examples, 2 → 3, by hand", like="(N, n_out)")
        if not isinstance(cache, tuple | list) or not same(tuple(cache), (X, W)):
            report.fail("The cache is not (X, W): the backward pass will need exactly these two, in this order.")
        else:
            report.ok("cache", "is (X, W)")
        Z, _ = unpack(report, "dense_forward", call(report, dense_forward, X[:1], square, b[:2]), ("Z", "cache"))
        transposed = [(np.array([[15.0, 31]]), "That is W transposed: rows of W belong to inputs, columns to outputs.")]
        known_array(report, "Z", Z, np.array([[17.0, 30]]), "1 example, square W, by hand", "(N, n_out)", transposed)


def dense_backward(dense_forward: StudentFunction, dense_backward: StudentFunction) -> None:
    """Check dX, dW and db by hand and against central differences of the student's dense_forward."""
    with Report("dense_backward") as report:
        W = np.array([[1.0, 0.0], [2.0, -1.0]])
        _dense_by_hand(report, dense_backward, np.array([[3.0, 5.0]]), (np.array([[1.0, 2.0]]), W))
        for N, n_in, n_out in [(5, 4, 3), (7, 3, 3), (1, 2, 4)]:
            if report.failed:
                break
            _dense_case(report, dense_forward, dense_backward, N, n_in, n_out)


def _dense_by_hand(report: Report, dense_backward: StudentFunction, dZ: Array, cache: tuple[Array, Array]) -> None:
    parts = unpack(report, "dense_backward", call(report, dense_backward, dZ, cache), ("dX", "dW", "db"))
    expected = {"dX": [[3.0, 1]], "dW": [[3.0, 5], [6, 10]], "db": [3.0, 5]}
    slips = [
        (np.array([[3.0, 6], [5, 10]]), "It is exactly the transpose: are the factors of the product swapped?"),
        (np.array([[13.0, -5]]), "The gradient went through W in the direction of the forward pass: it comes back."),
    ]
    for (name, numbers), value in zip(expected.items(), parts, strict=True):
        known_array(report, name, value, np.array(numbers), "1 example, 2 → 2, by hand", slips=slips, N=1)


def _dense_case(
    report: Report, dense_forward: StudentFunction, dense_backward: StudentFunction, N: int, n_in: int, n_out: int
) -> None:
    rng = np.random.default_rng(N)
    X, W, b = rng.normal(size=(N, n_in)), rng.normal(size=(n_in, n_out)), rng.normal(size=n_out)
    dZ = (100 if n_in == n_out else 1) * rng.normal(size=(N, n_out))
    forward = guarded(report, dense_forward)

    def loss() -> float:
        Z, _ = unpack(report, "dense_forward", forward(X, W, b), ("Z", "cache"))
        return float((dZ * Z).sum())

    if np.shape(unpack(report, "dense_forward", forward(X, W, b), ("Z", "cache"))[0]) != (N, n_out):
        report.stop("dense_forward, which is measured here, does not pass its own check yet: mend it first.")
    parts = unpack(report, "dense_backward", call(report, dense_backward, dZ, (X, W)), ("dX", "dW", "db"))
    where = f"{N} example{'s' * (N > 1)}, {n_in} → {n_out}"
    for name, value, V in zip(("dX", "dW", "db"), parts, (X, W, b), strict=True):
        value = read_array(report, name, value, V.shape, f"the shape of {name[1]} ({where})", N)
        if value is not None:
            compare(report, name, value, central_differences(loss, V), where, N)


def activation_backward(activation: StudentFunction, activation_backward: StudentFunction) -> None:
    """Check dZ of each activation against central differences, with a random upstream gradient."""
    rng = np.random.default_rng(6)
    size = rng.uniform(0.2, 2.0, size=(4, 5))  # away from the kink at 0
    Z = size * rng.choice([-1.0, 1.0], size=size.shape)
    dA = rng.normal(size=Z.shape)
    with Report("activation_backward") as report:
        for kind in ("identity", "sigmoid", "tanh", "relu"):
            dZ = call(report, activation_backward, dA, Z, kind)
            dZ = read_array(report, f"dZ ({kind})", dZ, Z.shape, "the shape of Z")
            if dZ is not None:
                slope_times = partial(_slope_times, activation, kind)
                slip = slope_slip(dZ, dA, Z, kind, activation(Z, kind), slope_times)
                compare(report, "dZ", dZ, slope_times(dA, Z), kind, slip=slip)
        for shape in ((20,), (2, 2, 5)):
            if not report.failed:
                _other_shape(report, activation_backward, dA.reshape(shape), Z.reshape(shape))
        if not report.failed:
            _other_shape(report, activation_backward, np.array(2.0), np.array(0.5))


def _other_shape(report: Report, activation_backward: StudentFunction, dA: Array, Z: Array) -> None:
    """Report whether an array of another shape gets what the same numbers get in two axes."""
    for kind in ("identity", "sigmoid", "tanh", "relu"):
        alike = call(report, activation_backward, dA.reshape(1, -1), Z.reshape(1, -1), kind)
        dZ = call(report, activation_backward, dA, Z, kind)
        known_array(report, "dZ", dZ, np.reshape(alike, Z.shape), f"{kind}, shape {Z.shape}", "the shape of Z")


def _slope_times(activation: StudentFunction, kind: str, upstream: Array, at: Array) -> Array:
    """Upstream gradient times the derivative of an activation, by central differences."""
    at = at.copy()
    return central_differences(lambda: (upstream * activation(at, kind)).sum(), at)


def softmax_cross_entropy(softmax_cross_entropy: StudentFunction) -> None:
    """Check the loss against known values, and dlogits against central differences of the student's own loss."""
    names = ("loss", "dlogits")
    with Report("softmax_cross_entropy") as report:

        def run(logits: Array, labels: Integers) -> Sequence[Any]:
            return unpack(report, "softmax_cross_entropy", call(report, softmax_cross_entropy, logits, labels), names)

        by_hand = np.log([[1.0, 1.0, 2.0], [3.0, 5.0, 8.0]]), np.array([2, 0])  # p = 1/2 and 3/16
        right = (np.log(2) + np.log(16 / 3)) / 2
        slips = [
            (2.36712, "That is the sum over the batch: the loss is its mean."),
            (1.70752, "That is in bits: use the natural logarithm."),
            (-1.18356, "The sign: the logarithm of a probability is negative, the loss is not."),
            (0.94856, "The softmax runs down the columns: each row is one example."),
            (0.39452, "That is the mean over all 6 entries: take the mean over the 2 examples only."),
        ]
        known_number(report, "loss", run(*by_hand)[0], right, "p = 1/2 and 3/16, by hand: (ln 2 + ln 16/3) / 2", slips)
        known_number(report, "loss", run(np.zeros((3, 4)), np.array([0, 3, 1]))[0], np.log(4), "all logits equal: ln 4")
        known_number(
            report, "loss", run(by_hand[0] + 1000, by_hand[1])[0], right, "1000 added to every logit changes nothing"
        )
        apart = by_hand[0] + np.array([[1000.0], [-1000.0]])
        known_number(
            report, "loss", run(apart, by_hand[1])[0], right, "rows far apart: each has a largest logit of its own"
        )
        for N, K in [(7, 4), (3, 3), (1, 2)]:
            if report.failed:
                break
            rng = np.random.default_rng(10 * N + K)
            logits, labels = rng.normal(size=(N, K)), rng.integers(K, size=N)
            dlogits = read_array(report, "dlogits", run(logits, labels)[1], (N, K), "the shape of logits", N)
            if dlogits is not None:
                loss = guarded(report, softmax_cross_entropy)
                measured = central_differences(first_value(loss, logits, labels), logits)
                slip = None
                if np.allclose(dlogits.sum(axis=1), 1 / N) or np.allclose(dlogits.sum(axis=1), 1):
                    slip = (
                        "Every row should sum to 0, since adding a constant to all logits changes nothing; yours do "
                        "not: where do the labels come in?"
                    )
                compare(report, "dlogits", dlogits, measured, f"{N} example{'s' * (N > 1)}, {K} classes", N, slip)


def mlp_forward(mlp_forward: StudentFunction) -> None:
    """Check the logits of three small networks against known values."""
    corners = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    xor = [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), np.array([-0.5]))]
    with Report("mlp_forward") as report:

        def logits(params: Network, X: Array, kind: str) -> Any:
            return unpack(report, "mlp_forward", call(report, mlp_forward, params, X, kind), ("logits", "caches"))[0]

        on_output = [
            (np.array([[0.0], [0.5], [0.5], [0]]), "The activation was applied to the output layer too: it is linear.")
        ]
        known_array(report, "logits", logits(xor, corners, "relu"), np.array([[-0.5], [0.5], [0.5], [-0.5]]),
               "XOR by two ReLUs, by hand", "(N, n_out)", on_output)  # fmt: skip
        known_array(report, "logits", logits(PARAMS[:1], POINTS, "tanh"), np.array([[2.1, 1.3], [-1.15, 1.05]]),
               "one layer: nothing but X @ W + b", like="(N, n_out)")  # fmt: skip
        known_array(report, "logits", logits(PARAMS, POINTS, "tanh"),
               np.array([[1.401313516, 1.052994382, -0.476497191], [-0.426850899, 2.681366793, -1.290683397]]),
               "two layers, tanh", like="(N, n_out)")  # fmt: skip


def mlp_backward(mlp_backward: StudentFunction) -> None:
    """Check the loss against known values, and all gradients against central differences of the student's own loss."""
    with Report("mlp_backward") as report:

        def run(params: Network, X: Array, labels: Integers, kind: str, lam: float) -> Sequence[Any]:
            result = call(report, mlp_backward, params, X, labels, kind, lam)
            return unpack(report, "mlp_backward", result, ("loss", "grads"))

        slips = [
            (2.06902, "The penalty is missing."),
            (3.06902, "The penalty is lam / 2 · the sum of squared weights: the 1/2 is missing."),
            (2.57652, "The biases are in the penalty; only weights are."),
            (2.31902, "The penalty is divided by N; only the cross-entropy is a mean."),
        ]
        known_number(
            report, "loss", run(PARAMS, POINTS, CLASSES, "tanh", 0.0)[0], 2.069023333, "two layers, tanh, lam = 0"
        )
        known_number(
            report, "loss", run(PARAMS, POINTS, CLASSES, "tanh", 0.1)[0], 2.569023333, "the same, lam = 0.1", slips
        )
        for sizes, N, kind, lam, size in [
            ((3, 2), 4, "tanh", 0.0, 1),
            ((2, 4, 3), 7, "tanh", 0.0, 1),
            ((3, 3, 3, 2), 5, "relu", 0.0, 1),
            ((2, 3, 3, 2), 7, "tanh", 0.1, 1),
            ((3, 4, 2), 1, "sigmoid", 0.3, 1),
            ((3, 2, 3), 5, "identity", 0.0, 20),
        ]:
            if report.failed:
                break
            params, X, labels = random_network(sizes, N)
            X = size * X
            grads = read_grads(report, run(params, X, labels, kind, lam)[1], params, N)
            if grads is not None:
                loss = guarded(report, mlp_backward)
                measured = measure(first_value(loss, params, X, labels, kind, lam), params)
                where = f"{' → '.join(map(str, sizes))}, {kind}, N = {N}, lam = {lam:g}{', large X' * (size > 1)}"
                compare_networks(report, grads, measured, params, lam, N, where)


def input_gradient(mlp_backward: StudentFunction, input_gradient: StudentFunction) -> None:
    """Check dX against central differences of the student's own loss, mlp_backward with lam = 0."""
    with Report("input_gradient") as report:
        for sizes, N, kind in [((3, 4, 2), 5, "tanh"), ((3, 3, 3), 1, "relu")]:
            params, X, labels = random_network(sizes, N)
            dX = call(report, input_gradient, params, X, labels, kind)
            dX = read_array(report, "dX", dX, X.shape, "the shape of X", N)
            if dX is None:
                break
            loss = guarded(report, mlp_backward)
            measured = central_differences(first_value(loss, params, X, labels, kind, 0.0), X)
            if not compare(report, "dX", dX, measured, f"{' → '.join(map(str, sizes))}, {kind}, N = {N}", N):
                break


def grad_check(grad_check: StudentFunction) -> None:
    """Check that right gradients are accepted and wrong ones rejected, and that params are restored."""
    with Report("grad_check") as report:
        for claim in claims():
            params = copy.deepcopy(claim.params)
            answer = guarded(report, grad_check)(claim.loss, params, copy.deepcopy(claim.grads))
            if not same(params, claim.params):
                report.stop(
                    "The parameters are not what they were: keep the old value and put it back; subtracting h rounds."
                )
            if not isinstance(answer, bool | np.bool_):
                report.stop(f"grad_check returned {type(answer).__name__}; expected True or False.")
            if bool(answer) == claim.right:
                report.ok("accepts" if claim.right else "rejects", claim.what)
            else:
                report.fail(f"{'rejects' if claim.right else 'accepts'} {claim.what}")


def mac_counts(mac_counts: StudentFunction) -> None:
    """Check the multiply-adds of two small networks by hand."""
    with Report("mac_counts") as report:
        for sizes, batch, forward, backward, unskipped in [([2, 3, 1], 4, 36, 48, 72), ([5, 3], 2, 30, 30, 60)]:
            counts = call(report, mac_counts, sizes, batch)
            if not isinstance(counts, dict) or set(counts) != {"forward", "backward"}:
                report.stop('Expected a dict with the two keys "forward" and "backward".')
            for name, expected in [("forward", forward), ("backward", backward)]:
                where = f"{' → '.join(map(str, sizes))}, batch of {batch}"
                slip = ""
                if counts[name] == expected / batch:
                    slip = " That is the count for one example: does the batch come in?"
                elif name == "backward" and counts[name] == unskipped:
                    slip = " That includes the gradient of the network's input, which training never needs."
                if counts[name] == expected:
                    report.ok(name, f"{expected} multiply-adds ({where})")
                else:
                    report.fail(f"{name}: got {counts[name]}, by hand {expected} ({where}).{slip}")


def residual_block_backward(residual_block_forward: StudentFunction, residual_block_backward: StudentFunction) -> None:
    """Check dX, dW and db of a residual block against central differences of its forward pass (ungraded)."""
    rng = np.random.default_rng(16)
    X, W, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 3)), rng.normal(size=3)
    dY = rng.normal(size=(5, 3))
    with Report("residual_block_backward") as report:
        parts = call(report, residual_block_backward, dY, X, W, b, "tanh")
        parts = unpack(report, "residual_block_backward", parts, ("dX", "dW", "db"))
        forward = guarded(report, residual_block_forward)
        for name, value, V in zip(("dX", "dW", "db"), parts, (X, W, b), strict=True):
            value = read_array(report, name, value, V.shape, f"the shape of {name[1]}", 5)
            if value is not None:
                measured = central_differences(lambda: (dY * forward(X, W, b, "tanh")).sum(), V)
                compare(report, name, value, measured, "5 examples, 3 → 3, tanh", 5)
