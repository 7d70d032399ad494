"""Who follows a recipe of CONTRIBUTING.md gets what it promises."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.paths import CLONE

SENTENCE = "The bias enters Z twice."
# One more known bug of `dense_forward`: in each file that the recipe names, a text and what takes its place.
EDITS = {
    "grader/exercises/p6/faulty.py": (
        "        cache = (W, X)",
        "        {condition}\n            Z = Z + b\n        cache = (W, X)",
    ),
    "grader/exercises/p6/bugs.py": (
        "\nDENSE = (\n",
        f'\nBIAS_TWICE = (Bug("bias_twice", "bias_twice", "{SENTENCE}"),)\n\nDENSE = (\n',
    ),
    "grader/exercises/p6/exercises.py": (
        "bugs=bugs.DENSE_FORWARD",
        "bugs=bugs.DENSE_FORWARD + bugs.BIAS_TWICE",
    ),
}
STUDENT = """
from course import probe
def dense_forward(X, W, b):
    return X @ W + 2 * b, (X, W)
probe("p6.dense_forward", dense_forward)
"""


def recipe(title):
    """The text under a heading of CONTRIBUTING.md."""
    text = (CLONE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.fixture
def copy(tmp_path):
    """A copy of all code and tests."""
    ignored = shutil.ignore_patterns("__pycache__", "*.ipynb")
    for folder in ("course", "reference_solution", "grader", "tests"):
        shutil.copytree(CLONE / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(CLONE / "pyproject.toml", tmp_path)
    return tmp_path


def run(copy, *arguments):
    done = subprocess.run([sys.executable, *arguments], cwd=copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_bug_added_to_the_bank_is_named(copy):
    text = recipe("Add a bug to the bank")
    [condition] = re.findall(r'`(if "NAME" in \w+:)`', text)
    assert set(re.findall(r"`(grader/[\w/]+\.py)`", text)) == set(EDITS)
    for file, (old, new) in EDITS.items():
        source = (copy / file).read_text(encoding="utf-8")
        assert source.count(old) == 1, file
        new = new.replace("{condition}", condition.replace("NAME", "bias_twice"))
        (copy / file).write_text(source.replace(old, new), encoding="utf-8")
    assert SENTENCE in run(copy, "-c", STUDENT)
    run(copy, "-m", "pytest", "-p", "no:cacheprovider", "tests/grader/exercises/test_bank.py", "-k", "bias_twice")
