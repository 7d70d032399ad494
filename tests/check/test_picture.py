"""The picture of two gradients, and when it is drawn."""

import subprocess
import sys

import numpy as np
import pytest

from course.check import p6, picture
from course.check.gradients import compare
from course.check.report import Report
from reference_solution.dense import dense_backward, dense_forward


@pytest.mark.parametrize("shape", [(4, 3), (5,), (1, 1), (20, 10)])
def test_yours_measured_and_difference_share_one_symmetric_scale(shape):
    rng = np.random.default_rng(0)
    got, expected = rng.normal(size=shape), rng.normal(size=shape)
    figure = picture.gradient_picture("dW", got, expected)
    drawn = figure.axes[0].images
    assert len({tuple(image.get_extent()) for image in drawn}) == 3
    limits = {image.get_clim() for image in drawn}
    assert len(limits) == 1
    low, high = limits.pop()
    assert low == -high == -max(abs(V).max() for V in (got, expected, got - expected))
    for image, values in zip(drawn, (got, expected, got - expected), strict=True):
        assert np.array_equal(image.get_array(), np.atleast_2d(values))


def _texts(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def test_every_entry_is_labelled_where_there_is_room():
    texts = _texts(picture.gradient_picture("dW", np.array([[1.0, -2.5]]), np.zeros((1, 2))))
    assert texts[:6] == ["your dW", "0", "1", "0", "1.00", "−2.50"]
    assert not any("." in text for text in _texts(picture.gradient_picture("dW", np.eye(20), np.eye(20))))


def test_a_number_stands_in_the_middle_of_its_own_entry():
    values = np.array([[1.0, -2.5, 3.0], [4.0, 5.0, 6.0]])
    axes = picture.gradient_picture("dW", values, 2 * values).axes[0]
    numbers = [text for text in axes.texts if "." in text.get_text()]
    for image, entries in zip(axes.images, (numbers[:6], numbers[6:12], numbers[12:]), strict=True):
        left, right, bottom, top = image.get_extent()
        for text, ((row, column), value) in zip(entries, np.ndenumerate(image.get_array()), strict=True):
            x, y = text.get_position()
            assert text.get_text() == f"{value:.2f}".replace("-", "−")
            assert ((x - left) * 3 / (right - left), (top - y) * 2 / (top - bottom)) == pytest.approx(
                (column + 0.5, row + 0.5)
            )


def test_small_gradients_are_labelled_in_their_own_unit():
    figure = picture.gradient_picture("dW", np.array([[0.002, -0.004]]), np.array([[0.002, -0.003]]))
    assert _texts(figure)[4:6] == ["2.00", "−4.00"]
    assert "units of 1e-03" in figure.get_suptitle()


def test_only_a_difference_is_drawn_and_only_the_first():
    offered = []
    with Report("dense_backward") as report:
        report.picture = offered.append
        compare(report, "dX", np.ones(2), np.ones(2), "a case")
        assert offered == []
        compare(report, "dW", np.ones(2), np.zeros(2), "a case")
    assert len(offered) == 1


def test_a_picture_that_fails_hides_no_sentence(capsys):
    def fails():
        raise RuntimeError("no fonts")

    with Report("dense_backward") as report:
        report.fail("dW differs.")
        report.picture(fails)
    said = capsys.readouterr().out
    assert "✗ dW differs." in said
    assert "could not be drawn: no fonts" in said


def test_a_wrong_gradient_is_displayed_in_a_notebook(monkeypatch, capsys):
    shown = []
    monkeypatch.setattr("course.plots.show", shown.append)
    p6.dense_backward(
        dense_forward, lambda dZ, cache: [2.0 * V if len(dZ) > 1 else V for V in dense_backward(dZ, cache)]
    )
    (figure,) = shown
    assert figure.get_suptitle() == "dX: where the two gradients differ"
    assert "Every entry is 2 times the measured" in capsys.readouterr().out


def test_checks_that_pass_do_not_load_matplotlib():
    program = (
        "import sys; from course.check import p6; from reference_solution.dense import dense_forward, dense_backward;"
        "p6.dense_backward(dense_forward, dense_backward); sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True).returncode == 0
