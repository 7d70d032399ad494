"""Right answers of p2 in the styles that students write: other weights, other circuits, other proofs."""

from itertools import combinations

import numpy as np

from reference_solution.logic.boolean import boolean_inputs


def gate_by_ones(name):
    ones = {"and": (1, 1, -1), "or": (1, 1, 0), "nand": (-1, -1, 2), "nor": (-3, -3, 1), "not": (-1, 1)}[name]
    return list(ones[:-1]), ones[-1]


def gate_by_halves(name):
    n, least = {"and": (2, 2), "or": (2, 1), "nand": (2, 2), "nor": (2, 1), "not": (1, 1)}[name]
    sign = 1.0 if name in ("and", "or") else -1.0
    return np.full(n, 20 * sign), np.float64(-20 * sign * (least - 0.5))


def gate_with_unequal_weights(name):
    w, b = gate_by_halves(name)
    return w * np.linspace(1, 1.2, len(w)), b


def nand_net_of_pairs(name):
    gates = {
        "not": [(0, 0)],
        "and": [(1, 0), (2, 2)],
        "or": [(1, 1), (0, 0), (3, 2)],
        "xor": [(0, 1), (2, 0), (2, 1), (4, 3)],
        "half adder": [(0, 1), (2, 2), (0, 2), (1, 2), (5, 4)],
        "full adder": [(1, 0), (0, 3), (1, 3), (5, 4), (2, 6), (6, 7), (2, 7), (9, 8), (7, 3)],
    }[name]
    n_in = {"not": 1, "full adder": 3}.get(name, 2)
    last = n_in + len(gates) - 1
    return gates, {"half adder": [last, 3], "full adder": [last - 1, last]}.get(name, [last])


def nand_net_in_arrays(name):
    gates, outputs = nand_net_of_pairs(name)
    return np.array(gates), np.array(outputs)


def nand_net_in_lists(name):
    gates, outputs = nand_net_of_pairs(name)
    return [list(pair) for pair in gates], tuple(outputs)


def ripple_adder_of(circuit):
    """An adder built from a style's half and full adders, wire by wire."""

    def ripple_adder(n_bits):
        gates, outputs, carry = [], [], None
        for bit in range(n_bits):
            inputs = [bit, n_bits + bit] + ([] if carry is None else [carry])
            part, (total, last) = circuit("half adder" if carry is None else "full adder")
            base = 2 * n_bits + len(gates) - len(inputs)
            place = [*inputs, *(base + wire for wire in range(len(inputs), len(inputs) + len(part)))]
            gates += [(place[i], place[j]) for i, j in part]
            outputs.append(place[total])
            carry = place[last]
        return gates, [*outputs, carry]

    return ripple_adder


def ripple_adder_of_full_adders_only(n_bits):
    """The lowest adder's carry is a constant 0: a nand of a nand and its inverse, inverted."""
    gates = [(0, 0), (0, 2 * n_bits)]  # not x, and then a constant 1
    gates.append((2 * n_bits + 1, 2 * n_bits + 1))
    carry, outputs = 2 * n_bits + 2, []
    for bit in range(n_bits):
        a, b, first = bit, n_bits + bit, 2 * n_bits + len(gates)
        gates += [(a, b), (a, first), (b, first), (first + 1, first + 2)]
        gates += [(first + 3, carry), (first + 3, first + 4), (carry, first + 4), (first + 5, first + 6)]
        gates.append((first, first + 4))
        outputs.append(first + 7)
        carry = first + 8
    return gates, [*outputs, carry]


def network_of(hidden, output):
    """Networks whose weights are given by units: hidden rows (w1, w2, b), an output row (v1, v2, c)."""
    W, V = np.array(hidden, dtype=float), np.array(output, dtype=float)
    return [(W[:, :2].T, W[:, 2]), (V[:2, None], V[2:])]


def xor_of_or_and_nand():
    return network_of([(2, 2, -1), (-2, -2, 3)], (2, 2, -3))


def xor_of_differences():
    return network_of([(1, -1, -0.5), (-1, 1, -0.5)], (1, 1, -0.5))


def xor_in_lists():
    return (([[1, 1], [1, 1]], [0, -1]), ([[1], [-2]], [0]))


def scaled(params):
    return lambda k: [(k * W, k * b) for W, b in params()]


def xor_logistic_steeper(k):
    return [(2 * k * W, 2 * k * b) for W, b in xor_of_differences()]


def separable_by_perceptron(X, y):
    signs = np.where(np.asarray(y) == 1, 1, -1)
    rows = np.column_stack([X, np.ones(len(X))]) * signs[:, None]
    w = np.zeros(rows.shape[1])
    for _ in range(2500):  # the mistakes that the notebook promises at most
        wrong = rows[rows @ w <= 0]
        if not len(wrong):
            return True
        w = w + wrong[0]
    return False


