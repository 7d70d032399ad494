import numpy as np
import pytest

from course.data.rendered_digits import outline, rasterise
from reference_solution.digits.first_layer import diagonal_stroke, first_layer_images
from reference_solution.losses.evaluation import accuracy
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_forward
from reference_solution.training.mlp_training import train
from tests.reference_solution.rendered_digits import digits


@pytest.mark.syllabus("S0-16")
def test_a_unit_answers_with_the_sum_of_its_picture_times_the_input():
    rng = np.random.default_rng(0)
    W, picture = rng.normal(size=(6, 4)), rng.normal(size=(2, 3))
    images = first_layer_images(W, (2, 3))
    assert images.shape == (4, 2, 3)
    np.testing.assert_allclose((images * picture).sum(axis=(1, 2)), picture.ravel() @ W, rtol=1e-13)


@pytest.mark.syllabus("S0-16")
def test_a_known_stroke_comes_back_the_right_way_up():
    seven = rasterise(outline(7, "DejaVuSans"), (np.eye(2), np.zeros(2)), 28)
    W = np.column_stack([np.zeros(784), seven.ravel()])
    np.testing.assert_array_equal(first_layer_images(W, (28, 28))[1], seven)


@pytest.mark.syllabus("S0-16")
def test_a_stroke_made_by_hand_ranks_the_digits_by_how_much_of_it_they_have():
    X, labels = digits(1200, side=28)
    w = diagonal_stroke(28)
    assert abs(w.sum()) < 1e-12
    response = np.array([(X[labels == digit] @ w).mean() for digit in range(10)])
    assert response[[2, 4, 7, 8]].min() > response[[0, 1, 5, 6, 9]].max()
    assert response.argmin() == 5
    upright = w.reshape(28, 28)
    for other in (upright.T[::-1].T, np.roll(upright, 9, axis=1)):
        assert (upright > 0).ravel() @ w > (other > 0).ravel() @ w


@pytest.mark.syllabus("S0-17")
def test_small_weights_and_a_penalty_make_smooth_pictures_of_the_same_use():
    """36 filters of a 784-36-10 tanh network on 1200 rendered digits. Roughness is the mean square of the step from a
    pixel to the one below over that of a pixel: 2 for noise. Measured: 1.53 from He, 0.36 from a tenth of it."""
    X, labels = digits(1200, side=28)
    X_held_out, labels_held_out = digits(300, side=28, seed=1)
    rough, right = [], []
    for scale in (1.0, 0.1):
        rng = np.random.default_rng(0)
        start = [(scale * W, b) for W, b in init_params([784, 36, 10], "he", rng)]
        params, _ = train(start, X, labels, "tanh", 1e-3, 0.05, 8, 8, rng)
        images = first_layer_images(params[0][0], (28, 28))
        rough.append(np.mean(np.diff(images, axis=1) ** 2) / np.mean(images**2))
        right.append(accuracy(mlp_forward(params, X_held_out, "tanh")[0], labels_held_out))
    assert rough[0] > 1.2
    assert rough[1] < 0.5
    assert min(right) > 0.95
    assert abs(right[0] - right[1]) < 0.03
