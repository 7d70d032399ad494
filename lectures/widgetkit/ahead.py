"""While nobody moves anything, the kernel computes where a slider that has just moved goes next."""

import asyncio
from contextlib import suppress

from lectures.widgetkit.controls import AnyControl, Slider, State
from lectures.widgetkit.renderer import Renderer

PAUSE = 0.015  # seconds: a hand that drags moves on sooner, and need not wait for a guess


class Ahead:
    """Computes the likely next state, so that it is there when it is asked for.

    Parameters
    ----------
    renderer : Renderer
    """

    def __init__(self, renderer: Renderer) -> None:
        self.renderer = renderer
        self._later: asyncio.TimerHandle | None = None

    def plan(self, before: State | None, now: State) -> None:
        """Compute the next state after a pause, unless something is shown meanwhile."""
        if self._later:
            self._later.cancel()
        expected = following(before, now, self.renderer.widget.controls) if before else None
        with suppress(RuntimeError):  # without an event loop nobody can move anything
            if expected:
                self._later = asyncio.get_running_loop().call_later(PAUSE, self._compute, expected)

    def _compute(self, state: State) -> None:
        with suppress(Exception):  # it is told if the slider really gets there
            self.renderer.values(state)


def following(before: State, now: State, controls: tuple[AnyControl, ...]) -> State | None:
    """The state after the next step in the same direction.

    Parameters
    ----------
    before, now : dict
    controls : tuple of Control

    Returns
    -------
    dict or None
        None if anything but one slider has moved, if it is at its end, or if it is logarithmic: those compute little.
    """
    moved = [control for control in controls if before[control.name] != now[control.name]]
    if len(moved) != 1 or not isinstance(moved[0], Slider) or moved[0].log:
        return None
    slider = moved[0]
    value = tidy(2 * now[slider.name] - before[slider.name])
    return now | {slider.name: value} if slider.low <= value <= slider.high else None


def tidy(value: float) -> float:
    """A slider's value without its last digits: to a browser 0.1 + 0.2 is more than 0.3."""
    return value if isinstance(value, int) else float(f"{value:.12g}")
