"""The command line answers at once: it loads what a verb needs only when the verb runs."""

import subprocess
import sys

import pytest

from grader.cli import main
from lectures.__main__ import main as lectures

SLOW = {
    "voila",
    "numpy",
    "nbgrader",
    "matplotlib",
    "IPython",
    "jupytext",
    "nbformat",
    "nbconvert",
    "rich",
    "sqlalchemy",
}


def loaded_by(room, *arguments):
    """Top-level names of what ``python -m grader …`` imports."""
    command = [sys.executable, "-X", "importtime", "-m", room, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}


@pytest.mark.parametrize(
    ("room", "verb"),
    [(room, verb) for room, group in (("grader", main), ("lectures", lectures)) for verb in (None, *group.commands)],
)
def test_help_loads_nothing_slow(room, verb):
    loaded = loaded_by(room, *([verb] if verb else []), "--help")
    assert {"click", room} <= loaded
    assert not loaded & SLOW


def test_doctor_loads_neither_an_exercise_nor_the_judge():
    code = "import sys, grader.doctor; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = done.stdout.split()
    assert "grader.execution.session" in loaded
    assert not [
        name for name in loaded if name.startswith(("grader.exercises", "grader.judging", "reference_solution"))
    ]
