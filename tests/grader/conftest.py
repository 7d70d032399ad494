"""A small made course: one assignment and its reference, so that these tests do not wait for the real ones."""

import json
import shutil

import pytest

REFERENCE = '''
import numpy as np


def scale(V, factor):
    """The reference's own words."""
    # a comment of the answer
    secret_product = V * factor
    return secret_product


def total(V):
    return np.sum(V)
'''

ASSIGNMENT = '''# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
# ---

# %% [markdown]
# # Scaling
#
# Fill in $f(V) = sV$.

# %%
import numpy as np

from course.probing import probe

# %% scale role="solution" reference="made_reference.scaling:scale"
def scale(V, factor):
    """Multiply.

    >>> ...
    """
    ...


# %% grade_scale role="tests" points=3
assert scale(np.ones(2), 2.0).shape == (2,)

### BEGIN HIDDEN TESTS
probe("p9.scale", scale)
### END HIDDEN TESTS

# %% total role="solution" reference="made_reference.scaling:total"
def total(V):
    ...


# %% grade_total role="tests" points=2.5
assert total(np.ones(2)) == 2.0

### BEGIN HIDDEN TESTS
probe("p9.total", total)
### END HIDDEN TESTS

# %% [markdown]
# Now in words.

# %% words [markdown] role="written" points=5
# ### BEGIN SOLUTION
# The model answer.
# ### END SOLUTION

# %% rules [markdown] role="readonly"
# Do not hand in your neighbour's.
'''


@pytest.fixture(scope="session")
def made_reference(tmp_path_factory):
    """The name of an importable package that stands for `reference_solution`."""
    folder = tmp_path_factory.mktemp("reference")
    package = folder / "made_reference"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "scaling.py").write_text(REFERENCE)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield "made_reference"


def write_course(folder):
    """A course folder with the text of the made assignment ``p9_scaling``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "p9_scaling.py").write_text(ASSIGNMENT)
    return folder


@pytest.fixture(scope="session")
def released_once(made_reference, tmp_path_factory):
    """A course folder whose made assignment is released; look, do not touch."""
    from grader.gradebook.release import release

    folder = write_course(tmp_path_factory.mktemp("released"))
    release(folder, "p9_scaling")
    return folder


@pytest.fixture
def released(released_once, tmp_path):
    """A course folder of one's own whose made assignment is released."""
    return shutil.copytree(released_once, tmp_path / "course")


def handed_in(course, **answers):
    """The notebook a student hands in, repaired: the source's test cells, the student's answers by cell name."""
    source, student = (
        json.loads((course / step / "p9_scaling" / "p9_scaling.ipynb").read_text()) for step in ("source", "release")
    )
    tests = {cell["id"]: cell["source"] for cell in source["cells"] if cell["id"].startswith("grade_")}
    for cell in student["cells"]:
        cell["source"] = "".join(tests.get(cell["id"], cell["source"]))
        cell["source"] = answers.get(cell["id"], cell["source"])
    return student
