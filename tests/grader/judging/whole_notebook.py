"""The functions of an assignment judged one after the other, in this process, with references for those that fail."""

import ast
import contextlib
import io
import re
import sys
import time
import types

import numpy as np

from course.probing import call, copied
from course.probing.adapters.node_stand_ins import below
from course.probing.stand_ins import standing_in
from course.probing.wire import decode, encode
from grader.exercises import EXERCISES
from grader.judging.judge import judge
from grader.judging.stand_in import Flawed
from tests.assignments.notebooks import answered, code_of, halves

_PROBE = re.compile(r'probe\("([\w.]+)"')
# What a cell computes at its top level is for show.
_KEPT = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign)


def called(assignment):
    """For each function that students write, those among them that its reference calls."""
    sources = {
        cell.metadata["title"].removeprefix("solve_"): answered(cell)
        for cell in code_of(assignment)
        if cell.metadata.get("role") == "solution"
    }
    names = {
        function: {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
        for function, source in sources.items()
    }
    return {function: (names[function] & sources.keys()) - {function} for function in sources}


def judged_in_turn(monkeypatch, assignment, replaced, only=None, seed=5, count_once=True):
    """Judge the functions of an assignment, solved by the references but for some.

    `replaced` has, by function, one that makes another of it: ``replaced["relu"](relu)``. With `only`, no other
    exercises are judged. Returns the judgements by exercise.
    """
    notebook = types.ModuleType("__main__")
    monkeypatch.setitem(sys.modules, "__main__", notebook)
    names, probed, failed, judgements = vars(notebook), {}, [], {}

    def probe(name, function):
        probed[name] = function
        if only is None or name in only:
            judgements[name] = judge(EXERCISES[name], seed, _asking(function, probed), failed if count_once else ())
            if judgements[name].score < EXERCISES[name].points:
                failed.append(Flawed(EXERCISES[name]))

    for cell in code_of(assignment):
        function = cell.metadata["title"].removeprefix("solve_")
        is_answer = cell.metadata.get("role") == "solution"
        shown, hidden = halves(answered(cell) if is_answer else cell.source)
        with contextlib.redirect_stdout(io.StringIO()):
            for node in ast.parse(shown).body:
                if isinstance(node, _KEPT):
                    exec(compile(ast.Module([node], []), function, "exec"), names)
        if is_answer and function in replaced:
            names[function] = replaced[function](names[function])
        exec(compile(hidden, function, "exec"), names | {"probe": probe} if hidden else names)
    return judgements


def _asking(function, probed):
    def remote(stand_in):
        return lambda *args: decode(encode(stand_in(*decode(encode(args)))))

    def ask(exercise, case, stand_ins=()):
        given = {one.exercise.name: (probed[one.exercise.name], remote(one)) for one in stand_ins}
        start = time.process_time()
        with standing_in(given):
            reply = call(function, copied(case.args), case.times, case.after, exercise.judged)
        return decode(encode(reply)), time.process_time() - start

    return ask


def exercises_of(assignment):
    """The exercise that judges each function; a derivative is judged with its activation."""
    cells = [cell.source for cell in code_of(assignment)]
    probes = {name.partition(".")[2]: name for source in cells for name in _PROBE.findall(source)}
    return {function: probes[function.removesuffix("_derivative")] for function in called(assignment)}


def spoilt(function):
    """The same function with other numbers as its result."""

    def wrong(*args, **kwargs):
        result = function(*args, **kwargs)
        if result is None:  # `backward` of p5 leaves its result in the nodes
            for node in below(args[0])[0]:
                node.grad = 1.7 * node.grad + 0.3
        return _spoil(result)

    return wrong


def _spoil(value):
    if isinstance(value, tuple | list) and value and hasattr(value[0], "edges"):
        return value[::-1] if len(value) > 2 else [*map(_spoil, value)]
    if hasattr(value, "edges"):
        value.data = 1.7 * value.data + 0.3
        return value
    if isinstance(value, tuple | list):
        return type(value)(map(_spoil, value))
    if isinstance(value, dict):
        return {key: _spoil(part) for key, part in value.items()}
    if callable(value) or value is None or isinstance(value, str):
        return value
    array = np.asarray(value)
    if array.dtype.kind == "b":
        return ~array
    spoilt_array = 1.7 * array + 0.3 if array.dtype.kind == "f" else array + 1
    return spoilt_array if isinstance(value, np.ndarray) else spoilt_array.item()
