"""Right and wrong claims about the gradients of losses whose slopes are plain to see."""

from dataclasses import dataclass

import numpy as np

from course.check.p6.network_gradients import random_network


@dataclass(frozen=True)
class Claim:
    """One question to a gradient check.

    Attributes
    ----------
    what : str
        The claim in words.
    loss : callable
        ``loss(params) -> float``.
    params, grads : list of pairs of ndarray
    right : bool
        The answer expected.
    """

    what: str
    loss: object
    params: list
    grads: list
    right: bool


def claims():
    """All claims, in the order in which they are put.

    Returns
    -------
    list of Claim
    """
    params, _, _ = random_network((2, 3, 3), 1)
    slopes = [(np.cos(W), 2 * b) for W, b in params]
    beside_kink = [(np.array([[1e-6, 1.0], [-1.0, 0.5]]), np.array([0.3, -0.2]))]
    kink_slopes = [(np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([0.6, -0.4]))]
    return [
        Claim("the right gradients", waves, params, slopes, True),
        Claim("the right gradients of a loss a thousand times smaller", small, params, scaled(slopes, 1e-3), True),
        Claim("gradients that are right and 0 (a constant loss)", constant, params, scaled(slopes, 0), True),
        Claim("all gradients 0, though the loss has a slope", waves, params, scaled(slopes, 0), False),
        Claim("gradients with the wrong sign", waves, params, scaled(slopes, -1), False),
        Claim("gradients twice too large", waves, params, scaled(slopes, 2), False),
        Claim("gradients twice too large, of the small loss", small, params, scaled(slopes, 2e-3), False),
        Claim("one entry of the first W, 1 % off", waves, params, changed(slopes, 0, 0, last_entry_off), False),
        Claim("one entry of the last b, 1 % off", waves, params, changed(slopes, 1, 1, last_entry_off), False),
        Claim("the last dW transposed", waves, params, changed(slopes, 1, 0, np.transpose), False),
        Claim(
            "the right gradients of max(0, w), one w only 1e-6 beside the kink", ramps, beside_kink, kink_slopes, True
        ),
    ]


def waves(params):
    return sum(float(np.sin(W).sum() + (b**2).sum()) for W, b in params)


def small(params):
    return 1e-3 * waves(params)


def constant(params):
    return 3.0


def ramps(params):
    return sum(float(np.maximum(W, 0).sum() + (b**2).sum()) for W, b in params)


def scaled(grads, factor):
    return [(factor * dW, factor * db) for dW, db in grads]


def changed(grads, layer, part, change):
    grads = [[dW.copy(), db.copy()] for dW, db in grads]
    grads[layer][part] = change(grads[layer][part])
    return [tuple(pair) for pair in grads]


def last_entry_off(V):
    V.flat[-1] *= 1.01
    return V
