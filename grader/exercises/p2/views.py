"""Views of p2: not the weights of a gate, circuit or network, but its truth table and its size."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.types import Array, Booleans, Integers, Layer, Network
from grader.exercises.model import Claim, Malformed
from grader.exercises.parse import network, numbers, parts, whole_number
from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.threshold import gate as right_gate
from reference_solution.logic.threshold import step, threshold_forward

OUTPUTS = {"half adder": ("the sum", "the carry"), "full adder": ("the sum", "the carry")}
FEWEST = {"not": 1, "and": 2, "or": 3, "xor": 4, "half adder": 5, "full adder": 9}
MARGIN = 0.02  # of a polygon's size; closer to the border, rounding may decide


def gate(result: Any, name: str) -> dict[str, bool]:
    """The truth table of the gate, row by row, and whether z is above 0 wherever the gate must fire."""
    w, b = parts(result, ("w", "b"))
    X = boolean_inputs(1 if name == "not" else 2)
    z = X @ numbers(w, (X.shape[1],), "w") + numbers(b, (), "b")
    right_w, right_b = right_gate(name)
    table = {f"the output for {_row(x)}": bool(value > 0) for x, value in zip(X, z, strict=True)}
    return {**table, Claim("z is not exactly 0 where the gate must fire"): bool(z[X @ right_w + right_b > 0].all())}


def nand_net(result: Any, name: str) -> dict[str, Any]:
    """The outputs of the circuit for every input, and the number of gates, at least as many as needed."""
    n_in = {"not": 1, "full adder": 3}.get(name, 2)
    names = OUTPUTS.get(name, ("the output",))
    count, outputs = _circuit(result, n_in, names)
    return {**dict(zip(names, outputs.T, strict=True)), "the number of gates": max(count, FEWEST[name])}


def ripple_adder(result: Any, n_bits: int) -> dict[str, Booleans]:
    """The bits of the sum and the last carry, for every pair of numbers."""
    names = [f"bit {i}" for i in range(n_bits)] + ["the last carry"]
    _, outputs = _circuit(result, 2 * n_bits, names)
    return {"the bits of the sum": outputs[:, :-1], "the last carry": outputs[:, -1]}


def xor_params(result: Any) -> dict[str, bool]:
    """The truth table of the network, row by row."""
    params = _one_hidden_layer(result, 2)
    _refuse_other_width(params, 2)
    X = boolean_inputs(2)
    return {f"the output for {_row(x)}": bool(y) for x, y in zip(X, _fires(params, X), strict=True)}


def xor_logistic(result: Any, k: float) -> dict[str, float]:
    """The output for each row, clipped to the error of the right network; for small k, the distance from 1/2."""
    params = _one_hidden_layer(result, 2)
    _refuse_other_width(params, 2)
    X = boolean_inputs(2)
    (W, b), (V, c) = params
    answers = _logistic(_logistic(X @ W + b) @ V + c)[:, 0]
    if k < 0.1:  # all outputs are near 1/2
        return {"the largest distance from 1/2": max(float(np.abs(answers - 0.5).max()), 0.1)}
    error = 1.01 * _logistic(-k * (0.5 - 2 * _logistic(-k / 2)))  # S0-25, and 1 % for rounding
    wanted = X[:, 0] != X[:, 1]
    clipped = np.where(wanted, np.minimum(answers, 1 - error), np.maximum(answers, error))
    return {f"the answer for {_row(x)}": float(y) for x, y in zip(X, clipped, strict=True)}


def polygon_net(result: Any, vertices: Array) -> dict[str, Any]:
    """Where the network fires, at points inside and outside, and its number of hidden units."""
    params = _one_hidden_layer(result, 2)
    inside, outside = _points(vertices)
    return {
        "inside": _fires(params, inside),
        "outside": _fires(params, outside),
        "the number of hidden units": _width(params),
    }


def dnf_compile(result: Any, table: Integers) -> dict[str, Any]:
    """The truth table of the network, and its number of hidden units, at least one for each 1 of the table."""
    n = len(table).bit_length() - 1
    params = _one_hidden_layer(result, n)
    most = max(int(np.sum(table)), 1)
    return {
        "the truth table": _fires(params, boolean_inputs(n)),
        "the number of hidden units": max(_width(params), most),
    }


def parity_net(result: Any, n: int) -> dict[str, Any]:
    """The truth table of the network, and its number of hidden units, at least n."""
    params = _one_hidden_layer(result, n)
    return {
        "the truth table": _fires(params, boolean_inputs(n)),
        "the number of hidden units": max(_width(params), n),
    }


def has_z_of_zero(result: Any, n: int) -> bool:
    """Whether the pre-activation of a hidden unit is exactly 0 for some row of n inputs."""
    [(W, b), _] = _one_hidden_layer(result, n)
    return bool(np.any(boolean_inputs(n) @ W + b == 0))


def _row(x: Array) -> str:
    return f"({', '.join(str(int(value)) for value in x)})"


def _logistic(Z: Any) -> Any:
    return 0.5 * (1 + np.tanh(Z / 2))


def _one_hidden_layer(result: Any, n_in: int) -> Network:
    return network(result, n_in, 1, hidden=1)


def _width(params: Network) -> int:
    return int(params[0][0].shape[1])


def _refuse_other_width(params: Network, n: int) -> None:
    if _width(params) != n:
        raise Malformed(f"the network has {_width(params)} hidden units, expected {n}")


def _fires(params: Network, X: Array) -> Booleans:
    fires: Booleans = step(threshold_forward(params, X))[:, 0] == 1
    return fires


def _circuit(result: Any, n_in: int, names: Sequence[str]) -> tuple[int, Booleans]:
    """The number of gates, and the outputs for every row of inputs, booleans of shape (rows, outputs)."""
    gates, outputs = parts(result, ("gates", "outputs"))
    if not isinstance(gates, list | tuple | np.ndarray) or not isinstance(outputs, list | tuple | np.ndarray):
        raise Malformed("gates is not a list of pairs, or outputs is not a list of wires")
    if len(outputs) != len(names):
        raise Malformed(f"the circuit shows {len(outputs)} wires, expected {len(names)}: {', '.join(names)}")
    wires = list(boolean_inputs(n_in).T == 1)
    for number, pair in enumerate(gates):
        if not isinstance(pair, list | tuple | np.ndarray) or np.shape(pair) != (2,):
            raise Malformed(f"gate {number} is not a pair of wires")
        i, j = (_wire(value, len(wires), f"Gate {number} reads") for value in pair)
        wires.append(~(wires[i] & wires[j]))
    shown = [wires[_wire(value, len(wires), "The outputs show")] for value in outputs]
    return len(gates), np.stack(shown, axis=1)


def _wire(value: int, count: int, who: str) -> int:
    wire = whole_number(value, "a wire's number")
    if not 0 <= wire < count:
        raise Malformed(f"{who} the wire {wire:.6g}, where there are only the wires 0 to {count - 1}")
    return wire


def _points(vertices: Array) -> Layer:
    """Points inside and outside a convex polygon, none close to its border, the same for the same vertices."""
    rng = np.random.default_rng(0)
    corners, centre = np.asarray(vertices, dtype=float), np.mean(vertices, axis=0)
    size = np.abs(corners - centre).max()
    sides = np.roll(corners, -1, axis=0) - corners
    normals = np.stack([-sides[:, 1], sides[:, 0]]) / np.linalg.norm(sides, axis=1)
    offsets = -np.sum(normals.T * corners, axis=1)
    towards = np.sign(centre @ normals + offsets)
    points = centre + size * rng.uniform(-2, 2, size=(400, 2))
    points = np.concatenate([points, centre + 0.9 * rng.dirichlet(np.ones(len(corners)), 100) @ (corners - centre)])
    depth = ((points @ normals + offsets) * towards).min(axis=1)
    return points[depth > MARGIN * size], points[depth < -MARGIN * size]
