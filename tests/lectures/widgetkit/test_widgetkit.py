"""The machinery of the widgets, on a widget of its own that has every control."""

import io
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image
from threadpoolctl import threadpool_limits

from lectures.widgetkit import (  # fmt: skip
    Choice,
    Pick,
    Player,
    Points,
    Question,
    Slider,
    Stroke,
    Text,
    Toggle,
    Widget,
    controls,
    style,
)
from lectures.widgetkit.control_views import VIEWS
from lectures.widgetkit.renderer import BLAS

CONTROLS = (
    Slider("x", -1.0, 1.0, step=0.1, value=0.0, along="x", axes=0),
    Slider("lr", 0.01, 10.0, value=1.0, log=True),
    Choice("kind", ("tanh", "relu")),
    Toggle("bias"),
    Text("sizes", "2, 3", samples=("4, 5",)),
    Player("step", 20, until=lambda run: 5 if run["kind"] == "tanh" else 20),
    Points("points", ((0.0, 0.0), (1.0, 1.0)), low=(-2, -2), high=(2, 2), axes=1),
    Pick("entry", {"dW": (2, 4, 3), "db": (3, 1, 3)}, value=("dW", 0, 0)),
    Stroke("drawn", {"one": (((0.5, 0.0), (0.5, 1.0)),)}, axes=4),
)


def all_controls(calls):
    """A widget with every control; `calls` counts what was computed."""

    def prepare(kind, lr):
        calls.append("prepare")
        return {"kind": kind, "lr": lr}

    def compute(run, x, bias, sizes, step, points, entry, drawn):
        calls.append("compute")
        if not all(size.strip().isdigit() for size in sizes.split(",")):
            raise ValueError(f"got {sizes!r}, expected sizes like 2, 3.")
        per_unit = 1 / int(sizes.split(",")[0])
        return SimpleNamespace(
            per_unit=per_unit, run=run, x=x, bias=bias, step=step, points=points, entry=entry, drawn=drawn
        )

    def stage(figure):
        axes = style.panels(figure, 5)
        for i in range(5):
            axes[i].set(xlim=(-2, 2), ylim=(-2, 2))
        axes[2].set(xlim=(-0.5, 2.5), ylim=(3.5, -0.5))
        axes[3].set(xlim=(-0.5, 2.5), ylim=(0.5, -0.5))
        return {"dot": axes[0].plot([0], [0], "o")[0], "bar": [axes[0].plot([0], [1], "s")[0]]}

    def draw(values, artists):
        artists["dot"].set_xdata([values.x + values.step / 10 + sum(map(sum, values.points)) / 10])
        artists["bar"][0].set_xdata([values.entry[1] + 0.1 * len(values.drawn) + values.bias])

    return Widget(
        id="W00", title="All controls", controls=CONTROLS, prepare=prepare, compute=compute, stage=stage, draw=draw,
        says=lambda values: f"x is {values.x:.1f}.", invariant=lambda values: True, telling=({"x": 1.0}, {"x": -1.0}),
        predict=Question("Which?", ("this", "that"), 1, "Because it is.", {"x": 1.0, "kind": "relu"}),
    )  # fmt: skip


@pytest.fixture
def calls():
    return []


@pytest.fixture
def view(calls):
    return all_controls(calls).show()


def point(view, axes, *path, gesture=1):
    """Move the pointer along places given in the coordinates of axes, as the browser reports it."""
    figure = view.renderer.figure
    width, height = figure.canvas.get_width_height()
    pixels = figure.axes[axes].transData.transform(path)
    view.picture.pointer = {
        "gesture": gesture,
        "path": [[x / width, 1 - y / height] for x, y in pixels],
        "serial": view.picture.heard + 1,
    }


def test_every_control_has_a_view():
    declared = set(controls.Control.__subclasses__())
    assert set(VIEWS) == declared
    assert {type(control) for control in CONTROLS} == set(VIEWS)


def test_the_first_frame_is_there_at_once_with_its_sentence(view):
    assert Image.open(io.BytesIO(view.picture.png)).size == (1080, 540)
    assert (view.picture.frames, view.picture.says, view.picture.error) == (1, "x is 0.0.", "")


def test_a_move_draws_one_frame_and_a_move_to_the_same_place_none(view):
    view.control_views["x"].parts["value"].value = 0.5
    assert (view.picture.frames, view.picture.says) == (2, "x is 0.5.")
    view.control_views["x"].parts["value"].value = 0.5
    assert view.picture.frames == 2


def test_several_moves_at_once_draw_one_frame(view):
    view.move(x=1.0, bias=True, step=3)
    assert view.picture.frames == 2
    assert view.control_views["bias"].parts["value"].value is True


def test_what_is_slow_is_prepared_once_while_its_controls_stay(view, calls):
    for step in (1, 2, 3):
        view.control_views["step"].value = step
    assert calls.count("prepare") == 1
    view.control_views["kind"].value = "relu"
    assert calls.count("prepare") == 2


