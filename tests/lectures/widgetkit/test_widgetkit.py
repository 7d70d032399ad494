"""The machinery of the widgets, on a widget of its own that has every control."""

import io
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

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
from lectures.widgetkit.control_views import HANDS

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
def shell(calls):
    return all_controls(calls).show()


def point(shell, axes, *path, gesture=1):
    """Move the pointer along places given in the coordinates of axes, as the browser reports it."""
    figure = shell.easel.figure
    width, height = figure.canvas.get_width_height()
    pixels = figure.axes[axes].transData.transform(path)
    shell.picture.pointer = {
        "gesture": gesture,
        "path": [[x / width, 1 - y / height] for x, y in pixels],
        "serial": shell.picture.heard + 1,
    }


def test_every_control_has_a_hand():
    declared = set(controls.Control.__subclasses__())
    assert set(HANDS) == declared
    assert {type(control) for control in CONTROLS} == set(HANDS)


def test_the_first_frame_is_there_at_once_with_its_sentence(shell):
    assert Image.open(io.BytesIO(shell.picture.png)).size == (1080, 540)
    assert (shell.picture.frames, shell.picture.says, shell.picture.error) == (1, "x is 0.0.", "")


def test_a_move_draws_one_frame_and_a_move_to_the_same_place_none(shell):
    shell.hands["x"].parts["value"].value = 0.5
    assert (shell.picture.frames, shell.picture.says) == (2, "x is 0.5.")
    shell.hands["x"].parts["value"].value = 0.5
    assert shell.picture.frames == 2


def test_several_moves_at_once_draw_one_frame(shell):
    shell.move(x=1.0, bias=True, step=3)
    assert shell.picture.frames == 2
    assert shell.hands["bias"].parts["value"].value is True


def test_what_is_slow_is_prepared_once_while_its_controls_stay(shell, calls):
    for step in (1, 2, 3):
        shell.hands["step"].value = step
    assert calls.count("prepare") == 1
    shell.hands["kind"].value = "relu"
    assert calls.count("prepare") == 2


def test_a_state_that_was_there_before_is_not_computed_again(shell, calls):
    shell.hands["x"].value = 1.0
    computed = calls.count("compute")
    shell.hands["x"].value = 0.0
    assert calls.count("compute") == computed
    assert shell.picture.says == "x is 0.0."


def test_after_another_preparation_the_same_step_is_computed_anew(shell, calls):
    computed = calls.count("compute")
    shell.hands["lr"].value = 2.0
    assert calls.count("compute") == computed + 1


def test_an_error_is_told_and_the_last_good_picture_stays(shell):
    good = shell.picture.png
    shell.hands["sizes"].parts["value"].value = "2, three"
    assert shell.picture.error == "got '2, three', expected sizes like 2, 3."
    assert shell.picture.png == good
    shell.hands["sizes"].parts["value"].value = "2, 4"
    assert shell.picture.error == ""


def test_a_fault_of_the_widget_is_told_as_such(shell):
    shell.hands["sizes"].value = "0, 3"
    assert shell.picture.error == "This widget failed: ZeroDivisionError: division by zero"


def test_a_slider_is_dragged_in_the_picture_onto_its_grid(shell):
    point(shell, 0, (0.0, 0.0), (0.42, 1.0))
    assert shell.hands["x"].value == pytest.approx(0.4)
    point(shell, 0, (0.0, 0.0), (1.9, 1.0))
    assert shell.hands["x"].parts["value"].value == 1.0


def test_the_nearest_point_is_dragged_and_held_until_the_pointer_is_lifted(shell):
    point(shell, 1, (0.9, 0.9), (-0.5, 0.28), gesture=1)
    assert shell.hands["points"].value == ((0.0, 0.0), (-0.5, 0.3))
    point(shell, 1, (0.9, 0.9), (0.0, 0.1), gesture=1)  # passes the other one
    assert shell.hands["points"].value == ((0.0, 0.0), (0.0, 0.1))
    assert shell.hands["points"].parts["which"].value == 1


def test_a_point_is_moved_by_sliders_as_well(shell):
    parts = shell.hands["points"].parts
    parts["which"].value = 1
    parts["x"].value = -2.0
    assert shell.hands["points"].value == ((0.0, 0.0), (-2.0, 1.0))


def test_to_choose_a_point_moves_none(shell):
    shell.hands["points"].parts["which"].value = 1
    assert shell.hands["points"].value == ((0.0, 0.0), (1.0, 1.0))


def test_a_cell_is_clicked_or_chosen(shell):
    point(shell, 2, (2.2, 2.9))
    assert shell.hands["entry"].value == ("dW", 3, 2)
    point(shell, 3, (1.0, 0.2), gesture=2)
    assert shell.hands["entry"].value == ("db", 0, 1)
    shell.hands["entry"].parts["place"].value = "dW"
    shell.hands["entry"].parts["row"].value = 2
    assert shell.hands["entry"].value == ("dW", 2, 1)


