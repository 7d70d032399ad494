"""The package that students install: visible checks, plots, data and the probe. It holds no answers and no secrets."""

import numpy as _numpy

from course.probing import probe

__all__ = ["probe"]

# `from numpy import *` replaces these built-in functions since numpy 2, and `max(a, b)` then fails. An answer may be
# written with either in mind, so they stay Python's own, as `from pylab import *` leaves them.
for _name in ("abs", "bool", "max", "min", "pow", "round"):
    if _name in _numpy.__all__:
        _numpy.__all__.remove(_name)
