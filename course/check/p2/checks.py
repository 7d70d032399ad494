"""Visible checks of p2_logic: truth tables, binary sums and regions, compared with direct computation."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np

from course.boundary import decision_boundary
from course.check.core.calling import call, try_it
from course.check.core.report import Report
from course.check.core.threshold_networks import compare_tables, every_row, fires, read_network, read_weights
from course.kind_of import kind_of
from course.types import Array, Booleans, Layer, StudentFunction

__all__ = [
    "dnf_compile", "gate", "is_linearly_separable", "nand_net", "parity_net", "polygon_net", "ripple_adder", "try_it",
    "xor_logistic", "xor_params",
]  # fmt: skip

EDGE = "There z is exactly 0, and the step is silent at 0: move the bias halfway to the next row."
Outputs: TypeAlias = list[Callable[[Array], Booleans]]  # each output as a function of the number of ones
CIRCUITS: dict[str, tuple[int, Outputs, int]] = {  # number of inputs, outputs, fewest gates
    "not": (1, [lambda ones: ones == 0], 1),
    "and": (2, [lambda ones: ones == 2], 2),
    "or": (2, [lambda ones: ones >= 1], 3),
    "xor": (2, [lambda ones: ones == 1], 4),
    "half adder": (2, [lambda ones: ones % 2 == 1, lambda ones: ones >= 2], 5),
    "full adder": (3, [lambda ones: ones % 2 == 1, lambda ones: ones >= 2], 9),
}


def gate(gate: StudentFunction) -> None:
    """Check the truth tables of five gates."""
    tables = {
        "and": [0, 0, 0, 1], "or": [0, 1, 1, 1], "nand": [1, 1, 1, 0], "nor": [1, 0, 0, 0], "not": [1, 0]
    }  # fmt: skip
    with Report("gate") as report:
        for name, table in tables.items():
            wanted = np.array(table) == 1
            X = every_row(1 if name == "not" else 2)
            w, b = _pair(report, call(report, gate, name), "(w, b)")
            w = read_weights(report, f"w of {name}", w, (X.shape[1],))
            b = read_weights(report, f"b of {name}", b, ())
            z = X @ w + b
            slips = [((X @ w - b) > 0, "The sign of b? z = x @ w + b is compared with 0, not with b.")]
            slips = [(z > 0, EDGE)] if (z[wanted] == 0).any() else [s for s in slips if (s[0] == wanted).all()]
            compare_tables(report, name, X, z > 0, wanted, [(z > 0, sentence) for _, sentence in slips])


def nand_net(nand_net: StudentFunction) -> None:
    """Check six circuits for all inputs, and their numbers of gates."""
    with Report("nand_net") as report:
        for name, (n_in, functions, fewest) in CIRCUITS.items():
            X = every_row(n_in)
            count, got = _run(report, call(report, nand_net, name), X, len(functions), name)
            ones = X.sum(axis=1)
            wanted = [function(ones) for function in functions]
            if len(wanted) == 2 and np.array_equal(got, wanted[::-1]) and not np.array_equal(got, wanted):
                report.fail(f"{name}: sum and carry are exchanged; outputs shows the sum first.")
                continue
            names = (f"{name}, the sum", f"{name}, the carry") if len(wanted) == 2 else (name,)
            inverted = "It is the opposite in every row: one NAND too many at the end, or one missing."
            for part, table, right in zip(names, got, wanted, strict=True):
                compare_tables(report, part, X, table, right, [(~right, inverted)])
            if count > fewest:
                report.fail(f"{name} has {count} gates; {fewest} are enough. Is a wire computed twice?")


def ripple_adder(ripple_adder: StudentFunction) -> None:
    """Check all sums of numbers of 1, 2 and 4 bits."""
    with Report("ripple_adder") as report:
        for n in (1, 2, 4):
            X = every_row(2 * n)
            _, got = _run(report, call(report, ripple_adder, n), X, n + 1, f"ripple_adder({n})")
            powers = 2 ** np.arange(n)
            first, second = X[:, :n] @ powers, X[:, n:] @ powers
            sums = np.array(got).T @ 2 ** np.arange(n + 1)
            wrong = np.flatnonzero(sums != first + second)
            if not len(wrong):
                report.ok(f"numbers of {n} bits", "all sums are right")
                continue
            i = wrong[0]
            slip = ""
            if np.array_equal(np.array(got)[::-1].T @ 2 ** np.arange(n + 1), first + second):
                slip = (
                    "The bits are right in the opposite order: outputs belongs lowest first, the last carry at its end."
                )
            elif n > 1 and np.array_equal(np.array(got[:n]), (X[:, :n] != X[:, n:]).T):
                slip = "Every bit is added for itself: does each carry enter the next adder?"
            told = f"{first[i]:.0f} + {second[i]:.0f} gives {sums[i]:.0f}"
            report.fail(f"Numbers of {n} bits: {told}; {len(wrong)} of {len(X)} sums are wrong. {slip}".rstrip())


def xor_params(xor_params: StudentFunction) -> None:
    """Check the truth table; if it is wrong, show the outputs of the hidden units."""
    X = every_row(2)
    wanted = X.sum(axis=1) == 1
    with Report("xor_params") as report:
        params = read_network(report, call(report, xor_params), 2)
        _two_units(report, params)
        Z, z, got = fires(params, X)
        slips = [(X.sum(axis=1) >= 1, "That is or: what tells (1, 1) from the rows with one 1?")]
        compare_tables(report, "xor_params", X, got, wanted, slips)
        if not np.array_equal(got, wanted):
            table = "; ".join(f"{(unit > 0).astype(int).tolist()}" for unit in Z.T)
            report.note(f"Your hidden units answer {table} to the four rows. Can a weighted sum of them be right?")
        if (Z == 0).any() or (z == 0).any():
            report.note("Some z is exactly 0. A step takes that; a logistic unit answers 1/2 there (task 5).")


def xor_logistic(xor_logistic: StudentFunction) -> None:
    """Check that every array is proportional to k, and the largest error at k = 10."""
    X = every_row(2)
    wanted = X.sum(axis=1) == 1
    with Report("xor_logistic") as report:
        once, twice = (read_network(report, call(report, xor_logistic, k), 2) for k in (5.0, 10.0))
        _two_units(report, twice)
        grown = True
        for layer, one, two in zip(("hidden", "output"), once, twice, strict=True):
            for name, a, b in zip(("weights", "biases"), one, two, strict=True):
                if a.shape != b.shape or not np.allclose(b, 2 * a):
                    grown = False
                    report.fail(f"From k = 5 to k = 10 the {name} of the {layer} layer do not double.")
        if grown:
            report.ok("weights and biases", "grow in proportion to k")
        (W, b), (V, c) = twice
        with np.errstate(over="ignore"):
            answers = 1 / (1 + np.exp(-(1 / (1 + np.exp(-(X @ W + b))) @ V + c)))[:, 0]
        error = np.abs(answers - wanted).max()
        if error < 0.01:
            report.ok("k = 10", f"the largest error is {error:.4f}")
        else:
            margin = " Is |z| at least 1/2 for every unit and row at k = 1?" if grown else ""
            report.fail(f"At k = 10 the answers are {answers.round(4).tolist()}, off by up to {error:.4f}.{margin}")


def is_linearly_separable(is_linearly_separable: StudentFunction) -> None:
    """Check the sixteen truth tables of two inputs, and three sets of points."""
    X = every_row(2)
    named = {(0, 1, 1, 0): "xor", (1, 0, 0, 1): "not xor"}
    with Report("is_linearly_separable") as report:
        wrong = []
        for number in range(16):
            y = (number >> np.arange(4)) & 1
            answer = _true_or_false(report, call(report, is_linearly_separable, X, y))
            if answer == (tuple(y.tolist()) in named):
                wrong.append(f"{y.tolist()}: {answer}")
        if wrong:
            slip = ""
            if all("True" in text for text in wrong):
                slip = "Always True? Is every inequality strict?"
            elif all("False" in text for text in wrong):
                slip = "All of these can be separated: is there a bias, and was the search long enough?"
            tables = "; ".join(wrong[:3])
            report.fail(f"Of the 16 tables of two inputs {len(wrong)} are judged wrongly: {tables} … {slip}".rstrip())
        else:
            report.ok("two inputs", "14 of 16 tables can be separated, as they should")
        line = np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]])
        above = np.array([[-1.0, 0.5], [4.0, 0.5], [4.0, 0.6]])
        for points, labels, wanted, what in (
            (line, [1, -1, -1], True, "three points on a line, the end one apart, labels 1 and -1"),
            (line, [-1, 1, -1], False, "three points on a line, the middle one apart, labels 1 and -1"),
            (line, [1, 1, 1], True, "one class only"),
            (np.vstack([above, -above]), [1, 1, 1, 0, 0, 0], True, "three points above the line x₂ = 0, three below"),
        ):
            answer = _true_or_false(report, call(report, is_linearly_separable, points, np.array(labels)))
            if answer == wanted:
                report.ok(what, str(answer))
            else:
                report.fail(f"{what}: {answer}, expected {wanted}.")


def polygon_net(polygon_net: StudentFunction) -> None:
    """Check a triangle, a square in both orientations, and a square far from the origin."""
    triangle = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]])
    square = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    ticks = np.linspace(-1.9, 1.9, 20)
    # Shifted so that no point lies on an edge.
    grid = np.stack(np.meshgrid(ticks + 0.03, ticks + 0.01), axis=-1).reshape(-1, 2)
    in_square = np.abs(grid).max(axis=1) < 1
    in_triangle = (grid > -2.0).all(axis=1) & (grid.sum(axis=1) < 0)
    with Report("polygon_net") as report:
        for what, vertices, points, inside in (
            ("a triangle", triangle, grid + 2, in_triangle),
            ("a square", square, grid, in_square),
            ("the same square, clockwise", square[::-1].copy(), grid, in_square),
            ("a square far from the origin", square + 10, grid + 10, in_square),
        ):
            params = read_network(report, call(report, polygon_net, vertices), 2)
            if params[0][0].shape[1] != len(vertices):
                units = params[0][0].shape[1]
                report.fail(f"{what} has {units} hidden units, expected {len(vertices)}: one for each side.")
            got = fires(params, points)[2]
            if np.array_equal(got, inside):
                report.ok(what, "fires inside and nowhere else")
                continue
            first = points[np.flatnonzero(got != inside)[0]].round(2).tolist()
            slip = " It fires nowhere." if not got.any() else " It fires everywhere." if got.all() else ""
            z = "Look at z of each side: 0 at its two corners, positive in the middle?"
            report.fail(f"{what}: {(got != inside).sum()} of 400 points are wrong, such as {first}.{slip} {z}")
            _picture(report, params, points, inside, what)


def dnf_compile(dnf_compile: StudentFunction) -> None:
    """Check all truth tables of two and three inputs, and their numbers of hidden units."""
    with Report("dnf_compile") as report:
        for n in (2, 3):
            X = every_row(n)
            order = [int("".join(str(int(v)) for v in x[::-1]), 2) for x in X]
            for number in [*range(1, 2 ** (2**n)), 0]:
                table = (number >> np.arange(2**n)) & 1
                params = read_network(report, call(report, dnf_compile, table), n)
                got = fires(params, X)[2]
                if not np.array_equal(got, table == 1):
                    slips = [(table[order] == 1, "The order of the inputs: the highest binary digit comes first.")]
                    compare_tables(report, f"The network of the table {table.tolist()}", X, got, table == 1, slips)
                    return
                units = params[0][0].shape[1]
                if units > max(table.sum(), 1):
                    report.fail(f"The table {table.tolist()} got {units} hidden units; one for each 1 is enough.")
                    return
            report.ok(f"{n} inputs", f"all {2 ** (2**n)} tables are right")


def parity_net(parity_net: StudentFunction) -> None:
    """Check the parity of up to six inputs, with one hidden unit for each input."""
    with Report("parity_net") as report:
        for n in range(1, 7):
            X = every_row(n)
            params = read_network(report, call(report, parity_net, n), n)
            units = params[0][0].shape[1]
            got = fires(params, X)[2]
            odd = X.sum(axis=1) % 2 == 1
            slips = [(X.sum(axis=1) >= 1, "That is or: each further one must change the answer.")]
            compare_tables(report, f"parity of {n}", X, got, odd, slips)
            if units > n:
                report.fail(f"{units} hidden units for {n} inputs; {n} are enough if unit k says 'at least k ones'.")
            if not np.array_equal(got, odd):
                break  # more inputs would only say the same again


def _pair(report: Report, value: Any, names: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        report.stop(f"Expected two values: {names}.")
    return value


def _two_units(report: Report, params: tuple[Layer, Layer]) -> None:
    if params[0][0].shape[1] != 2:
        report.stop(f"The hidden layer has {params[0][0].shape[1]} units, expected 2.")


def _true_or_false(report: Report, answer: Any) -> bool:
    if not isinstance(answer, bool | np.bool_):
        report.stop(f"The answer is {kind_of(answer)}, expected True or False.")
    return bool(answer)


def _run(report: Report, circuit: Any, X: Array, n_out: int, name: str) -> tuple[int, list[Booleans]]:
    """Validate a circuit; return its number of gates and the truth table of each output."""
    gates, outputs = _pair(report, circuit, "(gates, outputs)")
    wires = [column == 1 for column in X.T]
    if not isinstance(gates, list | tuple | np.ndarray) or not isinstance(outputs, list | tuple | np.ndarray):
        report.stop(f"{name}: expected gates as a list of pairs, outputs as a list of wires.")
    if len(outputs) != n_out:
        report.stop(f"{name} shows {len(outputs)} wires, expected {n_out}.")
    for number, pair in enumerate(gates):
        if not isinstance(pair, list | tuple | np.ndarray) or len(pair) != 2:
            report.stop(f"{name}: gate {number} is not a pair of wires.")
        i, j = (_wire(report, name, wire, len(wires)) for wire in pair)
        wires.append(~(wires[i] & wires[j]))
    return len(gates), [wires[_wire(report, name, wire, len(wires))] for wire in outputs]


def _wire(report: Report, name: str, wire: Any, count: int) -> int:
    if not isinstance(wire, int | np.integer) or not 0 <= wire < count:
        shown = wire if isinstance(wire, int | np.integer) else kind_of(wire)
        report.stop(f"{name}: got the wire {shown}, expected one made before: 0 to {count - 1}.")
    return int(wire)


def _picture(report: Report, params: tuple[Layer, Layer], points: Array, inside: Booleans, what: str) -> None:
    report.picture(
        lambda: decision_boundary(lambda P: fires(params, P)[2].astype(int), points, inside.astype(int), what)
    )
