"""The files that Python and a notebook need to read: a locked process may open no others."""

import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import course

_SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache")
# Not among the dependencies of the course: students have them with Jupyter.
_SHELL = ("ipython", "matplotlib-inline", "traitlets")


def readable_paths(packages: Iterable[str]) -> list[Path]:
    """List the files and folders that a locked process may read.

    Of site-packages only the packages that the course needs and those in `packages`: it may also contain the path of
    the staff's clone.
    """
    stdlib = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")]
    shared = Path(sys.base_prefix) / "lib"
    libraries = [p for p in shared.iterdir() if p.name.startswith("libpython") or ".so" in p.suffixes]
    roots = {path for name in _needed_distributions(packages) for path in _roots(name)}
    own = Path(course.__file__).parent
    return [*map(Path, _SYSTEM_LIBRARIES), *_standard_library(stdlib), *libraries, *sorted(roots), own]


def _standard_library(folders: Iterable[Path]) -> Iterator[Path]:
    """The standard library without the site-packages folder in it."""
    for folder in folders:
        if folder.is_dir():
            yield from (p for p in folder.iterdir() if p.name not in ("site-packages", "dist-packages"))


def _needed_distributions(packages: Iterable[str]) -> set[str]:
    """Distributions that the course, the shell and these packages depend on, directly or not."""
    queue, seen = [*_requirements("backprop-course"), *_SHELL, *packages], set[str]()
    while queue:
        name = queue.pop()
        if name in seen:
            continue
        seen.add(name)
        queue += _requirements(name)
    return seen


def _requirements(name: str) -> list[str]:
    """Distributions that one depends on here, without its extras."""
    try:
        requirements = map(Requirement, distribution(name).requires or [])
    except PackageNotFoundError:  # an optional dependency that is not installed
        return []
    return [canonicalize_name(r.name) for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})]


def _roots(name: str) -> Iterator[Path]:
    """Top-level files and folders of a distribution in site-packages."""
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        return
    for first in {file.parts[0] for file in files}:
        if first not in ("..", "__pycache__"):
            yield Path(str(distribution(name).locate_file(first)))
