"""All widgets there are."""

import importlib
import pkgutil
import re

import lectures.widgets


def widgets():
    """Every declaration in ``lectures/widgets/w*.py``.

    Returns
    -------
    dict of str to Widget
        By id, in order.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(lectures.widgets.__path__))
    modules = [importlib.import_module(f"lectures.widgets.{name}") for name in names if re.match(r"w\d\d", name)]
    return {module.WIDGET.id: module.WIDGET for module in modules}
