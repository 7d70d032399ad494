"""Changes of what stands in a place: constants, variables, other expressions of the same code, factors and terms."""

import ast
from collections.abc import Iterator

from grader.explain.code import Code, Edit

_NUMBERS = ("0", "1", "2", "-1", "0.5", "np.inf", "-2")
_MAX_PARTS = 40
_LONG_STRING = 20  # characters
_MAX_FACTORS = 24
_MODULES = ("np", "numpy", "math")
_COUNTED = {"range", "len", "zip", "enumerate", "isinstance", "reversed", "print"}
_NOT_NUMBERS = ast.Constant | ast.Tuple | ast.List | ast.Compare | ast.BoolOp | ast.Dict | ast.ListComp


def constants(code: Code) -> Iterator[Edit]:
    """Another constant."""
    alike: dict[str, list[ast.Constant]] = {}
    for node in code.expressions():
        if not isinstance(node, ast.Constant) or isinstance(node.value, bytes):
            continue
        value, mine = node.value, code.of(node)
        alike.setdefault(repr(value), []).append(node)
        if isinstance(value, bool):
            texts: tuple[str, ...] = (repr(not value), "None")
        elif isinstance(value, int | float):
            texts = (f"-{mine}", f"{mine} + 1", f"{mine} - 1", f"2 * {mine}", f"{mine} / 2", f"-2 * {mine}", "None")
            texts = (*texts, f"-{mine} / 2", f"4 * {mine}", f"{mine} / 4", f"{mine} ** 2", "-np.inf", *_NUMBERS)
            texts = (*texts, f"100 * {mine}", f"{mine} / 100")
        elif value is None:
            texts = ("0", "1", "True", "-1")
        else:
            texts = tuple(other_strings(code, node))
        for text in texts:
            yield _edit(code, "constant", node, text)
    for several in alike.values():
        if len(several) > 1 and (several[0].value is None or isinstance(several[0].value, int)):
            for text in ("0", "1", "2", "-1", "None"):
                yield Edit(
                    "constant", min(node.lineno for node in several), tuple(code.put(node, text) for node in several)
                )


def other_strings(code: Code, node: ast.Constant) -> Iterator[str]:
    """Other strings of the code that are keys, if this one is, or else no keys."""
    is_key = isinstance(code.parents[node], ast.Subscript)
    others = set[str]()
    for other in ast.walk(code.tree):
        if isinstance(other, ast.Constant) and isinstance(code.parents[other], ast.Subscript) == is_key:
            text = other.value
            if isinstance(text, str) and len(text) < _LONG_STRING:
                others.add(text)
    yield from (repr(text) for text in sorted(others) if text != node.value)


def begun(code: Code) -> Iterator[Edit]:
    """A list that starts with a variable in place of an empty one."""
    for node in code.expressions():
        if isinstance(node, ast.List) and not node.elts:
            for name in names_in_scope(code, node):
                for text in (f"[{name}]", f"[{name}.copy()]"):
                    yield _edit(code, "expression", node, text)


def alternating(code: Code) -> Iterator[Edit]:
    """A sign that changes from step to step of a loop."""
    for node in code.expressions():
        loops = [n for n in code.around(node) if isinstance(n, ast.For | ast.ListComp | ast.GeneratorExp)]
        targets = [n.target if isinstance(n, ast.For) else n.generators[0].target for n in loops]
        for name in [target.id for target in targets if isinstance(target, ast.Name)]:
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and _holds_data(code, node):
                for power in (name, f"({name} + 1)"):
                    yield _edit(code, "sign", node, f"{code.of(node)} * (-1) ** {power}")


def plain(code: Code) -> Iterator[Edit]:
    """A one or a zero in the place of what is returned, passed on or set."""
    for node in code.expressions():
        wanted = isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.BinOp | ast.Call)
        if wanted and isinstance(code.parents[node], ast.Tuple | ast.List | ast.Dict | ast.Call | ast.Assign):
            for text in ("1.0", "0.0"):
                yield _edit(code, "expression", node, text)


