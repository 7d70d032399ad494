"""What an aspect covers: groups of cases, quantities by name, or the inputs that a function must leave alone."""

from grader.exercises.model import Aspect, Covers


def groups(*names: str) -> Covers:
    """Covers all of the result, in the cases of these groups."""
    return lambda group, label: group in names


def labels(*names: str) -> Covers:
    """Covers these quantities, in every case."""
    return lambda group, label: label in names


def inputs_kept(points: int) -> Aspect:
    """The aspect of leaving inputs as they were, which nobody earns who does nothing else."""
    return Aspect("inputs left unchanged", points, lambda group, label: True, alone=False, covers_inputs=True)
