"""Gradient check: compare a claimed gradient with central differences of the loss."""

import numpy as np


def grad_check(loss, params, grads):
    """Compare claimed gradients with central differences of the loss.

    Parameters
    ----------
    loss : callable
        ``loss(params) -> float``.
    params : list of (W, b)
        Float64 arrays. Each entry is changed in place, one at a time, and restored exactly, also if `loss` raises.
    grads : list of (dW, db)
        The claim: gradients of `loss` at `params`.

    Returns
    -------
    bool
        True if the claim has the shapes of `params`, is finite, and agrees with the differences in every entry where
        the loss is smooth.

    Notes
    -----
    Source: Taylor's theorem; no deck shows the check. The error of ``(loss(w + h) - loss(w - h)) / 2h`` is about
    ``h**2`` from the third derivative of the loss plus ``1e-16 |loss| / h`` from rounding; ``h = 1e-6`` keeps both
    small and seldom reaches a kink. The tolerance is relative, with an absolute floor for gradients that are zero.

    A ReLU has a kink, and a difference taken across it is no derivative. There the slopes to the right and to the
    left stay apart as h shrinks; in a smooth loss their distance shrinks with h. A claim whose distance from their
    mean is at most their distance from each other is accepted as a subgradient. Any other claim at a kink is skipped,
    because with several examples on it the difference says little; if more than half of all entries are skipped, too
    little was checked and the result is False.

    Examples
    --------
    >>> params = [(np.array([[3.0]]), np.array([1.0]))]
    >>> def loss(params):
    ...     return float(params[0][0].item() ** 2 + params[0][1].item())
    >>> grad_check(loss, params, [(np.array([[6.0]]), np.array([1.0]))])
    True
    >>> grad_check(loss, params, [(np.array([[3.0]]), np.array([1.0]))])
    False
    """
    arrays = [array for layer in params for array in layer]
    claims = [np.asarray(claim) for layer in grads for claim in layer]
    if [claim.shape for claim in claims] != [array.shape for array in arrays]:
        return False
    if not all(np.isfinite(claim).all() for claim in claims):
        return False

    here = float(loss(params))
    floor = 1e-8 * max(1.0, abs(here))

    def differences(array, i, h):
        kept = array[i]
        try:
            array[i] = kept + h
            above = float(loss(params))
            array[i] = kept - h
            below = float(loss(params))
        finally:
            array[i] = kept
        return (above - below) / (2 * h), abs((above - here) - (here - below)) / h

    skipped = 0
    for array, claim in zip(arrays, claims, strict=True):
        for i in np.ndindex(array.shape):
            slope, jump = differences(array, i, 1e-6)
            error = abs(slope - claim[i])
            if error <= 1e-6 * abs(claim[i]) + floor or error <= jump:
                continue
            _, wide_jump = differences(array, i, 1e-5)
            if not jump > max(0.3 * wide_jump, 10 * floor):  # not "<=", which is False for a NaN
                return False
            skipped += 1
    return 2 * skipped <= sum([array.size for array in arrays])
