"""The declaration of a widget."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from lectures.widgetkit import style
from lectures.widgetkit.renderer import Easel


@dataclass(frozen=True)
class Question:
    """Asked before the reveal: people remember what they predicted.

    Attributes
    ----------
    text : str
    choices : tuple of str
        Two to four.
    answer : int
        Number of the right one.
    because : str
        The explanation, shown with the reveal.
    reveal : dict
        Controls that are then moved: the state that shows the answer.
    """

    text: str
    choices: tuple
    answer: int
    because: str
    reveal: dict = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Widget:
    """Three layers and what holds for them; `lectures.widgetkit` explains each.

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
        Further states that tell something; controls that are not named stay where they start.
    size : (float, float)
        Inches.
    """

    id: str
    title: str
    controls: tuple
    compute: Callable
    stage: Callable
    draw: Callable
    says: Callable
    invariant: Callable
    predict: Question
    telling: tuple
    prepare: Callable | None = None
    size: tuple = style.SIZE

    @property
    def start(self):
        """Values of all controls before anything is touched."""
        return {control.name: control.value for control in self.controls}

    def picture(self, **state):
        """One PNG, without ipywidgets.

        Parameters
        ----------
        **state
            Values of controls; the others are where they start.

        Returns
        -------
        bytes
        """
        return self.easel().frame(self.start | state).png

    def easel(self):
        return Easel(self)

    def show(self):
        """The living widget, for the end of a notebook's cell."""
        from lectures.widgetkit.widget_view import Shell

        return Shell(self)

    def corners(self, most=48):
        """States at the ends of all controls: every combination, or, if those are more than `most`, each end of each
        control with the others at their start, and a seeded sample of the combinations.

        Returns
        -------
        list of dict
        """
        ends = [control.corners() for control in self.controls]
        names = list(self.start)
        if np.prod([float(len(end)) for end in ends]) <= most:
            return [dict(zip(names, corner, strict=True)) for corner in itertools.product(*ends)]
        alone = [self.start | {control.name: value} for control in self.controls for value in control.corners()]
        rng = np.random.default_rng(0)
        mixed = [
            {name: end[rng.integers(len(end))] for name, end in zip(names, ends, strict=True)}
            for _ in range(max(most - len(alone), most // 3))
        ]
        return [*alone, *mixed]
