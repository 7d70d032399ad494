"""The package nbgrader without its applications: its `__init__` loads all of them, for more than a second."""

import sys
from importlib.util import find_spec, module_from_spec

_NAME = "nbgrader"


def leave_out_applications():
    """From now on ``import nbgrader.api`` and the like load what they name; before nbgrader's first import.

    Whoever asks the package itself for something, such as its version, still gets it: then `__init__` is run.
    """
    if _NAME in sys.modules:
        return
    spec = find_spec(_NAME)
    package = module_from_spec(spec)

    def whole(name):
        if find_spec(f"{_NAME}.{name}"):
            raise AttributeError(f"{_NAME}.{name} has to be imported")
        del package.__getattr__
        spec.loader.exec_module(package)
        return getattr(package, name)

    package.__getattr__ = whole  # PEP 562
    sys.modules[_NAME] = package
