"""The command line answers at once: it loads what a verb needs only when the verb runs."""

import subprocess
import sys

import pytest

from grader.cli import main

SLOW = {"numpy", "nbgrader", "matplotlib", "IPython", "jupytext", "nbformat", "nbconvert", "rich", "sqlalchemy"}


def loaded_by(*arguments):
    """Top-level names of what ``python -m grader …`` imports."""
    command = [sys.executable, "-X", "importtime", "-m", "grader", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}


@pytest.mark.parametrize("verb", [None, *main.commands])
def test_help_loads_nothing_slow(verb):
    loaded = loaded_by(*([verb] if verb else []), "--help")
    assert {"click", "grader"} <= loaded
    assert not loaded & SLOW
