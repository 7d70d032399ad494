"""Which states are recorded: all of them where they are few, else those that a reader comes across first."""

import math

import pytest

from lectures.record.states import ALL, grids, named, places, state_of, usual
from lectures.widgets.registry import widgets

WIDGETS = widgets()


def endless(state):
    return math.inf


def test_few_states_are_all_recorded():
    all_grids = grids(WIDGETS["W03"])
    assert len(places(WIDGETS["W03"], endless)) == math.prod(map(len, all_grids))


def test_of_many_states_those_that_a_widget_names_are_recorded(widget):
    all_grids, found = grids(widget), places(widget, endless)
    assert 0 < len(found) <= ALL
    assert {usual(place, all_grids) for place in named(widget)} <= set(found)


def test_each_control_is_recorded_all_along_from_the_start(widget):
    all_grids, found = grids(widget), set(places(widget, endless))
    start = tuple(grid.start for grid in all_grids)
    for k, grid in enumerate(all_grids):
        assert {usual((*start[:k], i, *start[k + 1 :]), all_grids) for i in range(len(grid))} <= found


def test_steps_after_the_end_are_not_recorded():
    assert all(state_of(place, grids(WIDGETS["W04"]))["mistake"] <= 3 for place in places(WIDGETS["W04"], lambda _: 3))


def test_a_control_that_does_nothing_is_recorded_where_it_starts():
    widget = next(widget for widget in WIDGETS.values() if any(control.when for control in widget.controls))
    all_grids = grids(widget)
    for place in places(widget, endless):
        assert place == usual(place, all_grids)


@pytest.mark.parametrize(("steps", "number"), [(0.0, 0), (0.4, 0), (0.6, 1)])
def test_a_value_between_two_steps_belongs_to_the_nearest(steps, number):
    grid = next(grid for grid in grids(WIDGETS["W25"]) if all(isinstance(v, int) for v in grid.values))
    step = grid.values[1] - grid.values[0]
    assert grid.index(grid.values[0] + steps * step) == number


def test_a_slider_begins_exactly_where_it_begins_live(widget):
    assert {grid.control.name: grid.values[grid.start] for grid in grids(widget)} == widget.start
