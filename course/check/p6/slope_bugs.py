"""Name the likely mistake behind a wrong gradient of an activation by reproducing its outcome."""

from collections.abc import Callable

import numpy as np

from course.check.core.gradients import agree
from course.types import Array


def slope_slip(
    dZ: Array, dA: Array, Z: Array, kind: str, A: Array, slope_times: Callable[[Array, Array], Array]
) -> str | None:
    """Name the mistake that leads to the student's dZ.

    Parameters
    ----------
    dZ, dA, Z : ndarray of the same shape
        The student's answer and the inputs it was computed from.
    kind : str
        Name of the activation.
    A : ndarray
        The activation at Z.
    slope_times : callable
        ``slope_times(upstream, at)``: the upstream gradient times the derivative at a point, by central differences.

    Returns
    -------
    str or None
        A sentence, or None where no known mistake gives this dZ.
    """
    if agree(dZ, slope_times(np.ones_like(dA), Z)):
        return "This is the slope alone: the upstream gradient dA is not used."
    if kind == "identity":
        return None
    if agree(dZ, dA):
        return f"This is dA unchanged: the slope of {kind} is missing."
    if kind != "relu" and agree(dZ, slope_times(dA, A)):
        return f"This is the slope of {kind} at A = f(Z): it belongs at Z. (Is the argument already an activation?)"
    if agree(dZ, dA * A):
        return f"This is dA times the value of {kind}: its derivative is needed, not its value."
    if kind == "relu" and agree(dZ, dA * (dA > 0)):
        return "The mask looks at the sign of dA: what counts is where Z is positive."
    if kind == "relu" and agree(dZ + slope_times(dA, Z), dA):
        return "The mask is inverted: gradients pass exactly where they should not."
    return None
