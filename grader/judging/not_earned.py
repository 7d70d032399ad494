"""Says which points are not earned: what is wrong, and what is only withheld until that is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from grader.exercises.model import Aspect, Exercise
from grader.judging.compare import Answer
from grader.judging.quantities import Quantity
from grader.judging.verdict import Finding

_MIN_WRONG = 3  # places, and more than half of all, in which a quantity is wrong that explains what is wrong elsewhere

Place: TypeAlias = tuple[int, str]
"""The number of a case, and the label of a quantity in it."""


def wrong_places(aspect: Aspect, answers: Sequence[Answer]) -> set[Place]:
    """Where a quantity that an aspect covers is not right."""
    return {(i, quantity.label) for i, quantity in _covered(aspect, answers) if not quantity.is_right}


def not_earned(exercise: Exercise, answers: Sequence[Answer], score: float, lost: set[str]) -> tuple[Finding, ...]:
    """Make the finding on points.

    Parameters
    ----------
    exercise : Exercise
    answers : sequence of Answer
    score : float
    lost : set of str
        Names of the aspects that are not earned.

    Returns
    -------
    tuple of Finding
        Empty if nothing is lost.
    """
    if not lost:
        return ()
    named = _wrong_themselves([aspect for aspect in exercise.aspects if aspect.name in lost], answers)
    order = [aspect.name for aspect in exercise.aspects if aspect.name in lost]
    text = f"{score:g} of {exercise.points:g} points."
    if named:
        text += f" Not yet right: {'; '.join(name for name in order if name in named)}."
    withheld = [name for name in order if name not in named]
    if withheld:
        text += f" Not counted{' until that is right' if named else ''}: {'; '.join(withheld)}."
    return (Finding("points", text),)


def _wrong_themselves(aspects: Sequence[Aspect], answers: Sequence[Answer]) -> set[str]:
    """The aspects with something wrong that no other one explains."""
    wrong = {aspect.name: _seen_wrong(aspect, answers) for aspect in aspects}
    if not any(wrong.values()):
        wrong |= {aspect.name: wrong_places(aspect, answers) for aspect in aspects if not aspect.covers_inputs}

    def share(aspect: Aspect) -> float:
        return len(wrong[aspect.name]) / max(len({(i, q.label) for i, q in _covered(aspect, answers)}), 1)

    named, places = set(), set[Place]()
    mostly: list[_MostlyWrong] = []
    # The best explanation is the aspect of which the largest part is wrong, and of these the one with the most.
    for aspect in sorted(aspects, key=lambda aspect: (-share(aspect), -len(wrong[aspect.name]))):
        covered = {quantity.label for _, quantity in _covered(aspect, answers)}
        labels = {label for one in mostly if one.explains(covered) for label in one.labels}
        if any(place not in places and place[1] not in labels for place in wrong[aspect.name]):
            named.add(aspect.name)
            places |= wrong[aspect.name]
            mostly.append(_mostly_wrong(aspect, answers))
    return named


def _seen_wrong(aspect: Aspect, answers: Sequence[Answer]) -> set[Place]:
    """What is wrong in an aspect, without the calls that raised if all others are right: they showed nothing of it."""
    answered = [answer for answer in answers if not answer.raised]
    unseen = not aspect.covers_inputs and not _covered(aspect, answered)
    return wrong_places(aspect, answers) if unseen or wrong_places(aspect, answered) else set()


@dataclass(frozen=True)
class _MostlyWrong:
    """Labels that are wrong in most places of an aspect; all labels that it covers; in how many groups of cases."""

    labels: set[str]
    covered: set[str]
    groups: int

    def explains(self, covered: set[str]) -> bool:
        """Whether an aspect with these labels is about cases, while this one is about its labels."""
        return covered > self.covered or self.groups > 1


def _mostly_wrong(aspect: Aspect, answers: Sequence[Answer]) -> _MostlyWrong:
    places = {(i, quantity.label) for i, quantity in _covered(aspect, answers)}
    cases, covered = {i for i, _ in places}, {label for _, label in places}
    groups = len({answers[i].case.group for i in cases})
    if covered >= {q.label for i in cases for q in answers[i].result_quantities}:
        return _MostlyWrong(set(), covered, groups)  # it is about some cases
    wrong = wrong_places(aspect, answers)
    of = {label: {place for place in places if place[1] == label} for label in covered}
    most = {k for k, v in of.items() if len(v & wrong) >= _MIN_WRONG and 2 * len(v & wrong) > len(v)}
    return _MostlyWrong(most, covered, groups)


def _covered(aspect: Aspect, answers: Sequence[Answer]) -> list[tuple[int, Quantity]]:
    """Case and quantity, of the first and of the last call, of all that an aspect covers."""
    return [
        (i, quantity)
        for i, answer in enumerate(answers)
        # A changed input costs its own aspect. The repeated call then had different inputs and is not compared.
        for quantity in (*answer.quantities, *(() if answer.input_changed else answer.repeated))
        if bool(quantity.input_name) == aspect.covers_inputs and aspect.covers(answer.case.group, quantity.label)
    ]
