"""Modules that a cell wrote with ``%%writefile``: an import finds them, as in Jupyter."""

import re
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

_WRITES = re.compile(r"\s*%%(?:writefile|file)[ \t]+(?:-a[ \t]+|--append[ \t]+)?(?:\./)?([A-Za-z_]\w*)\.py[ \t]*\n")


def written_module(source: str) -> tuple[str, str]:
    """The name and the text of the module that a cell writes; empty if it writes none."""
    match = _WRITES.match(source)
    return (match[1], source[match.end() :]) if match else ("", "")


class WrittenModules(MetaPathFinder):
    """Finds the modules that cells of one notebook wrote into the working folder, and no other file there."""

    def __init__(self) -> None:
        self._files: dict[str, Path] = {}

    def see(self, source: str) -> None:
        """Note which module a cell writes, if it writes one."""
        name, _ = written_module(source)
        if name:
            self._files[name] = Path.cwd() / f"{name}.py"
            if self not in sys.meta_path:
                sys.meta_path.append(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a module that a cell wrote."""
        file = self._files.get(fullname)
        return spec_from_file_location(fullname, file) if file and file.exists() else None
