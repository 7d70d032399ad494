"""Right answers of p4 in the styles that students write: other layouts, other networks, other orders of operations."""

from functools import reduce
from itertools import pairwise

import numpy as np

from course.probing.adapters.new_arrays import with_overwriting
from course.probing.adapters.random_draws import draws
from reference_solution.expressivity.multiplication_gate import product_net


def init_of_standard_normals(sizes, scheme, rng):
    variance = {"lecun": lambda m, n: 1 / m, "xavier": lambda m, n: 2 / (m + n), "he": lambda m, n: 2 / m}[scheme]
    return [(rng.standard_normal((m, n)) * variance(m, n) ** 0.5, np.zeros(n)) for m, n in pairwise(sizes)]


def init_of_uniform_weights(sizes, scheme, rng):
    layers = []
    for m, n in pairwise(sizes):
        limit = np.sqrt(3 * {"lecun": 1 / m, "xavier": 2 / (m + n), "he": 2 / m}[scheme])
        layers.append([rng.uniform(-limit, limit, (m, n)), 0 * np.arange(n)])
    return layers


def init_from_the_last_layer(sizes, scheme, rng):
    layers = []
    for m, n in zip(sizes[-2::-1], sizes[:0:-1], strict=True):
        W = rng.normal(size=(n, m)).T
        layers.insert(0, (W / np.sqrt({"lecun": m, "xavier": (m + n) / 2, "he": m / 2}[scheme]), np.zeros((n,))))
    return tuple(layers)


def forward_in_loops(params, X, f=np.tanh):
    A, Z = [X], []
    for i in range(len(params)):
        W, b = params[i]
        pre = np.array([[sum(x[j] * W[j, k] for j in range(len(x))) + b[k] for k in range(len(b))] for x in A[-1]])
        Z.append(pre)
        A.append(f(pre) if i + 1 < len(params) else pre.copy())
    return {"Z": tuple(Z), "A": tuple(A)}


def forward_with_a_column_of_ones(params, X, f=np.tanh):
    Z, A = [], [X.copy()]
    for W, b in params:
        Z.append(np.column_stack([A[-1], np.ones(len(X))]) @ np.vstack([W, b]))
        A.append(f(Z[-1]))
    A[-1] = Z[-1]
    return {"A": A, "Z": Z, "L": len(Z)}


def forward_by_columns(params, X, f=np.tanh):
    cache = {"A": [X], "Z": []}
    for W, b in params[:-1]:
        z = np.einsum("jk,ji->ki", W, cache["A"][-1].T) + b[:, None]
        cache["Z"] += [z.T]
        cache["A"] += [f(z.T)]
    W, b = params[-1]
    cache["Z"] += [(W.T @ cache["A"][-1].T).T + b]
    cache["A"] += cache["Z"][-1:]
    return cache


_TURNED = ("S0", "S1", "S3 code")


def convert_through_the_course(W, b, source, target):
    ours = W.T if source in _TURNED else W
    ours_b = np.zeros(ours.shape[1]) if b is None else b.reshape(-1)
    theirs = ours.T if target in _TURNED else ours
    if target == "S3 slides":
        return theirs, None
    return theirs, ours_b if target == "course" else ours_b.reshape(-1, 1)


def convert_by_flags(W, b, source, target):
    rows = {"S0": 1, "S1": 1, "S2": 0, "S3 slides": 0, "S3 code": 1, "S4": 0, "course": 0}
    out = np.swapaxes(W, 0, 1) if rows[source] ^ rows[target] else W.copy()
    n_out = out.shape[0 if rows[target] else 1]
    if target == "S3 slides":
        return [out, None]
    shape = (n_out,) if target == "course" else (n_out, 1)
    return [out, np.zeros(shape) if b is None else np.reshape(b, shape)]


