"""Where two gradients differ, and the likely slip behind it."""

import numpy as np

from course.check.core.gradient_picture import gradient_picture


def agree(got, expected):
    """Equal as far as central differences can tell (relative to the largest entry; coarser for float32)."""
    tolerance = 1e-6 if got.dtype == np.float64 else 2e-3
    return bool(np.abs(got - expected).max() <= tolerance * np.abs(expected).max() + 1e-8)


def compare(report, name, got, expected, where, N=None, slip=None):
    """Say whether a gradient agrees with the measured one; if not, tell how it differs and draw it.

    Parameters
    ----------
    report : Report
    name : str
        Name of the gradient, e.g. ``"dW"``.
    got, expected : ndarray
        The student's gradient and the measured one, of the same shape.
    where : str
        The case, e.g. ``"5 examples, 4 → 3"``.
    N : int, optional
        Number of examples.
    slip : str, optional
        A sentence that fits better than the general ones.

    Returns
    -------
    bool
    """
    if agree(got, expected):
        report.ok(name, f"equal to central differences ({where})")
        return True
    report.fail(f"{name} differs from central differences ({where}). {slip or likely_slip(got, expected, N)}")
    report.picture(lambda: gradient_picture(name, got, expected))
    return False


def likely_slip(got, expected, N=None):
    """A sentence on how two gradients of the same shape differ."""
    if not got.any():
        return "Every entry is 0: is it computed at all, and is the upstream gradient used?"
    ratio = constant_ratio(got, expected)
    if ratio is not None:
        return _ratio_slip(ratio, N)
    if got.ndim == 2 and got.shape[0] == got.shape[1] and agree(got.T, expected):
        return "It is exactly the transpose of the measured one: are the factors of the product swapped?"
    if got.ndim == 2 and agree(got[::-1], expected):
        return "The rows are right but in reverse order."
    wrong = ~np.isclose(got, expected, rtol=1e-4, atol=1e-6 * np.abs(expected).max())
    index = np.unravel_index(np.abs(got - expected).argmax(), got.shape)
    place = ", ".join(map(str, index))
    return (
        f"{wrong.sum()} of {got.size} entries differ; the largest gap is at [{place}]: "
        f"got {got[index]:.4g}, measured {expected[index]:.4g}."
    )


def constant_ratio(got, expected):
    """The number c with got = c · expected everywhere, or None."""
    size = float((expected**2).sum())
    if size == 0:
        return None
    ratio = float((got * expected).sum()) / size
    return ratio if agree(got, ratio * expected) and ratio != 0 else None


def _ratio_slip(ratio, N):
    if N is not None and N > 2 and np.isclose(ratio, N, rtol=1e-4):
        return f"Every entry is {N} times too large, and N = {N}: a sum where the mean over the batch belongs?"
    if N is not None and N > 2 and np.isclose(ratio, 1 / N, rtol=1e-4):
        return f"Every entry is {N} times too small, and N = {N}: a mean where a sum belongs, or 1/N taken twice?"
    if np.isclose(ratio, -1, rtol=1e-4):
        return "Every entry has the wrong sign: which of two terms is subtracted from which?"
    return f"Every entry is {ratio:.4g} times the measured one: a constant factor too many or too few?"
