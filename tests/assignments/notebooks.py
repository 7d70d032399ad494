"""The texts of the assignments as notebooks, run in this process: solved by the references, or as students get them."""

import contextlib
import io
from dataclasses import dataclass, field
from functools import cache
from unittest.mock import patch

import jupytext

from course import plots
from grader.authoring.insert_solutions import insert_solution
from grader.exercises import EXERCISES
from tests import paths

ASSIGNMENTS = {path.stem: path for path in sorted(paths.ASSIGNMENTS.glob("p[0-9]*_*.py"))}


@cache
def cells_of(assignment):
    """All cells of its text, none of them filled in."""
    return jupytext.read(ASSIGNMENTS[assignment], fmt="py:percent").cells


def code_of(assignment):
    return [cell for cell in cells_of(assignment) if cell.cell_type == "code"]


def with_role(assignment, role):
    """The cells of a role by name, without the ``grade_`` or ``solve_`` before the name of the function."""
    prefix = {"tests": "grade_", "solution": "solve_"}.get(role, "")
    cells = [cell for cell in cells_of(assignment) if cell.metadata.get("role") == role]
    return {cell.metadata["title"].removeprefix(prefix): cell for cell in cells}


def declared(assignment):
    """The points of its exercises by name, such as ``p6.dense_backward``."""
    part = assignment.partition("_")[0]
    return {name: exercise.points for name, exercise in EXERCISES.items() if name.startswith(f"{part}.")}


def halves(source):
    """What students see of a cell, and what they do not."""
    shown, _, hidden = source.partition("### BEGIN HIDDEN TESTS\n")
    return shown, hidden


def answered(cell):
    """The source of a solution cell with the answer of its reference."""
    return insert_solution(cell.source, cell.metadata["reference"])


def empty(cell):
    """The source of a solution cell as students get it."""
    return cell.source.removesuffix("    ...") + "    raise NotImplementedError()"


@dataclass
class Run:
    """What came of a notebook: what each cell printed and drew, all names at the end, what each probe was given."""

    said: dict = field(default_factory=dict)
    names: dict = field(default_factory=lambda: {"__name__": "notebook"})
    probed: dict = field(default_factory=dict)
    pictures: list = field(default_factory=list)

    @property
    def text(self):
        return "".join(self.said.values())


def run(assignment, fill):
    """Run all code cells from top to bottom, those of solutions as `fill` gives them."""
    done = Run()
    for cell in code_of(assignment):
        title = cell.metadata["title"]
        shown, hidden = halves(fill(cell) if cell.metadata.get("role") == "solution" else cell.source)
        showing = patch.object(plots, "show", done.pictures.append)
        with showing, contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(shown, title, "exec"), done.names)
        done.said[title] = printed.getvalue()
        exec(compile(hidden, title, "exec"), done.names | {"probe": done.probed.__setitem__})
    return done


@cache
def solved(assignment):
    return run(assignment, answered)


@cache
def unfilled(assignment):
    return run(assignment, empty)
