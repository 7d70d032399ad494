"""Random inputs that exercises of several assignments share."""

import numpy as np

from course.types import Array

KINK = 1e-3  # the smallest distance of a pre-activation from the kink of a ReLU


def away_from_kinks(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Random pre-activations, none within `KINK` of zero."""
    Z = rng.normal(size=shape)
    return np.array(Z + np.copysign(KINK, Z))
