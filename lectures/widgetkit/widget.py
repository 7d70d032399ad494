"""The declaration of a widget."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure

from lectures.widgetkit import style
from lectures.widgetkit.controls import AnyControl, State
from lectures.widgetkit.renderer import Renderer

if TYPE_CHECKING:
    from lectures.widgetkit.widget_view import WidgetView


@dataclass(frozen=True)
class Question:
    """Asked before the answer is revealed: people remember what they predicted.

    Attributes
    ----------
    text : str
    choices : tuple of str
        Two to four.
    answer : int
        Position of the right one.
    because : str
        The explanation, shown with the answer.
    reveal : dict
        Values of controls in the state that shows the answer.
    """

    text: str
    choices: tuple[str, ...]
    answer: int
    because: str
    reveal: State = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Widget:
    """A demo in three layers; `lectures.widgetkit` explains each.

    Attributes
    ----------
    id, title : str
    controls : tuple of Control
    prepare : callable or None
        ``prepare(**slow controls) -> prepared``.
    compute : callable
        ``compute([prepared,] **controls) -> values``, with numpy alone.
    stage : callable
        ``stage(figure) -> artists``.
    draw : callable
        ``draw(values, artists)``.
    says : callable
        ``says(values) -> str``.
    invariant : callable
        ``invariant(values) -> bool``: what the widget claims, at every corner.
    predict : Question
    telling : tuple of dict
        Further states worth showing; controls that are not named keep their value at the start.
    size : (float, float)
        Inches.
    """

    id: str
    title: str
    controls: tuple[AnyControl, ...]
    compute: Callable[..., Any]
    stage: Callable[[Figure], Any]
    draw: Callable[[Any, Any], object]
    says: Callable[[Any], str]
    invariant: Callable[[Any], object]
    predict: Question
    telling: tuple[State, ...]
    prepare: Callable[..., Any] | None = None
    size: tuple[float, float] = style.SIZE

    @property
    def start(self) -> State:
        """Values of all controls at the start."""
        return {control.name: control.value for control in self.controls}

    def picture(self, **state: Any) -> bytes:
        """One picture, without ipywidgets.

        Parameters
        ----------
        **state
            Values of controls; the others keep their value at the start.

        Returns
        -------
        bytes
            A PNG.
        """
        return self.renderer().frame(self.start | state).png

    def renderer(self) -> Renderer:
        """A renderer with a figure of its own."""
        return Renderer(self)

    def show(self) -> WidgetView:
        """The interactive widget, for the end of a notebook's cell."""
        from lectures.widgetkit.widget_view import WidgetView

        return WidgetView(self)

    def corners(self, most: int = 48) -> list[State]:
        """States at the ends of all controls.

        Returns
        -------
        list of dict
            Every combination. If those are more than `most`: each end of each control with the others at their start,
            and a seeded sample of the combinations.
        """
        ends = [control.corners() for control in self.controls]
        names = list(self.start)
        if np.prod([float(len(end)) for end in ends]) <= most:
            return [dict(zip(names, corner, strict=True)) for corner in itertools.product(*ends)]
        one_moved = [self.start | {control.name: value} for control in self.controls for value in control.corners()]
        rng = np.random.default_rng(0)
        mixed = [
            {name: end[rng.integers(len(end))] for name, end in zip(names, ends, strict=True)}
            for _ in range(max(most - len(one_moved), most // 3))
        ]
        return [*one_moved, *mixed]
