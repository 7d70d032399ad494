"""Where rounding alone decides, so that two right programs may answer differently."""

import numpy as np

from lectures.widgets import w05_half_planes as w05
from lectures.widgets import w18b_playground as w18b

NEAR = 1e-9
NUDGE, GROWTH = 1e-13, 1e3


def undecided(name, values, state):
    """Whether a last bit changes what is seen.

    W04: an example lies on the line that makes a mistake of it. W05: a pixel lies on a line. W18b: training with a
    long step is chaotic; first weights that differ by 1e-13 end more than a thousand times as far from each other.
    """
    if name == "W04":
        return np.abs(values.run.X @ values.run.weights[1:].T).min() < NEAR
    if name == "W05":
        return np.abs(w05.PLANE @ values.W + values.b).min() < NEAR
    return name == "W18b" and _drift(values, state) > GROWTH * NUDGE


def _drift(values, state):
    """How far weights that begin a little elsewhere are from the others, at most and at any step."""
    params, far = [(W + NUDGE, b) for W, b in values.path[0]], 0.0
    for now in values.path:
        pairs = [(p - q) for layer, other in zip(params, now, strict=True) for p, q in zip(layer, other, strict=True)]
        far = max(far, *(np.abs(pair).max() for pair in pairs))
        _, _, grads = w18b.backward(params, values.X, values.labels, state["kind"])
        params = w18b.sgd_step(params, grads, state["lr"])
    return far
