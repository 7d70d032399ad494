"""Views of p4, where more than one network is right: what it computes, and with how many units."""

from itertools import pairwise
from typing import Any

import numpy as np

from course.types import Array, Integers, Network
from grader.exercises.model import Claim, Malformed, Reference
from grader.exercises.parse import network, numbers, parts

LARGE = 10_000  # weights; fewer say little about the variance of their distribution
SPREAD = 0.05
_MOST = 1e9


def init_params(result: Any, sizes: list[int], scheme: str, seed: int) -> dict[str, Any]:
    """Spread, mean and biases of the draw; whether a second draw differs and the same seed repeats the first."""
    draws = parts(result, ("the first draw", "the second", "that of the same seed"))
    first, second, again = (_of_widths(params, sizes) for params in draws)
    equal_shapes = [(V, W) for (V, _), (W, _) in pairwise(first) if V.shape == W.shape]
    seen: dict[str, float] = {
        "the number of biases that are not 0": sum(int(np.count_nonzero(b)) for _, b in first),
        Claim("a second draw is another one"): not _same(first, second),
        Claim("layers of one shape differ"): not any((V == W).all() for V, W in equal_shapes),
        Claim("the same seed draws the same weights"): _same(first, again),
    }
    W, _ = first[0]
    if W.size >= LARGE:
        seen |= {"the standard deviation of the weights": _spread(W, scheme), "the mean of the weights": _mean(W)}
    return seen


def _of_widths(value: Network, sizes: list[int]) -> Network:
    params = network(value, sizes[0], sizes[-1], hidden=len(sizes) - 2)
    widths = [sizes[0]] + [W.shape[1] for W, _ in params]
    if widths != list(sizes):
        raise Malformed(f"the widths are {widths}, expected {list(sizes)}")
    return params


def _same(one: Network, other: Network) -> bool:
    return all(np.array_equal(V, W) and np.array_equal(b, c) for (V, b), (W, c) in zip(one, other, strict=True))


def _spread(W: Array, scheme: str) -> float:
    """The standard deviation relative to the right one: 1 if close to it, and the same for all draws with one bug."""
    n_in, n_out = W.shape
    variances: dict[str, float] = {"lecun": 1 / n_in, "xavier": 2 / (n_in + n_out), "he": 2 / n_in}
    right = np.sqrt(variances[scheme])
    ratio = W.std() / right
    if abs(ratio - 1) <= SPREAD:
        return 1.0
    known = np.sqrt([*variances.values(), 1 / n_out, 2 / n_out])
    known = np.array([*known, *known**2, *(known / np.sqrt(3)), 1.0]) / right
    nearest = known[np.abs(np.log(known / max(ratio, 1e-9))).argmin()]
    return float(nearest if abs(ratio / nearest - 1) <= SPREAD else min(ratio, _MOST))


def _mean(W: Array) -> float:
    """The mean divided by the standard deviation, to one digit."""
    return float(np.round(W.mean() / (W.std() or 1.0), 1)) + 0.0


def convert_convention(result: Any, W: Array, b: Array | None, source: str, target: str) -> dict[str, Any]:
    """W and b; for the slides of S3, whether b is None."""
    got_W, got_b = parts(result, ("W", "b"))
    seen = {"W": numbers(got_W, (None, None), "W")}
    if target == "S3 slides":
        return {**seen, "b is None": got_b is None}
    return {**seen, "b": numbers(got_b, np.shape(got_b), "b")}


def permute_hidden(result: Any, params: Network, layer: int, order: Integers) -> dict[str, Array]:
    """What the network computes with tanh, and the arrays on both sides of the hidden layer."""
    return _changed(result, params, layer, np.tanh)


def rescale_relu(result: Any, params: Network, layer: int, scale: Array) -> dict[str, Array]:
    """What the network computes with ReLUs, and the arrays on both sides of the hidden layer."""
    return _changed(result, params, layer, _relu)


