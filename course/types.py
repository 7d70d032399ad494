"""Type aliases shared by the checks, the adapters and the data sets."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Booleans: TypeAlias = NDArray[np.bool_]
Layer: TypeAlias = tuple[Array, Array]  # (W, b), or their gradients (dW, db)
Network: TypeAlias = list[Layer]
# A function that a student wrote: it may take and return anything.
StudentFunction: TypeAlias = Callable[..., Any]
