"""Which states of a widget are recorded, and how each value is called in an address."""

import itertools
import math
from dataclasses import dataclass

import numpy as np

from lectures.widgetkit import Choice, Pick, Player, Points, Slider, Stroke, Text, Toggle

ALL = 8000  # states, up to which every combination is recorded


@dataclass(frozen=True)
class Grid:
    """The values of a control that can be chosen in a recording.

    Attributes
    ----------
    control : lectures.widgetkit.controls.Control
    values : tuple
        As `compute` gets them.
    names : tuple of str
        As a reader sees them.
    """

    control: object
    values: tuple
    names: tuple

    def __len__(self):
        return len(self.values)

    @property
    def start(self):
        return self.index(self.control.value)

    def index(self, value):
        """The number of a value, or of the nearest where the value lies between two steps of a slider."""
        if value in self.values:
            return self.values.index(value)
        return min(range(len(self)), key=lambda i: abs(self.values[i] - value))


def grids(widget):
    """The grid of every control.

    Parameters
    ----------
    widget : lectures.widgetkit.Widget

    Returns
    -------
    list of Grid
    """
    return [_GRIDS[type(control)](control, widget) for control in widget.controls]


def _slider(control, _):
    low, high = (math.log10(control.low), math.log10(control.high)) if control.log else (control.low, control.high)
    steps = round((high - low) / control.step)
    if all(isinstance(number, int) for number in (control.low, control.high, control.step)):
        values = tuple(range(control.low, control.high + 1, control.step))
        return Grid(control, values, tuple(map(str, values)))
    places = [round(low + i * control.step, 10) for i in range(steps + 1)]
    if control.log:
        values = [10**place for place in places]
        nearest = min(range(len(values)), key=lambda i: abs(values[i] - control.value))
        values[nearest] = control.value  # where a live slider begins, if between two steps
        return Grid(control, tuple(values), tuple(f"{value:.3g}" for value in values))
    decimals = max(0, math.ceil(-math.log10(control.step) - 1e-9))
    return Grid(control, tuple(places), tuple(f"{place:.{decimals}f}" for place in places))


def _choice(control, _):
    return Grid(control, tuple(control.options), tuple(map(str, control.options)))


def _toggle(control, _):
    return Grid(control, (False, True), ("no", "yes"))


def _player(control, _):
    return Grid(control, tuple(range(control.high + 1)), tuple(map(str, range(control.high + 1))))


def _text(control, _):
    values = tuple(dict.fromkeys((control.value, *control.samples, *control.slips)))
    return Grid(control, values, values)


def _pick(control, _):
    values = tuple(
        (name, row, column)
        for name, (_, rows, columns) in control.places.items()
        for row in range(rows)
        for column in range(columns)
    )
    return Grid(control, values, tuple(f"{name}.{row}.{column}" for name, row, column in values))


def _points(control, widget):
    """Where they start, and where the answer to the question and the telling states have them; or at random places."""
    named = [("as at the start", control.value), ("as in the answer", widget.predict.reveal.get(control.name))]
    named += [(f"as in example {i}", state.get(control.name)) for i, state in enumerate(widget.telling, start=1)]
    values, names = [], []
    for name, value in named:
        if value is not None and value not in values:
            values.append(value)
            names.append(name)
    if len(values) == 1:
        rng = np.random.default_rng(0)
        for i in (1, 2):
            values.append(_scattered(control, rng))
            names.append(f"at random ({i})")
    return Grid(control, tuple(values), tuple(names))


def _scattered(control, rng):
    """As many points as at the start, anywhere on the grid."""
    low, high = np.array(control.low), np.array(control.high)
    steps = rng.integers(np.rint((high - low) / control.step).astype(int) + 1, size=(len(control.value), 2))
    return tuple(map(tuple, (low + control.step * steps).round(10).tolist()))


def _stroke(control, _):
    return Grid(control, (*control.presets.values(), ()), (*control.presets, "an empty page"))


