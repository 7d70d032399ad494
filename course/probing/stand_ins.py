"""Stand-ins: functions that take the place of a student's earlier functions and get their results from the judge.

A later function can then be judged as if the earlier ones were right, so that one mistake costs points once.
"""

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from course.types import StudentFunction

StandIns: TypeAlias = Callable[[StudentFunction], dict[str, StudentFunction]]
"""From the judge's function to stand-ins, by what follows the exercise's name in the name of the student's function."""


class Adapted:
    """A student's function behind an adapter: called with plain values, and able to say how to stand in for it.

    Parameters
    ----------
    function : callable
        The student's function; name and docstring are taken from it.
    asked : callable
        Calls it with plain values.
    stand_ins : callable
        From a function with the arguments of `asked` to functions with the arguments of the student's, by suffix.
    """

    def __init__(self, function: StudentFunction, asked: StudentFunction, stand_ins: StandIns) -> None:
        self.asked, self.stand_ins = asked, stand_ins
        functools.update_wrapper(self, function, updated=())

    def __call__(self, *args: Any) -> Any:
        """Call the student's function with plain values."""
        return self.asked(*args)


@contextmanager
def standing_in(functions: dict[str, tuple[StudentFunction | None, StudentFunction]]) -> Iterator[None]:
    """Replace functions of the notebook as long as the `with` block lasts.

    Parameters
    ----------
    functions : dict
        For each exercise, such as ``"p6.dense_forward"``, what was probed and the judge's function in its place. None
        was probed if the notebook has no such function; it has one as long as the block lasts.
    """
    notebook = vars(sys.modules["__main__"])
    before = dict[str, StudentFunction | None]()
    for exercise, (probed, remote) in functions.items():
        name = exercise.partition(".")[2]
        found = probed.stand_ins(remote) if isinstance(probed, Adapted) else {"": remote}
        for suffix, function in found.items():
            if name + suffix in notebook or probed is None:
                before[name + suffix] = notebook.get(name + suffix)
                notebook[name + suffix] = function
    try:
        yield
    finally:
        for name, own in before.items():
            if own is None:
                notebook.pop(name, None)
            else:
                notebook[name] = own
