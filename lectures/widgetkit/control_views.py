"""The ipywidgets of each control. A hand has a `value`, whichever of its parts was moved."""

import math
from typing import NamedTuple

import ipywidgets as w
from traitlets import Any, HasTraits, Int

from lectures.widgetkit import controls


class Gesture(NamedTuple):
    """What the pointer does in axes, in their coordinates."""

    path: list
    axes: int
    new: bool

    @property
    def start(self):
        return self.path[0]

    @property
    def end(self):
        return self.path[-1]


class Hand(HasTraits):
    """A control under way.

    Attributes
    ----------
    value : object
        What `compute` gets.
    parts : dict of str to ipywidgets.Widget
        What can be moved, by name.
    box : ipywidgets.Widget
        What is shown.
    """

    value = Any()
    touch, paths = "auto", False
    axes = ()

    def __init__(self, control):
        super().__init__(value=control.value)
        self.control = control
        self.parts = self.make()
        row = w.Layout(display="flex", flex_flow="row wrap", align_items="center")
        self.box = w.Box(list(self.parts.values()), layout=row)
        for name in ("bp-control", f"bp-{type(control).__name__.lower()}", f"bp-control-{control.name}"):
            self.box.add_class(name)

    def enable(self, yes):
        for part in self.parts.values():
            part.disabled = not yes

    def gesture(self, gesture):
        """Take a value from the pointer; only hands with `axes` get one."""
        raise NotImplementedError

    def _title(self):
        return self.control.label or self.control.name

    def _described(self):
        return dict(description=self._title(), tooltip=self._title(), style={"description_width": "initial"})


class OnePart(Hand):
    """A hand whose value is the value of its only part."""

    def make(self):
        part = self.part()
        part.observe(lambda change: setattr(self, "value", change.new), "value")
        self.observe(lambda change: setattr(part, "value", change.new), "value")
        return {"value": part}


class SliderHand(OnePart):
    def __init__(self, control):
        if control.along:
            self.axes, self.touch = (control.axes,), "pan-y" if control.along == "x" else "none"
        super().__init__(control)

    def part(self):
        c = self.control
        wide = dict(self._described(), continuous_update=True, layout=w.Layout(width="340px"))
        if c.log:
            low, high = math.log10(c.low), math.log10(c.high)
            return w.FloatLogSlider(c.value, min=low, max=high, step=c.step, readout_format=".3g", **wide)
        if all(isinstance(number, int) for number in (c.low, c.high, c.step)):
            return w.IntSlider(c.value, min=c.low, max=c.high, step=c.step, **wide)
        decimals = max(0, math.ceil(-math.log10(c.step) - 1e-9))
        return w.FloatSlider(c.value, min=c.low, max=c.high, step=c.step, readout_format=f".{decimals}f", **wide)

    def gesture(self, gesture):
        self.value = _on_grid(gesture.end["xy".index(self.control.along)], self.control)


class ChoiceHand(OnePart):
    def part(self):
        kind = w.ToggleButtons if len(self.control.options) <= 5 else w.Dropdown
        shape = {} if kind is w.Dropdown else dict(layout=w.Layout(width="auto"))
        described = self._described()
        if kind is w.ToggleButtons:
            described["style"] = {"description_width": "initial", "button_width": "auto"}
        return kind(options=list(self.control.options), value=self.control.value, **described, **shape)


class ToggleHand(OnePart):
    def part(self):
        return w.Checkbox(self.control.value, indent=False, description=self._title(), layout=w.Layout(width="auto"))


class TextHand(OnePart):
    def part(self):
        return w.Text(self.control.value, **self._described(), layout=w.Layout(width="340px"))


class PlayerHand(Hand):
    last = Int()

    def make(self):
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
        self.observe(self._until, "last")
        return {"play": play, **buttons, "slider": slider}

    def _go(self, step):
        self.parts["play"].playing = False
        self.value = min(max(step, 0), self.last)

    def _until(self, change):
        self.value = min(self.value, change.new)
        self.parts["play"].max = self.parts["slider"].max = change.new


