"""Gradients that nobody derived: central differences and complex steps, one number or all at a time."""

import numpy as np

from course.probing.adapters.function_pairs import pair
from grader.exercises.p5.exercises import ASK
from reference_solution.activations.gelu import gelu
from reference_solution.autodiff.value import Value, wrap


def central(loss, x, h):
    """The gradient of a loss at an array by central differences."""
    found = np.empty_like(x, dtype=float)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x, dtype=float)
        step[i] = h
        found[i] = (loss(x + step) - loss(x - step)) / (2 * h)
    return found


def stepping(weights, h, relative=False, dtype=float):
    """``gradient(loss, x)`` by the differences ``sum(weights[k] * loss(x + k h)) / h``.

    Steps may be in proportion to each number. All is computed in `dtype`.
    """

    def gradient(loss, x):
        x = np.asarray(x, dtype)
        found = np.empty_like(x)
        for i in np.ndindex(x.shape):
            step = np.zeros_like(x)
            step[i] = h * (abs(x[i]) or 1) if relative else h
            found[i] = sum(dtype(weight) * loss(x + k * step) for k, weight in weights.items()) / step[i]
        return found if dtype is np.float32 else found.astype(float)

    return gradient


def complex_step(loss, x, h=1e-30):
    """The gradient of an analytic loss at an array by complex steps."""
    found = np.empty_like(x, dtype=float)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape, complex)
        step[i] = 1j * h
        found[i] = loss(x + step).imag / h
    return found


ACTIVATIONS = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z.real > 0, z, 0),
}


def mean_cross_entropy(logits, labels):
    """Of softmax, for real or complex logits."""
    top = logits.real.max(axis=-1, keepdims=True)
    log_sum = np.log(np.exp(logits - top).sum(axis=-1)) + top[..., 0]
    return (log_sum - logits[..., np.arange(len(labels)), labels]).mean(axis=-1)


def functions(gradient):
    """Functions of the exercises, by name, whose gradients are found in that way: ``gradient(loss, x)``."""

    def mse_grad(w, X, y):
        return gradient(lambda w: np.mean((X @ w - y) ** 2), w)

    def dense_backward(dZ, cache):
        X, W = cache
        dX = gradient(lambda X: np.sum(dZ * (X @ W)), X)
        dW = gradient(lambda W: np.sum(dZ * (X @ W)), W)
        return dX, dW, gradient(lambda b: np.sum(dZ * (X @ W + b)), np.zeros(W.shape[1]))

    def activation_backward(dA, Z, kind):
        return gradient(lambda Z: np.sum(dA * ACTIVATIONS[kind](Z)), Z)

    def softmax_cross_entropy(logits, labels):
        loss = mean_cross_entropy(logits, labels)
        return loss, gradient(lambda logits: mean_cross_entropy(logits, labels), logits)

    def input_gradient(params, X, labels, kind):
        def loss(X):
            for W, b in params[:-1]:
                X = ACTIVATIONS[kind](X @ W + b)
            return mean_cross_entropy(X @ params[-1][0] + params[-1][1], labels)

        return gradient(loss, X)

    return {
        "p1.mse_grad": mse_grad,
        "p6.dense_backward": dense_backward,
        "p6.activation_backward": activation_backward,
        "p6.softmax_cross_entropy": softmax_cross_entropy,
        "p6.input_gradient": input_gradient,
    }


def slopes(weights, h, dtype=float):
    """Smooth functions of the exercises, by name, whose slopes are differences as of `stepping`, all at once."""

    def slope(f, Z):
        Z = np.asarray(Z, float)
        found = sum(weight * f(Z + k * h) for k, weight in weights.items()) / h
        return np.asarray(found).astype(dtype)

    def operation(f):
        def asked(a):
            a = wrap(a)
            return Value(float(f(a.data)), ((a, float(slope(f, a.data))),))

        return ASK.operation(asked)

    def activation_backward(dA, Z, kind):
        return dA.astype(dtype) * slope(ACTIVATIONS[kind], Z)

    smooth = {"sigmoid": ACTIVATIONS["sigmoid"], "tanh": np.tanh}
    found = {f"p3.{name}": pair(f, lambda Z, f=f: slope(f, Z)) for name, f in smooth.items()}
    found["p3.softplus"] = pair(lambda Z: np.logaddexp(0, Z), lambda Z: slope(lambda Z: np.logaddexp(0, Z), Z))
    found["p3.gelu"] = pair(gelu, lambda Z: slope(gelu, Z))
    found |= {f"p5.{name}": operation(f) for name, f in {**smooth, "exp": np.exp, "log": np.log}.items()}
    return found | {"p6.activation_backward": activation_backward}


def losses(gradient):
    """As `functions`, for losses whose gradient earns less than the loss."""

    def mse_half(part, A, Y):
        if part == "refuses":
            return A.shape != Y.shape

        def half(A):
            return np.sum((A - Y) ** 2) / (2 * len(A))

        return float(half(A)), gradient(half, A)

    def bce_with_logits(Z, Y):
        def loss(Z):
            return np.sum(Y * np.logaddexp(0, -Z) + (1 - Y) * np.logaddexp(0, Z)) / len(Z)

        return float(loss(Z)), gradient(loss, Z)

    return {"p3.mse_half": mse_half, "p3.bce_with_logits": bce_with_logits}


def all_at_once(slope):
    """`mlp_backward` by perturbing all parameters of a layer at once.

    ``slope(loss, Z, D)``: derivatives of a loss of pre-activations Z in many directions D.
    """

    def mlp_backward(params, X, labels, kind, lam):
        A, grads = X, []
        for depth, (W, b) in enumerate(params):
            Z, k = A @ W + b, np.arange(W.shape[1])
            directions = np.zeros((len(W) + 1, len(k), *Z.shape))
            directions[:-1, k, :, k] = A.T
            directions[-1, k, :, k] = 1
            slopes = slope(lambda Z, depth=depth: _loss_from(Z, params, depth, kind, labels), Z, directions)
            grads.append((slopes[:-1] + lam * W, slopes[-1]))
            A = ACTIVATIONS[kind](Z)
        penalty = lam / 2 * sum((W * W).sum() for W, _ in params)
        return float(mean_cross_entropy(Z, labels) + penalty), grads

    return mlp_backward


def _loss_from(Z, params, depth, kind, labels):
    for W, b in params[depth + 1 :]:
        Z = ACTIVATIONS[kind](Z) @ W + b
    return mean_cross_entropy(Z, labels)


def complex_slope(loss, Z, D, h=1e-30):
    """By complex steps."""
    return loss(Z + 1j * h * D).imag / h


def central_slope(loss, Z, D, h=1e-5):
    """By central differences."""
    return (loss(Z + h * D) - loss(Z - h * D)) / (2 * h)


def in_float32(function):
    """The same function, whose result is cast to float32."""

    def cast(value):
        if isinstance(value, tuple | list):
            return type(value)(map(cast, value))
        return np.asarray(value).astype(np.float32)

    return lambda *args: cast(function(*args))
