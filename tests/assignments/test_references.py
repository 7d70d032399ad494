"""What a notebook asks for by name can be copied into it: a body uses only what the notebook defines."""

import inspect
from importlib import import_module

import pytest

from tests.assignments.notebooks import ASSIGNMENTS, solved, with_role


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_reference_needs_nothing_from_its_module(assignment):
    defined = solved(assignment).names.keys()
    for cell in with_role(assignment, "solution").values():
        module, _, name = cell.metadata["reference"].partition(":")
        needed = inspect.getclosurevars(getattr(import_module(module), name))
        assert needed.globals.keys() <= defined, name
        assert not needed.nonlocals
