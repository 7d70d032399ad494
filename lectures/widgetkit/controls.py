"""What the reader can move: declarations, without a line of ipywidgets (that is `hands`)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Control:
    """What all controls have.

    Attributes
    ----------
    label : str
        What the reader sees beside it, with the unit.
    when : dict
        Values of other controls with which this one does something; it is greyed out with others.
    still : str
        If moving it may leave the picture as it is: why.
    """

    name: str
    label: str = ""
    when: dict = field(default_factory=dict)
    still: str = ""


@dataclass(frozen=True)
class Slider(Control):
    """A number from `low` to `high`; whole if low, high and step are.

    Attributes
    ----------
    step : float
        Default: a hundredth of the range.
    value : float
        Where it starts. Default: `low`.
    log : bool
        Spaced by factors; the step is then one of the exponent of ten.
    along : "x", "y" or ""
        The picture can be dragged along this axis of ``figure.axes[axes]`` instead.
    """

    name: str
    low: float
    high: float
    step: float | None = None
    value: float | None = None
    log: bool = False
    along: str = ""
    axes: int = 0

    def __post_init__(self):
        if self.value is None:
            object.__setattr__(self, "value", self.low)
        if self.step is None:
            whole = isinstance(self.low, int) and isinstance(self.high, int)
            object.__setattr__(self, "step", 0.05 if self.log else 1 if whole else (self.high - self.low) / 100)

    def corners(self):
        return (self.low, self.high)


@dataclass(frozen=True)
class Choice(Control):
    """One of a few: buttons up to five options, a list above. The first is chosen at the start unless `value` says."""

    name: str
    options: tuple
    value: object = None

    def __post_init__(self):
        if self.value is None:
            object.__setattr__(self, "value", self.options[0])

    def corners(self):
        return tuple(self.options)


@dataclass(frozen=True)
class Toggle(Control):
    """Yes or no."""

    name: str
    value: bool = False

    def corners(self):
        return (False, True)


@dataclass(frozen=True)
class Player(Control):
    """A step of something that takes time: play, pause, one step on, one back, to the start, and a slider.

    Attributes
    ----------
    high : int
        The last step there can ever be; the first is 0.
    interval : int
        Milliseconds between two steps while it plays.
    until : callable or None
        ``until(prepared) -> int``: the last step with the present other controls.
    """

    name: str
    high: int
    value: int = 0
    interval: int = 250
    until: object = None

    def corners(self):
        return (0, self.high)


@dataclass(frozen=True)
class Text(Control):
    """A line to type; `compute` reads it and answers a slip with ``raise ValueError("one sentence")``.

    Attributes
    ----------
    samples : tuple of str
        Other right inputs, for the tests.
    slips : tuple of str
        Wrong inputs; the tests see to it that each is answered with a sentence.
    """

    name: str
    value: str
    samples: tuple = ()
    slips: tuple = ()

    def corners(self):
        return (self.value, *self.samples)


@dataclass(frozen=True)
class Points(Control):
    """Points to drag in ``figure.axes[axes]``, or to choose and to move by two sliders.

    Attributes
    ----------
    value : tuple of (float, float)
    low, high : (float, float)
        Corners of the field in which they can lie.
    """

    name: str
    value: tuple
    low: tuple
    high: tuple
    step: float = 0.1
    axes: int = 0

    def corners(self):
        return (self.value, (self.low, *self.value[1:]), (*self.value[:-1], self.high))


@dataclass(frozen=True)
class Pick(Control):
    """A cell of a heat-map (``imshow`` with its usual extent), to click or to choose by row and column.

    Attributes
    ----------
    places : dict
        ``{name: (axes, rows, columns)}``: the number of the heat-map in ``figure.axes``, and its shape.
    value : (name, row, column)
    """

    name: str
    places: dict
    value: tuple

    def corners(self):
        return tuple(
            (name, row, column)
            for name, (_, rows, columns) in self.places.items()
            for row, column in ((0, 0), (rows - 1, columns - 1))
        )


@dataclass(frozen=True)
class Stroke(Control):
    """Something drawn by hand in ``figure.axes[axes]``, or one of the drawings that are there to choose from.

    Attributes
    ----------
    presets : dict
        ``{name: strokes}``; strokes is a tuple of lines, a line a tuple of (x, y). The first is there at the start.
    """

    name: str
    presets: dict
    axes: int = 0

    @property
    def value(self):
        return next(iter(self.presets.values()))

    def corners(self):
        return (*self.presets.values(), ())
