"""Inputs of p4: networks square and not, decks in every combination, edges and points with gaps of all widths."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from course.types import Array, Integers, Layer, Network
from grader.exercises.model import Case

OUT_BY_IN = ("S0", "S1", "S3 code")
IN_BY_OUT = ("S2", "S4", "course")


def network(rng: np.random.Generator, sizes: Sequence[int]) -> Network:
    """Parameters of order one, no bias near 0."""
    return [
        (rng.normal(size=(m, n)) * 1.5 / np.sqrt(m), rng.uniform(0.3, 1.0, size=n) * rng.choice([-1.0, 1.0], size=n))
        for m, n in pairwise(sizes)
    ]


def relu(Z: Array) -> Array:
    """Answered outside the student's process, as is the next."""
    return np.maximum(Z, 0.0)


def logistic(Z: Array) -> Array:
    """1 / (1 + exp(-z)), without overflow."""
    return 0.5 * (1 + np.tanh(np.asarray(Z) / 2))


def conversions(rng: np.random.Generator) -> Iterator[Case]:
    """Every deck as source and as target, to one that stores W alike, to one that does not, and the slides of S3."""
    for group in (OUT_BY_IN, IN_BY_OUT):
        names = [str(name) for name in rng.permutation(group)]
        for source, target in pairwise([*names, names[0]]):
            yield Case("stored alike", (*layer(rng, source), source, target))
    for sources, targets in ((OUT_BY_IN, IN_BY_OUT), (IN_BY_OUT, OUT_BY_IN)):
        for source, target in zip(sources, rng.permutation(targets), strict=True):
            yield Case("stored the other way round", (*layer(rng, source), source, str(target)))
    for group in (OUT_BY_IN, IN_BY_OUT):
        source, target = (str(name) for name in rng.permutation(group)[:2])
        yield Case("slides without a bias", (*layer(rng, "S3 slides"), "S3 slides", target))
        W, b = layer(rng, source)
        yield Case("slides without a bias", (W, np.zeros_like(b), source, "S3 slides"))


def layer(rng: np.random.Generator, deck: str) -> tuple[Array, Array | None]:
    """A layer as a deck stores it; sometimes W is square, where only the name of the deck tells."""
    n_in, n_out = (int(n) for n in rng.choice([(2, 3), (4, 2), (3, 3)]))
    W = rng.normal(size=(n_out, n_in) if deck in OUT_BY_IN else (n_in, n_out))
    if deck == "S3 slides":
        return W, None
    return W, rng.normal(size=n_out if deck == "course" else (n_out, 1))


def order(rng: np.random.Generator, n: int) -> Integers:
    """A permutation that is not its own inverse."""
    while True:
        chosen = rng.permutation(n)
        if (chosen[chosen] != np.arange(n)).any():
            return chosen


def scale(rng: np.random.Generator, n: int) -> Array:
    """Factors above and below 1, none near it."""
    factors = rng.uniform(1.5, 3.0, size=n)
    factors[::2] = 1 / factors[::2]
    return factors


def bumps(rng: np.random.Generator, n: int) -> tuple[Array, Array, float]:
    """Edges on both sides of 0, heights of both signs, a steepness."""
    edges = np.cumsum(rng.uniform(0.5, 1.5, size=n + 1)) - n / 2 - 0.75
    heights = rng.uniform(0.5, 2.0, size=n) * rng.choice([-1.0, 1.0], size=n)
    return edges, heights, float(rng.uniform(3.0, 9.0))


def dots(rng: np.random.Generator, n: int, gaps: str) -> Layer:
    """Points of a curve that neither starts nor ends at 0, with equal gaps (not 1) or unequal ones."""
    width = rng.uniform(0.2, 0.6)
    steps = np.full(n, width) if gaps == "equal" else width * rng.uniform(0.3, 3.0, size=n)
    x = rng.uniform(-1.0, -0.5) + np.concatenate([[0.0], np.cumsum(steps)])
    return x, rng.uniform(0.5, 2.0, size=n + 1) * rng.choice([-1.0, 1.0], size=n + 1)
