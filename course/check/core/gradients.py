"""Compare a student's gradient with the numerical one, and name the likely mistake."""

import numpy as np

from course.check.core.gradient_picture import gradient_picture
from course.check.core.report import Report
from course.tolerance import SIX_DIGITS
from course.types import Array


def agree(got: Array, expected: Array) -> bool:
    """Return whether two arrays are equal within the precision of central differences.

    The tolerance is relative to the largest entry, and coarser if `got` is not float64.
    """
    tolerance = SIX_DIGITS if got.dtype == np.float64 else 2e-3
    # Central differences are off by as much where all is 0.
    return bool(np.abs(got - expected).max() <= tolerance * np.abs(expected).max() + 1e-8)


def compare(
    report: Report,
    name: str,
    got: Array,
    expected: Array,
    where: str,
    N: int | None = None,
    slip: str | None = None,
) -> bool:
    """Report whether a gradient agrees with the numerical one; if not, explain and draw the difference.

    Parameters
    ----------
    report : Report
    name : str
        Name of the gradient, such as ``"dW"``.
    got, expected : ndarray of the same shape
        The student's gradient and the numerical one.
    where : str
        The case, such as ``"5 examples, 4 → 3"``.
    N : int, optional
        Number of examples, to recognise a wrong factor N or 1/N.
    slip : str, optional
        Sentence to use in place of that of `likely_slip`.

    Returns
    -------
    bool
        Whether they agree.
    """
    if agree(got, expected):
        report.ok(name, f"equal to central differences ({where})")
        return True
    report.fail(f"{name} differs from central differences ({where}). {slip or likely_slip(got, expected, N)}")
    report.picture(lambda: gradient_picture(name, got, expected))
    return False


def likely_slip(got: Array, expected: Array, N: int | None = None) -> str:
    """Describe in a sentence how two different gradients of the same shape differ.

    Parameters
    ----------
    got, expected : ndarray of the same shape
    N : int, optional
        Number of examples.

    Returns
    -------
    str
    """
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


def constant_ratio(got: Array, expected: Array) -> float | None:
    """Return the number c ≠ 0 with got = c · expected, or None if there is none."""
    size = float((expected**2).sum())
    if size == 0:
        return None
    ratio = float((got * expected).sum()) / size
    return ratio if agree(got, ratio * expected) and ratio != 0 else None


def _ratio_slip(ratio: float, N: int | None) -> str:
    if N is not None and N > 2 and np.isclose(ratio, N, rtol=1e-4):
        return f"Every entry is {N} times too large, and N = {N}: a sum where the mean over the batch belongs?"
    if N is not None and N > 2 and np.isclose(ratio, 1 / N, rtol=1e-4):
        return f"Every entry is {N} times too small, and N = {N}: a mean where a sum belongs, or 1/N taken twice?"
    if np.isclose(ratio, -1, rtol=1e-4):
        return "Every entry has the wrong sign: which of two terms is subtracted from which?"
    if abs(ratio - 1) < 1e-3:
        return "All entries are nearly right, off by the same small factor: does the loss fit this gradient exactly?"
    return f"Every entry is {ratio:.4g} times the measured one: a constant factor too many or too few?"
