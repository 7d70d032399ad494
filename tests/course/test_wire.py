"""The wire format: plain values come back as they were, and hostile bytes are a `WireError` and nothing else."""

import contextlib
import json
import struct
import tracemalloc
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np

from course.probing import wire
from course.probing.wire import Opaque, Remote, WireError, decode, encode

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_WHOLE = st.integers(-(10**wire.MAX_DIGITS) + 1, 10**wire.MAX_DIGITS - 1)
_DTYPES = st.one_of(
    st_np.boolean_dtypes(),
    st_np.integer_dtypes(endianness="="),
    st_np.unsigned_integer_dtypes(endianness="="),
    st_np.floating_dtypes(endianness="="),
    st_np.complex_number_dtypes(endianness="=", sizes=(64, 128)),
)
_ARRAYS = st_np.arrays(_DTYPES, st_np.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    _WHOLE,
    st.floats(),
    _TEXT,
    _ARRAYS,
    st.builds(Opaque, _TEXT),
    st.builds(Remote, st.integers(0, 9)),
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(_TEXT, inner, max_size=3),
    ),
    max_leaves=8,
)


def _same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and np.array_equal(a, b, equal_nan=True)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(map(_same, a.values(), b.values()))
    return a == b or (a != a and b != b)


@given(_VALUES)
def test_a_plain_value_comes_back_as_it_was(value):
    assert _same(decode(encode(value)), value)


@given(_ARRAYS)
def test_memory_order_and_byte_order_do_not_matter(array):
    for other in (np.array(array, order="F"), array.astype(array.dtype.newbyteorder(">"))):
        assert _same(decode(encode(other)), array)


def test_an_array_that_comes_back_is_writable_and_shares_nothing():
    first = np.zeros(3)
    second = decode(encode(first))
    second[0] = 1
    assert first[0] == 0


@pytest.mark.parametrize(
    ("value", "description"),
    [
        (np.array([None]), "array of object"),
        (np.array(["text"]), "array of str128"),
        (np.zeros(2, "f8,i4"), "array of void96"),
        (np.datetime64("2020-01-01"), "array of datetime64[D]"),
        (10**wire.MAX_DIGITS, "int of more than 18 digits"),
        (lambda: None, "function"),
        ({1, 2}, "set"),
        (object(), "object"),
        (1j, "complex"),
        (Fraction(10**400), "Fraction"),
        (Decimal("sNaN"), "Decimal"),
    ],
)
def test_what_is_not_plain_is_only_described(value, description):
    assert decode(encode(value)) == Opaque(description)


def test_a_subclass_travels_as_what_it_holds_and_not_as_what_it_says():
    class Liar(np.ndarray):
        def __eq__(self, other):
            return True

        def tobytes(self, order="C"):
            return b"lie"

    told = decode(encode(np.arange(3.0).view(Liar)))
    assert type(told) is np.ndarray
    np.testing.assert_array_equal(told, [0.0, 1.0, 2.0])


@pytest.mark.parametrize("exact", [Fraction(3, 4), Decimal("0.75")])
def test_an_exact_number_travels_as_a_float(exact):
    assert decode(encode([exact])) == [0.75]


@pytest.mark.parametrize("value", [[[[[[[[[[1]]]]]]]]], [0] * wire.MAX_NODES, np.zeros(wire.MAX_BYTES + 1, "u1")])
def test_the_sender_refuses_too_much(value):
    with pytest.raises(WireError):
        encode(value)


def test_text_that_is_no_text_cannot_be_written_arrives_readable():
    assert decode(encode({"\ud800": "a\udfffb"})) == {"?": "a?b"}


def _message(skeleton, body=b""):
    text = skeleton if isinstance(skeleton, bytes) else json.dumps(skeleton).encode()
    return struct.pack(">I", len(text)) + text + body


