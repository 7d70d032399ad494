"""The picture of two gradients, and when it is drawn."""

import subprocess
import sys
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.colors import LinearSegmentedColormap

from course.check import p6
from course.check.core import gradient_picture
from course.check.core.gradients import compare
from course.check.core.report import Report
from reference_solution.networks.dense import dense_backward, dense_forward

SVG = "{http://www.w3.org/2000/svg}"
PUOR = np.array([[127, 59, 8], [241, 163, 64], [247, 247, 247], [153, 142, 195], [45, 0, 75]])  # of ColorBrewer


def _drawn(got, expected):
    """Of each panel: its title, the rectangles of its entries, and their numbers if it has any."""
    root = ElementTree.fromstring(gradient_picture.gradient_picture("dW", got, expected).svg())
    rectangles = [r for r in root.iter(SVG + "rect") if r.get("fill") not in ("white", "none")]
    texts = [t for t in root.iter(SVG + "text") if "." in t.text]
    titles = [t.text for t in root.iter(SVG + "text") if t.get("font-size") == "13"]
    size, numbers = np.size(got), len(texts) // 3
    return [
        (title, rectangles[i * size : (i + 1) * size], texts[i * numbers : (i + 1) * numbers])
        for i, title in enumerate(titles)
    ]


@pytest.mark.parametrize("shape", [(4, 3), (5,), (1, 1), (20, 10)])
def test_yours_measured_and_difference_share_one_symmetric_scale(shape):
    rng = np.random.default_rng(0)
    got, expected = rng.normal(size=shape), rng.normal(size=shape)
    arrays = (got, expected, got - expected)
    limit = max(abs(V).max() for V in arrays)
    panels = _drawn(got, expected)
    assert [title for title, _, _ in panels] == ["your dW", "central differences", "yours − measured"]
    for values, (_, rectangles, _) in zip(arrays, panels, strict=True):
        for value, rectangle in zip(values.ravel(), rectangles, strict=True):
            assert rgb(rectangle) == pytest.approx(colour_of(value / limit), abs=1.01)


def rgb(rectangle):
    return [int(rectangle.get("fill")[i : i + 2], 16) for i in (1, 3, 5)]


def colour_of(share):
    """As matplotlib mixes the same colours."""
    mixed = LinearSegmentedColormap.from_list("", PUOR / 255, N=100_001)
    return [255 * channel for channel in mixed((share + 1) / 2)[:3]]


def test_orange_is_negative_and_purple_positive():
    _, [low, middle, high], _ = _drawn(np.array([[-2.0, 0, 2.0]]), np.zeros((1, 3)))[0]
    assert [rgb(r) for r in (low, middle, high)] == [[127, 59, 8], [247, 247, 247], [45, 0, 75]]


def test_every_entry_is_labelled_where_there_is_room():
    yours = _drawn(np.array([[1.0, -2.5]]), np.zeros((1, 2)))[0]
    assert [text.text for text in yours[2]] == ["1.00", "−2.50"]
    for too_many in (np.eye(20), np.ones((2, 10))):
        assert [text for _, _, text in _drawn(too_many, too_many)] == [[], [], []]


def test_a_number_stands_in_its_own_entry():
    values = np.array([[1.0, -2.5, 3.0], [4.0, 5.0, 6.0]])
    for entries, (_, rectangles, numbers) in zip(
        (values, 2 * values, -values), _drawn(values, 2 * values), strict=True
    ):
        for value, rectangle, text in zip(entries.ravel(), rectangles, numbers, strict=True):
            x, y, width, height = (float(rectangle.get(name)) for name in ("x", "y", "width", "height"))
            assert text.text == f"{value:.2f}".replace("-", "−")
            assert float(text.get("x")) == pytest.approx(x + width / 2, abs=0.2)
            assert y < float(text.get("y")) < y + height


def test_numbers_of_rows_and_columns_do_not_touch():
    root = ElementTree.fromstring(gradient_picture.gradient_picture("dW", np.eye(90), np.zeros((90, 90))).svg())
    of_columns = [float(t.get("x")) for t in root.iter(SVG + "text") if t.get("font-size") == "11"]
    gaps = [b - a for a, b in pairwise(of_columns[: len(of_columns) // 6])]
    assert min(gaps) >= 15


@pytest.mark.parametrize("shape", [(4, 3), (90, 90), (1,)])
def test_a_phone_need_not_shrink_it(shape):
    assert gradient_picture.gradient_picture("dW", np.ones(shape), np.zeros(shape)).width <= 358


def test_small_gradients_have_their_own_unit():
    drawing = gradient_picture.gradient_picture("dW", np.array([[0.002, -0.004]]), np.array([[0.002, -0.003]]))
    assert "units of 1e-03" in drawing.title
    assert ">2.00<" in drawing.svg()
    assert ">−4.00<" in drawing.svg()


def test_a_title_stays_in_its_place():
    svg = gradient_picture.gradient_picture('d"W<b>', np.ones(2), np.zeros(2)).svg()
    assert ElementTree.fromstring(svg).get("aria-label").startswith('d"W<b>:')
    assert "<b>" not in svg


def test_only_the_first_difference_is_drawn():
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
    (drawing,) = shown
    assert drawing.title == "dX: where the two gradients differ"
    assert "Every entry is 2 times the measured" in capsys.readouterr().out


def test_checks_do_not_load_matplotlib():
    program = (
        "import sys; from course.check import p6;"
        "from reference_solution.networks.dense import dense_forward, dense_backward;"
        "p6.dense_backward(dense_forward, lambda dZ, cache: dense_backward(2 * dZ, cache));"
        "sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True).returncode == 0
