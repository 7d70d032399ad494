"""What all views of controls have in common: one `value`, whichever of the parts was moved."""

from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

import ipywidgets as w
import traitlets

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


def nearest(value: float, low: float, high: float, step: float) -> float:
    """The nearest number on the grid; whole where low and step are."""
    value = low + round((min(max(value, low), high) - low) / step) * step
    return value if isinstance(step, int) else round(value, 10)
