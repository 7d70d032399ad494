"""Adapter that shows whether a function returns new arrays: it overwrites the argument after the call."""

import functools
from typing import Any

from course.probing.stand_ins import Adapted
from course.types import Array, StudentFunction


def result_kept(function: StudentFunction, V: Array, *rest: Any) -> Any:
    """Call a function and then fill its argument with ones; what shares memory with the argument becomes 1 as well.

    Parameters
    ----------
    function : callable
        ``function(V, ...)``.
    V : ndarray
        A copy of it is passed on.
    *rest
        Further arguments.

    Returns
    -------
    object
        What the function returned.

    Examples
    --------
    >>> import numpy as np
    >>> result_kept(lambda V: 2 * V, np.array([3.0, 4.0]))
    array([6., 8.])
    >>> result_kept(lambda V: V[::-1], np.array([3.0, 4.0]))
    array([1., 1.])
    """
    V = V.copy()
    result = function(V, *rest)
    V[...] = 1.0
    return result


def with_overwriting(function: StudentFunction) -> StudentFunction:
    """Combine a function and the question whether its result is kept when its argument is overwritten.

    Parameters
    ----------
    function : callable
        ``function(V, ...)``.

    Returns
    -------
    callable
        ``asked(part, V, ...)``. For the part ``"result"`` it returns what the function returns; for ``"kept"``, as
        `result_kept` does.

    Examples
    --------
    >>> import numpy as np
    >>> with_overwriting(lambda V: V)("kept", np.array([3.0, 4.0]))
    array([1., 1.])
    """

    def asked(part: str, V: Array, *rest: Any) -> Any:
        return function(V, *rest) if part == "result" else result_kept(function, V, *rest)

    return Adapted(function, asked, lambda remote: {"": functools.partial(remote, "result")})
