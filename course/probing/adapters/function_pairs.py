"""Adapters that combine functions that are judged together, because a probe tests one function."""

import functools
from typing import Any

from course.probing.adapters.new_arrays import result_kept
from course.probing.stand_ins import Adapted
from course.types import Array, StudentFunction


def pair(f: StudentFunction, slope: StudentFunction) -> StudentFunction:
    """Combine an activation and its derivative.

    Parameters
    ----------
    f, slope : callable
        ``f(Z, ...)`` and ``slope(Z, ...)``.

    Returns
    -------
    callable
        ``asked(part, Z, ...)``, which calls `f` for the part ``"f"`` and `slope` for ``"slope"``. For ``"kept"`` it
        calls `f` and then overwrites Z, to see whether the result is a new array.

    Examples
    --------
    >>> pair(lambda Z: Z**2, lambda Z: 2 * Z)("slope", 3.0)
    6.0
    """

    def asked(part: str, Z: Array, *rest: Any) -> Any:
        if part == "kept":
            return result_kept(f, Z, *rest)
        return (f if part == "f" else slope)(Z, *rest)

    def stand_ins(remote: StudentFunction) -> dict[str, StudentFunction]:
        return {"": functools.partial(remote, "f"), "_derivative": functools.partial(remote, "slope")}

    return Adapted(asked, asked, stand_ins)


def with_refusal(loss: StudentFunction) -> StudentFunction:
    """Combine a loss and the question whether it raises for some inputs.

    Parameters
    ----------
    loss : callable
        ``loss(A, Y)``.

    Returns
    -------
    callable
        ``asked(part, A, Y)``. For the part ``"result"`` it returns what the loss returns; for ``"refuses"``, whether
        the loss raises a ValueError or an AssertionError.

    Examples
    --------
    >>> with_refusal(lambda A, Y: A - Y)("refuses", 1.0, 2.0)
    False
    """

    def asked(part: str, A: Array, Y: Array) -> Any:
        if part == "result":
            return loss(A, Y)
        try:
            loss(A, Y)
        except (ValueError, AssertionError):
            return True
        return False

    def stand_in(remote: StudentFunction, A: Array, Y: Array) -> Any:
        if remote("refuses", A, Y):
            raise ValueError("the shapes of A and Y differ")
        return remote("result", A, Y)

    return Adapted(asked, asked, lambda remote: {"": functools.partial(stand_in, remote)})


def head(output_head: StudentFunction) -> StudentFunction:
    """Evaluate the activation and the loss that `output_head` chooses for a task.

    Parameters
    ----------
    output_head : callable
        ``output_head(task) -> (f, loss)``.

    Returns
    -------
    callable
        ``asked(task, Z, Y)``, which returns ``(f(Z), dZ)``. The gradient is enough to recognise the loss; its value is
        left out because a mistake in it costs points in the exercise on that loss already.
    """

    def asked(task: str, Z: Array, Y: Array) -> tuple[Any, Any]:
        f, loss = output_head(task)
        _, dZ = loss(Z, Y)
        return f(Z), dZ

    return asked