_GRIDS = {
    Slider: _slider,
    Choice: _choice,
    Toggle: _toggle,
    Player: _player,
    Text: _text,
    Pick: _pick,
    Points: _points,
    Stroke: _stroke,
}


def places(widget, last, most=ALL):
    """The states that are recorded: all of them where they are few, else those on lines through certain others.

    Lines run along every control through the start, the telling states, the answer to the question, and the states
    that one choice makes of the start; and along players where points lie elsewhere.

    Parameters
    ----------
    widget : lectures.widgetkit.Widget
    last : callable
        ``last(state) -> int or None``: the last step of a `Player` whose end depends on the other controls.
    most : int
        How many states are still few.

    Returns
    -------
    list of tuple of int
        A number in the grid of each control; those that differ little follow each other.
    """
    all_grids = grids(widget)
    found = _usual(_every(all_grids), all_grids) if math.prod(map(len, all_grids)) <= 20 * most else []
    if not 0 < len(found) <= most:
        found = _usual(_lines(widget, all_grids), all_grids)
    kept = [place for place in found if _within(place, all_grids, last)]
    order = sorted(range(len(all_grids)), key=lambda i: (_speed(all_grids[i].control), i))
    return sorted(kept, key=lambda place: [place[i] for i in order])


def named(widget):
    """The states that a widget names: the start, the answer to its question, the telling ones."""
    all_grids = grids(widget)
    start = tuple(grid.start for grid in all_grids)
    states = ({}, widget.predict.reveal, *widget.telling)
    return list(dict.fromkeys(_moved(start, all_grids, state) for state in states))


def state_of(place, all_grids):
    """The values at a place, by the names of the controls."""
    return {grid.control.name: grid.values[i] for grid, i in zip(all_grids, place, strict=True)}


def usual(place, all_grids):
    """The same place with every control at its start that does nothing there."""
    state = state_of(place, all_grids)
    return tuple(
        i if all(state[other] == value for other, value in grid.control.when.items()) else grid.start
        for grid, i in zip(all_grids, place, strict=True)
    )


def _usual(found, all_grids):
    return dict.fromkeys(usual(place, all_grids) for place in found)


def _every(all_grids):
    return itertools.product(*(range(len(grid)) for grid in all_grids))


def _lines(widget, all_grids):
    start = tuple(grid.start for grid in all_grids)
    bases = [start, *(_moved(start, all_grids, state) for state in (widget.predict.reveal, *widget.telling))]
    for k, grid in enumerate(all_grids):
        if isinstance(grid.control, (Choice, Toggle, Text, Stroke)):
            moves = [(*start[:k], i, *start[k + 1 :]) for i in range(len(grid))]
            bases += [_moved(move, all_grids, grid.control.when) for move in moves]
        if grid.control.when:
            bases.append(_moved(start, all_grids, grid.control.when))
    for base in dict.fromkeys(bases):
        for k, grid in enumerate(all_grids):
            yield from ((*base[:k], i, *base[k + 1 :]) for i in range(len(grid)))
    players = [k for k, grid in enumerate(all_grids) if isinstance(grid.control, Player)]
    for k, grid in enumerate(all_grids):
        if isinstance(grid.control, Points):  # wherever they lie, one may watch
            for i, player in itertools.product(range(len(grid)), players):
                base = [*start[:k], i, *start[k + 1 :]]
                yield from ((*base[:player], step, *base[player + 1 :]) for step in range(len(all_grids[player])))


def _moved(place, all_grids, state):
    names = [grid.control.name for grid in all_grids]
    moved = list(place)
    for name, value in state.items():
        k = names.index(name)
        moved[k] = all_grids[k].index(value)
    return tuple(moved)


def _within(place, all_grids, last):
    for grid, i in zip(all_grids, place, strict=True):
        if getattr(grid.control, "until", None) and i > last(state_of(place, all_grids)):
            return False
    return True


def _speed(control):
    """Controls that one moves in small steps vary fastest from one place to the next."""
    if isinstance(control, (Choice, Toggle, Text, Points, Stroke)):
        return 0
    return 2 if isinstance(control, Player) else 1