_HOSTILE = {
    "nothing": b"",
    "a length only": struct.pack(">I", 5),
    "a length beyond the end": struct.pack(">I", 2**32 - 1) + b"1",
    "no JSON": _message(b"{{{"),
    "no text": _message(b"\xff\xfe\xfd"),
    "deep JSON": _message(b"[" * 100_000),
    "deep lists": _message(b'{"list":[' * 50_000),
    "a bare list": _message([1]),
    "a bare float": _message(1.5),
    "not a number": _message(b"NaN"),
    "infinity": _message(b"1e999"),
    "a whole number of 400 digits": _message(b"9" * 400),
    "a whole number of 5,000 digits": _message(b"9" * 5000),
    "an unknown tag": _message({"pickle": "x"}),
    "two tags": _message({"float": "0x1p0", "list": []}),
    "no tag": _message({}),
    "a float that is none": _message({"float": "one"}),
    "a float that is a list": _message({"float": [1]}),
    "a float beyond all": _message({"float": "0x1p99999"}),
    "a function numbered by text": _message({"remote": "x"}),
    "a function numbered without end": _message({"remote": 10**30}),
    "a description that is a list": _message({"opaque": [1]}),
    "a dict of one": _message({"dict": [["key"]]}),
    "a dict of a number": _message({"dict": 3}),
    "a key that is a list": _message({"dict": [[[1], 2]]}),
    "a list of a number": _message({"list": 3}),
    "a list that is a text": _message({"list": "abc"}),
    "a list that is a long text": _message({"list": "Ā" * 300_000}),
    "a tuple that is a dict": _message({"tuple": {"float": 1}}),
    "a dict that is a text": _message({"dict": ""}),
    "an entry that is a text": _message({"dict": ["ab"]}),
    "an array that is a text": _message({"array": "ab"}),
    "a shape that is a text": _message({"array": ["<f8", ""]}, bytes(8)),
    "more parts than a value may have": _message({"list": [1] * wire.MAX_NODES}),
    "more parts in many lists": _message({"list": [{"list": [1] * 1000}] * 11}),
    "more entries than a value may have": _message({"dict": [["a", 1]] * wire.MAX_NODES}),
    "an array of nothing": _message({"array": []}),
    "an array of objects": _message({"array": ["|O", [1]]}, bytes(8)),
    "an array of text": _message({"array": ["<U1", [1]]}, bytes(4)),
    "an array of records": _message({"array": ["f8,f8", [1]]}, bytes(16)),
    "a type that is a program": _message({"array": ["(1,", [1]]}, bytes(8)),
    "a type that is a list": _message({"array": [["<f8"], [1]]}, bytes(8)),
    "a shape that is a number": _message({"array": ["<f8", 1]}, bytes(8)),
    "a shape of text": _message({"array": ["<f8", ["1"]]}, bytes(8)),
    "a shape of truth": _message({"array": ["<f8", [True]]}, bytes(8)),
    "a negative shape": _message({"array": ["<f8", [-1]]}, bytes(8)),
    "two negative shapes": _message({"array": ["<f8", [-1, -1]]}, bytes(8)),
    "a shape without bytes": _message({"array": ["<f8", [10**12]]}),
    "a shape whose size overflows": _message({"array": ["<f8", [2**32, 2**32]]}),
    "an empty shape with a huge side": _message({"array": ["<f8", [0, 10**12]]}),
    "an empty shape whose size overflows": _message({"array": ["<f8", [0, *[60_000_000] * 20]]}),
    "a thousand axes": _message({"array": ["<f8", [1] * 1000]}, bytes(8)),
    "bytes left over": _message(1, b"x"),
}


@pytest.mark.parametrize("data", _HOSTILE.values(), ids=_HOSTILE)
def test_hostile_bytes_are_a_wire_error(data):
    with pytest.raises(WireError):
        decode(data)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_value_or_a_wire_error(data):
    with contextlib.suppress(WireError):
        decode(data)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["array", "list", "tuple", "dict", "float", "remote", "opaque"]), inner)
    ),
    max_leaves=6,
)


@given(_JSON, st.binary(max_size=16))
def test_any_skeleton_is_a_value_or_a_wire_error(skeleton, body):
    with contextlib.suppress(WireError):
        decode(_message(skeleton, body))


@given(_VALUES, st.data())
def test_a_message_with_one_byte_changed_is_a_value_or_a_wire_error(value, draw):
    data = bytearray(encode(value))
    data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    with contextlib.suppress(WireError):
        decode(bytes(data))


@pytest.mark.parametrize(
    "data",
    [
        _HOSTILE[name]
        for name in (
            "a shape without bytes",
            "an empty shape with a huge side",
            "deep JSON",
            "a list that is a long text",
            "more parts in many lists",
        )
    ],
)
def test_what_a_message_claims_takes_no_memory(data):
    tracemalloc.start()
    try:
        with pytest.raises(WireError):
            decode(data)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_too_much_text_is_refused_before_it_is_read():
    with pytest.raises(WireError, match="too much text"):
        decode(struct.pack(">I", wire.MAX_SKELETON + 1))
