"""Changes of operators: signs, products and their transposes, brackets, factors, terms, comparisons, conditions."""

import ast
from collections.abc import Iterator

from grader.explain.code import Change, Code, Edit

_OTHERS: dict[type[ast.operator], tuple[tuple[str, str], ...]] = {
    ast.Add: (("sign", "{l} - {r}"), ("operator", "{l} * {r}"), ("sign", "-{l} + {r}"), ("sign", "-{l} - {r}")),
    ast.Sub: (("sign", "{l} + {r}"), ("sign", "{r} - {l}"), ("sign", "-{l} - {r}"), ("operator", "{l} / {r}")),
    ast.Mult: (("factor", "{l} / {r}"), ("operator", "{l} @ {r}"), ("operator", "{l} + {r}"), ("factor", "{r} / {l}")),
    ast.Div: (("factor", "{l} * {r}"), ("factor", "{r} / {l}"), ("operator", "{l} // {r}"), ("operator", "{l} - {r}")),
    ast.MatMult: (("operator", "{l} * {r}"),),
    ast.Pow: (("power", "{l} * {r}"), ("power", "{r} ** {l}")),
    ast.FloorDiv: (("operator", "{l} / {r}"), ("operator", "{l} % {r}"), ("range", "-(-{l} // {r})")),
    ast.Mod: (("operator", "{l} // {r}"),),
    ast.BitAnd: (("operator", "{l} | {r}"),),
    ast.BitOr: (("operator", "{l} & {r}"),),
}
_ONE_SIDE = {ast.Add: "term", ast.Sub: "term", ast.Mult: "factor", ast.Div: "factor", ast.Pow: "power"}
_SYMBOLS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
_OPPOSITE = {"in": "not in", "not in": "in", "is": "is not", "is not": "is"}
_OPERATORS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.MatMult: "@",
    ast.Pow: "**",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}
_PRODUCTS = ("dot", "matmul")


def operators(code: Code) -> Iterator[Edit]:
    """Another operator, another order, one side alone."""
    for node in code.expressions():
        if isinstance(node, ast.BinOp):
            left, right = code.of(node.left), code.of(node.right)
            number = isinstance(node.left, ast.Constant) or isinstance(node.right, ast.Constant)
            for kind, text in _OTHERS.get(type(node.op), ()):
                if number and kind == "operator" and isinstance(node.op, ast.Add | ast.Sub):
                    continue  # a factor of 1 for a term of 1 is no slip that people make
                yield _edit(code, kind, node, text.format(l=left, r=right))
            kind = _ONE_SIDE.get(type(node.op), "operator")
            yield _edit(code, kind, node, left)
            yield _edit(code, kind, node, right)
            if isinstance(node.op, ast.Sub):
                yield _edit(code, kind, node, f"-{right}")
                yield _edit(code, kind, node, f"-{left}")
            if isinstance(node.op, ast.Div):
                yield _edit(code, kind, node, f"1 / {right}")
        elif isinstance(node, ast.UnaryOp):
            kind = "condition" if isinstance(node.op, ast.Not | ast.Invert) else "sign"
            yield _edit(code, kind, node, code.of(node.operand))


def signs(code: Code) -> Iterator[Edit]:
    """A minus that is missing."""
    for node in code.expressions():
        if not isinstance(
            node, ast.Constant | ast.Tuple | ast.List | ast.Compare | ast.BoolOp | ast.ListComp | ast.Dict
        ):
            yield _edit(code, "sign", node, f"-{code.of(node)}")


def products(code: Code) -> Iterator[Edit]:
    """Another order and other transposes of the two sides of a matrix product; and single transposes."""
    for node in code.expressions():
        sides = _sides(node)
        if sides is None:
            continue
        left, right = (_without_transpose(side) for side in sides)
        a, b = code.of(left), code.of(right)
        for x, y in ((a, b), (b, a)):
            for p in (x, f"{x}.T"):
                for q in (y, f"{y}.T"):
                    yield _edit(code, "product", node, f"{p} @ {q}")
                    if p == x and q == y:
                        yield _edit(code, "product", node, f"({p} @ {q}).T")
    for node in code.expressions():
        if isinstance(node, ast.Attribute) and node.attr == "T":
            yield _edit(code, "transpose", node, code.of(node.value))


def comparisons(code: Code) -> Iterator[Edit]:
    """Another comparison, a condition that is turned round, dropped or always holds."""
    for node in code.expressions():
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            left, right = code.of(node.left), code.of(node.comparators[0])
            mine = _SYMBOLS[type(node.ops[0])]
            others = (_OPPOSITE[mine],) if mine in _OPPOSITE else ("<", "<=", ">", ">=", "==", "!=")
            for symbol in others:
                if symbol != mine:
                    yield _edit(code, "comparison", node, f"{left} {symbol} {right}")
        elif isinstance(node, ast.BoolOp):
            word, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            texts = [code.of(value) for value in node.values]
            yield _edit(code, "condition", node, f" {other} ".join(texts))
            for i in range(len(texts)):
                yield _edit(code, "condition", node, f" {word} ".join(texts[:i] + texts[i + 1 :]))
        elif isinstance(node, ast.IfExp):
            body, orelse, test = code.of(node.body), code.of(node.orelse), code.of(node.test)
            yield _edit(code, "condition", node, f"{orelse} if {test} else {body}")
            yield _edit(code, "condition", node, body)
            yield _edit(code, "condition", node, orelse)
    for statement in ast.walk(code.tree):
        tests = [statement.test] if isinstance(statement, ast.If | ast.While) else []
        if isinstance(statement, ast.comprehension):
            tests += statement.ifs
        for condition in tests:
            for text in (f"not {code.of(condition)}", "True", "False"):
                yield _edit(code, "condition", condition, text)