def convert_in_loops(W, b, source, target):
    if (source in _TURNED) == (target in _TURNED):
        new = W
    else:
        new = np.zeros((W.shape[1], W.shape[0]))
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                new[j, i] = W[i, j]
    if target == "S3 slides":
        return new, None
    n_out = new.shape[0] if target in _TURNED else new.shape[1]
    numbers = [0.0] * n_out if b is None else [float(value) for value in np.ravel(b)]
    return new, np.array(numbers if target == "course" else [[value] for value in numbers])


def count_in_a_loop(sizes):
    total = 0
    for m, n in pairwise(sizes):
        total += m * n
        total += n
    return total


def count_by_arrays(sizes):
    sizes = np.array(sizes)
    return sizes[:-1] @ sizes[1:] + sizes[1:].sum()


def count_in_floats(sizes):
    return float(sum(np.zeros((m, n)).size + n for m, n in pairwise(sizes)))


def flatten_by_appending(params):
    vector = np.array([])
    for W, b in params:
        vector = np.append(vector, W)
        vector = np.append(vector, b)
    return vector


def flatten_number_by_number(params):
    vector = []
    for W, b in params:
        for row in W:
            vector.extend(row)
        vector.extend(b)
    return np.array(vector)


def flatten_by_hstack(params):
    return np.hstack([np.vstack([W, b]).reshape(-1) for W, b in params])


def unflatten_number_by_number(vector, sizes):
    numbers, params = iter(vector), []
    for m, n in pairwise(sizes):
        W = np.array([[next(numbers) for _ in range(n)] for _ in range(m)])
        params.append((W, np.array([next(numbers) for _ in range(n)])))
    return params


def unflatten_by_split(vector, sizes):
    lengths = [k for m, n in pairwise(sizes) for k in (m * n, n)]
    pieces = np.split(vector, np.cumsum(lengths)[:-1])
    return [[pieces[2 * i].reshape(m, -1).copy(), 1.0 * pieces[2 * i + 1]] for i, m in enumerate(sizes[:-1])]


def unflatten_with_the_bias_as_a_row(vector, sizes):
    params = []
    for m, n in pairwise(sizes):
        block, vector = vector[: (m + 1) * n].reshape(m + 1, n), vector[(m + 1) * n :]
        params.append((block[:-1].copy(), block[-1].copy()))
    return tuple(params)


def collapse_from_the_last_layer(params):
    W, b = params[-1]
    for W_before, b_before in params[-2::-1]:
        W, b = W_before @ W, b_before @ W + b
    return W, b


def collapse_by_probing(params):
    def run(X):
        for W, b in params:
            X = X @ W + b
        return X

    n = len(params[0][0])
    b = run(np.zeros((1, n)))
    return [run(np.eye(n)) - b, b[0]]


def collapse_with_the_bias_as_a_row(params):
    def square(W, b):
        return np.block([[W, np.zeros((len(W), 1))], [b[None, :], np.ones((1, 1))]])

    whole = reduce(np.matmul, [square(W, b) for W, b in params])
    return whole[:-1, :-1], whole[-1, :-1]


def permute_by_a_matrix(params, layer, order):
    P = np.eye(len(order))[order]
    changed = [[W.copy(), b.copy()] for W, b in params]
    changed[layer] = [changed[layer][0] @ P.T, P @ changed[layer][1]]
    changed[layer + 1][0] = P @ changed[layer + 1][0]
    return changed


def permute_in_loops(params, layer, order):
    new = [(W.copy(), b.copy()) for W, b in params]
    for i, old in enumerate(order):
        new[layer][0][:, i] = params[layer][0][:, old]
        new[layer][1][i] = params[layer][1][old]
        new[layer + 1][0][i, :] = params[layer + 1][0][old, :]
    return new


def permute_by_take(params, layer, order):
    new = list(params)
    W, b = params[layer]
    new[layer] = (np.take(W, order, axis=1), np.take(b, order))
    new[layer + 1] = (np.take(params[layer + 1][0], order, axis=0), params[layer + 1][1])
    return tuple(new)


