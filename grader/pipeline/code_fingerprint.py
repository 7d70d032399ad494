"""Hash of all source and data a verdict depends on; invalidates cached verdicts."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from grader.paths import CLONE
from grader.pipeline.import_closure import import_closure

# The entry points of the judge and of the warm worker.
_ENTRY_POINTS = ("grader.pipeline.run_job", "grader.execution.worker.forkserver")
_ALL_EXERCISES = "grader.exercises"


@cache
def grader_hash() -> bytes:
    """Hash the version of numpy, all of `course` and all that grades, except the exercises."""
    course = {_module_name(path): path for path in (CLONE / "course").rglob("*.py")}
    return _hash(course | import_closure(_ENTRY_POINTS, CLONE, skip={_ALL_EXERCISES}), version("numpy"))


@cache
def exercises_hash(names: frozenset[str]) -> bytes:
    """Hash the declarations of exercises and all that they import: references, inputs and bugs.

    Parameters
    ----------
    names : frozenset of str
        Of exercises, such as ``"p6.dense_forward"``.
    """
    starts = (f"{_ALL_EXERCISES}.{name.partition('.')[0]}.exercises" for name in names)
    return _hash(import_closure(starts, CLONE, skip={_ALL_EXERCISES}))


def _module_name(path: Path) -> str:
    return ".".join(path.relative_to(CLONE).with_suffix("").parts).removesuffix(".__init__")


def _hash(modules: Mapping[str, Path], *more: str) -> bytes:
    """Hash modules, and the data files beside them."""
    digest = hashlib.sha256("\0".join(more).encode())
    data = {path for module in modules.values() for path in module.parent.glob("*.npz")}
    files = {**modules, **{path.relative_to(CLONE).as_posix(): path for path in data}}
    for name, path in sorted(files.items()):
        digest.update(b"\0" + name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()
