"""The bank holds every bug that a faulty reference knows or a module declares, and the whole catalogue."""

import importlib
import pkgutil

import numpy as np
import pytest

from grader.exercises import EXERCISES
from grader.exercises.model import Bug
from grader.judging.compare import call_on_case
from tests.evaluation.syllabus.table import rows

ASSIGNMENTS = sorted({name.split(".")[0] for name in EXERCISES})
# The catalogue of backpropagation bugs, and the errata that a student may copy into code.
CATALOGUE = {f"G{number:02}" for number in range(1, 26)} | {"E01", "E05", "E06", "E14", "E17", "E24", "E30"}
FEWEST = 843  # bugs known so far: to take one away is to change this number


class Questions(frozenset):
    """An empty set of bugs, which notes every bug that it is asked about."""

    def __init__(self):
        self.asked = set()

    def __contains__(self, bug):
        self.asked.add(bug)
        return False

    def __and__(self, bugs):
        self.asked |= set(bugs)
        return frozenset()

    __rand__ = __and__

    def __or__(self, bugs):
        return self

    def __bool__(self):  # so that a faulty function does not take the way of the reference at once
        return True


def of(assignment):
    return [exercise for exercise in EXERCISES.values() if exercise.name.startswith(f"{assignment}.")]


def written_in(assignment):
    """Every `Bug` in the modules of an assignment."""
    package = importlib.import_module(f"grader.exercises.{assignment}")
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            yield from (bug for bug in (value if isinstance(value, tuple) else (value,)) if isinstance(bug, Bug))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # faulty formulas overflow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_bug_of_a_faulty_reference_is_in_the_bank(assignment):
    questions = Questions()
    for exercise in of(assignment):
        for case in exercise.cases(np.random.default_rng(0)):
            call_on_case(exercise.faulty(questions), exercise, case)
    assert questions.asked
    assert questions.asked <= {bug.name for exercise in of(assignment) for bug in exercise.bugs}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_bug_that_is_written_down_belongs_to_an_exercise(assignment):
    used = {bug for exercise in of(assignment) for bug in exercise.bugs}
    assert [bug.name for bug in written_in(assignment) if bug not in used] == []


def test_the_bank_knows_the_whole_catalogue():
    assert CATALOGUE - {bug.code for exercise in EXERCISES.values() for bug in exercise.bugs} == set()


def test_a_code_of_an_erratum_is_a_row_of_the_syllabus():
    codes = {bug.code for exercise in EXERCISES.values() for bug in exercise.bugs}
    assert {code for code in codes if code[0] == "E" and code[1:].isdigit()} <= set(rows())


def test_no_bug_is_taken_away_unnoticed():
    assert sum(len(exercise.bugs) for exercise in EXERCISES.values()) >= FEWEST