def given(code: Code) -> Iterator[Edit]:
    """A variable in the place of a number."""
    for node in code.expressions():
        for name in names_in_scope(code, node) if _is_number(node) else ():
            yield _edit(code, "variable", node, name)


def _is_number(node: ast.expr) -> bool:
    value = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(value, ast.Constant) and isinstance(value.value, int | float)


def variables(code: Code) -> Iterator[Edit]:
    """Another variable of the same function in the place of a name, a number or an expression."""
    for node in code.expressions():
        if isinstance(node, ast.Name | ast.BinOp | ast.Call | ast.Subscript | ast.Attribute) or _is_number(node):
            for name in names_in_scope(code, node):
                if name != code.of(node):
                    yield _edit(code, "variable", node, name)


def scaled(code: Code) -> Iterator[Edit]:
    """A factor or a divisor of 2 that is missing, a term of 1, a square."""
    for node in code.expressions():
        yield from with_operands(code, node, [("*", "2"), ("/", "2"), ("+", "1"), ("-", "1")])
        if not isinstance(node, _NOT_NUMBERS) and _holds_data(code, node):
            yield _edit(code, "power", node, f"{code.of(node)} ** 2")


def renamed(code: Code) -> Iterator[Edit]:
    """One variable in the place of another, wherever a function reads it after its first line there."""
    for function in ast.walk(code.tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        reads: dict[str, list[ast.Name]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                reads.setdefault(node.id, []).append(node)
        names = names_in_scope(code, function.body[0])
        for mine in names:
            places = reads.get(mine, [])
            if len(places) > 1:
                for other in names:
                    if other != mine:
                        changes = tuple(code.put(node, other) for node in places)
                        yield Edit("variable", min(node.lineno for node in places), changes)


def parts(code: Code) -> Iterator[Edit]:
    """Another expression of the same function in the place of an expression."""
    for function in _functions(code):
        inside = [n for n in code.expressions() if code.function_of(n) is function]
        donors = dict.fromkeys(
            code.of(n) for n in inside if not isinstance(n, ast.Name | ast.Constant | ast.Tuple) and _size(n) <= 14
        )
        for node in sorted(inside, key=_size):
            if isinstance(node, ast.Constant):
                continue
            for text in list(donors)[:_MAX_PARTS]:
                if text != code.of(node):
                    yield _edit(code, "expression", node, text)


def hoisted(code: Code) -> Iterator[Edit]:
    """A part of an expression in the place of the whole."""
    for node in code.expressions():
        if not isinstance(node, ast.BinOp | ast.Call | ast.IfExp):
            continue
        for part in ast.walk(node):
            if part is node or not isinstance(part, ast.BinOp | ast.Call | ast.Name | ast.Subscript):
                continue
            if not isinstance(code.parents[part], ast.Attribute):
                yield _edit(code, "needless", node, code.of(part))


def factors(code: Code) -> Iterator[Edit]:
    """A factor, a divisor or a term that is missing."""
    for node in code.expressions():
        if not isinstance(node, _NOT_NUMBERS):
            mine = code.of(node)
            yield _edit(code, "term", node, f"1 - {mine}")
            yield _edit(code, "factor", node, f"{mine} * (1 - {mine})")
    for node in code.expressions():
        others = _companions(code, node)
        yield from with_operands(code, node, [(symbol, other) for other in others for symbol in "*/+-@"])


def with_operands(code: Code, node: ast.expr, others: list[tuple[str, str]]) -> Iterator[Edit]:
    """Other expressions as a factor, divisor or term of an expression; not of one that is a factor or term itself."""
    if isinstance(node, _NOT_NUMBERS) or not _holds_data(code, node) or _is_made_of_parts(code, node):
        return
    mine, parent = code.of(node), code.parents[node]
    operator = type(parent.op) if isinstance(parent, ast.BinOp | ast.UnaryOp) else None
    for symbol, other in others:
        inside = (ast.Mult, ast.Div, ast.MatMult, ast.USub) if symbol in "*/@" else (ast.Add, ast.Sub)
        if operator not in inside and other != mine:
            kind = "operator" if symbol == "%" else "factor" if symbol in "*/@" else "term"
            yield _edit(code, kind, node, f"{mine} {symbol} {other}")


def _is_made_of_parts(code: Code, node: ast.expr) -> bool:
    """Whether this is a variable that is filled part by part: a factor for all of it would make up for a wrong part."""
    function = code.function_of(node)
    if not isinstance(node, ast.Name) or function is None:
        return False
    targets = [n for n in ast.walk(function) if isinstance(n, ast.Subscript) and isinstance(n.ctx, ast.Store)]
    return sum(isinstance(n.value, ast.Name) and n.value.id == node.id for n in targets) > 1


def _holds_data(code: Code, node: ast.expr) -> bool:
    """Whether a factor or term can be missing here: not in an index, in what a loop goes through, in a test."""
    child: ast.AST = node
    parent = code.parents[node]
    if isinstance(parent, ast.Attribute | ast.Starred) or (isinstance(parent, ast.Call) and parent.func is node):
        return False
    while isinstance(parent, ast.expr | ast.keyword):
        if isinstance(parent, ast.Subscript) and parent.slice is child:
            return False
        if isinstance(parent, ast.Call) and getattr(parent.func, "id", "") in _COUNTED:
            return False
        child, parent = parent, code.parents[parent]
    in_head = isinstance(parent, ast.For | ast.comprehension) and parent.iter is child
    return not in_head and not isinstance(parent, ast.With)


def names_in_scope(code: Code, node: ast.AST) -> list[str]:
    """Arguments and local variables of the functions that a node is in, the innermost first."""
    function = code.function_of(node)
    if function in code.scopes:
        return code.scopes[function]
    found: dict[str, None] = {}
    innermost = function
    while function is not None:
        for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs):
            found[arg.arg] = None
        for inner in ast.walk(function):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store) and inner.id != "_":
                found[inner.id] = None
        function = code.function_of(function)
    code.scopes[innermost] = list(found)
    return code.scopes[innermost]


