"""The references of p2 with known bugs to switch on, as in `grader.exercises.p6.faulty`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.types import Array, Integers, Network
from grader.exercises.model import BugNames, Reference
from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.half_planes import polygon_net as right_polygon_net
from reference_solution.logic.nand import nand_net as right_nand_net
from reference_solution.logic.separability import is_linearly_separable as right_is_linearly_separable


def gate(bugs: BugNames) -> Reference:
    """`gate` with bugs."""

    def faulty(name: str) -> tuple[Array, float]:
        weights, b = {
            "and": ([1.0, 1.0], -1.5),
            "or": ([1.0, 1.0], -0.5),
            "nand": ([-2.0, -2.0], 3.0),
            "nor": ([-1.0, -1.0], 0.5),
            "not": ([-1.0], 0.5),
        }[name]
        w = np.array(weights)
        if "fires_at_zero" in bugs:
            w, b = {"and": (w, -2.0), "or": (w, -1.0), "nand": (w, 2.0), "nor": (w, 0.0), "not": (w, 0.0)}[name]
        if "and_or_swapped" in bugs:
            b = {"and": -0.5, "or": -1.5}.get(name, b)
        if "not_inverted" in bugs and name in ("nand", "nor", "not"):
            w, b = -w, -b
        if "threshold_for_bias" in bugs:
            b = -b
        if "no_bias" in bugs:
            b = 0.0
        return w, b

    return faulty


def nand_net(bugs: BugNames) -> Reference:
    """`nand_net` with bugs."""

    def faulty(name: str) -> tuple[list[tuple[int, int]], list[int]]:
        gates, outputs = right_nand_net(name)
        gates, outputs = list(gates), list(outputs)
        if "and_not_inverted" in bugs and name in ("and", "half adder"):
            outputs[-1] = {"and": 2, "half adder": 2}[name]
        if "or_inverted" in bugs and name == "or":
            gates, outputs = [*gates, (4, 4)], [5]
        if "or_inputs_not_inverted" in bugs and name == "or":
            gates, outputs = [(0, 1), (0, 1), (2, 3), *gates[3:]], [4, *outputs[1:]]
        if "xor_inverted" in bugs and name in ("xor", "half adder"):
            gates, outputs = [*gates, (5, 5)], [2 + len(gates), *outputs[1:]]
        if "carry_in_ignored" in bugs and name == "full adder":
            gates, outputs = [(0, 1), (0, 3), (1, 3), (4, 5), (3, 3)], [6, 7]
        if "carries_anded" in bugs and name == "full adder":
            gates, outputs = [*gates[:-1], (3, 3), (7, 7), (11, 12), (13, 13)], [outputs[0], 14]
        if "sum_and_carry_swapped" in bugs and len(outputs) == 2:
            outputs = outputs[::-1]
        if "nothing_shared" in bugs and name == "half adder" and gates[:2] == [(0, 1), (0, 2)]:
            gates, outputs = [*gates[:4], (0, 1), (6, 6), *gates[5:]], [5, 7]
        return gates, outputs

    return faulty


def ripple_adder(bugs: BugNames) -> Reference:
    """`ripple_adder` with bugs."""

    def faulty(n_bits: int) -> tuple[list[tuple[int, int]], list[int]]:
        gates: list[tuple[int, int]] = []
        sums, carries = list[int](), list[int]()
        for bit in range(n_bits):
            part, (total, carry) = right_nand_net("full adder" if carries else "half adder")
            if "sum_and_carry_swapped" in bugs:
                total, carry = carry, total
            first_gate = 2 * n_bits + len(gates)
            pair = [2 * bit, 2 * bit + 1] if "interleaved" in bugs else [bit, n_bits + bit]
            wires = [*pair, *carries, *range(first_gate, first_gate + len(part))]
            gates += [(wires[i], wires[j]) for i, j in part]
            sums.append(wires[total])
            last = wires[carry]
            if "carries_dropped" not in bugs and not ("first_carry_only" in bugs and bit):
                carries = [last]
        bits = sums[::-1] if "highest_first" in bugs else sums
        return gates, [last, *bits] if "highest_first" in bugs else [*bits, last]

    return faulty


def xor_params(bugs: BugNames) -> Reference:
    """`xor_params` with bugs."""

    def faulty() -> Network:
        hidden = np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([-0.5, -1.5])
        output = np.array([[1.0], [-1.0]]), np.array([-0.5])
        if "on_the_edge" in bugs:
            hidden = hidden[0], np.array([-1.0, -2.0])
        if "and_added" in bugs:
            output = np.array([[1.0], [1.0]]), output[1]
        if "no_hidden_biases" in bugs:
            hidden = hidden[0], np.zeros(2)
        if "answer_inverted" in bugs:
            output = -output[0], -output[1]
        return [hidden, output]

    return faulty


def xor_logistic(bugs: BugNames) -> Reference:
    """`xor_logistic` with bugs."""

    def faulty(k: float) -> Network:
        (W, b), (V, c) = xor_params(frozenset())()
        kW, kb = k, k
        if "biases_not_scaled" in bugs:
            kb = 1.0
        if "weights_not_scaled" in bugs:
            kW = 1.0
        if "divided" in bugs:
            kW, kb = 1 / kW, 1 / kb
        hidden, output = (kW * W, kb * b), (kW * V, kb * c)
        if "hidden_only" in bugs:
            output = V, c
        if "output_only" in bugs:
            hidden = W, b
        return [hidden, output]

    return faulty


def is_linearly_separable(bugs: BugNames) -> Reference:
    """`is_linearly_separable` with bugs."""

    def faulty(X: Array, y: NDArray[Any]) -> bool:
        X, y = np.asarray(X, dtype=float), np.asarray(y)
        first, second = X[y == 1], X[y == -1] if "minus_one_only" in bugs else X[y != 1]
        if "touching_allowed" in bugs:
            return True  # w = 0 satisfies every inequality that is not strict
        if "label_as_sign" in bugs and (y == 0).any():
            return False
        if "no_bias" in bugs:
            # With each point mirrored into the other class, a plane that separates the two passes through the origin.
            signed = np.concatenate([first, -second])
            first, second = signed, -signed
        if not len(first) or not len(second):
            return "one_class" not in bugs
        if "means_only" in bugs:
            w = first.mean(axis=0) - second.mean(axis=0)
            return bool((first @ w).min() > (second @ w).max())
        both, labels = np.concatenate([first, second]), np.repeat([1, 0], [len(first), len(second)])
        if "stopped_early" in bugs:
            return _perceptron(both, labels, 2)
        return bool(right_is_linearly_separable(both, labels))

    return faulty


def _perceptron(X: Array, y: NDArray[Any], epochs: int) -> bool:
    X, signs = np.column_stack([X, np.ones(len(X))]), 2 * y - 1
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        for x, sign in zip(X, signs, strict=True):
            if sign * (x @ w) <= 0:
                w = w + sign * x
    return bool((signs * (X @ w) > 0).all())


def polygon_net(bugs: BugNames) -> Reference:
    """`polygon_net` with bugs."""

    def faulty(vertices: Array) -> Network:
        (W, b), (V, c) = right_polygon_net(vertices)
        if "one_way_round" in bugs:
            sides = np.roll(vertices, -1, axis=0) - vertices
            W = np.stack([-sides[:, 1], sides[:, 0]])
            b = -np.sum(W.T * vertices, axis=1)
        if "through_the_origin" in bugs:
            b = np.zeros_like(b)
        if "last_side_missing" in bugs:
            W, b, V, c = W[:, :-1], b[:-1], V[:-1], c + 1
        if "bias_sign" in bugs:
            b = -b
        if "any_side" in bugs:
            c = np.array([-0.5])
        if "on_the_edge" in bugs:
            c = c - 0.5
        return [(W, b), (V, c)]

    return faulty


def dnf_compile(bugs: BugNames) -> Reference:
    """`dnf_compile` with bugs."""

    def faulty(table: Integers) -> Network:
        table = np.asarray(table)
        n = len(table).bit_length() - 1
        rows = boolean_inputs(n)
        if "bits_reversed" in bugs:
            rows = rows[:, ::-1]
        if "unit_for_every_row" in bugs:
            minterms, V = rows, np.where(table == 1, 1.0, 0.0)[:, None]
        else:
            minterms = rows[table == (0 if "rows_of_zeros" in bugs else 1)]
            V = np.ones((len(minterms), 1))
        W = minterms.T if "zeros_ignored" in bugs else 2 * minterms.T - 1
        b = (0.0 if "on_the_edge" in bugs else 0.5) - minterms.sum(axis=1)
        c = 0.5 - len(minterms) if "and_of_rows" in bugs else -0.5
        return [(W, b), (V, np.array([c]))]

    return faulty


def parity_net(bugs: BugNames) -> Reference:
    """`parity_net` with bugs."""

    def faulty(n: int) -> Network:
        if "minterms" in bugs:
            odd = boolean_inputs(n).sum(axis=1) % 2
            by_rows: Network = dnf_compile(bugs)(1 - odd if "even" in bugs else odd)
            return by_rows
        at_least = np.arange(1, n + 1)
        signs = np.where(at_least % 2 == 1, 1.0, -1.0)
        if "signs_equal" in bugs:
            signs = np.ones(n)
        c = -0.5
        if "even" in bugs:
            signs, c = -signs, 0.5
        b = (0.0 if "on_the_edge" in bugs else 0.5) - at_least
        return [(np.ones((n, n)), b), (signs[:, None], np.array([c]))]

    return faulty
