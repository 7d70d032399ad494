"""Imports nbgrader without its applications, which its `__init__` loads for more than a second."""

import sys
from importlib.util import find_spec, module_from_spec

_NAME = "nbgrader"


def skip_nbgrader_apps() -> None:
    """Make later imports such as ``import nbgrader.api`` skip nbgrader's `__init__`; call before its first import.

    An attribute of the package itself, such as its version, is still found: `__init__` then runs.
    """
    if _NAME in sys.modules:
        return
    spec = find_spec(_NAME)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {_NAME!r}", name=_NAME)
    loader, package = spec.loader, module_from_spec(spec)

    def load_all(name: str) -> object:
        if find_spec(f"{_NAME}.{name}"):
            raise AttributeError(f"{_NAME}.{name} has to be imported")
        del package.__dict__["__getattr__"]
        loader.exec_module(package)
        return getattr(package, name)

    package.__dict__["__getattr__"] = load_all  # PEP 562
    sys.modules[_NAME] = package
