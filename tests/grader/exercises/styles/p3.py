"""Right answers of p3 in the styles that students write."""

from math import erf

import numpy as np

from course.probing.adapters.function_pairs import head, pair, with_refusal
from reference_solution.activations.activation_table import ELEMENTWISE
from reference_solution.activations.gelu import normal_cdf
from reference_solution.activations.maxout import maxout
from reference_solution.losses.regression_and_classification import mse_half, softmax_ce


def entrywise(function):
    """One number at a time, as in a loop."""

    def looped(Z, *rest):
        A = np.empty(Z.shape)
        for place in np.ndindex(Z.shape):
            A[place] = function(float(Z[place]), *rest)
        return A

    return looped


def masked(positive, negative):
    """Each side of 0 into an array of zeros."""

    def filled(Z, *rest):
        A = np.zeros(Z.shape)
        A[Z > 0] = positive(Z[Z > 0], *rest)
        A[Z <= 0] = negative(Z[Z <= 0], *rest)
        return A

    return filled


def _swish_by_halves(Z, beta=1.0):
    return Z * _sigmoid_by_tanh(Z, beta)


def _sigmoid_by_tanh(Z, beta=1.0):
    return 0.5 * (1 + np.tanh(beta * Z / 2))


def _swish_slope(Z, beta=1.0):
    S = _sigmoid_by_tanh(Z, beta)
    return S + beta * Z * S * (1 - S)


def _silu_slope(Z, beta=1.0):
    G = _swish_by_halves(beta * Z)
    return G + _sigmoid_by_tanh(Z, beta) * (1 - G)


def _bell(Z):
    return np.exp(-Z * Z / 2) / np.sqrt(2 * np.pi)


def _tanh_by_exps(Z):
    E = np.exp(-2 * np.abs(Z))
    return np.sign(Z) * (1 - E) / (1 + E)


def _softplus_by_max(Z):
    return np.maximum(Z, 0) + np.log1p(np.exp(-np.abs(Z)))


