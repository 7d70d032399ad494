"""Mechanical mutants: a reference's source with one thing changed.

Only what students write is changed: a function that the reference calls is given to them, or an exercise of its own.
"""

import ast
import copy
import inspect
import sys
import textwrap
from types import CellType, FunctionType

from course.probing.stand_ins import Adapted
from tests.evaluation.mutants.changes import changes


def mutants(function):
    """Variants of a function, each with one thing changed: (what was changed, variant)."""
    function = function.asked if isinstance(function, Adapted) else function
    if function.__closure__:
        yield from _with_a_part_changed(function)
        return
    yield from _changed(function, vars(sys.modules[function.__module__]))


def _with_a_part_changed(function):
    """Of a function made of others, such as an activation and its slope: each of these changed in turn."""
    for i, cell in enumerate(function.__closure__):
        if not isinstance(cell.cell_contents, FunctionType):
            continue
        for what, changed in mutants(cell.cell_contents):
            closure = (*function.__closure__[:i], CellType(changed), *function.__closure__[i + 1 :])
            variant = FunctionType(function.__code__, function.__globals__, function.__name__, None, closure)
            yield f"{cell.cell_contents.__name__}: {what}", variant


def _changed(function, home):
    for what, source in variants(textwrap.dedent(inspect.getsource(function))):
        names = dict(home)
        exec(compile(source, "<mutant>", "exec"), names)
        yield what, names[function.__name__]


def variants(source):
    """The text of a function with one thing changed: (what was changed, text)."""
    tree = ast.parse(source)
    for number, (node, line) in enumerate(_places(tree)):
        seen = {ast.unparse(node)}
        for which, change in enumerate(changes(node)):
            if ast.unparse(change) in seen:
                continue
            seen.add(ast.unparse(change))
            twin_tree = copy.deepcopy(tree)
            twin, twin_line = _places(twin_tree)[number]
            replacement = changes(twin)[which]
            changed = _Replace(twin, replacement).visit(twin_tree)
            now = _in_one_line(replacement if twin is twin_line else twin_line)
            yield f"{_in_one_line(line)}  ->  {now}", ast.unparse(ast.fix_missing_locations(changed))


def _in_one_line(statement):
    """A statement without what it governs."""
    return ast.unparse(statement).partition("\n")[0]


def _places(tree):
    """Every node that can be changed and its statement, but for what only refuses input: valid input never sees it."""
    refusals = [node for node in ast.walk(tree) if _refuses(node)]
    idle = {id(inner) for refusal in refusals for inner in ast.walk(refusal)}
    # A parameter's default is the caller's affair: the cases pass what they mean.
    idle |= {id(node) for node in ast.walk(tree.body[0].args)}
    return [(node, line) for node, line in _with_statements(tree, None) if id(node) not in idle and changes(node)]


def _with_statements(node, statement):
    for child in ast.iter_child_nodes(node):
        within = child if isinstance(child, ast.stmt) else statement
        yield child, within
        yield from _with_statements(child, within)


def _refuses(node):
    return isinstance(node, ast.If) and not node.orelse and all(isinstance(part, ast.Raise) for part in node.body)


class _Replace(ast.NodeTransformer):
    def __init__(self, old, new):
        self._old, self._new = old, new

    def visit(self, node):
        return self._new if node is self._old else super().visit(node)
