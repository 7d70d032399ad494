"""All exercises by name."""

import pkgutil
from importlib import import_module

_PARTS = sorted(part.name for part in pkgutil.iter_modules(__path__, f"{__name__}.") if part.ispkg)

EXERCISES = {exercise.name: exercise for part in _PARTS for exercise in import_module(f"{part}.exercises").EXERCISES}
