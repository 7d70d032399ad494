"""The ipywidgets of each control."""

import math
from typing import Any

import ipywidgets as w
import traitlets

from lectures.widgetkit import controls
from lectures.widgetkit.ahead import tidy
from lectures.widgetkit.control_view import ControlView, Gesture, OnePartView, nearest
from lectures.widgetkit.pointer_views import PickView, PointsView, StrokeView


class SliderView(OnePartView[controls.Slider]):
    """A slider; the picture can be dragged as well where the declaration says so."""

    def __init__(self, control: controls.Slider) -> None:
        if control.along:
            self.axes, self.touch = (control.axes,), "pan-y" if control.along == "x" else "none"
        super().__init__(control)

    def make_parts(self) -> dict[str, Any]:
        part = self.make_part()

        def put(change: traitlets.Bunch) -> None:
            if tidy(part.value) != change.new:  # or each move of a hand goes back to the browser
                part.value = change.new

        part.observe(lambda change: setattr(self, "value", tidy(change.new)), "value")
        self.observe(put, "value")
        return {"value": part}

    def make_part(self) -> Any:
        c = self.control
        wide = dict(self._described(), continuous_update=True, layout=w.Layout(width="340px"))
        if c.log:
            low, high = math.log10(c.low), math.log10(c.high)
            return w.FloatLogSlider(c.value, min=low, max=high, step=c.step, readout_format=".3g", **wide)
        if all(isinstance(number, int) for number in (c.low, c.high, c.step)):
            return w.IntSlider(c.value, min=c.low, max=c.high, step=c.step, **wide)
        decimals = max(0, math.ceil(-math.log10(c.step) - 1e-9))
        return w.FloatSlider(c.value, min=c.low, max=c.high, step=c.step, readout_format=f".{decimals}f", **wide)

    def follow(self, gesture: Gesture) -> None:
        self.value = _on_grid(gesture.end["xy".index(self.control.along)], self.control)


class ChoiceView(OnePartView[controls.Choice]):
    """Buttons, or a drop-down list of more than five options."""

    def make_part(self) -> Any:
        kind = w.ToggleButtons if len(self.control.options) <= 5 else w.Dropdown
        shape = {} if kind is w.Dropdown else dict(layout=w.Layout(width="auto"))
        described = self._described()
        if kind is w.ToggleButtons:
            described["style"] = {"description_width": "initial", "button_width": "auto"}
        return kind(options=list(self.control.options), value=self.control.value, **described, **shape)


class ToggleView(OnePartView[controls.Toggle]):
    """A checkbox."""

    def make_part(self) -> Any:
        return w.Checkbox(self.control.value, indent=False, description=self._title(), layout=w.Layout(width="auto"))


class TextView(OnePartView[controls.Text]):
    """A line to type."""

    def make_part(self) -> Any:
        return w.Text(self.control.value, **self._described(), layout=w.Layout(width="340px"))


class PlayerView(ControlView[controls.Player]):
    """Buttons, a slider and a timer for the step.

    Attributes
    ----------
    last : int
        The last step that can be reached at present.
    """

    last = traitlets.Int()

    def make_parts(self) -> dict[str, Any]:
        c = self.control
        self.last = c.high
        play = w.Play(min=0, max=c.high, value=c.value, interval=c.interval, show_repeat=False, tooltip="play or pause")
        slider = w.IntSlider(c.value, min=0, max=c.high, **self._described(), layout=w.Layout(width="300px"))
        buttons = {
            name: w.Button(description=sign, tooltip=tip, layout=w.Layout(width="auto"))
            for name, sign, tip in (
                ("reset", "start", "to the start"),
                ("back", "−1", "one step back"),
                ("step", "+1", "one step on"),
            )
        }
        for name, button in buttons.items():
            button.add_class(f"bp-{name}")
        buttons["reset"].on_click(lambda _: self._go(0))
        buttons["back"].on_click(lambda _: self._go(self.value - 1))
        buttons["step"].on_click(lambda _: self._go(self.value + 1))
        for part in (play, slider):
            part.observe(lambda change: setattr(self, "value", change.new), "value")
            self.observe(lambda change, part=part: setattr(part, "value", change.new), "value")
        self.observe(self._update_last, "last")
        return {"play": play, **buttons, "slider": slider}

    def _go(self, step: int) -> None:
        self.parts["play"].playing = False
        self.value = min(max(step, 0), self.last)

    def _update_last(self, change: traitlets.Bunch) -> None:
        self.value = min(self.value, change.new)
        self.parts["play"].max = self.parts["slider"].max = change.new


def _on_grid(value: float, slider: controls.Slider) -> float:
    if slider.log:
        low, high = math.log10(slider.low), math.log10(slider.high)
        exponent = nearest(math.log10(max(value, slider.low)), low, high, slider.step)
        return float(10**exponent)
    return nearest(value, slider.low, slider.high, slider.step)


VIEWS: dict[type[controls.Control], type[ControlView[Any]]] = {
    controls.Slider: SliderView,
    controls.Choice: ChoiceView,
    controls.Toggle: ToggleView,
    controls.Player: PlayerView,
    controls.Text: TextView,
    controls.Points: PointsView,
    controls.Pick: PickView,
    controls.Stroke: StrokeView,
}
