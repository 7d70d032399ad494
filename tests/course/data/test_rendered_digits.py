import subprocess
import sys

import numpy as np
import pytest

from course.data.rendered_digits import FACES, outline, rasterise, rendered_digits

UPRIGHT = np.eye(2), np.zeros(2)


def islands(paper):
    """Number of connected pieces of paper, by flooding them one after the other."""
    paper, found = np.pad(paper, 1, constant_values=True), 0
    while paper.any():
        flood = np.zeros_like(paper)
        flood[tuple(np.argwhere(paper)[0])] = True
        while True:
            wider = flood.copy()
            wider[1:] |= flood[:-1]
            wider[:-1] |= flood[1:]
            wider[:, 1:] |= flood[:, :-1]
            wider[:, :-1] |= flood[:, 1:]
            wider &= paper
            if np.array_equal(wider, flood):
                break
            flood = wider
        paper &= ~flood
        found += 1
    return found


@pytest.mark.syllabus("S0-16")
def test_a_picture_is_a_row_of_784_grey_values():
    X, labels = rendered_digits(30, np.random.default_rng(0))
    assert (X.shape, X.dtype) == ((30, 784), np.float64)
    assert (X.min(), X.max()) == (0.0, 1.0)
    assert np.bincount(labels).tolist() == [3] * 10


@pytest.mark.parametrize("face", FACES)
def test_zero_six_eight_and_nine_have_their_holes(face):
    holes = [islands(rasterise(outline(digit, face), UPRIGHT, 84) < 0.5) - 1 for digit in range(10)]
    assert [holes[digit] for digit in (0, 6, 8, 9)] == [1, 1, 2, 1]
    assert [holes[digit] for digit in (1, 2, 3, 5, 7)] == [0] * 5


def test_up_is_up():
    """A seven has its bar in the upper half, and the stem of a one is not at the border."""
    seven = rasterise(outline(7, "DejaVuSans"), UPRIGHT, 28)
    assert seven[4:9].sum() > 2 * seven[19:24].sum()
    assert np.all(seven[[0, -1]] == 0)


def test_no_digit_is_cut_off_by_much():
    X, _ = rendered_digits(300, np.random.default_rng(1))
    border = X.reshape(-1, 28, 28)[:, [0, -1], :].sum(axis=(1, 2))
    assert np.mean(border > 0) < 0.02


def test_a_generator_state_repeats_pictures():
    first, second, other = (rendered_digits(5, np.random.default_rng(seed))[0] for seed in (3, 3, 4))
    assert first.tobytes() == second.tobytes()
    assert first.tobytes() != other.tobytes()


def test_smaller_pictures_show_the_same_ink():
    fine, coarse = (rasterise(outline(3, "cmr10"), UPRIGHT, side) for side in (28, 7))
    np.testing.assert_allclose(coarse, fine.reshape(7, 4, 7, 4).mean(axis=(1, 3)), atol=1e-15)


def test_the_faces_have_the_ink_they_had():
    """Share of ink, mean over the faces; another release of matplotlib may move an outline a little."""
    ink = [np.mean([rasterise(outline(digit, face), UPRIGHT, 28).mean() for face in FACES]) for digit in range(10)]
    np.testing.assert_allclose(
        ink, [0.152, 0.103, 0.129, 0.124, 0.136, 0.131, 0.150, 0.100, 0.158, 0.149], rtol=0, atol=0.005
    )


def test_matplotlib_is_loaded_when_drawing():
    loaded = "import sys, course.data.rendered_digits; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
