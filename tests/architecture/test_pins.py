"""constraints.txt holds every version that was tested, and what it holds can be installed."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from itertools import chain

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.paths import CLONE

PROJECT = tomllib.loads((CLONE / "pyproject.toml").read_text(encoding="utf-8"))
MINORS = [
    c.removeprefix("Programming Language :: Python :: ") for c in PROJECT["project"]["classifiers"] if ":: 3." in c
]


def pins():
    """Versions by name."""
    lines = (CLONE / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def requirements():
    groups = PROJECT["project"]["optional-dependencies"].values()
    lines = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"], *chain(*groups)]
    return [Requirement(line) for line in lines]


def installed():
    """The distribution of each pin that is installed here; of another system's or of PyTorch's there may be none."""
    for name in pins():
        try:
            yield distribution(name)
        except PackageNotFoundError:
            continue


def admitted_pythons():
    """Every release that a minor version may have had, of the minor versions that we say we support."""
    all_releases = [f"{minor}.{patch}" for minor in MINORS for patch in range(40)]
    return list(SpecifierSet(PROJECT["project"]["requires-python"]).filter(all_releases))


def test_a_pin_is_a_name_and_a_version():
    for line in (CLONE / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line), line


def test_every_dependency_is_pinned_to_a_version_that_it_allows():
    for requirement in requirements():
        version = pins().get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is in pyproject.toml but not in constraints.txt"
        assert requirement.specifier.contains(version), f"{requirement}: constraints.txt says {version}"


def test_what_is_installed_is_what_is_pinned():
    found = {canonicalize_name(d.name): d.version.partition("+")[0] for d in installed()}
    assert {canonicalize_name(requirement.name) for requirement in requirements()} <= set(found)
    assert found == {name: version for name, version in pins().items() if name in found}


def test_every_pin_can_be_installed_on_every_python_that_we_admit():
    assert MINORS[0] == "3.11"
    assert "3.11.0" in admitted_pythons()
    for dist in installed():
        required = SpecifierSet(dist.metadata.get("Requires-Python", ""))
        refused = [python for python in admitted_pythons() if not required.contains(python)]
        assert not refused, f"{dist.name} {dist.version} requires Python {required}, which refuses {', '.join(refused)}"


@pytest.mark.parametrize("minor", MINORS)
def test_what_a_pin_requires_is_pinned_to_a_version_that_it_allows(minor):
    python = {"python_version": minor, "python_full_version": f"{minor}.0", "extra": ""}
    for dist in installed():
        for requirement in map(Requirement, dist.requires or ()):
            if requirement.marker is None or requirement.marker.evaluate(python):
                version = pins().get(canonicalize_name(requirement.name))
                assert version is not None, f"{dist.name} requires {requirement}, which is not pinned"
                assert requirement.specifier.contains(version), f"{dist.name} requires {requirement}, pinned {version}"


def test_hosted_tests_run_on_every_python_that_we_say_we_support():
    workflow = yaml.safe_load((CLONE / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == MINORS