PAIRS = {
    "identity": (
        (lambda Z: 1.0 * Z, lambda Z: np.ones_like(Z, dtype=float)),
        (lambda Z: Z.copy(), lambda Z: 0 * Z + 1.0),
        (entrywise(lambda z: z), entrywise(lambda z: 1)),
    ),
    "step": (
        (lambda Z: np.where(Z > 0, 1.0, 0.0), lambda Z: np.zeros(Z.shape)),
        (lambda Z: np.heaviside(Z, 0.0), lambda Z: Z * 0.0),
        (lambda Z: (np.sign(Z) + 1.0) // 2, entrywise(lambda z: 0)),
    ),
    "sigmoid": (
        (_sigmoid_by_tanh, lambda Z: _sigmoid_by_tanh(Z) * (1 - _sigmoid_by_tanh(Z))),
        (lambda Z: 1 / (1 + np.exp(-Z)), lambda Z: 0.25 / np.cosh(np.minimum(np.abs(Z), 700) / 2) ** 2),
        (
            masked(lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(z) / (1 + np.exp(z))),
            lambda Z: np.exp(-np.abs(Z)) / (1 + np.exp(-np.abs(Z))) ** 2,
        ),
    ),
    "tanh": (
        (np.tanh, lambda Z: 1 - np.tanh(Z) ** 2),
        (_tanh_by_exps, lambda Z: (1 - _tanh_by_exps(Z)) * (1 + _tanh_by_exps(Z))),
        (lambda Z: 2 * _sigmoid_by_tanh(2 * Z) - 1, lambda Z: 1 / np.cosh(np.clip(Z, -300, 300)) ** 2),
    ),
    "relu": (
        (lambda Z: Z * (Z > 0), lambda Z: np.where(Z > 0, 1.0, 0.0)),
        (lambda Z: np.maximum(0, Z), lambda Z: np.heaviside(Z, 1)),
        (lambda Z: (Z + np.abs(Z)) / 2, entrywise(lambda z: int(z > 0))),
    ),
    "leaky_relu": (
        (lambda Z, alpha=0.01: np.where(Z < 0, alpha * Z, Z), lambda Z, alpha=0.01: np.where(Z < 0, alpha, 1)),
        (
            lambda Z, alpha=0.01: np.maximum(Z, 0) + alpha * np.minimum(Z, 0),
            lambda Z, alpha=0.01: (Z > 0) + alpha * (Z <= 0),
        ),
        (
            masked(lambda z, alpha=0.01: z, lambda z, alpha=0.01: alpha * z),
            masked(lambda z, alpha=0.01: 1, lambda z, alpha=0.01: alpha),
        ),
    ),
    "elu": (
        (
            masked(lambda z, alpha=1.0: z, lambda z, alpha=1.0: alpha * (np.exp(z) - 1)),
            masked(lambda z, alpha=1.0: 1, lambda z, alpha=1.0: alpha * np.exp(z)),
        ),
        (
            lambda Z, alpha=1.0: np.where(Z > 0, Z, alpha * (np.exp(Z) - 1)),
            lambda Z, alpha=1.0: np.where(Z > 0, 1, alpha * np.expm1(Z) + alpha),
        ),
        (
            entrywise(lambda z, alpha=1.0: max(z, 0) + alpha * np.expm1(min(z, 0))),
            entrywise(lambda z, alpha=1.0: 1 if z > 0 else alpha * np.exp(z)),
        ),
    ),
    "softplus": (
        (_softplus_by_max, _sigmoid_by_tanh),
        (lambda Z: np.logaddexp(Z, 0), lambda Z: 1 / (1 + np.exp(-Z))),
        (lambda Z: _softplus_by_max(-Z) + Z, lambda Z: 1 - _sigmoid_by_tanh(-Z)),
    ),
    "swish": (
        (_swish_by_halves, _swish_slope),
        (lambda Z, beta=1.0: Z / (1 + np.exp(-beta * Z)), _silu_slope),
        (lambda Z, beta=1.0: _swish_by_halves(beta * Z) / beta, lambda Z, beta=1.0: _swish_slope(beta * Z)),
    ),
    "gelu": (
        (
            entrywise(lambda z: z / 2 * (1 + erf(z / np.sqrt(2)))),
            entrywise(lambda z: (1 + erf(z / np.sqrt(2))) / 2 + z * _bell(z)),
        ),
        (lambda Z: normal_cdf(Z) * Z, lambda Z: normal_cdf(Z) + Z * _bell(Z)),
        (lambda Z: Z * (1 - normal_cdf(-Z)), lambda Z: 1 - normal_cdf(-Z) + np.multiply(Z, _bell(Z))),
    ),
    "maxout": (
        (lambda Z: Z.max(axis=-1), lambda Z: (maxout(Z)[..., None] == Z).astype(float)),
        (lambda Z: np.sort(Z)[..., -1], lambda Z: np.float64(maxout(Z)[..., None] == Z)),
        (
            lambda Z: np.take_along_axis(Z, Z.argmax(-1)[..., None], -1)[..., 0],
            lambda Z: 1.0 * (np.arange(Z.shape[-1]) == Z.argmax(axis=-1)[..., None]),
        ),
    ),
}


def logsumexp_in_loops(Z, temperature=1.0):
    found = []
    for row in Z:
        m = max(row)
        found.append(m + temperature * np.log(sum(np.exp((z - m) / temperature) for z in row)))
    return np.array(found)


def logsumexp_by_ufunc(Z, temperature=1.0):
    return temperature * np.logaddexp.reduce(Z / temperature, axis=1)


def logsumexp_transposed(Z, temperature=1.0):
    U = Z.T / temperature
    top = U.max(axis=0)
    return temperature * (top + np.log(np.exp(U - top).sum(axis=0)))


def _log_softmax_from(lse):
    return lambda Z, temperature=1.0: (Z - lse(Z, temperature)[:, None]) / temperature


def softmax_in_loops(Z, temperature=1.0):
    P = np.zeros(Z.shape)
    for i, row in enumerate(Z):
        E = [np.exp((z - max(row)) / temperature) for z in row]
        P[i] = [e / sum(E) for e in E]
    return P


def softmax_transposed(Z, temperature=1.0):
    E = np.exp((Z.T - Z.max(axis=1)) / temperature)
    return (E / E.sum(axis=0)).T


def softmax_of_differences(Z, temperature=1.0):
    """p_i = 1 / sum_j exp(z_j - z_i), nothing shifted and nothing lost."""
    return 1 / np.exp((Z[:, None, :] - Z[:, :, None]) / temperature).sum(axis=2)


def mse_half_with_an_assertion(A, Y):
    assert A.shape == Y.shape
    return 0.5 * ((A - Y) ** 2).reshape(len(A), -1).sum(axis=1).mean(), (A - Y) / A.shape[0]


def mse_half_in_loops(A, Y):
    if A.shape != Y.shape:
        raise ValueError("no")
    total = sum((a - y) ** 2 / 2 for a, y in zip(A.ravel(), Y.ravel(), strict=True))
    return [float(total / len(A)), (A - Y) * (1 / len(A))]


def mse_half_by_products(A, Y):
    if A.ndim != Y.ndim or A.shape != Y.shape:
        raise ValueError(f"{A.shape} and {Y.shape}")
    D = (A - Y).ravel()
    return D @ D / len(A) / 2, -(Y - A) / len(Y)


def nll_by_densities(A, Y, sigma):
    density = np.exp(-((Y - A) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)
    return -np.log(density).sum() / len(A), (A - Y) / sigma**2 / len(A)


def nll_by_variance(A, Y, sigma):
    variance = sigma * sigma
    each = 0.5 * ((A - Y) ** 2 / variance + np.log(variance) + np.log(2 * np.pi))
    return each.reshape(len(A), -1).sum(axis=1).mean(), (A - Y) / (variance * len(A))


def nll_by_standard_scores(A, Y, sigma):
    scores = (Y - A) / sigma
    loss = (scores**2 / 2 + np.log(sigma) + 0.5 * np.log(2 * np.pi)).sum() / len(A)
    return loss, -scores / sigma / len(A)


def bce_by_softplus(Z, Y):
    return (np.logaddexp(0, Z) - Z * Y).sum() / len(Z), (_sigmoid_by_tanh(Z) - Y) / len(Z)


def bce_by_max(Z, Y):
    loss = (np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z)))).sum() / len(Z)
    return loss, np.where(Z > 0, 1 / (1 + np.exp(-np.abs(Z))), np.exp(-np.abs(Z)) / (1 + np.exp(-np.abs(Z)))) / len(
        Z
    ) - Y / len(Z)


