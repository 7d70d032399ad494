"""How far a notebook is: a line below each check, a word above what is computed with a function that is wrong."""

import functools
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any

from course.check.core.calling import try_it
from course.check.core.report import collected
from course.types import StudentFunction


@dataclass(frozen=True)
class _Checked:
    """What the last check of a task was given, and whether it passed."""

    functions: tuple[StudentFunction, ...]
    passed: bool


class Progress:
    """The tasks of a notebook that a check looks at, and which of them have passed.

    Parameters
    ----------
    points : mapping of str to float
        The points of each task, by the name of its function.

    Examples
    --------
    >>> progress = Progress({"add": 4, "mul": 5})
    >>> str(progress)
    '0 of 2 tasks, 0 of 9 points checked here'
    """

    def __init__(self, points: Mapping[str, float]) -> None:
        self._points = points
        self._checked: dict[str, _Checked] = {}

    def __str__(self) -> str:
        passed = [task for task, checked in self._checked.items() if checked.passed]
        points, most = sum(self._points[task] for task in passed), sum(self._points.values())
        return f"{len(passed)} of {len(self._points)} tasks, {points:g} of {most:g} points checked here"

    def counting(self, task: str, check: Callable[..., None]) -> Callable[..., None]:
        """Wrap the check of a task: it prints how far the notebook is."""

        @functools.wraps(check)
        def counted(*arguments: Any) -> None:
            named = sys._getframe(1).f_globals.get(task)
            with collected() as reports:
                check(*arguments)
            functions = tuple(f for f in (named, *arguments) if callable(f))
            self._checked[task] = _Checked(functions, not any(report.failed for report in reports))
            print(f"  {self}")

        return counted

    def try_it(self, prediction: object = None) -> AbstractContextManager[None]:
        """Run a demonstration below what the student predicts of it, as `course.check.core.calling.try_it` does.

        Parameters
        ----------
        prediction : object, optional
            Printed if it is not empty.
        """
        frame = sys._getframe(1)
        used = _functions(frame.f_code, frame.f_globals)
        return _below(prediction, self._not_right(used))

    def _not_right(self, used: list[FunctionType]) -> list[str]:
        """The tasks whose last check failed with one of these functions."""
        right = [f for checked in self._checked.values() if checked.passed for f in checked.functions]
        suspects = [f for f in used if f not in right and "NotImplementedError" not in _names(f.__code__)]
        return [
            task
            for task, checked in self._checked.items()
            if not checked.passed and any(f in suspects for f in checked.functions)
        ]


@contextmanager
def _below(prediction: object, not_right: list[str]) -> Iterator[None]:
    if not_right:
        names = " and ".join(not_right)
        print(f"○ {names} {'are' if len(not_right) > 1 else 'is'} not right yet: what follows is computed with it.")
    if prediction not in (None, ""):
        print("your prediction:", prediction)
    with try_it():
        yield


def _functions(code: CodeType, namespace: dict[str, Any]) -> list[FunctionType]:
    """The notebook's functions that a piece of its code names, and those that they name in turn."""
    found: list[FunctionType] = []
    left = _names(code)
    while left:
        function = namespace.get(left.pop())
        if isinstance(function, FunctionType) and function.__globals__ is namespace and function not in found:
            found.append(function)
            left += _names(function.__code__)
    return found


def _names(code: CodeType) -> list[str]:
    inner = [name for part in code.co_consts if isinstance(part, CodeType) for name in _names(part)]
    return [*code.co_names, *inner]


def count(checks: dict[str, Any], **points: float) -> None:
    """Let the checks of a notebook count: each prints how far the notebook is.

    Parameters
    ----------
    checks : dict
        The names of the module of checks; those of the tasks and `try_it` are replaced.
    **points
        The points of each task, by the name of its function.
    """
    progress = Progress(points)
    for task in points:
        checks[task] = progress.counting(task, checks[task])
    checks["try_it"] = progress.try_it
