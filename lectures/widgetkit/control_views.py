"""The ipywidgets of each control. A view has one `value`, whichever of its parts was moved."""

import math
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

import ipywidgets as w
import traitlets

from lectures.widgetkit import controls
from lectures.widgetkit.controls import AnyControl, Point

ControlT = TypeVar("ControlT", bound=AnyControl)


class Gesture(NamedTuple):
    """What the pointer does in one of the axes, in data coordinates.

    Attributes
    ----------
    path : list of (float, float)
        Where it has been since it was pressed.
    axes : int
        Position of the axes in ``figure.axes``.
    new : bool
        Whether the pointer was pressed anew.
    """

    path: list[Point]
    axes: int
    new: bool

    @property
    def start(self) -> Point:
        return self.path[0]

    @property
    def end(self) -> Point:
        return self.path[-1]


class ControlView(traitlets.HasTraits, Generic[ControlT]):
    """A control as shown.

    Attributes
    ----------
    value : object
        What `compute` gets.
    parts : dict of str to ipywidgets.Widget
        What can be moved, by name.
    box : ipywidgets.Widget
        All parts side by side.
    axes : tuple of int
        Positions in ``figure.axes`` where the pointer moves this control.
    touch : str
        CSS ``touch-action`` that the pointer needs there.
    paths : bool
        Whether the pointer's whole path counts, not only its first and last place.
    """

    value: Any = traitlets.Any()
    axes: tuple[int, ...] = ()
    touch: str = "auto"
    paths: ClassVar[bool] = False

    def __init__(self, control: ControlT) -> None:
        super().__init__(value=control.value)
        self.control = control
        self.parts = self.make_parts()
        row = w.Layout(display="flex", flex_flow="row wrap", align_items="center")
        self.box = w.Box(list(self.parts.values()), layout=row)
        for name in ("bp-control", f"bp-{type(control).__name__.lower()}", f"bp-control-{control.name}"):
            self.box.add_class(name)

    def make_parts(self) -> dict[str, Any]:
        """Make the parts, by name, and tie each to `value`."""
        raise NotImplementedError

    def enable(self, yes: bool) -> None:
        """Make the parts usable, or grey them out."""
        for part in self.parts.values():
            part.disabled = not yes

    def follow(self, gesture: Gesture) -> None:
        """Take the value from the pointer. Called only for views with `axes`."""
        raise NotImplementedError

    def _title(self) -> str:
        return self.control.label or self.control.name

    def _described(self) -> dict[str, Any]:
        return dict(description=self._title(), tooltip=self._title(), style={"description_width": "initial"})


class OnePartView(ControlView[ControlT]):
    """A view whose value is the value of its only part."""

    def make_parts(self) -> dict[str, Any]:
        part = self.make_part()
        part.observe(lambda change: setattr(self, "value", change.new), "value")
        self.observe(lambda change: setattr(part, "value", change.new), "value")
        return {"value": part}

    def make_part(self) -> Any:
        """Make the part."""
        raise NotImplementedError


class SliderView(OnePartView[controls.Slider]):
    """A slider; the picture can be dragged as well where the declaration says so."""

    def __init__(self, control: controls.Slider) -> None:
        if control.along:
            self.axes, self.touch = (control.axes,), "pan-y" if control.along == "x" else "none"
        super().__init__(control)

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