def brackets(code: Code) -> Iterator[Edit]:
    """Brackets that open or close in another place."""
    for node in code.expressions():
        if isinstance(node, ast.BinOp):
            yield from _regrouped(code, node)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.BinOp):
            inner = node.operand
            if type(node.op) is ast.USub and type(inner.op) in (ast.Add, ast.Sub):
                sign = _OPERATORS[type(inner.op)]
                yield _edit(code, "brackets", node, f"-{code.of(inner.left)} {sign} {code.of(inner.right)}")
        elif isinstance(node, ast.Call) and len(node.args) == 1 and isinstance(node.args[0], ast.BinOp):
            inner, function = node.args[0], code.of(node.func)
            symbol = _OPERATORS.get(type(inner.op))
            if symbol:
                left, right = code.of(inner.left), code.of(inner.right)
                yield _edit(code, "brackets", node, f"{function}({left}) {symbol} {right}")
                yield _edit(code, "brackets", node, f"{left} {symbol} {function}({right})")


def _regrouped(code: Code, node: ast.BinOp) -> Iterator[Edit]:
    symbol = _OPERATORS.get(type(node.op))
    if symbol is None:
        return
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp) and type(left.op) in _OPERATORS:
        inner = _OPERATORS[type(left.op)]
        x, y, z = code.of(left.left), code.of(left.right), code.of(right)
        yield _edit(code, "brackets", node, f"{x} {inner} ({y} {symbol} {z})")
    if isinstance(right, ast.BinOp) and type(right.op) in _OPERATORS:
        inner = _OPERATORS[type(right.op)]
        x, y, z = code.of(left), code.of(right.left), code.of(right.right)
        yield _edit(code, "brackets", node, f"({x} {symbol} {y}) {inner} {z}")
    last = left.right if isinstance(left, ast.BinOp) else left
    while isinstance(last, ast.BinOp):
        last = last.right
    if isinstance(left, ast.BinOp) and last is not left.right:
        # a * b**c - d and a * b**(c - d)
        moved = code.put(last, f"({code.of(last)} {symbol} {code.of(right)})")
        yield Edit("brackets", node.lineno, (moved, (code.span(left)[1], code.span(node)[1], "")))
    first = left
    while isinstance(first, ast.BinOp):
        first = first.left
    if isinstance(first, ast.UnaryOp) and isinstance(first.op, ast.USub):
        # -a * b + c and -(a * b + c)
        start, end = code.span(node)
        changes = ((start, start, "(-("), code.put(first, code.of(first.operand)), (end, end, "))"))
        yield Edit("brackets", node.lineno, changes)
    # f(a) / b and f(a / b); a.sum() / b and (a / b).sum()
    for side, other, text in ((left, right, "{0} {s} {1}"), (right, left, "{1} {s} {0}")):
        if isinstance(side, ast.Call) and side.args and not isinstance(side.args[0], ast.Starred):
            inside = text.format(code.of(side.args[0]), code.of(other), s=symbol)
            (opens, closes), (begins, ends), data = code.span(side), code.span(side.args[0]), code.text.encode()
            call = f"{data[opens:begins].decode()}{inside}{data[ends:closes].decode()}"
            yield _edit(code, "brackets", node, call)
        if isinstance(side, ast.Call) and isinstance(side.func, ast.Attribute):
            inside = text.format(code.of(side.func.value), code.of(other), s=symbol)
            yield Edit("brackets", node.lineno, (code.put(node, f"(({inside}).{_after_value(code, side)})"),))


def _after_value(code: Code, call: ast.Call) -> str:
    """The text of a method's call after the dot."""
    assert isinstance(call.func, ast.Attribute)
    first, end = code.span(call)
    after = code.span(call.func.value)[1] - first
    return code.text.encode()[first:end][after:].decode().lstrip(" )").lstrip(".")


def _sides(node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """The two sides of a matrix product, as an operator or as a call."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        return node.left, node.right
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _PRODUCTS:
        if len(node.args) == 2:
            return node.args[0], node.args[1]
        if len(node.args) == 1:
            return node.func.value, node.args[0]
    return None


def _without_transpose(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Attribute) and node.attr == "T" else node


def _edit(code: Code, kind: str, node: ast.expr, text: str) -> Edit:
    change: Change = code.put(node, f"({text})")
    return Edit(kind, node.lineno, (change,))
