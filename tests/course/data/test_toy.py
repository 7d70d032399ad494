import numpy as np
import pytest

from course.data.toy import circles, noisy_sine, spirals, two_moons, xor_blobs

SETS = [xor_blobs, two_moons, circles, spirals]


@pytest.mark.parametrize("draw", SETS)
@pytest.mark.parametrize("N", [1, 101])
def test_a_set_has_a_label_for_every_point(draw, N):
    X, labels = draw(N, np.random.default_rng(0))
    assert (X.shape, X.dtype) == ((N, 2), np.float64)
    assert (labels.shape, labels.dtype) == ((N,), np.int64)


@pytest.mark.parametrize("draw", SETS)
def test_the_classes_are_equally_many(draw):
    _, labels = draw(200, np.random.default_rng(0))
    assert np.bincount(labels).tolist() == [100, 100]


@pytest.mark.parametrize("draw", [*SETS, noisy_sine])
def test_a_generator_state_repeats_the_points(draw):
    first, second, other = (draw(50, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert first[0].tobytes() == second[0].tobytes()
    assert first[1].tobytes() == second[1].tobytes()
    assert first[0].tobytes() != other[0].tobytes()


def test_opposite_corners_of_xor_are_of_one_class():
    X, labels = xor_blobs(400, np.random.default_rng(0), spread=0.05)
    corners = np.round(X).astype(int)
    assert np.array_equal(corners[:, 0] != corners[:, 1], labels == 1)


def test_the_circles_have_their_radii():
    X, labels = circles(100, np.random.default_rng(0), spread=0.0)
    np.testing.assert_allclose(np.hypot(*X.T), np.where(labels == 0, 1.0, 0.5), rtol=1e-14)


def test_the_moons_are_half_circles_around_their_own_middles():
    X, labels = two_moons(100, np.random.default_rng(0), spread=0.0)
    np.testing.assert_allclose(np.hypot(*X[labels == 0].T), 1, rtol=1e-14)
    np.testing.assert_allclose(np.hypot(*(X[labels == 1] - [1, 0.5]).T), 1, rtol=1e-14)
    assert X[labels == 0][:, 1].min() >= 0
    assert X[labels == 1][:, 1].max() <= 0.5


def test_a_spiral_arm_is_another_arm_turned():
    X, labels = spirals(300, np.random.default_rng(0), arms=3, turns=1.0, spread=0.0)
    radius, angle = np.hypot(*X.T), np.arctan2(X[:, 1], X[:, 0])
    off = (angle / (2 * np.pi) - radius - labels / 3 + 0.5) % 1 - 0.5
    np.testing.assert_allclose(off, 0, atol=1e-12)


def test_the_noise_of_the_sine_has_the_stated_spread():
    x, y = noisy_sine(4000, np.random.default_rng(0), spread=0.3)
    assert np.std(y - np.sin(2 * np.pi * x)) == pytest.approx(0.3, rel=0.05)
    assert np.all(np.diff(x) >= 0)