def rescale_by_a_diagonal(params, layer, scale):
    new = list(params)
    (W, b), (V, c) = params[layer : layer + 2]
    new[layer : layer + 2] = [(W @ np.diag(scale), np.diag(scale) @ b), (np.diag(1 / scale) @ V, c)]
    return new


def rescale_in_loops(params, layer, scale):
    new = [[W.copy(), b.copy()] for W, b in params]
    for i, c in enumerate(scale):
        new[layer][0][:, i] *= c
        new[layer][1][i] *= c
        new[layer + 1][0][i] /= c
    return new


def rescale_by_transposes(params, layer, scale):
    new = []
    for i, (W, b) in enumerate(params):
        if i == layer:
            W, b = np.multiply(scale, W), np.multiply(scale, b)
        if i == layer + 1:
            W = (W.T / scale).T
        new.append((W, b))
    return new


def bumps_of_one_unit_for_each_edge(edges, heights, steepness):
    jumps = np.diff(np.concatenate([[0.0], heights, [0.0]]))
    return [(np.full((1, len(edges)), steepness), -steepness * edges), (jumps[:, None], np.zeros(1))]


def bumps_in_loops(edges, heights, steepness):
    W, b, V = [], [], []
    for i, height in enumerate(heights):
        for edge, sign in ((edges[i], 1), (edges[i + 1], -1)):
            W.append(steepness)
            b.append(-steepness * edge)
            V.append([sign * height])
    return (([W], b), (V, [0]))


def bumps_of_units_that_switch_off(edges, heights, steepness):
    n = len(heights)
    W = np.concatenate([np.full(n, steepness), np.full(n, -steepness)])[None, :]
    b = np.concatenate([-steepness * edges[:-1], steepness * edges[1:]])
    return [(W, b), (np.concatenate([heights, heights])[:, None], np.array([-heights.sum()]))]


def interpolant_in_a_loop(x, y):
    V, slope = [], 0.0
    for i in range(len(x) - 1):
        new = (y[i + 1] - y[i]) / (x[i + 1] - x[i])
        V.append([new - slope])
        slope = new
    return [(np.ones((1, len(V))), np.array([-v for v in x[:-1]])), (np.array(V), np.array([y[0]]))]


def interpolant_from_the_right(x, y):
    slopes = np.diff(y) / np.diff(x)
    bends = np.append(-np.diff(slopes)[::1], slopes[-1]) * -1
    return [(-np.ones((1, len(bends))), x[1:]), (bends[:, None], np.array([y[-1]]))]


def interpolant_by_solving(x, y):
    basis = np.maximum(x[1:, None] - x[:-1], 0)
    return [(np.full((1, len(x) - 1), 2.0), -2 * x[:-1]), (np.linalg.solve(basis, y[1:] - y[0])[:, None] / 2, y[:1])]


def tent_in_loops(L):
    params = [(np.ones((1, 2)), np.array([0.0, -0.5]))]
    for _ in range(L - 1):
        params.append((np.array([[2.0, 2.0], [-4.0, -4.0]]), np.array([0.0, -0.5])))
    params.append((np.array([[2.0], [-4.0]]), np.zeros(1)))
    return params


def tent_from_the_top(L):
    """1 minus a roof that falls to both sides of the middle: 1 - 2 relu(1/2 - x) - 2 relu(x - 1/2)."""
    split, roof = np.array([[-1.0, 1.0]]), np.array([[-2.0], [-2.0]])
    later = [(roof @ split, np.array([0.5 - 1, 1 - 0.5]))] * (L - 1)
    return [(split, np.array([0.5, -0.5])), *later, (roof, np.ones(1))]


def tent_of_larger_units(L):
    first = [([[4, 4]], [0, -2])]
    return first + [([[2, 2], [-4, -4]], [0, -2])] * (L - 1) + [([[0.5], [-1]], [0])]