class PointsView(ControlView[controls.Points]):
    """A list of the points, and two sliders that move the selected one."""

    touch = "none"

    def make_parts(self) -> dict[str, Any]:
        c = self.control
        self.axes = (c.axes,)
        self._dragged = 0  # the point that the pointer has
        self._showing = False  # while True, the sliders follow the value and not the other way round
        which = w.Dropdown(
            options=[(f"point {i + 1}", i) for i in range(len(c.value))],
            description=c.label,
            layout=w.Layout(width="auto"),
        )
        x, y = (
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
        parts = {"which": which, "x": x, "y": y}
        which.observe(lambda change: self._show(parts), "value")
        self.observe(lambda change: self._show(parts), "value")
        for part in (x, y):
            part.observe(lambda change: None if self._showing else self._move(which.value, (x.value, y.value)), "value")
        return parts

    def _show(self, parts: dict[str, Any]) -> None:
        x, y = self.value[parts["which"].value]
        self._showing = True
        try:
            parts["x"].value, parts["y"].value = x, y
        finally:
            self._showing = False

    def _move(self, i: int, point: Point) -> None:
        self.value = (*self.value[:i], point, *self.value[i + 1 :])

    def follow(self, gesture: Gesture) -> None:
        c = self.control
        if gesture.new:
            width, height = c.high[0] - c.low[0], c.high[1] - c.low[1]
            x, y = gesture.start
            distances = [math.hypot((px - x) / width, (py - y) / height) for px, py in self.value]
            self._dragged = distances.index(min(distances))
            self.parts["which"].value = self._dragged
        x, y = (_nearest(gesture.end[i], c.low[i], c.high[i], c.step) for i in (0, 1))
        self._move(self._dragged, (x, y))


class PickView(ControlView[controls.Pick]):
    """A list of the heat maps, and two sliders for the row and the column."""

    touch = "manipulation"

    def make_parts(self) -> dict[str, Any]:
        c = self.control
        self.axes = tuple(axes for axes, _, _ in c.places.values())
        self._showing = False  # while True, the sliders follow the value and not the other way round
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
        for name, at, size, description in (
            ("row", row, rows, f"{c.label}: row" if only else "row"),
            ("column", column, columns, "column"),
        ):
            parts[name] = w.IntSlider(
                at, min=0, max=size - 1, description=description, tooltip=f"{c.label}: {name}", **short
            )
        for part in parts.values():
            part.observe(
                lambda change: None if self._showing else self._pick(*(p.value for p in parts.values())), "value"
            )
        self.observe(lambda change: self._show(parts), "value")
        return parts

    def _pick(self, name: str, row: int, column: int) -> None:
        _, rows, columns = self.control.places[name]
        self.value = (name, min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))

    def _show(self, parts: dict[str, Any]) -> None:
        name, row, column = self.value
        _, rows, columns = self.control.places[name]
        self._showing = True
        try:
            parts["place"].value = name
            for part, value, size in ((parts["row"], row, rows), (parts["column"], column, columns)):
                part.max, part.value = size - 1, value
        finally:
            self._showing = False

    def follow(self, gesture: Gesture) -> None:
        name = next(name for name, (axes, _, _) in self.control.places.items() if axes == gesture.axes)
        self._pick(name, round(gesture.end[1]), round(gesture.end[0]))


class StrokeView(ControlView[controls.Stroke]):
    """A list of the drawings that are offered, and a button that clears the drawing."""

    touch = "none"
    paths = True

    def make_parts(self) -> dict[str, Any]:
        c = self.control
        self.axes = (c.axes,)
        preset = w.Dropdown(options=[*c.presets, "yours"], **self._described(), layout=w.Layout(width="auto"))
        clear = w.Button(description="clear", layout=w.Layout(width="auto"))
        preset.observe(lambda change: setattr(self, "value", c.presets.get(change.new, self.value)), "value")
        clear.on_click(lambda _: setattr(self, "value", ()))
        self.observe(lambda change: setattr(preset, "value", self._preset()), "value")
        return {"preset": preset, "clear": clear}

    def _preset(self) -> str:
        return next((name for name, strokes in self.control.presets.items() if strokes == self.value), "yours")

    def follow(self, gesture: Gesture) -> None:
        before = self.value if gesture.new else self.value[:-1]
        self.value = (*before, tuple(map(tuple, gesture.path)))


def _nearest(value: float, low: float, high: float, step: float) -> float:
    """The nearest number on the grid; whole where low and step are."""
    value = low + round((min(max(value, low), high) - low) / step) * step
    return value if isinstance(step, int) else round(value, 10)


def _on_grid(value: float, slider: controls.Slider) -> float:
    if slider.log:
        low, high = math.log10(slider.low), math.log10(slider.high)
        exponent = _nearest(math.log10(max(value, slider.low)), low, high, slider.step)
        return float(10**exponent)
    return _nearest(value, slider.low, slider.high, slider.step)


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
