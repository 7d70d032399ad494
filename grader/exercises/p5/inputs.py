"""Inputs of p5: operands, graphs in plain values, networks."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from course.types import Array, Network
from grader.exercises.inputs import and_moved, flat
from grader.exercises.model import Case, Cases, MovedALittle

DEEP, DOUBLED = 5000, 11
_MOVED = 12  # operands of one operation: of fewer, the mean of the noise would be chance


def _away(rng: np.random.Generator, low: float = 0.4, high: float = 1.6) -> float:
    """A number of either sign, away from 0."""
    return float(rng.choice([-1.0, 1.0]) * rng.uniform(low, high))


def binary(rng: np.random.Generator) -> list[Case]:
    """Operands of a binary operation: two nodes, the same node twice, a plain number on either side."""
    a, b, plain = _away(rng), _away(rng, 1.7, 2.5), _away(rng, 2.6, 3.5)
    return [
        Case("two numbers", (np.array([a, b]), [0, 1])),
        Case("two numbers", (np.array([b, _away(rng, 0.3, 0.9)]), [1, 0])),
        Case("the same number twice", (np.array([_away(rng, 1.2, 2.5)]), [0, 0])),
        Case("a plain number", (np.array([a]), [0, plain])),
        Case("a plain number", (np.array([b]), [plain, 0])),
    ]


def powers(rng: np.random.Generator) -> list[Case]:
    """Bases and exponents: whole ones, a negative one and one that is not whole."""
    return [
        Case("whole exponents", (np.array([_away(rng, 1.2, 2.0)]), [0, 2.0])),
        Case("whole exponents", (np.array([_away(rng, 1.2, 2.0)]), [0, 3.0])),
        Case("other exponents", (np.array([_away(rng, 0.6, 0.9)]), [0, -1.0])),
        Case("other exponents", (np.array([float(rng.uniform(1.5, 3.0))]), [0, float(rng.uniform(0.3, 0.7))])),
        Case("a plain number", (np.array([1.0]), [float(rng.uniform(1.5, 3.0)), 2.0])),
    ]


def unary(*ranges: tuple[float, float], large: tuple[int, ...] = ()) -> Cases:
    """Cases of one operand: a number from each range, the first of them plain as well, and the large ones."""

    def cases(rng: np.random.Generator) -> list[Case]:
        numbers = [float(rng.uniform(low, high)) for low, high in ranges]
        cases = [Case("moderate", (np.array([number]), [0])) for number in numbers]
        cases.append(Case("a plain number", (np.array([1.0]), [numbers[0]])))
        return cases + [Case("large", (np.array([float(number)]), [0])) for number in large]

    return cases


def moved_a_little(
    low: float, high: float, *rest: float, group: str = "moderate", flat_from: float | None = None
) -> MovedALittle:
    """Pairs of nearly the same operand, numbers of one range; and what else the operation takes.

    A bounded operation is asked as well where it is flat, from `flat_from` on.
    """

    def pairs(rng: np.random.Generator) -> list[list[tuple[Case, Case]]]:
        sets = [and_moved(rng, rng.uniform(low, high, _MOVED), 1e-10)]
        if flat_from:
            sets.append(flat(rng, _MOVED, flat_from))
        return [[(case(x), case(moved)) for x, moved in zip(*numbers, strict=True)] for numbers in sets]

    def case(x: float) -> Case:
        return Case(group, (np.array([x]), [0, *rest]), times=1)

    return pairs


def several(rng: np.random.Generator) -> list[Case]:
    """Operands of `maximum`: different numbers, ties of the largest, a plain number among nodes."""
    low, middle, high = np.sort(rng.uniform(-2, 2, size=3)) + np.array([-1.0, 0.0, 1.0])
    first = [np.array([middle, low, high]), np.array([high, low]), np.array([low, -3.5]), np.array([low, middle, high])]
    first += [np.array([high]), np.array([middle, low, high, -4.0])]
    cases = [Case("different numbers", (data, list(range(len(data))))) for data in first]
    ties = [np.array([high, low, high]), np.array([middle, middle])]
    cases += [Case("equal numbers", (data, list(range(len(data))))) for data in ties]
    return [*cases, Case("a plain number", (np.array([middle, low]), [0, float(low - 1), 1]))]


def _slopes(rng: np.random.Generator, pairs: list[tuple[int, int]]) -> Array:
    """Edges of shape (len(pairs), 3), rows (node, parent, slope), with slopes away from 0."""
    return np.array([[node, parent, _away(rng)] for node, parent in pairs]).reshape(-1, 3)


CHAIN = [(1, 0), (2, 1), (3, 2)]
TREE = [(4, 0), (4, 1), (5, 2), (6, 4), (6, 5), (7, 6), (7, 3)]
# The regularised neuron of S0, where w (node 0) goes into z and R; and a graph on which an early message is wrong.
TWO_USES = [(2, 0), (2, 1), (3, 2), (4, 0), (5, 3), (5, 4)]
CROSSED = [(2, 0), (2, 1), (3, 0), (3, 1), (4, 2), (4, 3), (5, 2), (5, 3), (6, 4), (6, 5)]
# b + b * b, and the same deeper: a traversal finds the short path first.
SHORT_CUT = [(1, 0), (2, 1), (2, 1), (3, 1), (3, 2)]
LONG_AND_SHORT = [(1, 0), (2, 1), (3, 2), (4, 3), (4, 0), (5, 4), (5, 1)]


def _shuffled(rng: np.random.Generator, pairs: list[tuple[int, int]]) -> tuple[int, Array, int]:
    """The graph with its nodes renumbered and its edges in random order: number of nodes, edges, output."""
    n = max(max(pair) for pair in pairs) + 1
    names = rng.permutation(n + 1)  # with one isolated node
    edges = _slopes(rng, [(names[a], names[b]) for a, b in pairs])
    return n + 1, edges[rng.permutation(len(edges))], int(names[n - 1])


def _random_pairs(rng: np.random.Generator, n: int) -> list[tuple[int, int]]:
    """Edges of a random graph of n nodes in which every node but the last has a child."""
    pairs = [(int(rng.integers(k + 1, n)), k) for k in range(n - 1)]
    return pairs + [(b, a) for a, b in np.sort(rng.choice(n, size=(n, 2)), axis=1).tolist() if a < b]


def orders(rng: np.random.Generator) -> list[Case]:
    """Graphs to sort topologically: trees, shared nodes, a deep chain, a cycle."""
    cases = [Case(g, _shuffled(rng, pairs)) for g, pairs in [("trees", CHAIN), ("trees", TREE)]]
    shared = [TWO_USES, CROSSED, SHORT_CUT, LONG_AND_SHORT, _random_pairs(rng, 9)]
    cases += [Case("shared nodes", _shuffled(rng, pairs)) for pairs in shared]
    cases.append(Case("trees", (1, np.zeros((0, 3)), 0)))
    chain = np.stack([np.arange(1, DEEP), np.arange(DEEP - 1), np.ones(DEEP - 1)], axis=1)
    cases.append(Case("deep", (DEEP, chain, DEEP - 1), times=1))
    cycles = [(1, 0), (2, 1), (3, 2), (1, 3), (4, 3)], [(1, 0), (1, 1), (2, 1)]
    return [*cases, *(Case("a cycle", _shuffled(rng, pairs)) for pairs in cycles)]


def graphs(rng: np.random.Generator) -> list[Case]:
    """Graphs for a backward pass: trees, shared nodes, steep edges, many paths."""

    def one(group: str, pairs: list[tuple[int, int]], steep: float = 1.0) -> Case:
        n, edges, output = _shuffled(rng, pairs)
        edges = edges * [1.0, 1.0, steep]
        return Case(group, (rng.uniform(1.2, 2.5, size=n), edges, output))

    doubled = [(k, k - 1) for k in range(1, DOUBLED + 1) for _ in range(2)]
    cases = [one("trees", CHAIN), one("trees", TREE)]
    cases += [one("shared nodes", pairs) for pairs in (TWO_USES, CROSSED, SHORT_CUT, LONG_AND_SHORT)]
    cases.append(one("shared nodes", TWO_USES, steep=20.0))
    return [*cases, one("many paths", doubled)]


def logits(rng: np.random.Generator) -> list[Case]:
    """Logits of moderate size and up to thousands."""
    cases = []
    for K, most in ((3, 2), (2, 2), (5, 5)):  # the first label is never the last class
        cases.append(Case("moderate", (1.5 * rng.normal(size=K), int(rng.integers(most)))))
    for shift in (1000.0, -1000.0):
        cases.append(Case("large", (2 * rng.normal(size=3) + shift, int(rng.integers(3)))))
    return cases


def _params(rng: np.random.Generator, sizes: Sequence[int]) -> Network:
    pairs = pairwise(sizes)
    return [(rng.normal(size=(m, n)), rng.uniform(0.3, 1.0, size=n) * rng.choice([-1, 1], size=n)) for m, n in pairs]


def networks(rng: np.random.Generator) -> list[Case]:
    """Networks of one, two and three layers."""
    shapes = (("one layer", (2, 3)), ("hidden layers", (2, 3, 2)), ("hidden layers", (3, 3, 3, 1)))
    return [Case(group, (_params(rng, sizes), rng.uniform(0.5, 1.5, size=sizes[0]))) for group, sizes in shapes]


def bowls(rng: np.random.Generator) -> list[Case]:
    """Quadratic losses of one and several parameters, with a learning rate at which gradient descent converges."""
    cases = []
    for group, n, steps in (
        ("one parameter", 1, 4),
        ("several parameters", 3, 5),
        ("several parameters", 2, 1),
        ("several parameters", 2, 0),
    ):
        A = rng.normal(size=(n, n))
        H = A @ A.T + np.eye(n)
        lr = float(rng.uniform(0.4, 0.8) / np.linalg.norm(H, 2))
        cases.append(Case(group, (H, rng.normal(size=n), rng.normal(size=n), lr, steps)))
    return cases


# From near these parameters, 60 steps with lr = 2 learn the exclusive or.
_GOOD_START = [
    (np.array([[-0.7, -0.9, 1.3], [-1.6, 0.2, -1.0]]), np.array([0.3, 0.2, -0.4])),
    (np.array([[1.2, -0.8], [-1.1, 0.6], [-0.9, 1.3]]), np.array([0.2, -0.1])),
]


def starts(rng: np.random.Generator) -> list[Case]:
    """Short trainings from random parameters, and a long one from parameters that are known to succeed."""
    cases = [
        Case("some steps", (_params(rng, (2, hidden, 2)), float(rng.uniform(0.3, 0.8)), steps))
        for hidden, steps in ((3, 4), (2, 3))
    ]
    good = [(W + 0.05 * rng.normal(size=W.shape), b + 0.05 * rng.normal(size=b.shape)) for W, b in _GOOD_START]
    return [*cases, Case("many steps", (good, 2.0, 60), times=1)]