def test_a_stroke_grows_with_the_pointer_and_the_next_one_is_added(shell):
    shell.hands["drawn"].parts["clear"].click()
    point(shell, 4, (0.0, 0.0), (0.5, 0.5), gesture=7)
    point(shell, 4, (0.0, 0.0), (0.5, 0.5), (1.0, 0.0), gesture=7)
    assert [len(line) for line in shell.hands["drawn"].value] == [3]
    point(shell, 4, (1.0, 1.0), (0.5, 0.5), gesture=8)
    assert [len(line) for line in shell.hands["drawn"].value] == [3, 2]
    np.testing.assert_allclose(shell.hands["drawn"].value[0][2], (1.0, 0.0), atol=1e-9)
    assert shell.hands["drawn"].parts["preset"].value == "yours"


def test_the_pointer_beside_all_axes_does_nothing(shell):
    shell.picture.pointer = {"gesture": 3, "path": [[0.0, 0.0]], "serial": 1}
    assert shell.picture.frames == 1


def test_the_player_steps_goes_back_and_starts_again(shell):
    parts = shell.hands["step"].parts
    for name, step in (("back", 0), ("step", 1), ("step", 2), ("back", 1), ("step", 2), ("reset", 0)):
        parts[name].click()
        assert shell.hands["step"].value == parts["slider"].value == parts["play"].value == step
    parts["play"].value = 4
    assert shell.hands["step"].value == 4


def test_the_player_ends_where_what_was_prepared_ends(shell):
    slider = shell.hands["step"].parts["slider"]
    assert slider.max == 5
    shell.hands["kind"].value = "relu"
    slider.value = 20
    assert shell.hands["step"].value == 20
    shell.hands["kind"].value = "tanh"
    assert (shell.hands["step"].value, slider.value, slider.max) == (5, 5, 5)


@pytest.mark.parametrize(("choice", "verdict"), [(0, "It is “that”."), (1, "Yes.")])
def test_an_answer_is_judged_and_explained(shell, choice, verdict):
    shell.asked.answers[choice].click()
    assert verdict in shell.asked.because.value
    assert "Because it is." in shell.asked.because.value
    assert (shell.state["x"], shell.state["kind"], shell.picture.frames) == (1.0, "relu", 2)


def test_who_wants_to_see_it_is_shown_it_without_a_verdict(shell):
    shell.asked.show_me.click()
    assert shell.asked.because.value == "<b></b>Because it is."
    assert shell.state["x"] == 1.0


def test_a_page_without_widgets_shows_the_first_frame(shell):
    bundle = shell._repr_mimebundle_()
    assert {"application/vnd.jupyter.widget-view+json", "image/png"} <= set(bundle)
    assert bundle["text/plain"] == "x is 0.0."


def test_corners_are_all_combinations_or_each_end_and_a_sample():
    few = all_controls([]).corners(most=100_000)
    assert len(few) == len({str(state) for state in few}) == 2**6 * 3 * 4 * 2
    many = all_controls([]).corners(most=48)
    assert len(many) <= 64
    for control in CONTROLS:
        assert {str(state[control.name]) for state in many} >= {str(value) for value in control.corners()}


def test_a_control_that_does_nothing_now_is_greyed_out():
    def compute(norm, power):
        return SimpleNamespace(power=power if norm == "own" else 2)

    widget = Widget(
        id="W00", title="", controls=(Choice("norm", ("l2", "own")), Slider("power", 1, 9, when={"norm": "own"})),
        compute=compute, stage=lambda figure: figure.text(0, 0, ""),
        draw=lambda values, text: text.set_text(values.power),
        says=str, invariant=bool, telling=(), predict=Question("?", ("a", "b"), 0, ""),
    )  # fmt: skip
    shell = widget.show()
    assert shell.hands["power"].parts["value"].disabled
    shell.hands["norm"].value = "own"
    assert not shell.hands["power"].parts["value"].disabled


def test_limits_and_titles_may_change_although_ticks_are_drawn_once():
    def stage(figure):
        (axes,) = style.panels(figure)
        return SimpleNamespace(axes=axes, line=axes.plot([0, 1], [0, 1])[0])

    def draw(values, artists):
        artists.axes.set(xlim=(0, values), title=f"up to {values}")

    widget = Widget(
        id="W00", title="", controls=(Slider("far", 1, 9),), compute=lambda far: far, stage=stage, draw=draw,
        says=str, invariant=bool, telling=(), predict=Question("?", ("a", "b"), 0, ""),
    )  # fmt: skip
    used = widget.easel()
    used.frame({"far": 1})
    assert used.frame({"far": 9}).png == widget.picture(far=9) != widget.picture(far=1)
