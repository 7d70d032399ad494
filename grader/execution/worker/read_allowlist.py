"""What Python and a notebook need to read: the only files that a locked process may open."""

import re
import sys
import sysconfig
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import course

_SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache")
# What runs a cell; a student's notebook meets it as in Jupyter.
_SHELL = ("ipython", "matplotlib-inline", "traitlets")


def readable_paths():
    """Files and folders to allow, one package after the other.

    Not the whole of site-packages: beside what the course needs, it may hold the path of the staff's clone.

    Returns
    -------
    list of Path
    """
    stdlib = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")]
    shared = Path(sys.base_prefix) / "lib"
    libraries = [p for p in shared.iterdir() if p.name.startswith("libpython") or ".so" in p.suffixes]
    packages = {path for name in _needed_distributions() for path in _roots(name)}
    own = Path(course.__file__).parent
    return [*map(Path, _SYSTEM_LIBRARIES), *_standard_library(stdlib), *libraries, *sorted(packages), own]


def _standard_library(folders):
    """The standard library without the site-packages that may lie in it."""
    for folder in folders:
        if folder.is_dir():
            yield from (p for p in folder.iterdir() if p.name not in ("site-packages", "dist-packages"))


def _needed_distributions():
    open_names, seen = [*_requirements("backprop-course"), *_SHELL], set()
    while open_names:
        name = open_names.pop()
        if name in seen:
            continue
        seen.add(name)
        open_names += _requirements(name)
    return seen


def _requirements(name):
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:  # an optional one that is not here
        return []
    return [
        re.match(r"[\w.-]+", line).group().lower().replace("_", "-")
        for line in lines
        if "extra ==" not in line.replace("'", '"')
    ]


def _roots(name):
    """The top-level files and folders that a distribution put into site-packages."""
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        return
    for first in {file.parts[0] for file in files}:
        if first not in ("..", "__pycache__"):
            yield Path(distribution(name).locate_file(first))
