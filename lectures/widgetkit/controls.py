"""Declarations of the controls of a widget, free of ipywidgets; `control_views` shows them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

State: TypeAlias = dict[str, Any]
"""Values of controls, by name."""
Point: TypeAlias = tuple[float, float]
Strokes: TypeAlias = tuple[tuple[Point, ...], ...]
"""Lines drawn by hand, each a tuple of points."""
Cell: TypeAlias = tuple[str, int, int]
"""Name of a heat map, row, column."""

_SET_LATER: Any = None  # the default of a field that `__post_init__` computes from the others


@dataclass(frozen=True, kw_only=True)
class Control:
    """What all controls have in common.

    Attributes
    ----------
    name : str
        The parameter of `compute` or `prepare` that gets the value.
    label : str
        Shown beside the control, with the unit.
    when : dict
        Values of other controls for which this one has an effect; it is greyed out for all others.
    still : str
        Why moving it may leave the picture as it is, if it may.
    """

    name: str
    label: str = ""
    when: State = field(default_factory=dict)
    still: str = ""

    def corners(self) -> tuple[Any, ...]:
        """The extreme values, at which the tests try the widget."""
        raise NotImplementedError


@dataclass(frozen=True)
class Slider(Control):
    """A number from `low` to `high`; an integer if low, high and step are.

    Attributes
    ----------
    step : float
        Default: a hundredth of the range.
    value : float
        At the start. Default: `low`.
    log : bool
        Logarithmic; `step` is then a step of the exponent to base ten.
    along : "x", "y" or ""
        The axis of ``figure.axes[axes]`` along which the picture can be dragged instead.
    """

    name: str
    low: float
    high: float
    step: float = _SET_LATER
    value: float = _SET_LATER
    log: bool = False
    along: str = ""
    axes: int = 0

    def __post_init__(self) -> None:
        if self.value is None:
            object.__setattr__(self, "value", self.low)
        if self.step is None:
            whole = isinstance(self.low, int) and isinstance(self.high, int)
            object.__setattr__(self, "step", 0.05 if self.log else 1 if whole else (self.high - self.low) / 100)

    def corners(self) -> tuple[float, ...]:
        return (self.low, self.high)


@dataclass(frozen=True)
class Choice(Control):
    """One of several options: up to five are buttons, more are a drop-down list.

    Attributes
    ----------
    options : tuple
    value : object
        At the start. Default: the first option.
    """

    name: str
    options: tuple[Any, ...]
    value: Any = _SET_LATER

    def __post_init__(self) -> None:
        if self.value is None:
            object.__setattr__(self, "value", self.options[0])

    def corners(self) -> tuple[Any, ...]:
        return tuple(self.options)


@dataclass(frozen=True)
class Toggle(Control):
    """Yes or no."""

    name: str
    value: bool = False

    def corners(self) -> tuple[bool, ...]:
        return (False, True)


@dataclass(frozen=True)
class Player(Control):
    """The step of a process in time: play, pause, one step forward or back, to the start, and a slider.

    Attributes
    ----------
    high : int
        The largest last step for any state; the first step is 0.
    value : int
        At the start.
    interval : int
        Milliseconds between two steps while it plays.
    until : callable or None
        ``until(prepared) -> int``: the last step for the current values of the other controls.
    """

    name: str
    high: int
    value: int = 0
    interval: int = 250
    until: Callable[[Any], int] | None = None

    def corners(self) -> tuple[int, ...]:
        return (0, self.high)


@dataclass(frozen=True)
class Text(Control):
    """A line of text. `compute` parses it, and raises ``ValueError("one sentence")`` where it cannot.

    Attributes
    ----------
    value : str
        At the start.
    samples : tuple of str
        Other valid inputs, for the tests.
    slips : tuple of str
        Invalid inputs, for the tests: each must be answered with a sentence.
    """

    name: str
    value: str
    samples: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()

    def corners(self) -> tuple[str, ...]:
        return (self.value, *self.samples)


@dataclass(frozen=True)
class Points(Control):
    """Points to drag in ``figure.axes[axes]``, or to select and move by two sliders.

    Attributes
    ----------
    value : tuple of (float, float)
        At the start.
    low, high : (float, float)
        Opposite corners of the rectangle in which they can lie.
    step : float
        Spacing of the grid onto which they are moved.
    """

    name: str
    value: tuple[Point, ...]
    low: Point
    high: Point
    step: float = 0.1
    axes: int = 0

    def corners(self) -> tuple[tuple[Point, ...], ...]:
        return (self.value, (self.low, *self.value[1:]), (*self.value[:-1], self.high))


@dataclass(frozen=True)
class Pick(Control):
    """A cell of a heat map (``imshow`` with its default extent), to click or to choose by row and column.

    Attributes
    ----------
    places : dict
        ``{name: (axes, rows, columns)}``: the position of the heat map in ``figure.axes``, and its shape.
    value : (name, row, column)
        At the start.
    """

    name: str
    places: dict[str, tuple[int, int, int]]
    value: Cell

    def corners(self) -> tuple[Cell, ...]:
        return tuple(
            (name, row, column)
            for name, (_, rows, columns) in self.places.items()
            for row, column in ((0, 0), (rows - 1, columns - 1))
        )


@dataclass(frozen=True)
class Stroke(Control):
    """A drawing by hand in ``figure.axes[axes]``, or one of the drawings that are offered.

    Attributes
    ----------
    presets : dict
        ``{name: strokes}``; strokes is a tuple of lines, a line a tuple of (x, y). The first is shown at the start.
    """

    name: str
    presets: dict[str, Strokes]
    axes: int = 0

    @property
    def value(self) -> Strokes:
        """The drawing at the start."""
        return next(iter(self.presets.values()))

    def corners(self) -> tuple[Strokes, ...]:
        return (*self.presets.values(), ())


AnyControl: TypeAlias = Slider | Choice | Toggle | Player | Text | Points | Pick | Stroke
