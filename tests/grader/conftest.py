"""A small made course: one assignment and its reference, so that these tests do not wait for the real ones."""

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

# %% scale role="solution" reference="scaling:scale"
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

# %% total role="solution" reference="scaling:total"
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


@pytest.fixture(scope="session", autouse=False)
def made_reference(tmp_path_factory):
    """The name of an importable package that stands for `reference_solution`."""
    folder = tmp_path_factory.mktemp("reference")
    package = folder / "made_reference"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "scaling.py").write_text(REFERENCE)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        patch.setattr("grader.answers.REFERENCE", "made_reference")
        yield "made_reference"


def write_course(folder):
    """A course folder with the text of the made assignment ``p9_scaling``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "p9_scaling.py").write_text(ASSIGNMENT)
    return folder
