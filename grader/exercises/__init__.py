"""All exercises by name, read from the `exercises` module of each assignment's folder."""

import pkgutil
from importlib import import_module

from grader.exercises.model import Exercise

_PARTS = sorted(part.name for part in pkgutil.iter_modules(__path__, f"{__name__}.") if part.ispkg)

EXERCISES: dict[str, Exercise] = {
    exercise.name: exercise for part in _PARTS for exercise in import_module(f"{part}.exercises").EXERCISES
}
