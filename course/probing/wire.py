"""Wire format between a student's process and the judge: plain values to bytes, and back.

There is no pickle and no object array. A value is None, a bool, an int, a float, a str, an array of numbers, or a list,
tuple or dict of these; a fraction or decimal number travels as a float. Anything else is replaced by an `Opaque`, which
holds its description.

A message is a length, a JSON skeleton of that length, and the raw bytes of the arrays in the order of the skeleton.
"""

import contextlib
import json
import math
import struct
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_DEPTH = 8
MAX_NODES = 10_000
MAX_BYTES = 64_000_000
MAX_TEXT = 2_000_000
MAX_DIGITS = 18
MAX_SKELETON = 16_000_000
MAX_PUNCTUATION = 500_000
MAX_AXES = 64
PLAIN_KINDS = frozenset("biufc")
# Looked up by name: numpy would parse other strings, which come from outside, as descriptions of structured types.
_TYPES = {np.dtype(c).newbyteorder("<").str: np.dtype(c).newbyteorder("<") for c in "?bBhHiIlLqQefdgFD"}
_LENGTH = struct.Struct(">I")
_ARRAYS, _SEQUENCES, _EXACT = (np.ndarray, np.generic), (list, tuple), (Fraction, Decimal)


class WireError(ValueError):
    """A message is malformed or exceeds a limit."""


@dataclass(frozen=True)
class Opaque:
    """Stands for an object that cannot be encoded.

    Attributes
    ----------
    description : str
        Such as ``"generator"`` or ``"array of object"``.
    """

    description: str


@dataclass(frozen=True)
class Remote:
    """Stands for a function of the judge, which the student's process calls by its number.

    Attributes
    ----------
    number : int
    """

    number: int


def encode(value: object) -> bytes:
    """Encode a value.

    Parameters
    ----------
    value : object
        Nested plain value; parts that are not plain become an `Opaque`.

    Returns
    -------
    bytes

    Raises
    ------
    WireError
        If the value is nested deeper than `MAX_DEPTH`, has more than `MAX_NODES` parts, or more than `MAX_BYTES` of
        arrays or `MAX_SKELETON` of text.

    Examples
    --------
    >>> decode(encode({"dW": np.eye(2), "loss": 0.5}))
    {'dW': array([[1., 0.],
           [0., 1.]]), 'loss': 0.5}
    """
    arrays: list[bytes] = []
    budget = [MAX_NODES, MAX_BYTES]
    skeleton = json.dumps(_skeleton(value, arrays, budget, 0), separators=(",", ":")).encode()
    if len(skeleton) > MAX_SKELETON:
        raise WireError(f"more than {MAX_SKELETON} bytes of text")
    return b"".join([_LENGTH.pack(len(skeleton)), skeleton, *arrays])


def decode(data: bytes) -> Any:
    """Decode a message, which may come from an untrusted process.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    object
        The value that `encode` was given. Its arrays are writable and do not share memory with `data`.

    Raises
    ------
    WireError
        If the message is malformed or exceeds a limit.
    """
    try:
        (length,) = _LENGTH.unpack_from(data)
        if length > MAX_SKELETON:
            raise WireError("malformed message: too much text")
        text = data[4 : 4 + length]
        # Each starts an object up to a hundred times its own size, so they are counted before JSON is parsed.
        if sum(map(text.count, (b"{", b"[", b","))) > MAX_PUNCTUATION:
            raise WireError("malformed message: too many parts")
        skeleton = json.loads(text)
        value, end = _value(skeleton, memoryview(data), 4 + length, [MAX_NODES], 0)
    except WireError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, struct.error, RecursionError, OverflowError, MemoryError) as e:
        raise WireError(f"malformed message: {type(e).__name__}") from None
    if end != len(data):
        raise WireError("malformed message: bytes left over")
    return value