def _changed(result: Any, params: Network, layer: int, f: Reference) -> dict[str, Array]:
    sizes = [len(W) for W, _ in params] + [len(params[-1][1])]
    changed = _of_widths(result, sizes)
    X = np.random.default_rng(0).normal(size=(20, sizes[0]))
    return {
        "what the network computes": _output(changed, X, f),
        "the weights into the units": changed[layer][0],
        "the biases of the units": changed[layer][1],
        "the weights out of the units": changed[layer + 1][0],
    }


def bump_net(result: Any, edges: Array, heights: Array, steepness: float) -> dict[str, Any]:
    """The curve with steps between the edges and outside, the curve with logistic units, and the number of units."""
    params = network(result, 1, 1, hidden=1)
    parts_of_one = np.array([0.1, 0.5, 0.9])
    inside = edges[:-1, None] + parts_of_one * np.diff(edges)[:, None]
    outside = np.array([edges[0] - 2, edges[0] - 0.1, edges[-1] + 0.1, edges[-1] + 2])
    everywhere = np.linspace(edges[0] - 1, edges[-1] + 1, 40)
    return {
        "between the edges": _curve(params, inside.ravel(), _step),
        "outside all bumps": _curve(params, outside, _step),
        "with logistic units": _curve(params, everywhere, _logistic),
        "the number of hidden units": max(_units(params), 2 * len(heights)),
    }


def relu_interpolant(result: Any, x: Array, y: Array) -> dict[str, Any]:
    """The curve at the points and between them, and the number of ReLUs, at least one for each piece."""
    params = network(result, 1, 1)
    between = x[:-1, None] + np.array([0.3, 0.7]) * np.diff(x)[:, None]
    return {
        "at the points": _curve(params, x, _relu),
        "between the points": _curve(params, between.ravel(), _relu),
        "the number of hidden units": max(_units(params), len(x) - 1),
    }


def tent_net(result: Any, L: int) -> dict[str, Any]:
    """The curve at the ends of its pieces and between them, and the number of ReLUs, at least two for each fold."""
    params = network(result, 1, 1)
    return {
        "the curve on [0, 1]": _curve(params, np.arange(2 ** (L + 2) + 1) / 2 ** (L + 2), _relu),
        "the number of hidden units": max(_units(params), 2 * L),
    }


def mult_gate(result: Any, lam: float) -> dict[str, Any]:
    """The error of the product, 0 within the terms of fourth order and rounding; the number of units, at least four."""
    allowed = 1.05 * lam**2 / 6 + 1e-13 / lam**2
    return _product(network(result, 2, 1), allowed, 4)


def product_net(result: Any, n: int) -> dict[str, Any]:
    """The error of the product, 0 within what was asked; the number of units, at least four for each gate."""
    return _product(network(result, n, 1), 1e-4, 4 * (n - 1))


def _product(params: Network, allowed: float, most: int) -> dict[str, Any]:
    n = len(params[0][0])
    X = np.random.default_rng(0).uniform(0.4, 1.0, size=(30, n))
    X[:, 0] *= np.where(np.arange(30) % 2, 1.0, -1.0)
    off = _output(params, X, lambda Z: np.logaddexp(0.0, Z))[:, 0] - X.prod(axis=1)
    return {
        "the error of the product": np.where(np.abs(off) <= allowed, 0.0, np.clip(off, -_MOST, _MOST)),
        "the number of hidden units": max(_units(params), most),
    }


def _output(params: Network, X: Array, f: Reference) -> Array:
    for W, b in params[:-1]:
        X = f(X @ W + b)
    W, b = params[-1]
    return X @ W + b


def _curve(params: Network, x: Array, f: Reference) -> Array:
    return _output(params, x[:, None], f)[:, 0]


def _units(params: Network) -> int:
    return sum(len(b) for _, b in params[:-1])


def _relu(Z: Array) -> Array:
    return np.maximum(Z, 0.0)


def _step(Z: Array) -> Array:
    return np.where(Z > 0, 1.0, 0.0)


def _logistic(Z: Array) -> Array:
    return 0.5 * (1 + np.tanh(Z / 2))
