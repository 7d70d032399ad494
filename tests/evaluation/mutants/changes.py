"""What can stand in place of a node of a syntax tree: other operators, constants and axes; terms and steps dropped."""

import ast

_OTHER = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}
_OTHER |= {ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv}
_OPPOSITE = {ast.Gt: ast.Lt, ast.Lt: ast.Gt, ast.GtE: ast.Lt, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
_OPPOSITE |= {ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}
_AND_OR = {ast.And: ast.Or, ast.Or: ast.And}
_SIBLINGS = {"sum": "mean", "mean": "sum", "max": "sum", "maximum": "minimum", "minimum": "maximum", "any": "all"}
_SIBLINGS |= {"all": "any", "argmax": "argmin", "argmin": "argmax", "zeros": "ones", "ones": "zeros", "exp": "expm1"}
_SIBLINGS |= {
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "log": "log1p",
    "cumsum": "cumprod",
    "abs": "square",
}


def changes(node):
    """All replacements of a node; none for most nodes.

    Examples
    --------
    >>> [ast.unparse(change) for change in changes(ast.parse("a - b", mode="eval").body)]
    ['a', 'b', 'a + b']
    """
    change = _CHANGES.get(type(node))
    return change(node) if change else []


def _operation(node):
    if isinstance(node.op, ast.MatMult):
        return [ast.BinOp(node.right, ast.MatMult(), node.left)]
    other = _OTHER.get(type(node.op))
    return [node.left, node.right, *([ast.BinOp(node.left, other(), node.right)] if other else [])]


def _attribute(node):
    if node.attr == "T":
        return [node.value]
    return [ast.Attribute(node.value, _SIBLINGS[node.attr], ast.Load())] if node.attr in _SIBLINGS else []


def _constant(node):
    if type(node.value) is bool:
        return [ast.Constant(not node.value)]
    if type(node.value) in (int, float):
        return [ast.Constant(type(node.value)(1 - node.value)), ast.Constant(2 * node.value + 1)]
    return []


def _comparison(node):
    other = _OPPOSITE.get(type(node.ops[0]))
    return [ast.Compare(node.left, [other()], node.comparators)] if other and len(node.ops) == 1 else []


def _statement(node):
    # A call for its effect, as `append`; a docstring is a constant.
    return [] if isinstance(node.value, ast.Constant | ast.Yield) else [ast.Pass()]


def _step(node):
    other = _OTHER.get(type(node.op))
    return [ast.Pass(), *([ast.AugAssign(node.target, other(), node.value)] if other else [])]


def _call(node):
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name == "where" and len(node.args) == 3:
        condition, yes, no = node.args
        return [ast.Call(node.func, [condition, no, yes], []), yes, no]
    if name in ("reversed", "sorted", "abs") and node.args:
        return [node.args[0]]
    return []


_CHANGES = {
    ast.BinOp: _operation,
    ast.Attribute: _attribute,
    ast.Constant: _constant,
    ast.Compare: _comparison,
    ast.Expr: _statement,
    ast.AugAssign: _step,
    ast.Call: _call,
    ast.UnaryOp: lambda node: [node.operand],
    ast.BoolOp: lambda node: [*node.values, ast.BoolOp(_AND_OR[type(node.op)](), node.values)],
    ast.IfExp: lambda node: [node.body, node.orelse],
    ast.Subscript: lambda node: [node.value] if isinstance(node.slice, ast.Slice) else [],
}
