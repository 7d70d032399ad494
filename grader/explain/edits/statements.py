"""Changes of statements: updates, copies, statements that are too many or in another place, returns."""

import ast
import itertools
import textwrap
from collections.abc import Iterator

from grader.explain.code import Change, Code, Edit
from grader.explain.edits.values import names_in_scope

_UPDATES = {ast.Add: "+=", ast.Sub: "-=", ast.Mult: "*=", ast.Div: "/="}
_SYMBOLS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@"}
_SIMPLE = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return, ast.AnnAssign, ast.Break, ast.Continue)


def updates(code: Code) -> Iterator[Edit]:
    """`=` for `+=` and the other way round, another update, and a change in place made a new object."""
    for node in ast.walk(code.tree):
        if isinstance(node, ast.AugAssign):
            target, value = _text(code, node.target), code.of(node.value)
            for symbol in _UPDATES.values():
                if symbol != _UPDATES.get(type(node.op)):
                    yield _statement(code, "update", node, f"{target} {symbol} {value}")
            yield _statement(code, "update", node, f"{target} = {value}")
            yield _statement(code, "update", node, f"{target} = -{value}")
            if isinstance(node.target, ast.Name) and type(node.op) in _SYMBOLS:
                yield _statement(code, "copy", node, f"{target} = {target} {_SYMBOLS[type(node.op)]} {value}")
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and not isinstance(node.targets[0], ast.Tuple):
            target, value = _text(code, node.targets[0]), code.of(node.value)
            if isinstance(node.value, ast.UnaryOp) and isinstance(node.value.op, ast.USub):
                yield _statement(code, "update", node, f"{target} -= {code.of(node.value.operand)}")
            yield _statement(code, "update", node, f"{target} += {value}")
            yield _statement(code, "update", node, f"{target} -= {value}")


def deletions(code: Code) -> Iterator[Edit]:
    """A statement that is too many."""
    for node in _inside(code):
        if not isinstance(node, ast.Pass):
            yield Edit("needless", node.lineno, (code.put(node, "pass"),))


def late_returns(code: Code) -> Iterator[Edit]:
    """A `return` in a loop that belongs after all of its loops."""
    for node in _inside(code):
        loops = [outer for outer in _own(code, node) if isinstance(outer, ast.For | ast.While)]
        if isinstance(node, ast.Return) and loops and code.indent(loops[-1]):
            end = code.span(loops[-1])[1]
            after = (end, end, f"\n{code.indent(loops[-1])}{_text(code, node)}")
            yield Edit("result", node.lineno, (code.put(node, "pass"), after))


def _own(code: Code, node: ast.AST) -> Iterator[ast.AST]:
    """What a statement is in inside its function, the innermost first."""
    yield from itertools.takewhile(lambda outer: not isinstance(outer, ast.FunctionDef), code.around(node))


def places(code: Code) -> Iterator[Edit]:
    """A statement in another place: earlier or later, in or out of a loop."""
    for block in _blocks(code):
        for i, node in enumerate(block):
            for other in block[max(i - 4, 0) : i]:
                yield from _moved(code, node, other, before=True)
            for other in block[i + 1 : i + 4]:
                yield from _moved(code, node, other, before=False)
        for node, following in itertools.pairwise(block):
            for one, loop, end in ((node, following, 0), (following, node, -1)):
                if isinstance(loop, ast.For | ast.While | ast.If | ast.With) and isinstance(one, _SIMPLE):
                    yield from _moved(code, one, loop.body[end], before=end == 0)
        for outer in block:
            if isinstance(outer, ast.For | ast.While | ast.If | ast.With):
                for node in outer.body:
                    if isinstance(node, _SIMPLE):
                        yield from _moved(code, node, outer, before=False)
                        yield from _moved(code, node, outer, before=True)


def copies(code: Code) -> Iterator[Edit]:
    """A copy of an argument before a statement that may change it."""
    for function in ast.walk(code.tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = [arg.arg for arg in function.args.args]
        for node in _statements_of(function):
            for name in names if isinstance(node, _SIMPLE) and node.lineno == node.end_lineno else ():
                if _reads(node, name):
                    text = f"{name} = __import__('copy').deepcopy({name}); {_text(code, node)}"
                    yield Edit("copy", node.lineno, (code.put(node, text),))


def results(code: Code) -> Iterator[Edit]:
    """A missing `return`, or one in a loop."""
    for function in ast.walk(code.tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        last = function.body[-1]
        if isinstance(last, ast.Expr):
            yield _statement(code, "result", last, f"return {code.of(last.value)}")
        if isinstance(last, ast.Assign | ast.AugAssign):
            target = last.targets[0] if isinstance(last, ast.Assign) else last.target
            yield _statement(code, "result", last, f"{code.of(last)}; return {_text(code, target)}")
        if isinstance(last, ast.Return) and last.value is not None:
            for name in names_in_scope(code, last):
                yield _statement(code, "result", last, f"return {name}")
                yield _statement(code, "result", last, f"return {code.of(last.value)}, {name}")
        elif code.indent(last) and not isinstance(last, ast.If):
            for name in names_in_scope(code, last):
                end = code.span(last)[1]
                text = f"\n{code.indent(last)}return {name}"
                yield Edit("result", last.end_lineno or last.lineno, ((end, end, text),))


def _moved(code: Code, node: ast.stmt, other: ast.stmt, before: bool) -> Iterator[Edit]:
    """A statement before or after another one, in place of where it stands."""
    indent = code.indent(other)
    if not (code.indent(node) and indent) or isinstance(node, ast.FunctionDef):
        return
    text = textwrap.indent(textwrap.dedent(code.indent(node) + code.of(node)), indent)
    if before:
        position = code.at_line(other.lineno)
        change: Change = (position, position, f"{text}\n")
    else:
        position = code.span(other)[1]
        change = (position, position, f"\n{text}")
    first, end = code.span(node)
    if first < position < end:
        return
    yield Edit("place", node.lineno, ((first, end, "pass"), change))


def _blocks(code: Code) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(code.tree):
        if not isinstance(node, ast.Module | ast.Lambda | ast.ClassDef):
            for name in ("body", "orelse"):
                block = getattr(node, name, None)
                if isinstance(block, list) and block:
                    yield block


def _inside(code: Code) -> Iterator[ast.stmt]:
    """All statements inside functions."""
    for block in _blocks(code):
        yield from (node for node in block if isinstance(node, ast.stmt))


def _statements_of(function: ast.FunctionDef) -> Iterator[ast.stmt]:
    yield from (node for node in ast.walk(function) if isinstance(node, ast.stmt) and node is not function)


def _reads(node: ast.stmt, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(node))


def _text(code: Code, node: ast.expr | ast.stmt) -> str:
    first, end = code.span(node)
    return code.text.encode()[first:end].decode()


def _statement(code: Code, kind: str, node: ast.stmt, text: str) -> Edit:
    return Edit(kind, node.lineno, (code.put(node, text),))