def test_a_state_that_was_there_before_is_not_computed_again(view, calls):
    view.control_views["x"].value = 1.0
    computed = calls.count("compute")
    view.control_views["x"].value = 0.0
    assert calls.count("compute") == computed
    assert view.picture.says == "x is 0.0."


def test_after_another_preparation_the_same_step_is_computed_anew(view, calls):
    computed = calls.count("compute")
    view.control_views["lr"].value = 2.0
    assert calls.count("compute") == computed + 1


def test_a_widget_computes_on_one_thread_whatever_the_notebook_has():
    def compute(x):
        return [pool["num_threads"] for pool in BLAS.info() if pool["user_api"] == "blas"]

    renderer = replace(all_controls([]), prepare=None, compute=compute).renderer()
    with threadpool_limits(2, user_api="blas"):
        assert set(renderer.values({"x": 0.0})) == {1}
        assert set(compute(0.0)) == {2}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("-0.5", "−0.5"),
        ("from (-1, 2) to x = -3", "from (−1, 2) to x = −3"),
        ("W1 of 10-20, b2e-3", "W1 of 10-20, b2e-3"),
        ("4e-10; 7.75e+02 (1e-05) = -1e+10.", "4·10⁻¹⁰; 7.75·10² (10⁻⁵) = −10¹⁰."),
    ],
)
def test_numbers_are_set_as_in_a_book(written, shown):
    said = replace(all_controls([]), prepare=None, compute=lambda x: written, says=str)
    assert said.renderer().says(written) == shown


def test_an_error_keeps_the_last_picture(view):
    good = view.picture.png
    view.control_views["sizes"].parts["value"].value = "2, three"
    assert view.picture.error == "got '2, three', expected sizes like 2, 3."
    assert view.picture.png == good
    view.control_views["sizes"].parts["value"].value = "2, 4"
    assert view.picture.error == ""


def test_a_fault_of_the_widget_is_told_as_such(view):
    view.control_views["sizes"].value = "0, 3"
    assert view.picture.error == "This widget failed: ZeroDivisionError: division by zero"


def test_a_drag_lands_on_the_sliders_grid(view):
    point(view, 0, (0.0, 0.0), (0.42, 1.0))
    assert view.control_views["x"].value == pytest.approx(0.4)
    point(view, 0, (0.0, 0.0), (1.9, 1.0))
    assert view.control_views["x"].parts["value"].value == 1.0


def test_the_nearest_point_is_dragged_and_held_until_the_pointer_is_lifted(view):
    point(view, 1, (0.9, 0.9), (-0.5, 0.28), gesture=1)
    assert view.control_views["points"].value == ((0.0, 0.0), (-0.5, 0.3))
    point(view, 1, (0.9, 0.9), (0.0, 0.1), gesture=1)  # passes the other one
    assert view.control_views["points"].value == ((0.0, 0.0), (0.0, 0.1))
    assert view.control_views["points"].parts["which"].value == 1


def test_a_point_is_moved_by_sliders_as_well(view):
    parts = view.control_views["points"].parts
    parts["which"].value = 1
    parts["x"].value = -2.0
    assert view.control_views["points"].value == ((0.0, 0.0), (-2.0, 1.0))


def test_to_choose_a_point_moves_none(view):
    view.control_views["points"].parts["which"].value = 1
    assert view.control_views["points"].value == ((0.0, 0.0), (1.0, 1.0))


def test_a_cell_is_clicked_or_chosen(view):
    point(view, 2, (2.2, 2.9))
    assert view.control_views["entry"].value == ("dW", 3, 2)
    point(view, 3, (1.0, 0.2), gesture=2)
    assert view.control_views["entry"].value == ("db", 0, 1)
    view.control_views["entry"].parts["place"].value = "dW"
    view.control_views["entry"].parts["row"].value = 2
    assert view.control_views["entry"].value == ("dW", 2, 1)


def test_a_stroke_grows_with_the_pointer_and_the_next_one_is_added(view):
    view.control_views["drawn"].parts["clear"].click()
    point(view, 4, (0.0, 0.0), (0.5, 0.5), gesture=7)
    point(view, 4, (0.0, 0.0), (0.5, 0.5), (1.0, 0.0), gesture=7)
    assert [len(line) for line in view.control_views["drawn"].value] == [3]
    point(view, 4, (1.0, 1.0), (0.5, 0.5), gesture=8)
    assert [len(line) for line in view.control_views["drawn"].value] == [3, 2]
    np.testing.assert_allclose(view.control_views["drawn"].value[0][2], (1.0, 0.0), atol=1e-9)
    assert view.control_views["drawn"].parts["preset"].value == "yours"


