"""Shapes typed by hand: read in the convention that was chosen, or refused with the layer, the shape and the reason."""

import pytest

from lectures.widgets.w12_shapes import CONVENTIONS, IN_BY_OUT, OUT_BY_IN, ROWS, widths


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_widths_mean_the_same_in_every_convention(convention):
    assert widths("3-4-4-1", convention) == widths(" 3, 4, 4, 1 ", convention) == [3, 4, 4, 1]


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_shapes_are_read_in_the_convention(convention):
    stored = "4x3, 4x4, 1x4" if convention == OUT_BY_IN else "3x4, 4x4, 4x1"
    assert widths(stored, convention) == [3, 4, 4, 1]


def test_shapes_of_another_convention_are_suspected():
    with pytest.raises(ValueError, match=r"got W2 of shape 4 x 4, expected 3 x n .* check the convention"):
        widths("4x3, 4x4, 1x4", IN_BY_OUT)
    with pytest.raises(ValueError, match=r"got W2 of shape 4 x 4, expected n x 3 .* check the convention"):
        widths("3x4, 4x4, 4x1", OUT_BY_IN)


def test_a_layer_that_fits_nowhere_is_named():
    with pytest.raises(ValueError, match=r"got W3 of shape 5 x 1, expected 4 x n .* does not fit its neighbour"):
        widths("3x2, 2x4, 5x1", ROWS)