def _companions(code: Code, node: ast.expr) -> list[str]:
    """What a missing factor or term may be: variables, sizes, and products or calls that stand elsewhere."""
    names = names_in_scope(code, node)
    function = code.function_of(node)
    wanted = ast.BinOp | ast.Call | ast.Subscript
    inside = [n for n in code.expressions() if code.function_of(n) is function and isinstance(n, wanted)]
    texts = dict.fromkeys(code.of(n) for n in sorted(inside, key=_size) if 2 <= _size(n) <= 8)
    arguments = [a.arg for a in function.args.args] if function else []
    sizes = [f"len({name})" for name in arguments[:3]]
    return [*names, *sizes, *_attributes(function), *texts][:_MAX_FACTORS]


def _attributes(function: ast.AST | None) -> Iterator[str]:
    """Attributes of variables, such as ``node.grad``, also those that are only set."""
    inside = [n for n in ast.walk(function) if isinstance(n, ast.Attribute)] if function else []
    texts = (f"{n.value.id}.{n.attr}" for n in inside if isinstance(n.value, ast.Name) and n.value.id not in _MODULES)
    yield from dict.fromkeys(texts)


def _functions(code: Code) -> list[ast.AST | None]:
    return list(dict.fromkeys(code.function_of(node) for node in code.expressions()))


def _size(node: ast.AST) -> int:
    return sum(not isinstance(n, ast.expr_context | ast.operator) for n in ast.walk(node))


def _edit(code: Code, kind: str, node: ast.expr, text: str) -> Edit:
    return Edit(kind, node.lineno, (code.put(node, f"({text})"),))
