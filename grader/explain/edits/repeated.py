"""Changes of what stands more than once: the same in all places of a statement, a statement again in a loop."""

import ast
from collections.abc import Iterator

from grader.explain.code import Code, Edit
from grader.explain.donors import Donors
from grader.explain.edits.values import names_in_scope, other_strings

_BLOCKS = ast.For | ast.While | ast.If
_MAX_TEXT = 40  # characters
_EMPTY = "([])"
_UPDATES: dict[type[ast.operator], str] = {ast.Add: "+=", ast.Sub: "-="}


def in_a_statement(code: Code, donors: Donors) -> Iterator[Edit]:
    """Another number, key, variable or right expression wherever a statement has the same one."""
    for statement, places in _repeated(code):
        scope = names_in_scope(code, statement)
        mine, first = code.of(places[0]), places[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            others = [(text, "index") for text in other_strings(code, first)]
        elif isinstance(first, ast.Constant):
            others = [(str(number), "constant") for number in _numbers(code)]
        else:
            others = [(name, "variable") for name in scope]
            here = donors.known | set(scope)
            short = (piece.text for piece in donors.expressions if piece.names <= here and len(piece.text) < _MAX_TEXT)
            others += [(f"({text})", "expression") for text in short]
        for text, kind in others:
            if text != mine:
                source = _source(code, first, len(places)) if kind == "expression" else None
                wanted = [source] if source else places
                yield Edit(kind, wanted[0].lineno, tuple(code.put(place, text) for place in wanted))


def _source(code: Code, name: ast.expr, reads: int) -> ast.expr | None:
    """What a variable is set to, if that is done once and it is read no more often than so."""
    function = code.function_of(name)
    same = [n for n in ast.walk(function) if isinstance(n, ast.Name) and n.id == code.of(name)] if function else []
    stored = [code.parents[n] for n in same if isinstance(n.ctx, ast.Store)]
    match stored:
        case [ast.Assign(targets=[ast.Name()], value=value)] if len(same) == reads + 1:
            return value
    return None


def _repeated(code: Code) -> Iterator[tuple[ast.stmt, list[ast.expr]]]:
    """The expressions that a simple statement has more than once, each with all its places."""
    groups: dict[tuple[ast.AST, str], list[ast.expr]] = {}
    for node in code.expressions():
        statement = code.statement_of(node)
        wanted = ast.Name | ast.Attribute | ast.Subscript | ast.BinOp | ast.Call
        if not isinstance(statement, _BLOCKS | ast.FunctionDef | ast.ClassDef) and (
            isinstance(node, wanted) or (isinstance(node, ast.Constant) and type(node.value) in (int, str))
        ):
            groups.setdefault((statement, code.of(node)), []).append(node)
    for (statement, _), places in groups.items():
        if len(places) > 1 and isinstance(statement, ast.stmt):
            yield statement, places


def numbers(code: Code) -> Iterator[Edit]:
    """Another whole number of the same code."""
    for node in code.expressions():
        if isinstance(node, ast.Constant) and type(node.value) is int:
            for number in _numbers(code):
                if number != node.value:
                    yield Edit("constant", node.lineno, (code.put(node, str(number)),))


def _numbers(code: Code) -> list[int]:
    """The whole numbers that are parts of tuples and lists of this code: it may describe something by numbers."""
    found = set[int]()
    for node in ast.walk(code.tree):
        if isinstance(node, ast.Constant) and isinstance(code.parents[node], ast.Tuple | ast.List):
            found |= {node.value} if isinstance(node.value, int) and not isinstance(node.value, bool) else set()
    return sorted(found)


def starts(code: Code) -> Iterator[Edit]:
    """A variable that is set to a number or an empty list before a loop set so again in the loop."""
    for function in ast.walk(code.tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        begun = [pair for statement in function.body for pair in _set_to_a_start(code, statement)]
        for loop in ast.walk(function):
            for node in (*loop.body, *loop.orelse) if isinstance(loop, _BLOCKS) else ():
                for name, value in begun if code.indent(node) else ():
                    if value != _EMPTY or _reads(loop, name):
                        start, text = code.at_line(node.lineno), f"{code.indent(node)}{name} = {value}\n"
                        yield Edit("missing", node.lineno, ((start, start, text),))


def counts(code: Code) -> Iterator[Edit]:
    """A position or counter that is moved on, or once more."""
    for function in ast.walk(code.tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        inside = [n for n in ast.walk(function) if isinstance(n, ast.stmt) and n is not function and code.indent(n)]
        moved = [n for n in inside if isinstance(n, ast.AugAssign) and isinstance(n.op, ast.Add | ast.Sub)]
        by = dict.fromkeys([*(code.of(n.value) for n in moved), *names_in_scope(code, function.body[0]), "1"])
        begun = [pair for statement in function.body for pair in _set_to_a_start(code, statement)]
        symbols = {name: "+=" for name, value in begun if value.isdigit()}
        symbols |= {n.target.id: _UPDATES[type(n.op)] for n in moved if isinstance(n.target, ast.Name)}
        for node in inside:
            start = code.at_line(node.lineno)
            for name, symbol in symbols.items():
                for value in by:
                    if value != name:
                        text = f"{code.indent(node)}{name} {symbol} {value}\n"
                        yield Edit("missing", node.lineno, ((start, start, text),))


def _reads(loop: ast.AST, name: str) -> bool:
    """Whether a loop needs a list itself: what it only collects for later must not be lost."""
    for node in ast.walk(loop):
        for inner in ast.iter_child_nodes(node):
            collects = isinstance(node, ast.Attribute) and node.attr in ("append", "extend", "add")
            if isinstance(inner, ast.Name) and inner.id == name and isinstance(inner.ctx, ast.Load) and not collects:
                return True
    return False


def _set_to_a_start(code: Code, statement: ast.stmt) -> Iterator[tuple[str, str]]:
    if not isinstance(statement, ast.Assign):
        return
    target, value = statement.targets[0], statement.value
    pairs = [(target, value)]
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = list(zip(target.elts, value.elts, strict=False))
    for one, start in pairs:
        is_start = isinstance(start, ast.Constant) or (isinstance(start, ast.List) and not start.elts)
        if isinstance(one, ast.Name) and is_start:
            yield one.id, code.of(start)
