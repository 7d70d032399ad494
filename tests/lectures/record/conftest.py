import os
import random

import pytest

from lectures.record.live import script_of
from lectures.record.states import grids, named, places, state_of
from lectures.widgetkit import Choice
from lectures.widgets.registry import widgets
from tests.lectures.record.played import recorded
from tests.lectures.record.rounding import undecided

STATES = 30
# Their pictures hold every kind of operation: lines, markers, texts, formulas, images, meshes, hatches, clips, a kit.
SAMPLE = ("W02", "W05", "W07", "W13b", "W15", "W18b", "W22", "W24", "W30")


@pytest.fixture(scope="package")
def played(tmp_path_factory):
    """For a widget its recording and page: the states that it names, and every control moved by one step."""
    return _made_once(tmp_path_factory, lambda widget: [*named(widget), *one_step(widget)])


@pytest.fixture(scope="package")
def played_at_random(tmp_path_factory):
    """For a widget its recording and page: thirty random states."""
    return _made_once(tmp_path_factory, some)


def _made_once(tmp_path_factory, chosen):
    made = {}

    def of(widget):
        if widget.id not in made:
            made[widget.id] = recorded(widget, chosen(widget), tmp_path_factory.mktemp(widget.id))
        return made[widget.id]

    return of


def pytest_generate_tests(metafunc):
    """A `widget` is each of them; a `sampled` one is each only where ``EVERY_DEMO=1`` asks for it."""
    known = widgets()
    if "widget" in metafunc.fixturenames:
        metafunc.parametrize("widget", known.values(), ids=known)
    if "sampled" in metafunc.fixturenames:
        chosen = known if os.environ.get("EVERY_DEMO") == "1" else {name: known[name] for name in SAMPLE}
        metafunc.parametrize("sampled", chosen.values(), ids=chosen)


def some(widget):
    """Thirty states of those that are recorded, but for those in which rounding decides."""
    renderer = widget.renderer()
    until = next((control.until for control in widget.controls if getattr(control, "until", None)), None)
    found = places(widget, lambda state: until(renderer.prepared(state)))
    chosen = random.Random(0).sample(found, min(STATES, len(found)))
    if script_of(widget) is None:
        return chosen
    states = [state_of(place, grids(widget)) for place in chosen]
    return [
        place
        for place, state in zip(chosen, states, strict=True)
        if not undecided(widget.id, renderer.values(state), state)
    ]


def one_step(widget):
    """From the start, every control on by one step, or to every option; after those that it needs."""
    all_grids = grids(widget)
    names = [grid.control.name for grid in all_grids]
    for k, grid in enumerate(all_grids):
        place = [other.start for other in all_grids]
        for name, value in grid.control.when.items():
            place[names.index(name)] = all_grids[names.index(name)].index(value)
        yield tuple(place)
        for i in range(len(grid)) if isinstance(grid.control, Choice) else (place[k] + 1, place[k] - 1):
            if 0 <= i < len(grid):
                yield (*place[:k], i, *place[k + 1 :])
