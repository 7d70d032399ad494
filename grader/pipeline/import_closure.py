"""Finds the modules that a module imports, directly or not, by parsing the sources; no module is run."""

import ast
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path


def import_closure(starts: Iterable[str], root: Path, skip: Collection[str] = ()) -> dict[str, Path]:
    """Find all modules below a folder that importing some of them loads.

    Parameters
    ----------
    starts : iterable of str
        Dotted names.
    root : Path
        The folder in which the top-level packages are.
    skip : collection of str, optional
        Modules that are left out, and not followed.

    Returns
    -------
    dict
        The file of each module by its dotted name, packages included.

    Raises
    ------
    ModuleNotFoundError
        One of `starts` does not exist.
    """
    queue, found = list(starts), dict[str, Path]()
    for name in queue:
        if module_file(name, root) is None:
            raise ModuleNotFoundError(f"got the module {name}, which is not in {root}")
    while queue:
        name = queue.pop()
        path = module_file(name, root)
        if path is None or name in found or name in skip:
            continue
        found[name] = path
        package = name.rpartition(".")[0]
        queue += [*([package] if package else []), *imported_names(path)]
    return found


def module_file(name: str, root: Path) -> Path | None:
    """Find the file of a module or package below a folder; None if it is not there."""
    module = root.joinpath(*name.split("."))
    return next((path for path in (module.with_suffix(".py"), module / "__init__.py") if path.exists()), None)


@cache
def imported_names(path: Path) -> frozenset[str]:
    """List the dotted names that a file imports, anywhere in it; for ``from a import b`` both ``a`` and ``a.b``.

    Raises
    ------
    ValueError
        An import is relative.
    """
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level or node.module is None:
                raise ValueError(f"{path}, line {node.lineno}: got a relative import, expected an absolute one")
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)
