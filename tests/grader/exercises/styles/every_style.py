"""The styles of all assignments, by the name of the exercise."""

import pkgutil
from importlib import import_module

from tests.grader.exercises import styles

EVERY_STYLE = {
    name: functions
    for module in pkgutil.iter_modules(styles.__path__, f"{styles.__name__}.")
    if module.name != __name__
    for name, functions in import_module(module.name).STYLES.items()
}
