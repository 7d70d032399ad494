"""Inputs of p4: networks, layers in the conventions of all decks, edges of bumps, points to interpolate."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from course.types import Array, Integers, Layer, Network
from grader.exercises.model import Case

OUT_BY_IN = ("S0", "S1", "S3 code")
IN_BY_OUT = ("S2", "S4", "course")


def network(rng: np.random.Generator, sizes: Sequence[int]) -> Network:
    """A network with random weights, whose biases are not near 0."""
    return [
        (rng.normal(size=(m, n)) * 1.5 / np.sqrt(m), rng.uniform(0.3, 1.0, size=n) * rng.choice([-1.0, 1.0], size=n))
        for m, n in pairwise(sizes)
    ]


def relu(Z: Array) -> Array:
    """max(z, 0). It is called outside the student's process, as `logistic` is."""
    return np.maximum(Z, 0.0)


def logistic(Z: Array) -> Array:
    """1 / (1 + exp(-z)), without overflow."""
    return 0.5 * (1 + np.tanh(np.asarray(Z) / 2))


def conversions(rng: np.random.Generator) -> Iterator[Case]:
    """Cases for `convert_convention`.

    Every deck is source and target once with a deck that stores W the same way, once with one that does not, and once
    with the slides of S3, which have no bias.
    """
    for group in (OUT_BY_IN, IN_BY_OUT):
        names = [str(name) for name in rng.permutation(group)]
        for source, target in pairwise([*names, names[0]]):
            yield Case("stored alike", (*layer(rng, source), source, target), after=(0, 1))
    for sources, targets in ((OUT_BY_IN, IN_BY_OUT), (IN_BY_OUT, OUT_BY_IN)):
        for source, target in zip(sources, rng.permutation(targets), strict=True):
            yield Case("stored the other way round", (*layer(rng, source), source, str(target)), after=(0, 1))
    for deck in (*OUT_BY_IN, *IN_BY_OUT):
        yield Case("slides without a bias", (*layer(rng, "S3 slides"), "S3 slides", deck), after=(0,))
        W, b = layer(rng, deck)
        yield Case("slides without a bias", (W, np.zeros_like(b), deck, "S3 slides"), after=(0, 1))


def layer(rng: np.random.Generator, deck: str) -> tuple[Array, Array | None]:
    """W and b as a deck stores them. W may be square: then only the name of the deck tells the convention."""
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
    """Factors above and below 1, none near 1."""
    factors = rng.uniform(1.5, 3.0, size=n)
    factors[::2] = 1 / factors[::2]
    return factors


def bumps(rng: np.random.Generator, n: int) -> tuple[Array, Array, float]:
    """Edges around 0, heights of both signs, and the steepness, of n bumps."""
    edges = np.cumsum(rng.uniform(0.5, 1.5, size=n + 1)) - n / 2 - 0.75
    heights = rng.uniform(0.5, 2.0, size=n) * rng.choice([-1.0, 1.0], size=n)
    return edges, heights, float(rng.uniform(3.0, 9.0))


def dots(rng: np.random.Generator, n: int, gaps: str) -> Layer:
    """x and y of n + 1 points to interpolate, y never near 0; the gaps in x are equal (and not 1) or unequal."""
    width = rng.uniform(0.2, 0.6)
    steps = np.full(n, width) if gaps == "equal" else width * rng.uniform(0.3, 3.0, size=n)
    x = rng.uniform(-1.0, -0.5) + np.concatenate([[0.0], np.cumsum(steps)])
    return x, rng.uniform(0.5, 2.0, size=n + 1) * rng.choice([-1.0, 1.0], size=n + 1)
