"""Visible checks of p5_autodiff: topological order, backward pass, losses, networks and gradient descent."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from course.check.core.calling import call
from course.check.core.expected import known_array, known_number
from course.check.core.report import Report
from course.check.p5.ask_nodes import answer, example
from course.plain_graphs import slopes_by_paths
from course.tolerance import agrees
from course.types import Array, Network, StudentFunction

Pairs: TypeAlias = list[tuple[str, str]]  # (node, parent)

EXAMPLE: Pairs = [("b", "a"), ("square", "b"), ("out", "b"), ("out", "square")]
CROSSED: Pairs = [("c", "a"), ("c", "b"), ("d", "a"), ("d", "b"), ("sum", "c"), ("sum", "d"), ("product", "c")]
CROSSED += [("product", "d"), ("out", "sum"), ("out", "product")]
DETOUR: Pairs = [("b", "a"), ("c", "b"), ("d", "c"), ("out", "d"), ("out", "a")]


def topological_order(asked: StudentFunction) -> None:
    """Check three small graphs, a chain of 5000 nodes, and a cycle."""
    with Report("topological_order") as report:
        for where, pairs in [
            ("a chain a, b, out", [("b", "a"), ("out", "b")]),
            ("b + b²", EXAMPLE),
            ("a detour", DETOUR),
        ]:
            names, edges = _graph(pairs)
            got = answer(report, asked, len(names), edges, names.index("out"))
            if got["refused"]:
                report.stop(f"{where}: a graph without a cycle is refused. A node may be used twice: that is no cycle.")
            listed = [names[k] if k >= 0 else "something else" for k in got["order"]]
            late = [(n, p) for n, p in pairs if n in listed and p in listed and listed.index(p) > listed.index(n)]
            told = f"{where}: {', '.join(listed) or 'nothing'} is listed."
            if sorted(listed) != sorted(names):
                report.fail(f"{told} Each of {', '.join(sorted(names))} belongs there once.")
                return
            elif late:
                node, parent = late[0]
                back = " It would be right the other way round." if len(late) == len(pairs) else ""
                report.fail(f"{told} {node} stands before its parent {parent}.{back}")
                return
            else:
                report.ok(where, f"{', '.join(listed)}")
        deep = np.stack([np.arange(1, 5000), np.arange(4999), np.ones(4999)], axis=1)
        got = answer(report, asked, 5000, deep, 4999)
        if len(got["order"]) == 5000:
            report.ok("a chain of 5000", "is listed whole")
        else:
            report.fail(f"Of a chain of 5000 nodes {len(got['order'])} are listed.")
        names, edges = _graph([("b", "a"), ("c", "b"), ("b", "c"), ("out", "c")])
        if answer(report, asked, 4, edges, names.index("out"))["refused"]:
            report.ok("a cycle", "is refused with a ValueError")
        else:
            report.fail("A graph in which b depends on c and c on b goes through; raise a ValueError there.")


def backward(asked: StudentFunction) -> None:
    """Check two graphs by hand, a second call, and the work on a graph with 4096 paths."""
    with Report("backward") as report:
        slips = [
            (np.array([3.0]), "Has b sent before the square told it anything? Or sent its slope alone?"),
            (np.array([36.0]), "The message that came first is overwritten: they add up."),
            (np.array([42.0]), "b sends twice, and again what it had sent before. Once, after all is in."),
            (np.array([0.0]), "Nothing arrives. What is the slope of the output in itself, and who sends first?"),
        ]
        names, edges = _graph(EXAMPLE, [3.0, 12.0, 1.0, 1.0])
        first = answer(report, asked, np.array([2.0, 6.0, 36.0, 42.0]), edges, names.index("out"))
        known_array(
            report, "the gradient (a)", first["first"][:1], np.array([39.0]), "b + b², b = 3a, a = 2", "", slips
        )
        if report.failed:
            return
        names, edges = _graph(CROSSED, [1.0, 1.0, 3.0, 2.0, 1.0, 1.0, 6.0, 5.0, 1.0, 1.0])
        values = dict(a=2.0, b=3.0, c=5.0, d=6.0, sum=11.0, product=30.0, out=41.0)
        got = answer(report, asked, np.array([values[name] for name in names]), edges, names.index("out"))
        both = got["first"][[names.index("a"), names.index("b")]]
        where = "(c + d) + c · d with c = a + b, d = a · b"
        known_array(report, "the gradient (a and b)", both, np.array([25.0, 19.0]), where)
        if report.failed:
            return
        if np.array_equal(first["first"], first["again"]) and np.array_equal(got["first"], got["again"]):
            report.ok("a second call", "gives the same")
        else:
            report.fail("A second call gives something else: set every gradient to 0 before the first message.")
        doubled = np.array([[k, k - 1, 1.0] for k in range(1, 13) for _ in range(2)])
        got = answer(report, asked, np.ones(13), doubled, 12)
        reads = got["reads"]
        if got["first"][0] != 4096:
            report.fail(f"Twelve doublings: the gradient is {got['first'][0]:g}, expected 4096.")
        elif reads > 20 * 37:
            report.fail(
                f"Twelve doublings, 24 edges: your functions looked at edges {reads} times. Is every path walked?"
            )
        else:
            report.ok("twelve doublings", "4096 paths, 24 edges, and no more work than for 24")


def softmax_ce_graph(asked: StudentFunction) -> None:
    """Check the loss by hand, its slopes numerically, and logits of 1000."""
    with Report("softmax_ce_graph") as report:
        unshifted = "An overflow? Take the largest logit away first, and give it back after the logarithm."
        slips = [
            (np.log(4), "The logit of the right class is not subtracted."),
            (np.log(4 / 3) / np.log(2), "That is in bits."),
            (-np.log(4 / 3), "The sign: a loss is not negative."),
            (0.75, "That is the probability; the loss is minus its logarithm."),
            (np.log(4 / 9), "What was taken away before the exponentials has to be given back."),
        ]
        for logits, label, value, where in [
            ([np.log(3.0), 0.0], 0, np.log(4 / 3), "logits log 3 and 0, label 0"),
            ([0.3, -1.2, 0.8], 1, None, "three logits"),
            ([1000.0, 1000.0], 1, np.log(2), "two logits of 1000"),
        ]:
            example(report, asked, logits, label, value, where, values=slips, not_a_number=unshifted)


def scalar_mlp(asked: StudentFunction) -> None:
    """Check one neuron and two layers, and the slopes with respect to every weight and bias."""
    with Report("scalar_mlp") as report:
        one = [(np.array([[2.0], [-1.0]]), np.array([0.5]))]
        rng = np.random.default_rng(3)
        two = [(rng.normal(size=(2, 3)), rng.normal(size=3)), (rng.normal(size=(3, 2)), rng.normal(size=2))]
        x = np.array([1.0, 3.0])
        hidden = np.tanh(x @ two[0][0] + two[0][1])
        for params, expected, where in [
            (one, np.array([-0.5]), "one neuron"),
            (two, hidden @ two[1][0] + two[1][1], "2 → 3 → 2"),
        ]:
            if report.failed:
                return
            got = answer(report, asked, params, x)
            values = got["data"][got["outputs"]]
            slips = [(np.tanh(expected), "The last layer is linear: no tanh there.")]
            slips += [(expected - params[-1][1], "The bias of the last layer is missing.")]
            slips += [(np.tanh(x @ two[0][0]) @ two[1][0], "The biases are missing.")]
            known_array(
                report, "the list of outputs", values, expected, where, "one for each neuron of the last layer", slips
            )
            if not report.failed:
                _check_network_slopes(report, asked, got, params, x, where)


def descend(asked: StudentFunction) -> None:
    """Check three steps on a parabola by hand, and one step of two parameters."""
    with Report("descend") as report:
        got = answer(report, asked, np.array([[4.0]]), np.zeros(1), np.array([3.0]), 0.125, 3)
        losses = got["losses"]
        if not isinstance(losses, list | tuple | np.ndarray) or len(losses) != 3:
            report.stop("Expected a list of three losses after three steps.")
        try:
            losses = np.array(losses, dtype=float)
        except (TypeError, ValueError):
            report.stop(f"The losses are of type {type(losses[0]).__name__}, expected plain numbers: their data.")
        slips = [
            (
                np.array([18.0, 18.0, 18.0]),
                "Nothing changes. Is loss() called anew in every step, and do the nodes that were passed in move?",
            ),
            (np.array([18.0, 40.5, 91.125]), "Uphill."),
            (np.array([4.5, 1.125, 0.28125]), "Those are the losses after each step; note them before."),
        ]
        known_array(
            report, "the list of losses", losses, np.array([18.0, 4.5, 1.125]), "2x² from x = 3, lr = 1/8", "", slips
        )
        if not report.failed:
            known_array(report, "x", got["parameters"], np.array([0.375]), "after three steps")
        if report.failed:
            return
        H, c, start = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, 0.0]), np.array([1.0, 1.0])
        got = answer(report, asked, H, c, start, 0.5, 1)
        slips = [
            (np.array([0.0, 1.0]), "The second parameter has not moved."),
            (np.array([0.0, -0.5]), "The second gradient was taken after the first parameter had moved."),
        ]
        where = "one step with gradients 2 and 4, lr = 0.5"
        known_array(report, "the pair of parameters", got["parameters"], np.array([0.0, -1.0]), where, "", slips)


def learn_xor(learn_xor: StudentFunction) -> None:
    """Check the first loss for known parameters, and the last loss of 100 steps."""
    with Report("learn_xor") as report:
        zeros = [(np.zeros((2, 2)), np.zeros(2)), (np.zeros((2, 2)), np.zeros(2))]
        losses = _losses(report, learn_xor, zeros, 0.1, 2)
        slips = [(4 * np.log(2), "That is the sum over the four rows, not their mean.")]
        known_number(
            report, "the first loss", losses[0], np.log(2), "all parameters 0: every class has probability 1/2", slips
        )
        if report.failed:
            return
        start = [(np.array([[1.0], [1.0]]), np.array([-0.5])), (np.array([[0.0, 2.0]]), np.zeros(2))]
        z = 2 * np.tanh(np.array([-0.5, 0.5, 0.5, 1.5]))  # the second logit; the first is 0
        right, exchanged, either = (
            np.log1p(np.exp(z * signs)).mean() for signs in ([1, -1, -1, 1], [-1, 1, 1, -1], [1, -1, -1, -1])
        )
        slips = [(exchanged, "The labels 0 and 1 are exchanged."), (either, "(1, 1) has the label 0.")]
        known_number(
            report, "the first loss", _losses(report, learn_xor, start, 0.1, 1)[0], right, "1 hidden unit", slips
        )
        if report.failed:
            return
        rng = np.random.default_rng(4)
        start = [(rng.normal(size=(2, 3)), np.zeros(3)), (rng.normal(size=(3, 2)), np.zeros(2))]
        losses = _losses(report, learn_xor, start, 1.0, 100)
        if losses[-1] < 0.05:
            report.ok("100 steps", f"the loss falls from {losses[0]:.3f} to {losses[-1]:.3f}")
        else:
            report.fail(
                f"After 100 steps the loss is {losses[-1]:.3f}, from {losses[0]:.3f}; from this start it comes below "
                "0.05. Do the checks above pass? Do all weights and biases move, of both layers? Are the labels those "
                "of the exclusive or?"
            )


def _losses(report: Report, learn_xor: StudentFunction, params: Network, lr: float, steps: int) -> NDArray[Any]:
    losses = call(report, learn_xor, params, lr, steps)
    try:
        losses = np.asarray(losses).astype(float, casting="same_kind")
    except (TypeError, ValueError):
        report.stop("The result does not consist of numbers; expected the losses as descend gives them.")
    if losses.shape != (steps,):
        report.stop(f"The result has shape {losses.shape}, expected a list of {steps} losses.")
    return losses


def _graph(pairs: Pairs, values: Sequence[float] = ()) -> tuple[list[str], Array]:
    """Names of the nodes, and the edges with their slopes; all slopes are 1 by default."""
    names = list(dict.fromkeys(name for pair in pairs for name in reversed(pair)))
    slopes = values or [1.0] * len(pairs)
    return names, np.array([[names.index(n), names.index(p), s] for (n, p), s in zip(pairs, slopes, strict=True)])


def _check_network_slopes(
    report: Report, asked: StudentFunction, got: Any, params: Network, x: Array, where: str
) -> None:
    sizes = [a.size for W, b in params for a in (W, b)]
    own = slopes_by_paths(got, int(got["outputs"][0]), sum(sizes))
    measured = []
    for W, b in params:
        for j in range(b.size):
            for array, index in [*((W, (i, j)) for i in range(len(W))), (b, (j,))]:
                value = array[index]
                pair = []
                for moved in (value + 1e-5, value - 1e-5):
                    array[index] = moved
                    there = answer(report, asked, params, x)
                    pair.append(there["data"][there["outputs"][0]])
                array[index] = value
                measured.append((pair[0] - pair[1]) / 2e-5)
    if own is not None and agrees(own, measured):
        report.ok("the graph", f"reaches every weight and bias ({where})")
    else:
        report.fail(
            f"The outputs are right, but the slopes that the graph gives are not ({where}). Is a plain number, a "
            "node's data, used somewhere in place of the node? And are the operations before this task all right?"
        )
