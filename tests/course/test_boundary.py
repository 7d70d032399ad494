"""The coloured plane says what the classifier says, at every place."""

from xml.etree import ElementTree

import numpy as np
import pytest

from course.boundary import decision_boundary

SVG = "{http://www.w3.org/2000/svg}"
X = np.array([[-1.0, 0.5], [2.0, 0.0], [0.3, -1.0], [1.0, 1.5]])
LABELS = np.array([0, 1, 1, 0])


def waves(points):
    return (np.sin(3 * points[:, 0]) + points[:, 1] > 0).astype(int)


def parts(drawing, kind):
    return [
        {name: float(value) if value.replace(".", "", 1).isdigit() else value for name, value in part.attrib.items()}
        for part in ElementTree.fromstring(drawing.svg()).iter(SVG + kind)
    ]


def test_each_place_has_the_colour_of_the_class_that_is_predicted_there():
    asked = []

    def predict(points):
        asked.append(points)
        return waves(points)

    rectangles = parts(decision_boundary(predict, X, LABELS), "rect")
    [plane] = [r for r in rectangles if r["fill"] == "#fdd9a8"]
    stretches = np.array([[r[k] for k in ("x", "y", "width", "height")] for r in rectangles if r["fill"] == "#cfc6e6"])
    low, high = X.min(axis=0) - 0.4, X.max(axis=0) + 0.4
    points = np.concatenate(asked)
    at = np.column_stack(
        [
            plane["x"] + (points[:, 0] - low[0]) / (high[0] - low[0]) * plane["width"],
            plane["y"] + (high[1] - points[:, 1]) / (high[1] - low[1]) * plane["height"],
        ]
    )[::17]
    x, y, width, height = stretches.T
    inside = (at[:, :1] > x) & (at[:, :1] < x + width) & (at[:, 1:] > y) & (at[:, 1:] < y + height)
    assert np.array_equal(inside.sum(axis=1), waves(points)[::17])


def test_both_inputs_have_one_scale_and_every_example_its_mark():
    drawing = decision_boundary(waves, X, LABELS, "four examples")
    circles, triangles = parts(drawing, "circle"), parts(drawing, "polygon")
    assert (len(circles), len(triangles)) == (2 + 1, 2 + 1)  # with those of the legend
    (first, last) = circles[:2]
    apart = X[3] - X[0]
    assert (last["cx"] - first["cx"]) / apart[0] == pytest.approx((first["cy"] - last["cy"]) / apart[1], rel=1e-2)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 40.0, 1e4])
def test_ticks_are_round_few_and_where_they_say(scale):
    drawing = decision_boundary(waves, scale * X, LABELS)
    root = ElementTree.fromstring(drawing.svg())
    [plane] = [r for r in parts(drawing, "rect") if r["fill"] == "#fdd9a8"]
    low, high = scale * X[:, 0].min() - 0.4, scale * X[:, 0].max() + 0.4
    ticks = {
        float(t.text.replace("−", "-")): float(t.get("x"))
        for t in root.iter(SVG + "text")
        if t.get("font-size") == "12" and t.get("text-anchor") == "middle"
    }
    assert 3 <= len(ticks) <= 8
    for value, x in ticks.items():
        assert x == pytest.approx(plane["x"] + (value - low) / (high - low) * plane["width"], abs=0.5)


def test_it_is_white_behind_and_says_its_title_aloud():
    root = ElementTree.fromstring(decision_boundary(waves, X, LABELS, "moons").svg())
    assert root.get("aria-label") == "moons"
    assert root.find(SVG + "rect").get("fill") == "white"


def test_a_phone_need_not_shrink_it():
    assert decision_boundary(waves, X * [3, 1], LABELS).width <= 358


def test_examples_on_a_line_have_room_all_the_same():
    drawing = decision_boundary(waves, X * [1e4, 0], LABELS)
    [plane] = [r for r in parts(drawing, "rect") if r["fill"] == "#fdd9a8"]
    assert plane["height"] >= 60
