"""constraints.txt holds every version that was tested."""

import re
import tomllib
from itertools import chain

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.paths import CLONE


def pins():
    """Versions by name."""
    lines = (CLONE / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def requirements():
    project = tomllib.loads((CLONE / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["project"]["optional-dependencies"].values()
    lines = [*project["build-system"]["requires"], *project["project"]["dependencies"], *chain(*groups)]
    return [Requirement(line) for line in lines]


def test_a_pin_is_a_name_and_a_version_and_nothing_else():
    for line in (CLONE / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line), line


def test_every_dependency_is_pinned_to_a_version_that_it_allows():
    for requirement in requirements():
        version = pins().get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is in pyproject.toml but not in constraints.txt"
        assert requirement.specifier.contains(version), f"{requirement}: constraints.txt says {version}"