def gate_in_another_order(lam):
    W = np.array([[-lam, lam, lam, -lam], [lam, lam, -lam, -lam]])
    return [(W, np.zeros(4)), (np.array([[-1.0], [1.0], [-1.0], [1.0]]) / lam**2, np.zeros(1))]


def gate_in_lists(lam):
    v = 1 / (4 * lam * lam * 0.25)
    return (([[lam, -lam, lam, -lam], [lam, -lam, -lam, lam]], [0] * 4), ([[v], [v], [-v], [-v]], [0.0]))


def gate_by_outer_products(lam):
    directions = np.array([[1.0, 1.0], [1.0, -1.0]])
    W = lam * np.concatenate([directions, -directions]).T
    return [(W, np.zeros(4)), (np.array([[1.0, -1.0, 1.0, -1.0]]).T * (lam**-2), np.zeros(1))]


def product_of_first_and_second_half(n):
    (W, _), (V, _) = gate_in_another_order(2e-3)
    params, into = [], np.eye(n)
    while n > 1:
        n //= 2
        params.append((into @ np.kron(W, np.eye(n)), np.zeros(4 * n)))
        into = np.kron(V, np.eye(n))
    return [*params, (into, np.zeros(1))]


def product_in_loops(n):
    (W, _), (V, _) = gate_in_lists(1e-3)
    params, into = [], np.eye(n)
    while n > 1:
        wide, narrow = np.zeros((n, 2 * n)), np.zeros((2 * n, n // 2))
        for g in range(n // 2):
            wide[2 * g : 2 * g + 2, 4 * g : 4 * g + 4] = W
            narrow[4 * g : 4 * g + 4, g : g + 1] = V
        params.append((into @ wide, np.zeros(2 * n)))
        into, n = narrow, n // 2
    return [*params, (into, np.zeros(1))]


def product_by_recursion(n):
    if n == 2:
        return product_net(2)
    half = product_by_recursion(n // 2)
    both = [(np.kron(np.eye(2), W), np.tile(b, 2)) for W, b in half]
    (V, c), ((W, b), last) = both[-1], product_net(2)
    return [*both[:-1], (V @ W, c @ W + b), last]


AS_WRITTEN = {
    "p4.init_params": (init_of_standard_normals, init_of_uniform_weights, init_from_the_last_layer),
    "p4.unflatten": (unflatten_number_by_number, unflatten_by_split, unflatten_with_the_bias_as_a_row),
}
STYLES = {
    "p4.init_params": tuple(map(draws, AS_WRITTEN["p4.init_params"])),
    "p4.forward": (forward_in_loops, forward_with_a_column_of_ones, forward_by_columns),
    "p4.convert_convention": (convert_through_the_course, convert_by_flags, convert_in_loops),
    "p4.count_params": (count_in_a_loop, count_by_arrays, count_in_floats),
    "p4.flatten": (flatten_by_appending, flatten_number_by_number, flatten_by_hstack),
    "p4.unflatten": tuple(map(with_overwriting, AS_WRITTEN["p4.unflatten"])),
    "p4.collapse_linear": (collapse_from_the_last_layer, collapse_by_probing, collapse_with_the_bias_as_a_row),
    "p4.permute_hidden": (permute_by_a_matrix, permute_in_loops, permute_by_take),
    "p4.rescale_relu": (rescale_by_a_diagonal, rescale_in_loops, rescale_by_transposes),
    "p4.bump_net": (bumps_of_one_unit_for_each_edge, bumps_in_loops, bumps_of_units_that_switch_off),
    "p4.relu_interpolant": (interpolant_in_a_loop, interpolant_from_the_right, interpolant_by_solving),
    "p4.tent_net": (tent_in_loops, tent_from_the_top, tent_of_larger_units),
    "p4.mult_gate": (gate_in_another_order, gate_in_lists, gate_by_outer_products),
    "p4.product_net": (product_of_first_and_second_half, product_in_loops, product_by_recursion),
}
