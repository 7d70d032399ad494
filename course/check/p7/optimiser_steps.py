"""Check a step of an optimiser: one weight by hand, then every array of a network against single entries."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.check.core.arrays import read_array, unpack
from course.check.core.calling import call
from course.check.core.expected import known_number
from course.check.core.report import Report
from course.tolerance import agrees
from course.types import Array, Network, StudentFunction


def by_hand(
    report: Report,
    step: StudentFunction,
    rest: tuple[float, ...],
    names: tuple[str, ...],
    w: float,
    more: tuple[float, ...],
    wanted: tuple[float, ...],
    where: str,
    slips: Sequence[tuple[tuple[float, ...], str]] = (),
) -> None:
    """Compare one step of one weight and one bias with numbers worked out by hand.

    Parameters
    ----------
    report : Report
    step : callable
        ``step(params, grads, *states, *rest)``.
    rest : tuple of float
        Such as lr and momentum.
    names : tuple of str
        Names of the values that the step returns; one name if it returns the params alone.
    w : float
        Weight and bias before the step.
    more : tuple of float
        The gradient and the states, the same for the weight and the bias.
    wanted : tuple of float
        The expected value of each name.
    where : str
        The case.
    slips : sequence of (tuple of float, str), optional
        Known wrong results, one number for each name, with the sentence that explains them.
    """
    states = [[(np.array([[v]]), np.array([v]))] for v in (w, *more)]
    parts = _parts(report, step, call(report, step, *states, *rest), names, states[0])
    got = tuple(float(part[0][0][0, 0]) for part in parts)
    known = [(number, text) for wrong, text in slips if np.allclose(got, wrong, atol=2e-5) for number in wrong]
    for name, part, value in zip(names, parts, wanted, strict=True):
        # A mistake is explained once, even if it makes several numbers wrong.
        known_number(report, f"W of {name}", part[0][0], value, where, () if report.failed else known)
    for name, part, value in zip(names, parts, wanted, strict=True):
        if not report.failed and not agrees(part[0][1], [value]):
            report.fail(
                f"b of {name} is {part[0][1].tolist()}, expected [{value:.5f}]: W is right, so b was forgotten?"
            )


def every_array(
    report: Report, step: StudentFunction, rest: tuple[float, ...], names: tuple[str, ...], where: str
) -> None:
    """Report whether an entry of a network moves as it does alone, in every array of three layers.

    The expected values come from the student's own step, applied to single entries.

    Parameters
    ----------
    report : Report
    step : callable
        ``step(params, grads, *states, *rest)``.
    rest : tuple of float
    names : tuple of str
        Names of the values that the step returns.
    where : str
        The case.
    """
    rng = np.random.default_rng(7)
    shapes = ((3, 3), (3, 3), (3, 2))
    states = [
        [(np.abs(rng.normal(size=s)), np.abs(rng.normal(size=s[1]))) for s in shapes] for _ in range(_states(names))
    ]
    parts = _parts(report, step, call(report, step, *states, *rest), names, states[0])
    for layer, (n_in, n_out) in enumerate(shapes):
        for which, index in ((0, (n_in - 1, n_out - 1)), (1, (n_out - 1,))):
            single = [[(np.full((1, 1), s[layer][which][index]), np.zeros(1))] for s in states]
            expected = _parts(report, step, call(report, step, *single, *rest), names, single[0])
            for name, part, one in zip(names, parts, expected, strict=True):
                if not np.allclose(part[layer][which][index], one[0][0][0, 0], rtol=1e-9, atol=1e-12):
                    report.fail(
                        f"{'Wb'[which]} of {name}, layer {layer + 1}: an entry does not move as its numbers do alone "
                        f"({where}). Does each array meet its own gradient and its own state?"
                    )
                    return
    report.ok("every W and b", f"moves by its own gradient ({where})")


def _states(names: tuple[str, ...]) -> int:
    return 1 + len(names)  # params, grads, and the states that the step also returns


def _parts(
    report: Report, step: StudentFunction, result: Any, names: tuple[str, ...], params: Network
) -> list[Network]:
    """Read what a step returned: a list of pairs with the shapes of `params` for each name."""
    parts = [result] if len(names) == 1 else unpack(report, step.__name__, result, names)
    return [_read_part(report, name, part, params) for name, part in zip(names, parts, strict=True)]


def _read_part(report: Report, name: str, part: Any, params: Network) -> Network:
    if not isinstance(part, list | tuple) or len(part) != len(params):
        count = "one pair" if len(params) == 1 else f"{len(params)} pairs"
        report.stop(f"{name} should be a list of {count}, one for each layer.")
    read: list[tuple[Array, ...]] = []
    for layer, pair in enumerate(part):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            report.stop(f"Layer {layer + 1} of {name} should be a pair of arrays, of the weights and of the biases.")
        arrays = [
            read_array(report, f"{letter} of {name}, layer {layer + 1},", array, like.shape)
            for letter, array, like in zip("Wb", pair, params[layer], strict=True)
        ]
        read.append(tuple(array for array in arrays if array is not None))
        if len(read[-1]) < 2:
            report.stop("Without it, nothing more can be said.")
    return [(W, b) for W, b in read]
