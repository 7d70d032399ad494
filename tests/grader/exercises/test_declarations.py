"""What every exercise must declare."""

from functools import cache

import numpy as np
import pytest

from grader.exercises import EXERCISES
from grader.judging.compare import call_on_case, compare

ALL = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


@cache  # some references take seconds
def seen(exercise):
    """Group and label of every quantity that the judge looks at, and whether it is an input after the call."""
    places = set()
    for case in exercise.cases(np.random.default_rng(0)):
        expected = call_on_case(exercise.reference, exercise, case)
        quantities = compare(exercise, case, expected, expected).quantities
        places |= {(case.group, q.label, bool(q.input_name)) for q in quantities}
    return places


def covered(exercise, aspect):
    """The part of `seen` that an aspect covers."""
    return {(g, label, i) for g, label, i in seen(exercise) if i == aspect.covers_inputs and aspect.covers(g, label)}


@ALL
def test_there_are_three_bugs_with_names_of_their_own(exercise):
    assert len(exercise.bugs) >= 3
    assert len({bug.name for bug in exercise.bugs}) == len(exercise.bugs)


@ALL
def test_every_aspect_covers_something(exercise):
    for aspect in exercise.aspects:
        assert covered(exercise, aspect), aspect.name


@ALL
def test_every_quantity_earns_points_somewhere(exercise):
    earning = {label for aspect in exercise.aspects for _, label, _ in covered(exercise, aspect)}
    assert {label for _, label, _ in seen(exercise)} <= earning


@ALL
def test_every_case_counts(exercise):
    """A group whose quantities no aspect covers would be asked for nothing."""
    aspects = [aspect for aspect in exercise.aspects if not aspect.covers_inputs]
    groups = {group for aspect in aspects for group, _, _ in covered(exercise, aspect)}
    assert groups == {group for group, _, _ in seen(exercise)}


@ALL
def test_points_are_whole_and_positive(exercise):
    assert all(aspect.points > 0 for aspect in exercise.aspects)
    assert exercise.points == int(exercise.points)
    assert len({aspect.name for aspect in exercise.aspects}) == len(exercise.aspects)


@ALL
def test_a_cost_takes_the_points_of_derivatives_and_no_others(exercise):
    if exercise.cost:
        assert {aspect.derivative for aspect in exercise.aspects} == {True, False}


@ALL
def test_in_other_units_only_known_derivatives_are_asked_for(exercise):
    if units := exercise.in_other_units:
        derivatives = [aspect for aspect in exercise.aspects if aspect.derivative]
        for case in units.cases(np.random.default_rng(0), 2.0**400):
            assert any(case.group == group for aspect in derivatives for group, _, _ in covered(exercise, aspect))
        assert units.large in {"", *(aspect.name for aspect in exercise.aspects)}


@ALL
def test_sentences_are_short_whole_and_not_the_answer(exercise):
    for text in [bug.text for bug in exercise.bugs] + ([exercise.cost.finding[1]] if exercise.cost else []):
        assert text[0].isupper() or text.split()[0].split("(")[0] in ("b", "db", "dW", "dX", "dZ"), text
        assert text.endswith((".", "?", ".)")), text
        assert len(text.split()) <= 60, text
        assert not any(code in text for code in ("np.", " @ ", ".T", "axis=", "return ", "lambda", "**")), text


@ALL
def test_cases_are_the_same_for_the_same_seed_and_others_for_another(exercise):
    def flat(seed):
        return [str(a) for case in exercise.cases(np.random.default_rng(seed)) for a in case.args if not callable(a)]

    assert flat(1) == flat(1)
    assert flat(1) != flat(2) or not flat(1)  # a function without arguments is asked for the one thing
