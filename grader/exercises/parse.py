"""Readers for views: check that a result is an array, a number or a network of the right shape; else `Malformed`."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.types import Array, Network
from grader.exercises.model import Malformed


def numbers(value: Any, shape: tuple[int | None, ...], name: str) -> Array:
    """Read a finite array of a given shape.

    Parameters
    ----------
    value : object
        Whatever a student returned; lists of numbers are accepted.
    shape : tuple of int or None
        None for an axis of any length.
    name : str
        For the sentence.

    Returns
    -------
    ndarray of float64

    Raises
    ------
    Malformed
        If it is not an array of numbers, has another shape, or holds NaN or infinity.

    Examples
    --------
    >>> numbers([1, 2], (None,), "w")
    array([1., 2.])
    >>> numbers(np.eye(2), (2,), "w")
    Traceback (most recent call last):
    grader.exercises.model.Malformed: w has shape (2, 2), expected (2,)
    """
    array = _array(value, name)
    wanted = f"({', '.join('any' if n is None else str(n) for n in shape)}{',' if len(shape) == 1 else ''})"
    if len(array.shape) != len(shape) or any(n not in (None, m) for m, n in zip(array.shape, shape, strict=True)):
        raise Malformed(f"{name} has shape {array.shape}, expected {wanted if shape else 'a single number'}")
    if not np.isfinite(array).all():
        raise Malformed(f"{name} holds NaN or infinity")
    return array


def holds_floats(value: Any) -> bool:
    """Tell whether a number, an array or nested lists consist of floats, not of whole numbers or True and False."""
    try:
        return np.asarray(value).dtype.kind == "f"
    except ValueError:  # rows of different lengths
        return False


def parts(value: Any, names: Sequence[str]) -> Any:
    """Read a tuple or list with one part for each name; raises `Malformed` for anything else."""
    if not isinstance(value, list | tuple) or len(value) != len(names):
        raise Malformed(f"the result is not a tuple of {len(names)}: {', '.join(names)}")
    return value


def whole_number(value: Any, name: str) -> int:
    """Read a whole number; 3.0 is one. Raises `Malformed` for anything else."""
    number = numbers(value, (), name).item()
    if number != int(number):
        raise Malformed(f"{name} is {number:.6g}, expected a whole number")
    return int(number)


def network(value: Any, n_in: int, n_out: int, hidden: int | None = None) -> Network:
    """Read a network: a list of (W, b), W of shape (inputs, units) and b of shape (units,).

    Parameters
    ----------
    value : object
    n_in, n_out : int
    hidden : int or None
        The number of hidden layers that it must have; None for any.

    Returns
    -------
    list of (ndarray, ndarray)

    Raises
    ------
    Malformed
        If it is not a list of pairs, or a shape does not fit; the sentence names the layer.

    Examples
    --------
    >>> network([(np.ones((1, 3)), np.zeros(3)), (np.ones((1, 3)), np.zeros(1))], 1, 1)
    Traceback (most recent call last):
    grader.exercises.model.Malformed: W of the last layer has shape (1, 3), expected (3, 1): transposed?
    """
    if not isinstance(value, list | tuple) or not value:
        raise Malformed("the network is not a list of (W, b), one pair for each layer")
    if hidden is not None and len(value) != hidden + 1:
        raise Malformed(f"the network has {len(value)} layers, expected {hidden} hidden and one for the output")
    params, width = [], n_in
    for i, layer in enumerate(value):
        last = i == len(value) - 1
        name = "the last layer" if last else f"layer {i + 1}"
        if not isinstance(layer, list | tuple) or len(layer) != 2:
            raise Malformed(f"{name[0].upper()}{name[1:]} is not a pair (W, b)")
        W = _array(layer[0], f"W of {name}")
        units = n_out if last else None
        if W.ndim == 2 and W.shape[0] != width and W.shape[1] == width and units in (None, W.shape[0]):
            wanted = (width, W.shape[0])
            raise Malformed(f"W of {name} has shape {W.shape}, expected {wanted}: transposed?")
        W = numbers(layer[0], (width, units), f"W of {name}")
        params.append((W, numbers(layer[1], (W.shape[1],), f"b of {name}")))
        width = W.shape[1]
    return params


def _array(value: Any, name: str) -> Array:
    if value is None:
        raise Malformed(f"{name} is None")
    try:
        array = np.asarray(value)
    except ValueError:
        raise Malformed(f"{name} has rows of different lengths") from None
    if array.dtype.kind not in "biuf":
        raise Malformed(f"{name} does not consist of numbers")
    return array.astype(np.float64)
