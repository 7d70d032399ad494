"""The references of p4 that build networks, with slips: each `if` is one way to get it wrong (as in `p6_wrong`)."""

import numpy as np


def bump_net(slips):
    """`bump_net` with slips."""

    def wrong(edges, heights, steepness):
        if "last_bump_missing" in slips:
            edges, heights = edges[:-1], heights[:-1]
        k = 1.0 if "steepness_ignored" in slips else steepness
        b = np.concatenate([edges[:-1], edges[1:]])
        b = b * (-1 if "bias_not_steep" in slips else -k)
        if "bias_sign" in slips:
            b = -b
        if "edges_divided" in slips:
            b = b / k**2
        V = np.concatenate([heights, heights if "downs_add" in slips else -heights])
        if "never_ends" in slips:
            V[len(heights) :] = 0
        if "output_steep" in slips:
            V = V * k
        if "downs_first" in slips:
            V = -V
        return [(np.full((1, len(V)), k), b), (V[:, None], np.zeros(1))]

    return wrong


def relu_interpolant(slips):
    """`relu_interpolant` with slips."""

    def wrong(x, y):
        slopes = np.diff(y) / (1.0 if "not_divided" in slips else np.diff(x))
        bends = np.diff(slopes, prepend=slopes[0] if "first_bend_missing" in slips else 0.0)
        if "slopes_for_bends" in slips:
            bends = slopes
        if "bends_reversed" in slips:
            bends = np.concatenate([slopes[:1], -np.diff(slopes)])
        starts = x[1:] if "shifted" in slips else x[:-1]
        b = starts if "bias_sign" in slips else -starts
        c = np.zeros(1) if "no_start" in slips else y[:1]
        return [(np.ones((1, len(bends))), b), (bends[:, None], c)]

    return wrong


def tent_net(slips):
    """`tent_net` with slips."""

    def wrong(L):
        folds = 1 if "folds_once" in slips else L + 1 if "one_fold_too_many" in slips else L
        fold = np.array([[2.0], [-2.0 if "not_down_again" in slips else -4.0]])
        split, bend = np.array([[1.0, 1.0]]), np.array([0.0, -1.0 if "bend_at_one" in slips else -0.5])
        if "shallow" in slips:
            return _shallow_tents(folds)
        between = [(fold, np.zeros(1)), (split, bend)] if "not_merged" in slips else [(fold @ split, bend)]
        if "later_bends_missing" in slips:
            between = [(fold @ split, np.zeros(2))]
        return [(split, bend), *between * (folds - 1), (fold, np.zeros(1))]

    return wrong


def _shallow_tents(folds):
    """The same curve by one hidden layer, a ReLU for every piece."""
    pieces = 2**folds
    slopes = pieces * (-1.0) ** np.arange(pieces)
    return [
        (np.ones((1, pieces)), -np.arange(pieces) / pieces),
        (np.diff(slopes, prepend=0.0)[:, None], np.zeros(1)),
    ]


def mult_gate(slips):
    """`mult_gate` with slips."""

    def wrong(lam):
        W = np.array([[1.0, -1.0, 1.0, -1.0], [1.0, -1.0, -1.0, 1.0]])
        V = np.array([1.0, 1.0, 1.0, 1.0] if "squares_added" in slips else [1.0, 1.0, -1.0, -1.0])
        if "one_sided" in slips:
            V = V * [2.0, 0.0, 2.0, 0.0]
        if "odd_terms" in slips:
            V = V * [1.0, -1.0, 1.0, -1.0]
        curvature = 1.0 if "curvature_missing" in slips else 0.5 if "slope_for_curvature" in slips else 0.25
        quarter = 1.0 if "quarter_missing" in slips else 4.0
        power = 1 if "lam_once" in slips else 0 if "not_scaled_back" in slips else 2
        V = V / (quarter * lam**power * curvature)
        return [(W if "lam_not_in_hidden" in slips else lam * W, np.zeros(4)), (V[:, None], np.zeros(1))]

    return wrong


def product_net(slips):
    """`product_net` with slips, its own and those of the gate."""

    def wrong(n):
        (W, _), (V, _) = mult_gate(slips)(0.5 if "lam_too_large" in slips else 1e-3)
        params, output, first = [], np.eye(n), n
        while n > 1:
            n //= 2
            gates = np.eye(n)
            inputs = np.kron(gates, W)
            if "pairs_mixed" in slips:
                inputs = np.kron(W, gates)
            if "not_merged" in slips and n < first // 2:
                params.append((output, np.zeros(2 * n)))
                output = np.eye(2 * n)
            params.append((output @ inputs, np.zeros(4 * n)))
            output = np.kron(gates, V)
            if "one_round_only" in slips:
                break
        if output.shape[1] > 1:
            output = output.sum(axis=1, keepdims=True)
        return [*params, (output, np.zeros(1))]

    return wrong
