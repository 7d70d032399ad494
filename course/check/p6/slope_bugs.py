"""The likely slip behind a wrong gradient of an activation, found by measuring the slope elsewhere."""

import numpy as np

from course.check.core.gradients import agree


def slope_slip(dZ, dA, Z, kind, A, slope_times):
    """Name the slip whose measured outcome equals the student's dZ, or None.

    Parameters
    ----------
    dZ, dA, Z : ndarray of the same shape
        The student's answer and what it was computed from.
    kind : str
    A : ndarray
        The activation at Z.
    slope_times : callable
        ``slope_times(upstream, at)``: upstream gradient times the slope at a point, by central differences.
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
