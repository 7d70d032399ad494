"""Packages that a locked process cannot read are not there, as on a machine that does not have them."""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType


class ReadablePathFinder(PathFinder):
    """Finds what `PathFinder` finds, except modules whose file cannot be opened."""

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a module; None where its file is closed, so that the import raises `ModuleNotFoundError`."""
        spec = super().find_spec(fullname, path, target)
        if spec is None or not spec.has_location or spec.origin is None:
            return spec
        try:
            open(spec.origin, "rb").close()
        except OSError:
            return None
        return spec


def hide_unreadable_packages() -> None:
    """Use `ReadablePathFinder` for every import from now on."""
    sys.meta_path[:] = [ReadablePathFinder if finder is PathFinder else finder for finder in sys.meta_path]
