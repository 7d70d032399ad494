"""Right and wrong gradients of simple losses, to test a student's gradient check with."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course.check.p6.network_gradients import random_network
from course.types import Array, Network


@dataclass(frozen=True)
class Claim:
    """One input of a gradient check, and the answer it should give.

    Attributes
    ----------
    what : str
        Description of the gradients.
    loss : callable
        ``loss(params) -> float``.
    params : list of (W, b)
    grads : list of (dW, db)
        The claimed gradients.
    right : bool
        Whether they are right.
    """

    what: str
    loss: Callable[[Network], float]
    params: Network
    grads: Network
    right: bool


def claims() -> list[Claim]:
    """Return all claims in the order in which they are tried.

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
        Claim("a list without the gradients of the last layer", waves, params, slopes[:1], False),
        Claim("NaN in the last db", waves, params, changed(slopes, 1, 1, lambda db: np.full_like(db, np.nan)), False),
        Claim(
            "the right gradients of max(0, w), one w only 1e-6 beside the kink", ramps, beside_kink, kink_slopes, True
        ),
    ]


def waves(params: Network) -> float:
    """Sum of sin(W) and b²: its gradients are cos(W) and 2 b."""
    return sum(float(np.sin(W).sum() + (b**2).sum()) for W, b in params)


def small(params: Network) -> float:
    """A thousandth of `waves`."""
    return 1e-3 * waves(params)


def constant(params: Network) -> float:
    """3 for any params: all gradients are 0."""
    return 3.0


def ramps(params: Network) -> float:
    """Sum of max(0, W) and b²: there is a kink where an entry of W is 0."""
    return sum(float(np.maximum(W, 0).sum() + (b**2).sum()) for W, b in params)


def scaled(grads: Network, factor: float) -> Network:
    """Multiply all gradients by a factor."""
    return [(factor * dW, factor * db) for dW, db in grads]


def changed(grads: Network, layer: int, part: int, change: Callable[[Array], Array]) -> Network:
    """Apply `change` to a copy of one gradient: dW for part 0, db for part 1."""
    copies = [[dW.copy(), db.copy()] for dW, db in grads]
    copies[layer][part] = change(copies[layer][part])
    return [(dW, db) for dW, db in copies]


def last_entry_off(V: Array) -> Array:
    """Make the last entry 1 % too large, in place."""
    V.flat[-1] *= 1.01
    return V
