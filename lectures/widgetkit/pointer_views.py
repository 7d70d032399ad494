"""The views of controls that are moved in the picture: points, cells of a heat map, strokes."""

import math
from typing import Any

import ipywidgets as w

from lectures.widgetkit import controls
from lectures.widgetkit.control_view import ControlView, Gesture, nearest
from lectures.widgetkit.controls import Point


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
        x, y = (nearest(gesture.end[i], c.low[i], c.high[i], c.step) for i in (0, 1))
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
