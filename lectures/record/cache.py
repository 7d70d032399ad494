"""Which recordings are still good: those whose sources have not changed."""

import ast
import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
STAMP = "made-from"
MAKERS = ("lectures.record.recording", "lectures.record.packing")


def fingerprint(module):
    """Hash of the source of a module, of every module of the project that it imports, and of what draws.

    Parameters
    ----------
    module : str
        For example ``"lectures.widgets.w03_margin_losses"``.

    Returns
    -------
    str
    """
    digest = hashlib.sha256("".join(map(version, ("numpy", "matplotlib"))).encode())
    for name in sorted(closure(module).union(*map(closure, MAKERS))):
        digest.update(file_of(name).read_bytes())
    return digest.hexdigest()


def closure(module):
    """Names of a module and of all modules of the project that it imports at its top, directly or not.

    What a function imports is left out: it shows a widget in Jupyter, and changes no recording.
    """
    found, left = set(), [module]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += _imports(name)
    return found


def file_of(module):
    """The file of a module of the project, or None for any other module."""
    path = ROOT / module.replace(".", "/")
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()), None)


@cache
def _imports(module):
    names = []
    for node in ast.parse(file_of(module).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return [name for name in names if file_of(name)]
