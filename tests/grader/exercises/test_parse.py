"""What views read is checked before it is computed with, and a sentence says what is amiss."""

import numpy as np
import pytest

from course.probing.wire import Opaque
from grader.exercises.model import Malformed
from grader.exercises.parse import network, numbers, whole_number

LAYER, OUT = (np.ones((2, 3)), np.zeros(3)), (np.ones((3, 1)), np.zeros(1))


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "w is None"),
        ("ab", "w does not consist of numbers"),
        ([1.0, Opaque("function")], "w does not consist of numbers"),
        ([[1.0], [1.0, 2.0]], "w has rows of different lengths"),
        (np.ones(3) * 1j, "w does not consist of numbers"),
        (np.ones((2, 1)), "w has shape (2, 1), expected (2,)"),
        (3.0, "w has shape (), expected (2,)"),
        ([1.0, np.nan], "w holds NaN or infinity"),
    ],
)
def test_what_is_no_array_of_the_shape_is_named(value, sentence):
    with pytest.raises(Malformed) as told:
        numbers(value, (2,), "w")
    assert str(told.value) == sentence


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "the network is not a list of (W, b), one pair for each layer"),
        ([], "the network is not a list of (W, b), one pair for each layer"),
        ([OUT], "the network has 1 layers, expected 1 hidden and one for the output"),
        ([LAYER, np.ones(3)], "The last layer is not a pair (W, b)"),
        ([(np.ones((3, 2)), np.zeros(3)), OUT], "W of layer 1 has shape (3, 2), expected (2, 3): transposed?"),
        ([(np.ones((2, 3)), np.zeros(2)), OUT], "b of layer 1 has shape (2,), expected (3,)"),
        ([(np.ones((2, 4)), np.zeros(4)), OUT], "W of the last layer has shape (3, 1), expected (4, 1)"),
        ([LAYER, (np.ones(3), np.zeros(1))], "W of the last layer has shape (3,), expected (3, 1)"),
        ([LAYER, (np.ones((3, 1)), 0.0)], "b of the last layer has shape (), expected (1,)"),
    ],
)
def test_what_is_no_network_is_named(value, sentence):
    with pytest.raises(Malformed) as told:
        network(value, 2, 1, hidden=1)
    assert str(told.value) == sentence


def test_networks_are_read_from_lists():
    (W, b), _ = network([([[1, 2, 3], [4, 5, 6]], (0, 0, 0)), OUT], 2, 1)
    assert (W.dtype, W.shape, b.shape) == (np.float64, (2, 3), (3,))
    assert network([(np.ones((2, 0)), np.zeros(0)), (np.ones((0, 1)), np.zeros(1))], 2, 1, hidden=1)


def test_whole_numbers_are_read_and_others_are_not():
    assert [whole_number(v, "k") for v in (3, 3.0, np.int64(3), np.array(3))] == [3] * 4
    for value in (3.5, [3], np.inf, "3", None):
        with pytest.raises(Malformed):
            whole_number(value, "k")
