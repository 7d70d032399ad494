"""Changes of ranges, slices and indices."""

import ast
from collections.abc import Iterator

from grader.explain.code import Code, Edit
from grader.explain.edits.values import names_in_scope

_AROUND = (
    ("order", "{0}[::-1]"),
    ("order", "list(reversed({0}))"),
    ("order", "{0}[:, ::-1]"),
    ("range", "{0}[1:]"),
    ("range", "{0}[:-1]"),
    ("index", "{0}[0]"),
    ("index", "{0}[-1]"),
    ("index", "{0}[1]"),
    ("index", "{0}[:, 0]"),
)


def ranges(code: Code) -> Iterator[Edit]:
    """A `range` or a slice with other ends, an index one further, something gone through from the other end."""
    for node in code.expressions():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
            yield from _range(code, node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("reversed", "sorted"):
            yield from _edit(code, "order", node, code.of(node.args[0]) if node.args else "[]")
        elif isinstance(node, ast.Subscript):
            yield from _subscript(code, node)


def exchanged(code: Code) -> Iterator[Edit]:
    """Two indices exchanged, also where something is set."""
    for node in ast.walk(code.tree):
        match node:
            case ast.Subscript(slice=ast.Tuple(elts=[a, b])):
                pass
            case ast.Subscript(value=ast.Subscript(slice=a), slice=b):
                pass
            case _:
                continue
        if not isinstance(a, ast.Slice | ast.Tuple) and not isinstance(b, ast.Slice | ast.Tuple):
            yield Edit("index", node.lineno, (code.put(a, code.of(b)), code.put(b, code.of(a))))


def ends(code: Code) -> Iterator[Edit]:
    """A part left out of a sequence that is gone through or passed on, or its order turned round."""
    for kind, text in _AROUND:
        for node in code.expressions():
            if isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call):
                yield from _edit(code, kind, node, text.format(code.of(node)))


def _range(code: Code, node: ast.Call) -> Iterator[Edit]:
    if not node.args:
        return
    args = [code.of(a) for a in node.args]
    if isinstance(node.args[-1], ast.Constant):
        for name in names_in_scope(code, node):
            for text in (name, f"{name} - 1", f"{name} + 1", f"len({name})"):
                yield from _edit(code, "range", node, f"range({', '.join([*args[:-1], text])})")
    else:
        for name in names_in_scope(code, node):
            yield from _edit(code, "range", node, f"range({', '.join([*args[:-1], f'len({name})'])})")
    if len(args) == 1:
        (n,) = args
        for text in (f"{n} - 1", f"{n} + 1", f"1, {n}", f"1, {n} + 1", f"{n} - 1, -1, -1", f"{n} - 1, 0, -1"):
            yield from _edit(code, "range", node, f"range({text})")
    elif len(args) >= 2:
        first, last, *step = args
        step_text = "".join(f", {s}" for s in step)
        for a, b in (("{0} + 1", "{1}"), ("{0} - 1", "{1}"), ("{0}", "{1} + 1"), ("{0}", "{1} - 1"), ("0", "{1}")):
            yield from _edit(code, "range", node, f"range({a.format(first)}, {b.format(first, last)}{step_text})")
        if not step:
            yield from _edit(code, "order", node, f"range({last} - 1, {first} - 1, -1)")


def _subscript(code: Code, node: ast.Subscript) -> Iterator[Edit]:
    value, index = code.of(node.value), node.slice
    yield from _edit(code, "index", node, value)
    if isinstance(index, ast.Slice):
        low = code.of(index.lower) if index.lower else ""
        high = code.of(index.upper) if index.upper else ""
        step = f":{code.of(index.step)}" if index.step else ""
        for a, b in (("", high), (low, ""), (f"{low} + 1", high), (f"{low} - 1", high)):
            if not a.startswith(" "):
                yield from _edit(code, "range", node, f"{value}[{a}:{b}{step}]")
        for a, b in ((low, f"{high} + 1"), (low, f"{high} - 1"), ("1", high), (low, "-1")):
            if not b.startswith(" "):
                yield from _edit(code, "range", node, f"{value}[{a}:{b}{step}]")
        for name in names_in_scope(code, node):
            yield from _edit(code, "index", node, f"{value}[{name}]")
        if low and high:
            yield from _edit(code, "range", node, f"{value}[{low}:{low} + {high}{step}]")
    elif isinstance(index, ast.Tuple):
        items = [code.of(i) for i in index.elts if not isinstance(i, ast.Slice)]
        if len(items) == len(index.elts):
            for words in ([*items[1:], items[0]], *([items[:i] + items[i + 1 :] for i in range(len(items))])):
                yield from _edit(code, "index", node, f"{value}[{', '.join(words)}]")
    else:
        i = code.of(index)
        for text in (f"{i} + 1", f"{i} - 1", f"-{i}", f"-{i} - 1", f":{i}", f"{i}:"):
            yield from _edit(code, "index", node, f"{value}[{text}]")


def _edit(code: Code, kind: str, node: ast.expr, text: str) -> Iterator[Edit]:
    yield Edit(kind, node.lineno, (code.put(node, f"({text})"),))