def separable_by_trying_lines_through_points(X, y):
    """Some line, plane or point close to one through as many examples as it has weights separates, if any does."""
    X, labels = np.asarray(X, dtype=float), np.where(np.asarray(y) == 1, 1, -1)
    rows = np.column_stack([X, np.ones(len(X))])
    if abs(labels.sum()) == len(labels):
        return np.bool_(True)
    for chosen in map(list, combinations(range(len(rows)), np.linalg.matrix_rank(rows))):
        # Of a plane through these examples, shifted so that each falls on its own side by 1.
        w = np.linalg.lstsq(rows[chosen], labels[chosen])[0]
        if (labels * (rows @ w) > 1e-9).all():
            return np.bool_(True)
    return np.bool_(False)


def separable_by_hulls(X, y):
    """Convex hulls that do not touch: the least distance of two mixtures, by Frank and Wolfe's steps."""
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    first, second = X[y == 1], X[y != 1]
    if not len(first) or not len(second):
        return True
    w = first[0] - second[0]
    differences = (first[:, None] - second).reshape(-1, X.shape[1])
    for _ in range(150):
        target = differences[np.argmin(differences @ w)]
        if target @ w > 1e-6:
            return True
        step = w - target
        w = w - min(1.0, max(0.0, (w @ step) / (step @ step + 1e-300))) * step
    return False


def polygon_by_corner_products(vertices):
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _sides(vertices))
    W, b = [], []
    for (x1, y1), (x2, y2) in _sides(vertices):
        w = np.sign(area) * np.array([y1 - y2, x2 - x1])
        W.append(w)
        b.append(-w @ np.array([x1, y1]))
    n = len(vertices)
    return [(np.array(W).T, np.array(b)), (np.full((n, 1), 2.0), np.array([1.0 - 2 * n]))]


def _sides(vertices):
    return [(vertices[i - 1], vertices[i]) for i in range(len(vertices))]


def polygon_by_outer_sides(vertices):
    """Units that fire outside; the output fires unless one of them does."""
    (W, b), _ = polygon_by_corner_products(vertices)
    return [(-W, -b), (-np.ones((len(vertices), 1)), np.array([0.5]))]


def polygon_scaled(vertices):
    (W, b), output = polygon_by_corner_products(vertices)
    lengths = np.linalg.norm(W, axis=0)
    return ((W / lengths, b / lengths), output)


def dnf_in_loops(table):
    n = int(np.log2(len(table)))
    columns, biases = [], []
    for row, value in enumerate(table):
        if value:
            bits = [(row >> (n - 1 - i)) & 1 for i in range(n)]
            columns.append([1.0 if bit else -1.0 for bit in bits])
            biases.append(0.5 - sum(bits))
    if not columns:
        return [(np.zeros((n, 1)), np.array([-1.0])), (np.ones((1, 1)), np.array([-0.5]))]
    W, b = np.array(columns).T, np.array(biases)
    return [(W, b), (np.ones((W.shape[1], 1)), np.array([-0.5]))]


def dnf_with_large_weights(table):
    rows = boolean_inputs(int(np.log2(len(table))))[np.asarray(table) == 1]
    signs = 10 * (2 * rows - 1).T
    return [(signs, 5 - 10 * rows.sum(axis=1)), (7 * np.ones((len(rows), 1)), np.array([-3.0]))]


def dnf_by_counting_misses(table):
    rows = boolean_inputs(int(np.log2(len(table))))[np.asarray(table) == 1]
    W = np.where(rows.T == 1, 2.0, -2.0)
    return ((W, 1 - np.maximum(W, 0).sum(axis=0)), (np.ones((len(rows), 1)), np.full(1, -0.5)))


def parity_downwards(n):
    """Units for at most k ones."""
    k = np.arange(n)
    signs = np.where(k % 2 == 0, -1.0, 1.0)
    return [(-np.ones((n, n)), k + 0.5), (signs[:, None], np.array([0.5 if n % 2 else -0.5]))]


def parity_in_loops(n):
    W, b = np.zeros((n, n)), np.zeros(n)
    V = np.zeros((n, 1))
    for k in range(n):
        W[:, k], b[k], V[k] = 2, -2 * k - 1, (-1) ** k
    return [(W, b), (V, np.array([-0.25]))]


def parity_in_lists(n):
    return (([[1] * n] * n, [0.5 - k for k in range(1, n + 1)]), ([[2 * (-1) ** k] for k in range(n)], [-1]))


STYLES = {
    "p2.gate": (gate_by_ones, gate_by_halves, gate_with_unequal_weights),
    "p2.nand_net": (nand_net_of_pairs, nand_net_in_arrays, nand_net_in_lists),
    "p2.ripple_adder": (
        ripple_adder_of(nand_net_of_pairs),
        ripple_adder_of(nand_net_in_lists),
        ripple_adder_of_full_adders_only,
    ),
    "p2.xor_params": (xor_of_or_and_nand, xor_of_differences, xor_in_lists),
    "p2.xor_logistic": (scaled(xor_of_or_and_nand), scaled(xor_of_differences), xor_logistic_steeper),
    "p2.is_linearly_separable": (
        separable_by_perceptron,
        separable_by_trying_lines_through_points,
        separable_by_hulls,
    ),
    "p2.polygon_net": (polygon_by_corner_products, polygon_by_outer_sides, polygon_scaled),
    "p2.dnf_compile": (dnf_in_loops, dnf_with_large_weights, dnf_by_counting_misses),
    "p2.parity_net": (parity_downwards, parity_in_loops, parity_in_lists),
}
