"""Bugs of the bank, right styles and odd results as students write them, each with the visible check that they meet.

The module ``pN/slips.py`` of an assignment says what there is to say of it:

- ``SAID``: rows ``(function, slip, sentence)``; whoever makes the slip reads the sentence;
- ``UNSEEN``: for a function the bugs that only the hidden test finds;
- ``OBJECTED``: right styles that the visible check objects to, and how;
- ``CHECKS``: checks that take more than the student's function, as callables of that function alone;
- ``ADAPTERS``: what the bank wraps around a function for the probe and a visible check does not want, by dotted names;
- ``split``: from a function of the bank to the functions that students write in its place;
- ``given``: from a name and a function as students write it to what the check is given.

All but ``SAID`` may be missing.
"""

from importlib import import_module

from grader.exercises import EXERCISES

ASSIGNMENTS = sorted({name.partition(".")[0] for name in EXERCISES})


def told(name, what, default):
    """What the module on an exercise's assignment says, or a default."""
    module = import_module(f"tests.course.check.{name.partition('.')[0]}.slips")
    return getattr(module, what, default)


def check_of(name):
    """The visible check of an exercise; takes the student's functions alone."""
    part, _, function = name.partition(".")
    return told(name, "CHECKS", {}).get(function) or getattr(import_module(f"course.check.{part}"), function)


def styles_of(name):
    """Tuples of functions that are right."""
    module = import_module(f"tests.grader.exercises.styles.{name.partition('.')[0]}")
    styles = getattr(module, "AS_WRITTEN", {}).get(name, module.STYLES[name])
    return [style if isinstance(style, tuple) else (style,) for style in styles]


def from_the_bank(name, bugs, monkeypatch):
    """The functions with bugs of the bank; without bugs they are right."""
    for adapter in told(name, "ADAPTERS", ()):
        monkeypatch.setattr(adapter, lambda function: function)
    function = EXERCISES[name].faulty(frozenset(bugs))
    function.__name__ = name.partition(".")[2]
    return told(name, "split", lambda function: (function,))(function)


def given(name, function):
    """What the check is given for a function whose results may be anything."""
    return told(name, "given", lambda name, function: (function,))(name.partition(".")[2], function)
