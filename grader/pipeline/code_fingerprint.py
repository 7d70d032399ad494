"""The state of the code that stands behind a verdict: what may change one changes it, and nothing else does."""

import ast
import hashlib
from functools import cache
from importlib.metadata import version

from grader.paths import CLONE

_ENGINE = (
    "grader.pipeline.run_job",
    "grader.execution.worker.forkserver",
)  # what judges run, and what runs student code
_ALL_EXERCISES = "grader.exercises"


@cache
def grader_state():
    """Of numpy, of all of `course`, which students' code may use, and of all that grades but the exercises.

    Returns
    -------
    bytes
    """
    course = {_name(path): path for path in (CLONE / "course").rglob("*.py")}
    return _state(course | _reached(_ENGINE), version("numpy"))


@cache
def exercises_state(names):
    """Of the declarations of exercises and of all that they import: references, inputs, known bugs.

    Parameters
    ----------
    names : frozenset of str
        Of exercises, such as ``"p6.dense_forward"``.

    Returns
    -------
    bytes
    """
    return _state(_reached(f"{_ALL_EXERCISES}.{name.partition('.')[0]}.exercises" for name in names))


def _reached(starts):
    """Files of ours that importing some modules brings along; the list of all exercises leads nowhere."""
    open_names, reached = list(starts), {}
    for name in open_names:
        if _path(name) is None:
            raise ModuleNotFoundError(f"the fingerprint starts at {name}, which is no module of this clone")
    while open_names:
        name = open_names.pop()
        path = _path(name)
        if path is None or name in reached or name == _ALL_EXERCISES:
            continue
        reached[name] = path
        open_names += [name.rpartition(".")[0], *_imports(path)]
    return reached


def _path(name):
    module = CLONE.joinpath(*name.split("."))
    return next((p for p in (module.with_suffix(".py"), module / "__init__.py") if p.exists()), None)


def _name(path):
    return ".".join(path.relative_to(CLONE).with_suffix("").parts).removesuffix(".__init__")


@cache
def _imports(path):
    """Dotted names that a module imports, wherever in it; of ``from a import b`` both ``a`` and ``a.b``."""
    names = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def _state(files, *more):
    digest = hashlib.sha256("\0".join(more).encode())
    for name, path in sorted(files.items()):
        digest.update(b"\0" + name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()
