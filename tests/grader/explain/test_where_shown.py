"""Each slip leads to a section and a demo that there are, in a state that the demo has."""

import importlib
import pkgutil
import re

import pytest

from grader.exercises import EXERCISES
from grader.explain.kinds import KINDS
from grader.explain.where_shown import rows, where_shown
from lectures import widgets
from lectures.record.states import grids
from tests.paths import CLONE

WIDGETS = {
    module.WIDGET.id: module.WIDGET
    for name in (found.name for found in pkgutil.iter_modules(widgets.__path__))
    if re.match(r"w\d", name)
    for module in [importlib.import_module(f"lectures.widgets.{name}")]
}


@pytest.mark.parametrize("key", rows())
def test_the_place_exists(key):
    shown = rows()[key]
    text = (CLONE / "lectures" / f"{shown.lecture}.py").read_text()
    assert re.search(rf"^# ## {re.escape(shown.section)}( \(\d+ min\))?$", text, re.MULTILINE), shown.section
    if shown.demo:
        assert re.search(rf"^# %% {shown.demo}\b", text, re.MULTILINE), shown.demo
    if shown.state:
        name, _, value = shown.state.partition("=")
        names = {grid.control.name: grid.names for grid in grids(WIDGETS[shown.demo])}
        assert value in {one.replace(" ", "_") for one in names[name]}


def test_every_exercise_has_a_place():
    assert {exercise for exercise, what in rows() if what == "*"} == set(EXERCISES)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.name)
def test_every_slip_and_every_kind_of_change_has_a_place(exercise):
    for code in (*(bug.code for bug in exercise.bugs), *(f"edit_{kind}" for kind in KINDS)):
        assert where_shown(exercise.name, code).section


def test_every_code_of_the_table_is_one_of_a_finding():
    for exercise, what in rows():
        bugs = () if exercise == "*" else EXERCISES[exercise].bugs
        known = {bug.code for bug in bugs} if bugs else {f"edit_{kind}" for kind in KINDS}
        assert what == "*" or what in known, (exercise, what)


def test_the_address_opens_the_state():
    assert where_shown("p6.dense_backward", "G08").address == "11_vectorised_backprop.html#W24?bug=dW_transposed"
    assert where_shown("p6.dense_forward", "bias_sign").address == "05_forward_pass.html"
