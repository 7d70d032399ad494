"""The functions of p4 that construct networks, with known bugs to switch on, as in `grader.exercises.p6.faulty`."""

import numpy as np

from course.types import Array, Network
from grader.exercises.model import BugNames, Reference


def bump_net(bugs: BugNames) -> Reference:
    """`bump_net` with bugs."""

    def faulty(edges: Array, heights: Array, steepness: float) -> Network:
        if "last_bump_missing" in bugs:
            edges, heights = edges[:-1], heights[:-1]
        k = 1.0 if "steepness_ignored" in bugs else steepness
        b = np.concatenate([edges[:-1], edges[1:]])
        b = b * (-1 if "bias_not_steep" in bugs else -k)
        if "bias_sign" in bugs:
            b = -b
        if "edges_divided" in bugs:
            b = b / k**2
        V = np.concatenate([heights, heights if "downs_add" in bugs else -heights])
        if "never_ends" in bugs:
            V[len(heights) :] = 0
        if "last_edge_open" in bugs:
            V[-1] = 0
        if "output_steep" in bugs:
            V = V * k
        if "downs_first" in bugs:
            V = -V
        return [(np.full((1, len(V)), k), b), (V[:, None], np.zeros(1))]

    return faulty


def relu_interpolant(bugs: BugNames) -> Reference:
    """`relu_interpolant` with bugs."""

    def faulty(x: Array, y: Array) -> Network:
        slopes = np.diff(y) / (1.0 if "not_divided" in bugs else np.diff(x))
        bends = np.diff(slopes, prepend=slopes[0] if "first_bend_missing" in bugs else 0.0)
        if "slopes_for_bends" in bugs:
            bends = slopes
        if "bends_reversed" in bugs:
            bends = np.concatenate([slopes[:1], -np.diff(slopes)])
        starts = x[1:] if "shifted" in bugs else x[:-1]
        b = starts if "bias_sign" in bugs else -starts
        c = np.zeros(1) if "no_start" in bugs else y[:1]
        return [(np.ones((1, len(bends))), b), (bends[:, None], c)]

    return faulty


def tent_net(bugs: BugNames) -> Reference:
    """`tent_net` with bugs."""

    def faulty(L: int) -> Network:
        folds = 1 if "folds_once" in bugs else L + 1 if "one_fold_too_many" in bugs else L
        fold = np.array([[2.0], [-2.0 if "not_down_again" in bugs else -4.0]])
        split, bend = np.array([[1.0, 1.0]]), np.array([0.0, -1.0 if "bend_at_one" in bugs else -0.5])
        if "shallow" in bugs:
            return _shallow_tents(folds)
        between = [(fold, np.zeros(1)), (split, bend)] if "not_merged" in bugs else [(fold @ split, bend)]
        if "later_bends_missing" in bugs:
            between = [(fold @ split, np.zeros(2))]
        return [(split, bend), *between * (folds - 1), (fold, np.zeros(1))]

    return faulty


def _shallow_tents(folds: int) -> Network:
    """The same curve with one hidden layer: a ReLU for each linear piece."""
    pieces = 2**folds
    slopes = pieces * (-1.0) ** np.arange(pieces)
    return [
        (np.ones((1, pieces)), -np.arange(pieces) / pieces),
        (np.diff(slopes, prepend=0.0)[:, None], np.zeros(1)),
    ]


def mult_gate(bugs: BugNames) -> Reference:
    """`mult_gate` with bugs."""

    def faulty(lam: float) -> Network:
        W = np.array([[1.0, -1.0, 1.0, -1.0], [1.0, -1.0, -1.0, 1.0]])
        V = np.array([1.0, 1.0, 1.0, 1.0] if "squares_added" in bugs else [1.0, 1.0, -1.0, -1.0])
        if "one_sided" in bugs:
            V = V * [2.0, 0.0, 2.0, 0.0]
        if "odd_terms" in bugs:
            V = V * [1.0, -1.0, 1.0, -1.0]
        curvature = 1.0 if "curvature_missing" in bugs else 0.5 if "slope_for_curvature" in bugs else 0.25
        quarter = 1.0 if "quarter_missing" in bugs else 2.0 if "half_missing" in bugs else 4.0
        power = 1 if "lam_once" in bugs else 0 if "not_scaled_back" in bugs else 2
        V = V / (quarter * lam**power * curvature)
        return [(W if "lam_not_in_hidden" in bugs else lam * W, np.zeros(4)), (V[:, None], np.zeros(1))]

    return faulty


def product_net(bugs: BugNames) -> Reference:
    """`product_net` with bugs, its own and those of `mult_gate`."""

    def faulty(n: int) -> Network:
        (W, _), (V, _) = mult_gate(bugs)(0.5 if "lam_too_large" in bugs else 1e-3)
        params, output, first = [], np.eye(n), n
        while n > 1:
            n //= 2
            gates = np.eye(n)
            inputs = np.kron(gates, W)
            if "pairs_mixed" in bugs:
                inputs = np.kron(W, gates)
            if "not_merged" in bugs and n < first // 2:
                params.append((output, np.zeros(2 * n)))
                output = np.eye(2 * n)
            params.append((output @ inputs, np.zeros(4 * n)))
            output = np.kron(gates, V)
            if "one_round_only" in bugs:
                break
        if output.shape[1] > 1:
            output = output.sum(axis=1, keepdims=True)
        return [*params, (output, np.zeros(1))]

    return faulty