def bce_in_loops(Z, Y):
    dZ, loss = np.zeros(Z.shape), 0.0
    for place in np.ndindex(Z.shape):
        z, y = Z[place], Y[place]
        loss += y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
        dZ[place] = (1 / (1 + np.exp(-z)) - y) / len(Z)
    return loss / len(Z), dZ


def ce_with_the_sum_of_targets(Z, Y):
    loss, dZ = softmax_ce(Z, Y)
    return np.float64(loss), dZ - dZ.mean(axis=1, keepdims=True)


def ce_in_loops(Z, Y):
    P, N = softmax_in_loops(Z), len(Z)
    loss = 0.0
    for z, y in zip(Z, Y, strict=True):
        m = z.max()
        loss -= sum(t * (v - m - np.log(np.exp(z - m).sum())) for t, v in zip(y, z, strict=True))
    return loss / N, (P - Y) / N


def ce_by_logsumexp(Z, Y):
    loss = np.mean(logsumexp_by_ufunc(Z) * Y.sum(axis=1) - np.einsum("ij,ij->i", Y, Z))
    return loss, (softmax_transposed(Z) - Y) / len(Z)


def _heads(*table):
    names = ("regression", "binary", "multi-class")
    return lambda task: dict(zip(names, table, strict=True))[task]


def _own_mse(Z, Y):
    return mse_half(Z, Y)


HEADS = (
    _heads((lambda Z: Z, mse_half), (_sigmoid_by_tanh, bce_by_softplus), (softmax_transposed, ce_by_logsumexp)),
    _heads((np.copy, _own_mse), (lambda Z: 1 / (1 + np.exp(-Z)), bce_in_loops), (softmax_in_loops, ce_in_loops)),
    _heads(
        (np.asarray, mse_half_by_products),
        (ELEMENTWISE["softplus"][1], bce_by_max),
        (softmax_of_differences, ce_with_the_sum_of_targets),
    ),
)

AS_WRITTEN = {f"p3.{name}": styles for name, styles in PAIRS.items()} | {
    "p3.mse_half": (mse_half_with_an_assertion, mse_half_in_loops, mse_half_by_products),
    "p3.output_head": HEADS,
}
STYLES = {
    **{f"p3.{name}": tuple(pair(*style) for style in styles) for name, styles in PAIRS.items()},
    "p3.logsumexp": (logsumexp_in_loops, logsumexp_by_ufunc, logsumexp_transposed),
    "p3.log_softmax": tuple(map(_log_softmax_from, (logsumexp_in_loops, logsumexp_by_ufunc, logsumexp_transposed))),
    "p3.softmax": (softmax_in_loops, softmax_transposed, softmax_of_differences),
    "p3.mse_half": tuple(map(with_refusal, AS_WRITTEN["p3.mse_half"])),
    "p3.gaussian_nll": (nll_by_densities, nll_by_variance, nll_by_standard_scores),
    "p3.bce_with_logits": (bce_by_softplus, bce_by_max, bce_in_loops),
    "p3.softmax_ce": (ce_with_the_sum_of_targets, ce_in_loops, ce_by_logsumexp),
    "p3.output_head": tuple(map(head, HEADS)),
}
