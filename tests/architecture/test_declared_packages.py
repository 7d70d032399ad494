"""Each package that a file imports is one that pyproject.toml asks for: it does not come along by chance."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.paths import CLONE

ROOMS = ("course", "grader", "lectures", "reference_solution", "tests")
OPTIONAL = {"torch", "dask-gateway"}  # used where they are installed: the README says how to get them
HANDED_IN = "overlays"  # by the students of the demo


def declared():
    project = tomllib.loads((CLONE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = chain(project["dependencies"], *project["optional-dependencies"].values())
    return {canonicalize_name(Requirement(line).name) for line in lines}


def imported(file: Path):
    """Top-level packages that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def test_imported_packages_are_declared():
    distributions = packages_distributions()
    known = declared() | OPTIONAL
    missing = {}
    for file in chain.from_iterable((CLONE / room).rglob("*.py") for room in ROOMS):
        if HANDED_IN in file.parts:
            continue
        for package in set(imported(file)) - set(sys.stdlib_module_names) - set(ROOMS):
            if not known & {canonicalize_name(name) for name in distributions.get(package, [package])}:
                missing.setdefault(package, set()).add(str(file.relative_to(CLONE)))
    assert missing == {}