class PointsHand(Hand):
    touch = "none"

    def make(self):
        c = self.control
        self.axes, self.held = (c.axes,), 0
        which = w.Dropdown(
            options=[(f"point {i + 1}", i) for i in range(len(c.value))],
            description=c.label,
            layout=w.Layout(width="auto"),
        )
        across, up = (
            w.FloatSlider(
                c.value[0][i],
                min=c.low[i],
                max=c.high[i],
                step=c.step,
                description="xy"[i],
                tooltip=f"{c.label}: {'xy'[i]}",
                layout=w.Layout(width="230px"),
                style={"description_width": "initial"},
            )
            for i in (0, 1)
        )
        parts = {"which": which, "x": across, "y": up}
        which.observe(lambda change: self._show(parts), "value")
        self.observe(lambda change: self._show(parts), "value")
        for part in (across, up):
            part.observe(
                lambda change: None if self.showing else self._move(which.value, (across.value, up.value)), "value"
            )
        return parts

    showing = False

    def _show(self, parts):
        x, y = self.value[parts["which"].value]
        self.showing = True
        try:
            parts["x"].value, parts["y"].value = x, y
        finally:
            self.showing = False

    def _move(self, i, place):
        self.value = (*self.value[:i], place, *self.value[i + 1 :])

    def gesture(self, gesture):
        c = self.control
        if gesture.new:
            wide, tall = c.high[0] - c.low[0], c.high[1] - c.low[1]
            x, y = gesture.start
            distances = [math.hypot((px - x) / wide, (py - y) / tall) for px, py in self.value]
            self.held = distances.index(min(distances))
            self.parts["which"].value = self.held
        self._move(self.held, tuple(_near(gesture.end[i], c.low[i], c.high[i], c.step) for i in (0, 1)))


class PickHand(Hand):
    touch = "manipulation"

    def make(self):
        c = self.control
        self.axes = tuple(axes for axes, _, _ in c.places.values())
        name, row, column = c.value
        _, rows, columns = c.places[name]
        short = dict(layout=w.Layout(width="240px"), style={"description_width": "initial"})
        place = w.Dropdown(
            options=list(c.places), value=name, description=c.label, style=short["style"], layout=w.Layout(width="auto")
        )
        only = len(c.places) == 1
        if only:
            place.layout.display = "none"
        parts = {"place": place}
        for name, at, size, said in (
            ("row", row, rows, f"{c.label}: row" if only else "row"),
            ("column", column, columns, "column"),
        ):
            parts[name] = w.IntSlider(at, min=0, max=size - 1, description=said, tooltip=f"{c.label}: {name}", **short)
        for part in parts.values():
            part.observe(
                lambda change: None if self.showing else self._take(*(p.value for p in parts.values())), "value"
            )
        self.observe(lambda change: self._show(parts), "value")
        return parts

    showing = False

    def _take(self, name, row, column):
        _, rows, columns = self.control.places[name]
        self.value = (name, min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))

    def _show(self, parts):
        name, row, column = self.value
        _, rows, columns = self.control.places[name]
        self.showing = True
        try:
            parts["place"].value = name
            for part, value, size in ((parts["row"], row, rows), (parts["column"], column, columns)):
                part.max, part.value = size - 1, value
        finally:
            self.showing = False

    def gesture(self, gesture):
        name = next(name for name, (axes, _, _) in self.control.places.items() if axes == gesture.axes)
        self._take(name, round(gesture.end[1]), round(gesture.end[0]))


class StrokeHand(Hand):
    touch, paths = "none", True

    def make(self):
        c = self.control
        self.axes = (c.axes,)
        preset = w.Dropdown(options=[*c.presets, "yours"], **self._described(), layout=w.Layout(width="auto"))
        clear = w.Button(description="clear", layout=w.Layout(width="auto"))
        preset.observe(lambda change: setattr(self, "value", c.presets.get(change.new, self.value)), "value")
        clear.on_click(lambda _: setattr(self, "value", ()))
        self.observe(lambda change: setattr(preset, "value", self._preset()), "value")
        return {"preset": preset, "clear": clear}

    def _preset(self):
        return next((name for name, strokes in self.control.presets.items() if strokes == self.value), "yours")

    def gesture(self, gesture):
        before = self.value if gesture.new else self.value[:-1]
        self.value = (*before, tuple(map(tuple, gesture.path)))


def _near(value, low, high, step):
    value = low + round((min(max(value, low), high) - low) / step) * step
    return value if isinstance(step, int) else round(value, 10)


def _on_grid(value, slider):
    if slider.log:
        exponent = _near(
            math.log10(max(value, slider.low)), math.log10(slider.low), math.log10(slider.high), slider.step
        )
        return 10**exponent
    return _near(value, slider.low, slider.high, slider.step)


HANDS = {
    controls.Slider: SliderHand,
    controls.Choice: ChoiceHand,
    controls.Toggle: ToggleHand,
    controls.Player: PlayerHand,
    controls.Text: TextHand,
    controls.Points: PointsHand,
    controls.Pick: PickHand,
    controls.Stroke: StrokeHand,
}