def _skeleton(value: Any, arrays: list[bytes], budget: list[int], depth: int) -> Any:
    budget[0] -= 1
    if depth > MAX_DEPTH or budget[0] < 0:
        raise WireError(f"a value nested deeper than {MAX_DEPTH} or with more than {MAX_NODES} parts")
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is int:
        return value if abs(value) < 10**MAX_DIGITS else {"opaque": f"int of more than {MAX_DIGITS} digits"}
    if kind is float:
        return {"float": value.hex()}
    if kind is str:
        return value if len(value) <= MAX_TEXT else {"opaque": "str of more than 2 million characters"}
    if kind is Remote:
        return {"remote": value.number}
    if kind is Opaque:
        return {"opaque": value.description}
    if issubclass(kind, _ARRAYS):
        return _array_skeleton(value, arrays, budget)
    if issubclass(kind, _SEQUENCES):
        name = "tuple" if issubclass(kind, tuple) else "list"
        return {name: [_skeleton(v, arrays, budget, depth + 1) for v in value]}
    if issubclass(kind, _EXACT):
        with contextlib.suppress(OverflowError, ValueError):  # too large for a float, or no number
            return {"float": float(value).hex()}
    if issubclass(kind, dict):
        return {"dict": [[str(k), _skeleton(v, arrays, budget, depth + 1)] for k, v in value.items()]}
    return {"opaque": kind.__name__}


def _array_skeleton(value: Any, arrays: list[bytes], budget: list[int]) -> dict[str, Any]:
    # As a plain ndarray, because a student's subclass could override the methods used here.
    plain = np.ndarray.view(np.asarray(value), np.ndarray)
    if plain.dtype.kind not in PLAIN_KINDS:
        return {"opaque": f"array of {plain.dtype.name}"}
    if plain.dtype.itemsize > 16:
        plain = plain.astype(np.complex128)
    budget[1] -= plain.nbytes
    if budget[1] < 0:
        raise WireError(f"more than {MAX_BYTES} bytes of arrays")
    little = plain.astype(plain.dtype.newbyteorder("<"), copy=False)
    arrays.append(np.ndarray.tobytes(little))
    return {"array": [little.dtype.str, list(little.shape)]}


def _value(skeleton: Any, data: memoryview, offset: int, budget: list[int], depth: int) -> tuple[Any, int]:
    """The value that a skeleton describes, and where its arrays end; each part that is made is counted."""
    budget[0] -= 1
    if depth > MAX_DEPTH or budget[0] < 0:
        raise WireError(f"malformed message: nested deeper than {MAX_DEPTH} or more than {MAX_NODES} parts")
    if not isinstance(skeleton, dict):
        if isinstance(skeleton, str):
            return _text(skeleton), offset
        if skeleton is None or isinstance(skeleton, int):
            return _whole(skeleton), offset
        raise WireError("malformed message: bare list or float")
    ((tag, content),) = skeleton.items()
    if tag == "float":
        return float.fromhex(content), offset
    if tag == "opaque":
        return Opaque(_text(content)[:200]), offset
    if tag == "remote":
        return Remote(_whole(content)), offset
    if tag == "array":
        return _array(content, data, offset)
    if tag in ("list", "tuple"):
        items = []
        for part in _list(content):
            item, offset = _value(part, data, offset, budget, depth + 1)
            items.append(item)
        return (tuple(items) if tag == "tuple" else items), offset
    if tag == "dict":
        entries = {}
        for key, part in map(_list, _list(content)):
            entries[_text(key)], offset = _value(part, data, offset, budget, depth + 1)
        return entries, offset
    raise WireError(f"malformed message: unknown tag {str(tag)[:20]!r}")


def _list(value: Any) -> list[Any]:
    """The value itself: a string or a dict could be gone through as well."""
    if not isinstance(value, list):
        raise WireError("malformed message: not a list")
    return value


def _text(value: object) -> str:
    """Replace lone surrogates, which JSON can carry but UTF-8 files cannot."""
    if not isinstance(value, str):
        raise WireError("malformed message: not a string")
    return value.encode("utf-8", "replace").decode()


def _whole(value: Any) -> Any:
    if value is not None and abs(value) >= 10**MAX_DIGITS:
        raise WireError(f"malformed message: a whole number of more than {MAX_DIGITS} digits")
    return value


def _array(content: Any, data: memoryview, offset: int) -> tuple[NDArray[Any], int]:
    name, shape = _list(content)
    lengths = _list(shape)
    if (
        name not in _TYPES
        or len(lengths) > MAX_AXES
        or not all(type(n) is int and 0 <= n <= MAX_BYTES for n in lengths)
    ):
        raise WireError("malformed message: not an array of numbers")
    dtype = _TYPES[name]
    size = dtype.itemsize * math.prod(shape)
    if size > len(data) - offset:
        raise WireError("malformed message: fewer bytes than the array's shape says")
    # Copied, so that the array is writable and does not keep the message in memory.
    return np.frombuffer(data[offset : offset + size], dtype=dtype).reshape(shape).copy(), offset + size
