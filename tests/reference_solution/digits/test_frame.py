import numpy as np
import pytest
from scipy.ndimage import map_coordinates

from course.data.handwritten_digits import handwritten_digits
from course.data.rendered_digits import rendered_digits
from reference_solution.digits.frame import fill_frame
from reference_solution.digits.preparation import standardise
from reference_solution.digits.train_network import network_logits, train_digits


@pytest.mark.parametrize("shape", [(8, 8), (5, 7), (6, 3)])
def test_it_agrees_with_scipys_interpolation(shape):
    pictures = np.random.default_rng(1).uniform(size=(9, *shape)) ** 3
    for picture, filled in zip(pictures, fill_frame(pictures.reshape(9, -1), shape, 0.6), strict=True):
        rows, columns = np.nonzero(picture > 0.6)
        places = (np.linspace(inked.min(), inked.max(), n) for inked, n in zip((rows, columns), shape, strict=True))
        wanted = map_coordinates(picture, np.meshgrid(*places, indexing="ij"), order=1)
        np.testing.assert_allclose(filled.reshape(shape), wanted, rtol=1e-12)


def test_a_picture_that_fills_its_frame_and_one_without_ink_stay():
    X, _ = handwritten_digits()
    filled = fill_frame(X, (8, 8), 0.25)
    np.testing.assert_allclose(fill_frame(filled, (8, 8), 1e-9)[:5], filled[:5], atol=1e-12)
    np.testing.assert_array_equal(fill_frame(np.full((2, 12), 0.2), (3, 4), 0.25), np.full((2, 12), 0.2))


def test_it_lets_a_network_trained_on_print_read_twice_as_much_handwriting():
    pictures, labels = rendered_digits(600, np.random.default_rng(0), 8)
    hand, hand_labels = handwritten_digits()

    def share(X, X_new):
        params = train_digits(standardise(X, X), labels, np.random.default_rng(1))
        return np.mean(network_logits(params, standardise(X, X_new)).argmax(axis=1) == hand_labels)

    assert share(fill_frame(pictures, (8, 8), 0.25), fill_frame(hand, (8, 8), 0.25)) > 1.6 * share(pictures, hand)