def test_the_pointer_beside_all_axes_does_nothing(view):
    view.picture.pointer = {"gesture": 3, "path": [[0.0, 0.0]], "serial": 1}
    assert view.picture.frames == 1


def test_the_player_steps_goes_back_and_starts_again(view):
    parts = view.control_views["step"].parts
    for name, step in (("back", 0), ("step", 1), ("step", 2), ("back", 1), ("step", 2), ("reset", 0)):
        parts[name].click()
        assert view.control_views["step"].value == parts["slider"].value == parts["play"].value == step
    parts["play"].value = 4
    assert view.control_views["step"].value == 4


def test_the_player_ends_with_what_was_prepared(view):
    slider = view.control_views["step"].parts["slider"]
    assert slider.max == 5
    view.control_views["kind"].value = "relu"
    slider.value = 20
    assert view.control_views["step"].value == 20
    view.control_views["kind"].value = "tanh"
    assert (view.control_views["step"].value, slider.value, slider.max) == (5, 5, 5)


@pytest.mark.parametrize(("choice", "verdict"), [(0, "It is “that”."), (1, "Yes.")])
def test_an_answer_is_judged_and_explained(view, choice, verdict):
    view.question_view.answers[choice].click()
    assert verdict in view.question_view.because.value
    assert "Because it is." in view.question_view.because.value
    assert (view.state["x"], view.state["kind"], view.picture.frames) == (1.0, "relu", 2)


def test_the_answer_is_shown_on_request(view):
    view.question_view.show_me.click()
    assert view.question_view.because.value == "<b></b>Because it is."
    assert view.state["x"] == 1.0


def test_a_presenter_goes_through_the_telling_states(view):
    said = []
    for told in (1, 2, 3, 4, 3):
        view.picture.told = told
        said.append(view.picture.says)
    assert said == ["x is 1.0.", "x is −1.0.", "x is 1.0.", "x is 0.0.", "x is 1.0."]
    assert view.state["kind"] == "relu"


def test_a_page_without_widgets_shows_the_first_frame(view):
    bundle = view._repr_mimebundle_()
    assert {"application/vnd.jupyter.widget-view+json", "image/png"} <= set(bundle)
    assert bundle["text/plain"] == "x is 0.0."


def test_corners_are_all_combinations_or_each_end_and_a_sample():
    few = all_controls([]).corners(most=100_000)
    assert len(few) == len({str(state) for state in few}) == 2**6 * 3 * 4 * 2
    many = all_controls([]).corners(most=48)
    assert len(many) <= 64
    for control in CONTROLS:
        assert {str(state[control.name]) for state in many} >= {str(value) for value in control.corners()}


def test_a_useless_control_is_greyed_out():
    def compute(norm, power):
        return SimpleNamespace(power=power if norm == "own" else 2)

    widget = Widget(
        id="W00", title="", controls=(Choice("norm", ("l2", "own")), Slider("power", 1, 9, when={"norm": "own"})),
        compute=compute, stage=lambda figure: figure.text(0, 0, ""),
        draw=lambda values, text: text.set_text(values.power),
        says=str, invariant=bool, telling=(), predict=Question("?", ("a", "b"), 0, ""),
    )  # fmt: skip
    view = widget.show()
    assert view.control_views["power"].parts["value"].disabled
    view.control_views["norm"].value = "own"
    assert not view.control_views["power"].parts["value"].disabled


def test_limits_and_titles_may_change_although_ticks_are_drawn_once():
    def stage(figure):
        (axes,) = style.panels(figure)
        axes.set_aspect("equal")  # the axes are as tall as their limits say
        return SimpleNamespace(axes=axes, line=axes.plot([0, 1], [0, 1])[0])

    def draw(values, artists):
        artists.axes.set(xlim=(0, values), title=f"up to {values}")

    widget = Widget(
        id="W00", title="", controls=(Slider("far", 1, 9),), compute=lambda far: far, stage=stage, draw=draw,
        says=str, invariant=bool, telling=(), predict=Question("?", ("a", "b"), 0, ""),
    )  # fmt: skip
    used = widget.renderer()
    for far in (1, 9, 1, *range(1, 10), 1):
        assert used.frame({"far": far}).png == widget.picture(far=far)
    assert widget.picture(far=9) != widget.picture(far=1)


def test_a_title_that_is_set_anew_keeps_its_size():
    def stage(figure):
        return style.panels(figure)[0]

    widget = Widget(
        id="W00", title="", controls=(Slider("x", 0, 9),), compute=lambda x: x, stage=stage,
        draw=lambda x, axes: axes.set_title(f"x is {x}"), says=str, invariant=bool, telling=(),
        predict=Question("?", ("a", "b"), 0, ""),
    )  # fmt: skip
    renderer = widget.renderer()
    renderer.frame({"x": 1})
    assert renderer.figure.axes[0].title.get_size() == style.STYLE["axes.titlesize"]
