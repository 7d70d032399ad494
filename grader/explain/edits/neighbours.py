"""Changes for code that keeps its steps in a list: the entry before or after, another part of it, a missing call."""

import ast
import itertools
from collections.abc import Iterator

from grader.explain.code import Code, Edit
from grader.explain.donors import Donors
from grader.explain.edits.values import names_in_scope

_PARTS = 4
_MAX_CALLS = 60  # for one expression and function


def neighbours(code: Code) -> Iterator[Edit]:
    """Another entry of a list of steps, and another part of it, at the same time."""
    for node in code.expressions():
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Subscript):
            for text in _around(code, node.value):
                yield Edit("index", node.lineno, (code.put(node, f"({text})"),))


def calls(code: Code, donors: Donors) -> Iterator[Edit]:
    """A missing call of a function of the notebook, with variables that have its parameters' names, or neighbours."""
    for node in code.expressions():
        if not isinstance(code.parents[node], ast.stmt) or not isinstance(node, ast.Name | ast.BinOp | ast.Call):
            continue
        scope = names_in_scope(code, node)
        function = code.function_of(node)
        arguments = [arg.arg for arg in function.args.args] if function else []
        near = [text for entry in _entries(code, function) for text in _around(code, entry)]
        for name, parameters in donors.signatures:
            if getattr(function, "name", "") == name:
                continue
            mine = next((i for i, parameter in enumerate(parameters) if parameter not in scope), 0)
            choices = [
                [code.of(node)] if i == mine else [p] if p in arguments else [p][: p in scope] + near
                for i, p in enumerate(parameters)
            ]
            for args in itertools.islice(itertools.product(*choices), _MAX_CALLS):
                yield Edit("call", node.lineno, (code.put(node, f"{name}({', '.join(args)})"),))


def _entries(code: Code, function: ast.AST | None) -> Iterator[ast.Subscript]:
    """The entries of lists that a function takes apart: ``A, Z = caches[i]``."""
    for node in ast.walk(function) if function else ():
        match node:
            case ast.Assign(targets=[ast.Tuple()], value=ast.Subscript() as entry):
                yield entry


def _around(code: Code, entry: ast.Subscript) -> Iterator[str]:
    """All parts of an entry of a list, and of the entries before and after."""
    if not isinstance(entry.slice, ast.Name | ast.BinOp):
        return
    steps, i = code.of(entry.value), code.of(entry.slice)
    for shift in (" - 1", "", " + 1"):
        for part in range(_PARTS):
            yield f"{steps}[{i}{shift}][{part}]"
