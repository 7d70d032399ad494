"""Visible checks of p4_forward_pass: parameters and the forward pass; `construction_checks` has networks built by hand.

Expected values are worked out by hand, or computed by running the networks.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from course.check.core.arrays import read_array, unpack
from course.check.core.calling import call, guarded, same, try_it
from course.check.core.expected import known_array, known_number
from course.check.core.layered_networks import output_of, read_layers, shapes_of_layers
from course.check.core.report import Report
from course.check.p4.activations import relu
from course.check.p4.construction_checks import bump_net, mult_gate, product_net, relu_interpolant, tent_net
from course.kind_of import kind_of
from course.probing.adapters.new_arrays import with_overwriting
from course.probing.adapters.random_draws import draws
from course.tolerance import agrees
from course.types import Array, Network, StudentFunction

__all__ = [
    "bump_net", "collapse_linear", "convert_convention", "count_params", "draws", "flatten", "forward", "init_params",
    "mult_gate", "permute_hidden", "product_net", "relu_interpolant", "rescale_relu", "tent_net", "try_it", "unflatten",
    "with_overwriting",
]  # fmt: skip

# 2 → 2 → 1, worked out by hand in the notebook.
BY_HAND: Network = [
    (np.array([[1.0, -1.0], [2.0, 0.0]]), np.array([-3.0, -1.0])),
    (np.array([[1.0], [-1.0]]), np.array([-4.0])),
]


def init_params(init_params: StudentFunction) -> None:
    """Check shapes, biases, standard deviation and mean of the weights, and the use of the generator."""
    spreads = {"lecun": 0.0333333, "xavier": 0.0447214, "he": 0.0471405}  # of a layer 900 → 100
    with Report("init_params") as report:

        def draw(sizes: list[int], scheme: str, rng: np.random.Generator) -> Network:
            drawn = guarded(report, init_params)(sizes, scheme, rng)
            return read_layers(report, drawn, sizes[0], sizes[-1])

        small = draw([3, 5, 4, 2], "he", np.random.default_rng(0))
        shapes = shapes_of_layers(small)
        if shapes != "(3, 5), (5,), (5, 4), (4,), (4, 2), (2,)":
            report.stop(f"For the widths 3, 5, 4, 2 the shapes are {shapes}.")
        report.ok("shapes", "right for the widths 3, 5, 4, 2")
        if all((b == 0).all() for _, b in small):
            report.ok("biases", "0")
        else:
            report.fail("Some bias is not 0.")
        for scheme, spread in spreads.items():
            W = draw([900, 100, 1], scheme, np.random.default_rng(1))[0][0]
            slips = [
                (1.0, "That is 1, whatever the scheme: where does the width of the layer come in?"),
                (spread**2, "That is about the variance: rng.normal takes the standard deviation, its square root."),
            ]
            if scheme != "xavier":
                slips.append((spread * 3, "900 is n_in, 100 is n_out: which of them belongs under the fraction?"))
            near = next((text for wrong, text in slips if abs(W.std() - wrong) <= 0.05 * max(spread, wrong)), "")
            if np.ptp(W) == 0:
                near = "All weights are equal: then all units stay equal."
            if abs(W.std() - spread) > 0.05 * spread:
                told = f"got {W.std():.4f}, expected about {spread:.4f} for a layer 900 → 100."
                report.fail(f"Standard deviation of the weights, {scheme}: {told} {near}".rstrip())
            elif abs(W.mean()) > 0.1 * spread:
                report.fail(f"The weights ({scheme}) have the mean {W.mean():.3f}, expected about 0.")
            else:
                report.ok(scheme, "the standard deviation of the weights is right (layer 900 → 100)")
        rng = np.random.default_rng(2)
        one, other = draw([4, 4, 4], "lecun", rng), draw([4, 4, 4], "lecun", rng)
        if same(one, other) or same(one[0], one[1]):
            report.fail("The same numbers come twice: draw every W anew, from the rng that is passed in.")
        elif not same(one, draw([4, 4, 4], "lecun", np.random.default_rng(2))):
            report.fail("The same seed gives other numbers: is np.random used in place of the rng that is passed in?")
        else:
            report.ok("rng", "one seed repeats, and every draw is new")


def forward(forward: StudentFunction) -> None:
    """Check Z and A by hand for two layers, one layer, and three layers with the default tanh."""
    X = np.array([[1.0, 2.0], [-1.0, 1.5]])
    with Report("forward") as report:

        def run(*arguments: Any) -> dict[str, Any]:
            cache = call(report, forward, *arguments)
            if not isinstance(cache, dict) or not {"A", "Z"} <= set(cache):
                report.stop('Expected a dict with the two keys "A" and "Z".')
            L = len(arguments[0])
            for name, count in (("Z", L), ("A", L + 1)):
                if not isinstance(cache[name], list | tuple) or len(cache[name]) != count:
                    got = len(cache[name]) if isinstance(cache[name], list | tuple) else type(cache[name]).__name__
                    slip = " X comes first." if name == "A" else ""
                    report.stop(f'cache["{name}"] should be a list of {count} for {L} layers, got {got}.{slip}')
            return cache

        cache = run(BY_HAND, X, relu)
        Z_1, A_1, output = np.array([[2.0, -2], [-1, 0]]), np.array([[2.0, 0], [0, 0]]), np.array([[-2.0], [-4]])
        slips = [
            (np.array([[2.0, -4], [1, 0]]), "b was added to the columns: every *row* gets all of b."),
            (A_1, "These are activations: Z is what it was before f."),
            (np.array([[0.0], [0]]), "The activation was applied to the output too: it is linear."),
        ]
        for name, position, expected in (("A", 0, X), ("Z", 0, Z_1), ("A", 1, A_1), ("Z", 1, output), ("A", 2, output)):
            number = position + (name == "Z")  # there is no Z_0
            where, shape = "2 → 2 → 1 with ReLU, by hand", f"(N, n_{number})"
            known_array(report, f"{name}_{number}", cache[name][position], expected, where, shape, slips)
            if report.failed:
                return  # later values depend on this one
        one = run([(np.array([[2.0], [1.0]]), np.array([-5.0]))], X[:1])
        where = "one layer, one example: nothing but X @ W + b"
        known_array(report, "A_1", one["A"][1], np.array([[-1.0]]), where, "(N, n_1)")
        three = run([*BY_HAND[:1], (np.array([[0.5, 0.0], [1.0, -1.0]]), np.array([0.0, 1.0])), BY_HAND[1]], X)
        expected = np.array([[-5.409250911], [-5.124993640]])
        known_array(report, "A_3", three["A"][3], expected, "three layers, tanh", "(N, n_3)")


def convert_convention(convert_convention: StudentFunction) -> None:
    """Check a layer of three inputs and two outputs between the conventions of the lecture slides."""
    out_by_in, in_by_out = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[1.0, 4], [2, 5], [3, 6]])
    column, flat = np.array([[7.0], [8.0]]), np.array([7.0, 8.0])
    zeros = np.zeros((2, 1))
    slips = [
        (np.array([[1.0, 2], [3, 4], [5, 6]]), "That is a reshape: a transpose exchanges rows and columns."),
        (np.array([[1.0, 4, 2], [5, 3, 6]]), "That is a reshape: a transpose exchanges rows and columns."),
    ]
    with Report("convert_convention") as report:
        for source, target, (W, b), (right_W, right_b) in (
            ("S0", "course", (out_by_in, column), (in_by_out, flat)),
            ("course", "S4", (in_by_out, flat), (in_by_out, column)),
            ("course", "S1", (in_by_out, flat), (out_by_in, column)),
            ("S2", "S3 code", (in_by_out, column), (out_by_in, column)),
            ("S1", "S0", (out_by_in, column), (out_by_in, column)),
            ("S3 slides", "S1", (in_by_out, None), (out_by_in, zeros)),
            ("S0", "S3 slides", (out_by_in, zeros), (in_by_out, None)),
            ("S3 code", "S2", (out_by_in[:, :2].copy(), column), (in_by_out[:2].copy(), column)),
        ):
            got = call(report, convert_convention, W, b, source, target)
            got_W, got_b = unpack(report, "convert_convention", got, ("W", "b"))
            where = f"{source} to {target}"
            known_array(report, "W", got_W, right_W, where, f"as {target} stores it", slips)
            if right_b is not None:
                known_array(report, "b", got_b, right_b, where, f"as {target} stores it")
            elif got_b is None:
                report.ok("b", "None, as the slides of S3 have it")
            else:
                report.fail(f"b is {kind_of(got_b)}, expected None: the slides of S3 have no bias.")


def count_params(count_params: StudentFunction) -> None:
    """Check the two networks of S3, that of the digits, and a single layer."""
    with Report("count_params") as report:
        for sizes, expected, weights, with_input in (
            ([3, 4, 2], 26, 20, 29),
            ([3, 4, 4, 1], 41, 32, 44),
            ([784, 30, 10], 23860, 23820, 24644),
            ([5, 3], 18, 15, 23),
        ):
            slips = [(weights, "Those are the weights alone."), (with_input, "The input has no biases.")]
            where = f"{' → '.join(map(str, sizes))} has {expected}"
            known_number(report, "the count", call(report, count_params, sizes), expected, where, slips)


def _numbered() -> Network:
    """Return a network 2 → 2 → 1 whose parameters are 1 to 9 in the order of `flatten`."""
    return [
        (np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0])),
        (np.array([[7.0], [8.0]]), np.array([9.0])),
    ]


def flatten(flatten: StudentFunction) -> None:
    """Check a network whose parameters are the numbers from 1 to 9."""
    slips = [
        (np.array([1.0, 3, 2, 4, 5, 6, 7, 8, 9]), "W was taken column by column."),
        (np.array([1.0, 2, 3, 4, 7, 8, 5, 6, 9]), "All weights, then all biases: b_1 comes right after W_1."),
        (np.array([5.0, 6, 1, 2, 3, 4, 9, 7, 8]), "The biases come after the weights of their layer."),
    ]
    with Report("flatten") as report:
        got = call(report, flatten, _numbered())
        known_array(report, "the vector", got, np.arange(1.0, 10), "2 → 2 → 1, by hand", "one axis", slips)


def unflatten(unflatten: StudentFunction) -> None:
    """Check the inverse of `flatten`, and that it returns copies."""
    vector = np.arange(1.0, 10)
    with Report("unflatten") as report:
        call(report, unflatten, vector, [2, 2, 1])
        params = guarded(report, unflatten)(vector, [2, 2, 1])
        layers = read_layers(report, params, 2, 1)
        if shapes_of_layers(layers) != "(2, 2), (2,), (2, 1), (1,)":
            report.stop(f"For the widths 2, 2, 1 the shapes are {shapes_of_layers(layers)}.")
        by_columns = [(np.array([[1.0, 3], [2, 4]]), "The rows were filled column by column.")]
        for number, (layer, expected) in enumerate(zip(layers, _numbered(), strict=True), start=1):
            for name, value, right in zip("Wb", layer, expected, strict=True):
                known_array(report, f"{name}_{number}", value, right, "2 → 2 → 1, by hand", slips=by_columns)
        if any(np.shares_memory(array, vector) for layer in params for array in layer if isinstance(array, np.ndarray)):
            report.fail("To change the result would change the vector: return copies.")
        oblong = read_layers(report, call(report, unflatten, np.arange(26.0), [3, 4, 2]), 3, 2)
        if shapes_of_layers(oblong) == "(3, 4), (4,), (4, 2), (2,)":
            report.ok("shapes", "right for the widths 3, 4, 2")
        else:
            report.fail(f"For the widths 3, 4, 2 the shapes are {shapes_of_layers(oblong)}.")


def collapse_linear(collapse_linear: StudentFunction) -> None:
    """Check one network by hand, and the outputs of others against running their layers."""
    by_hand = [(np.array([[1.0, 2.0]]), np.array([3.0, 4.0])), (np.array([[5.0], [6.0]]), np.array([1.0]))]
    lost = [
        (np.array([1.0]), "That is b_2 alone: where does b_1 go?"),
        (np.array([8.0]), "The biases cannot just be added: what does layer 2 do to b_1?"),
        (np.array([39.0]), "b_2 is missing."),
    ]
    with Report("collapse_linear") as report:
        W, b = unpack(report, "collapse_linear", call(report, collapse_linear, by_hand), ("W", "b"))
        known_array(report, "W", W, np.array([[17.0]]), "1 → 2 → 1, by hand", "(n_0, n_L)")
        known_array(report, "b", b, np.array([40.0]), "1 → 2 → 1, by hand", "(n_L,)", lost)
        for sizes in ([3, 2], [2, 3, 4, 2], [3, 3, 3, 3]):
            if report.failed:
                return
            params, X = _random_network(sizes)
            W, b = unpack(report, "collapse_linear", call(report, collapse_linear, params), ("W", "b"))
            where = " → ".join(map(str, sizes))
            W = read_array(report, "W", W, (sizes[0], sizes[-1]), "(n_0, n_L)")
            b = read_array(report, "b", b, (sizes[-1],), "(n_L,)")
            if W is None or b is None:
                continue
            wanted, at_0 = (output_of(params, points, lambda Z: Z) for points in (X, 0 * X))
            if agrees(X @ W + b, wanted):
                report.ok("W, b", f"compute the same as the layers one by one ({where})")
            elif agrees(b, at_0[0]):
                report.fail(f"W is wrong, b is right ({where}): in which order do the layers act?")
            else:
                report.fail(
                    f"b is not what the layers make of the input 0 ({where}): each bias passes all later layers."
                )


def permute_hidden(permute_hidden: StudentFunction) -> None:
    """Check three units by hand, and that the outputs stay the same for either hidden layer."""
    inverse = "That is the inverse order: unit i of the result is unit order[i] of params."
    with Report("permute_hidden") as report:
        params = [(np.array([[1.0, 2, 3]]), np.array([4.0, 5, 6])), (np.array([[7.0], [8], [9]]), np.zeros(1))]
        changed = read_layers(report, call(report, permute_hidden, params, 0, np.array([1, 2, 0])), 1, 1)
        slips = [(np.array([[3.0, 1, 2]]), inverse)]
        expected = np.array([[2.0, 3, 1]]), np.array([5.0, 6, 4]), np.array([[8.0], [9], [7]])
        for name, got, right in zip(("W_1", "b_1", "W_2"), sum(changed, ()), expected, strict=False):
            known_array(report, name, got, right, "1 → 3 → 1, the order 1, 2, 0", slips=slips)
        _same_function(report, permute_hidden, np.array([2, 0, 1]), np.tanh)


def rescale_relu(rescale_relu: StudentFunction) -> None:
    """Check one network by hand, and that the outputs stay the same for either hidden layer."""
    with Report("rescale_relu") as report:
        params = [(np.array([[1.0, 2.0]]), np.array([3.0, 4.0])), (np.array([[5.0], [6.0]]), np.array([9.0]))]
        changed = read_layers(report, call(report, rescale_relu, params, 0, np.array([2.0, 0.5])), 1, 1)
        expected = np.array([[2.0, 1.0]]), np.array([6.0, 2.0]), np.array([[2.5], [12.0]]), np.array([9.0])
        for name, got, right in zip(("W_1", "b_1", "W_2", "b_2"), sum(changed, ()), expected, strict=False):
            known_array(report, name, got, right, "1 → 2 → 1, by hand")
        _same_function(report, rescale_relu, np.array([2.0, 0.5, 3.0]), relu)


def _same_function(report: Report, function: StudentFunction, change: Array, f: Callable[[Array], Array]) -> None:
    for layer in (0, 1):
        if report.failed:
            return
        params, X = _random_network([3, 3, 3, 2])
        changed = read_layers(report, call(report, function, params, layer, change), 3, 2)
        where = f"3 → 3 → 3 → 2, layer {layer}"
        if same(changed, params):
            report.fail(f"Nothing was changed ({where}).")
        elif agrees(output_of(changed, X, f), output_of(params, X, f)):
            report.ok("outputs", f"the same as before ({where})")
        else:
            slip = "Unit k is a column of one W, an entry of b, and a row of the next W: are all three changed?"
            report.fail(f"The outputs are not what they were ({where}). {slip}")


def _random_network(sizes: list[int]) -> tuple[Network, Array]:
    rng = np.random.default_rng(sizes)
    shapes = pairwise(sizes)
    return [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in shapes], rng.normal(size=(6, sizes[0]))
