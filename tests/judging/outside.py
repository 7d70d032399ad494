"""Wrong functions that are in no bank: one operator, constant, axis or transpose of a reference changed."""

import ast
import copy
import inspect
import sys
import textwrap
from types import CellType, FunctionType


def mutants(function):
    """Variants of a function, each with one thing changed in it or in what it calls: (what was changed, variant)."""
    if function.__closure__:
        yield from _with_a_part_changed(function)
        return
    home = vars(sys.modules[function.__module__])
    yield from _changed(function, home)
    for name in function.__code__.co_names:
        part = home.get(name)
        if inspect.isfunction(part) and part.__module__.startswith("reference_solution"):
            for what, changed in _changed(part, vars(sys.modules[part.__module__])):
                names = {**home, name: changed}
                exec(inspect.getsource(function), names)
                yield f"{name}: {what}", names[function.__name__]


def _with_a_part_changed(function):
    """Of a function made of others, such as an activation and its slope: each of these changed in turn."""
    for i, cell in enumerate(function.__closure__):
        for what, changed in mutants(cell.cell_contents):
            closure = (*function.__closure__[:i], CellType(changed), *function.__closure__[i + 1 :])
            variant = FunctionType(function.__code__, function.__globals__, function.__name__, None, closure)
            yield f"{cell.cell_contents.__name__}: {what}", variant


def _changed(function, home):
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    places = [node for node in ast.walk(tree) if _changes(node)]
    for number, node in enumerate(places):
        for change in range(len(_changes(node))):
            changed = copy.deepcopy(tree)
            twin = [n for n in ast.walk(changed) if _changes(n)][number]
            replacement = _changes(twin)[change]
            changed = _Replace(twin, replacement).visit(changed)
            names = dict(home)
            exec(compile(ast.fix_missing_locations(changed), "<mutant>", "exec"), names)
            what = f"{ast.unparse(node)}  ->  {ast.unparse(replacement)}"
            yield what, names[function.__name__]


_OTHER = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}
_OTHER_ORDER = {ast.Gt: ast.Lt, ast.Lt: ast.Gt, ast.GtE: ast.Lt, ast.LtE: ast.Gt, ast.Eq: ast.NotEq}


def _changes(node):
    """What can stand in place of a node."""
    if isinstance(node, ast.BinOp):
        found = [node.left] if isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.Pow) else []
        if type(node.op) in _OTHER:
            found.append(ast.BinOp(node.left, _OTHER[type(node.op)](), node.right))
        if isinstance(node.op, ast.MatMult):
            found.append(ast.BinOp(node.right, ast.MatMult(), node.left))
        return found
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return [node.value]
    if isinstance(node, ast.Attribute) and node.attr in ("sum", "mean", "max"):
        return [ast.Attribute(node.value, "mean" if node.attr == "sum" else "sum", ast.Load())]
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return [ast.Constant(type(node.value)(1 - node.value)), ast.Constant(2 * node.value + 1)]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return [node.operand]
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _OTHER_ORDER:
        return [ast.Compare(node.left, [_OTHER_ORDER[type(node.ops[0])]()], node.comparators)]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        return [node.value]
    return []


class _Replace(ast.NodeTransformer):
    def __init__(self, old, new):
        self._old, self._new = old, new

    def visit(self, node):
        return self._new if node is self._old else super().visit(node)
