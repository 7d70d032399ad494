"""Gives the visible checks what students may write: bugs of the bank, right answers in other styles, odd results.

What differs between assignments stands in ``pN/slips.py``:

- ``SAID``: rows ``(function, slip, sentence)``; the check says the sentence to whoever makes the slip;
- ``UNSEEN``: for a function the bugs that only the hidden test finds;
- ``OBJECTED``: right styles that the visible check objects to, and how;
- ``CHECKS``: checks that take more than the student's function, as callables of that function alone;
- ``ADAPTERS``: dotted names of what the bank wraps around a function for the probe; visible checks take it bare;
- ``split``: from a function of the bank to the functions that students write in its place;
- ``given``: from a name and a function as students write it to what the check is given.

All but ``SAID`` may be missing.
"""

from importlib import import_module

from grader.exercises import EXERCISES

ASSIGNMENTS = sorted({name.partition(".")[0] for name in EXERCISES})


def setting(name, what, default):
    """A name of the module on an exercise's assignment, or a default."""
    module = import_module(f"tests.course.check.{name.partition('.')[0]}.slips")
    return getattr(module, what, default)


def check_of(name):
    """The visible check of an exercise; takes the student's functions alone."""
    part, _, function = name.partition(".")
    return setting(name, "CHECKS", {}).get(function) or getattr(import_module(f"course.check.{part}"), function)


def styles_of(name):
    """Tuples of functions that are right."""
    module = import_module(f"tests.grader.exercises.styles.{name.partition('.')[0]}")
    styles = getattr(module, "AS_WRITTEN", {}).get(name, module.STYLES[name])
    return [style if isinstance(style, tuple) else (style,) for style in styles]


def from_the_bank(name, bugs, monkeypatch):
    """The functions with bugs of the bank; without bugs they are right."""
    for adapter in setting(name, "ADAPTERS", ()):
        monkeypatch.setattr(adapter, lambda function: function)
    function = EXERCISES[name].faulty(frozenset(bugs))
    function.__name__ = name.partition(".")[2]
    return setting(name, "split", lambda function: (function,))(function)


def given(name, function):
    """What the check is given for a function whose results may be anything."""
    return setting(name, "given", lambda name, function: (function,))(name.partition(".")[2], function)
