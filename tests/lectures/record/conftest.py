import itertools
import os
import random

import pytest

from lectures.record.live import script_of
from lectures.record.states import grids, named, places, state_of
from lectures.widgetkit import Pick, Slider
from lectures.widgets.registry import widgets
from tests.lectures.record.in_chromium import recorded
from tests.lectures.record.rounding import undecided

STATES = 30
# Their pictures hold every kind of operation: lines, markers, texts, formulas, images, meshes, clips, a kit.
SAMPLE = ("W02", "W05", "W07", "W13b", "W15", "W18b")

KINDS = ("W01", "W05", "W24")  # sliders and buttons, points to drag, a player, lists and cells to pick


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
    """A `widget` is each of them, in a browser most are slow; a sample is all of them only with ``EVERY_DEMO=1``."""
    known = widgets()
    if "widget" in metafunc.fixturenames:
        slow = {name for name in known if "browser" in metafunc.fixturenames and name not in SAMPLE}
        marked = [pytest.param(known[name], marks=[pytest.mark.slow] * (name in slow)) for name in known]
        metafunc.parametrize("widget", marked, ids=known)
    for kind, sample in (("sampled", SAMPLE), ("one_of_each_kind", KINDS)):
        if kind in metafunc.fixturenames:
            chosen = known if os.environ.get("EVERY_DEMO") == "1" else {name: known[name] for name in sample}
            metafunc.parametrize(kind, chosen.values(), ids=chosen)


def some(widget):
    """Thirty states of those that are recorded, but for those in which rounding decides."""
    renderer = widget.renderer()
    until = next((control.until for control in widget.controls if getattr(control, "until", None)), None)
    found, all_grids = places(widget, lambda state: until(renderer.prepared(state))), grids(widget)
    random.Random(0).shuffle(found)
    if script_of(widget):
        states = ((place, state_of(place, all_grids)) for place in found)
        found = (place for place, state in states if not undecided(widget.id, renderer.values(state), state))
    return list(itertools.islice(found, STATES))


def one_step(widget):
    """From the start, every control on by one step, after those that it needs."""
    all_grids = grids(widget)
    names = [grid.control.name for grid in all_grids]
    for k, grid in enumerate(all_grids):
        place = [other.start for other in all_grids]
        for name, value in grid.control.when.items():
            place[names.index(name)] = all_grids[names.index(name)].index(value)
        yield tuple(place)
        for i in next_to(grid):
            yield (*place[:k], i, *place[k + 1 :])


def next_to(grid):
    """The numbers of the values that a key brings from the start."""
    here, control = grid.start, grid.control
    if isinstance(control, Pick):
        name, row, column = grid.values[here]
        _, rows, columns = control.places[name]
        row, column = (i + 1 if i + 1 < many else i - 1 for i, many in ((row, rows), (column, columns)))
        return [grid.index((name, row, grid.values[here][2])), grid.index((name, row, column))]
    ends = (0, len(grid) - 1) if isinstance(control, Slider) else (0,)
    return [i for i in (here - 1, here + 1, *ends) if 0 <= i < len(grid)]
