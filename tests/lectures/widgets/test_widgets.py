"""What holds for every widget: found by themselves, none is named here."""

import inspect
import itertools

import matplotlib as mpl
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text as Label

from lectures.widgetkit import Slider, Text, style
from lectures.widgets.registry import widgets

WIDGETS = widgets()
QUICK = ("W01", "W04", "W05", "W06", "W12", "W24", "W30")  # every kind of control, and little to train
every_widget = pytest.mark.parametrize("widget", WIDGETS.values(), ids=WIDGETS)
most_are_slow = pytest.mark.parametrize(
    "widget",
    [pytest.param(widget, marks=[] if name in QUICK else [pytest.mark.slow]) for name, widget in WIDGETS.items()],
    ids=WIDGETS,
)


def shown_states(widget):
    states = ({}, *widget.telling, widget.predict.reveal)
    return [widget.start | state for i, state in enumerate(states) if state not in states[:i]]


def contrast(colour):
    """Of letters on white, as the Web Content Accessibility Guidelines define it; 3 is the least for large ones."""
    rgb = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return 1.05 / (sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), rgb, strict=True)) + 0.05)


def test_there_are_widgets():
    assert {"W01", "W02", "W03"} <= set(WIDGETS)


def test_the_quick_ones_have_every_kind_of_control():
    kinds = {name: {type(control) for control in widget.controls} for name, widget in WIDGETS.items()}
    assert set().union(*(kinds[name] for name in QUICK)) == set().union(*kinds.values())


@every_widget
def test_its_file_bears_its_id_and_every_control_is_asked_for(widget):
    module = inspect.getmodule(widget.stage).__name__.rpartition(".")[2]
    assert module.startswith(f"{widget.id.lower()}_")
    functions = [widget.compute, *([widget.prepare] if widget.prepare else [])]
    asked = {name for function in functions for name in inspect.signature(function).parameters}
    assert set(widget.start) <= asked


@most_are_slow
def test_the_invariant_holds_at_every_corner(widget):
    renderer = widget.renderer()
    for state in [*shown_states(widget), *widget.corners()]:
        values = renderer.draw(state)
        assert widget.invariant(values), state
        assert widget.says(values).strip().endswith((".", "!", "?")), state


@every_widget
def test_each_key_of_a_presenter_shows_another_state(widget):
    steps = [widget.start | state for state in ({}, *widget.telling, widget.predict.reveal)]
    assert all(now != after for now, after in itertools.pairwise([*steps, widget.start]))


@every_widget
def test_the_telling_states_are_there_and_differ(widget):
    assert len(widget.telling) >= 2
    for state in (*widget.telling, widget.predict.reveal):
        assert set(state) <= set(widget.start)
        for control in widget.controls:
            if isinstance(control, Slider) and control.name in state:
                assert control.low <= state[control.name] <= control.high
    renderer = widget.renderer()
    pictures = {renderer.frame(widget.start | state).png for state in ({}, *widget.telling)}
    assert len(pictures) == 1 + len(widget.telling)


@every_widget
def test_a_question_has_answer_and_reason(widget):
    asked = widget.predict
    assert 2 <= len(asked.choices) <= 4
    assert asked.choices[asked.answer]
    assert asked.text.endswith("?")
    assert len(asked.because) > 40
    assert asked.reveal


@most_are_slow
def test_a_state_looks_the_same_whatever_was_shown_before(widget):
    # What moves and is not returned by `stage` stays as it was drawn first; what hidden axes hold is hidden.
    used, states = widget.renderer(), shown_states(widget)
    fresh = [widget.renderer().frame(state).png for state in states]
    for i in (*range(len(states)), *reversed(range(len(states)))):
        assert used.frame(states[i]).png == fresh[i], states[i]


@most_are_slow
def test_no_text_is_cut_off_or_covered_or_pale(widget, monkeypatch):
    drawn, draw_text = [], Label.draw

    def noted(text, renderer):
        drawn.append((text.get_text(), text.get_window_extent(renderer), text.get_visible()))
        colour = to_hex(text.get_color())
        if drawn[-1][2] and drawn[-1][0].strip() and colour != "#ffffff":  # what is white lies on colours
            assert contrast(colour) >= 3, f"{drawn[-1][0]!r} is too pale"
        draw_text(text, renderer)

    monkeypatch.setattr(Label, "draw", noted)
    renderer = widget.renderer()
    for state in shown_states(widget):
        renderer.draw(state)
        drawn.clear()
        with mpl.rc_context(style.STYLE):
            renderer.figure.canvas.draw()
        places = [(said, place) for said, place, visible in drawn if visible and said.strip()]
        edge = renderer.figure.bbox
        for said, place in places:
            inside = min(place.x0, place.y0) >= -1 and place.x1 <= edge.x1 + 1 and place.y1 <= edge.y1 + 1
            assert inside, f"{said!r} is cut off at the edge of the picture: {state}"
        for (said, place), (other, there) in itertools.combinations(places, 2):
            wide = min(place.x1, there.x1) - max(place.x0, there.x0)
            tall = min(place.y1, there.y1) - max(place.y0, there.y0)
            assert wide < 4 or tall < 6, f"{said!r} lies on {other!r}: {state}"


@most_are_slow
def test_a_control_moves_or_says_why_not(widget):
    view = widget.show()
    for control in widget.controls:
        assert control.label or control.name
        view.move(**(widget.start | control.when))
        assert view.picture.error == ""
        before, changed = view.picture.png, False
        for value in control.corners():
            view.control_views[control.name].value = value
            assert view.picture.error == "", (control.name, value)
            changed = changed or view.picture.png != before
        assert changed or control.still, f"{control.name} does nothing"


@most_are_slow
def test_every_part_of_every_control_can_be_moved(widget):
    view = widget.show()
    for control in widget.controls:
        view.move(**(widget.start | control.when))
        for name, part in view.control_views[control.name].parts.items():
            moves = ends_of(part)
            assert moves or hasattr(part, "click"), name
            for move in moves:
                part.value = move
                assert view.picture.error == "", (control.name, name, move)
            if hasattr(part, "click"):
                part.click()
                assert view.picture.error == "", (control.name, name)


def ends_of(part):
    """Values to which a widget of ipywidgets can be moved."""
    if hasattr(part, "base"):
        return [part.base**part.min, part.base**part.max]
    if hasattr(part, "max"):
        return [part.min, part.max]
    if hasattr(part, "options"):
        return [option[1] if isinstance(option, tuple) else option for option in part.options]
    return (
        [part.value]
        if isinstance(getattr(part, "value", None), str)
        else [False, True]
        if hasattr(part, "value")
        else []
    )


@every_widget
def test_a_slip_is_answered_with_a_sentence(widget):
    view = widget.show()
    for control in widget.controls:
        if isinstance(control, Text):
            assert control.slips, "a text can be mistyped: say how, for the tests"
            for slip in control.slips:
                view.control_views[control.name].value = slip
                assert view.picture.error.endswith("."), slip
                assert "This widget failed" not in view.picture.error, slip
                view.control_views[control.name].value = control.value
                assert view.picture.error == ""


@most_are_slow
def test_an_answer_reveals_the_telling_state(widget):
    view = widget.show()
    assert view.question_view.because.layout.display == "none"
    view.question_view.answers[0].click()
    assert view.question_view.because.layout.display == ""
    assert view.state == widget.start | widget.predict.reveal
    assert view.picture.png == widget.picture(**widget.predict.reveal)
