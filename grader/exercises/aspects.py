"""What an aspect covers: groups of cases, quantities by name, or the inputs that a function must leave alone."""

from grader.exercises.model import Aspect


def is_input(label):
    """Whether a quantity is an input's state after the call."""
    return label.endswith("after the call")


def groups(*names):
    """Covers all of the result, in the cases of these groups."""
    return lambda group, label: group in names and not is_input(label)


def labels(*names):
    """Covers these quantities, in every case."""
    return lambda group, label: label in names


def inputs_kept(points):
    """The aspect of leaving inputs as they were, which nobody earns who does nothing else."""
    return Aspect("inputs left unchanged", points, lambda group, label: is_input(label), alone=False)
