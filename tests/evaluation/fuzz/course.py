"""A throwaway course with a small assignment, whose cells cost next to nothing."""

import json
from dataclasses import dataclass
from pathlib import Path

from grader.authoring.assignment import read_assignment
from grader.authoring.build import build
from grader.demo.hand_in import fill_in
from grader.gradebook.generate import generate_assignment

NAME = "p9_small"
_TEXT = '''# %% [markdown]
# # A small assignment

# %% setup role="readonly"
import numpy as np

from course import probe

# %% solve_dense_forward role="solution" reference="reference_solution.networks.dense:dense_forward"
def dense_forward(X, W, b):
    """The output, and what the way back needs."""
    ...

# %% grade_dense_forward role="tests" points=5
assert callable(dense_forward)
### BEGIN HIDDEN TESTS
probe("p6.dense_forward", dense_forward)
### END HIDDEN TESTS

# %% words [markdown] role="written" points=3
# ### BEGIN SOLUTION
# Rows are examples.
# ### END SOLUTION

# %% solve_mac_counts role="solution" reference="reference_solution.networks.mac_counts:mac_counts"
from itertools import pairwise

def mac_counts(sizes, batch):
    """Multiply-adds of one step."""
    ...

# %% grade_mac_counts role="tests" points=5
assert callable(mac_counts)
### BEGIN HIDDEN TESTS
probe("p6.mac_counts", mac_counts)
### END HIDDEN TESTS

# %% look
print(mac_counts([2, 3, 1], 4))
'''


@dataclass(frozen=True)
class Course:
    """A course folder and what is in it.

    Attributes
    ----------
    folder : pathlib.Path
    source : str
        The assignment's source notebook.
    assignment : grader.authoring.assignment.Assignment
    filled_in : dict
        What a student hands in who has everything right.
    """

    folder: Path
    source: str
    assignment: object
    filled_in: dict


def make_course(folder):
    """A `Course` in a folder: built, and known to its gradebook."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.py").write_text(_TEXT, encoding="utf-8")
    [path] = build(folder, [NAME])
    released = generate_assignment(folder, NAME) / f"{NAME}.ipynb"
    source = path.read_text(encoding="utf-8")
    filled_in = fill_in(json.loads(released.read_bytes()), json.loads(source))
    return Course(folder, source, read_assignment(NAME, source.encode()), filled_in)


def hand_in(course, student, data):
    """Put a file where nbgrader collects what students hand in."""
    place = course.folder / "submitted" / student / NAME
    place.mkdir(parents=True)
    (place / f"{NAME}.ipynb").write_bytes(data)
