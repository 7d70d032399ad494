"""What an aspect covers: cases of some groups, quantities with some labels, or the inputs after the call."""

from grader.exercises.model import Aspect, Covers


def groups(*names: str) -> Covers:
    """Cover the whole result, in the cases of these groups."""
    return lambda group, label: group in names


def labels(*names: str) -> Covers:
    """Cover the quantities with these labels, in every case."""
    return lambda group, label: label in names


def inputs_unchanged(points: float) -> Aspect:
    """An aspect for leaving the inputs unchanged; not earned alone, as a function that does nothing would earn it."""
    return Aspect("inputs left unchanged", points, lambda group, label: True, earned_alone=False, covers_inputs=True)
