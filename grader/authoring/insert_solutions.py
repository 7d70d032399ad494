"""Inserts the body of a reference function between the solution markers of a cell, so that it is written only once."""

import ast
import textwrap
from importlib.util import find_spec
from pathlib import Path

from grader.authoring.markers import BEGIN_SOLUTION, END_SOLUTION


def insert_solution(source: str, reference: str) -> str:
    """Replace the ``...`` of a solution cell by the body of its reference, between solution markers.

    Parameters
    ----------
    source : str
        Ends in a function whose last statement is ``...``.
    reference : str
        Such as ``"reference_solution.networks.dense:dense_forward"``.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        Says what was met and what was expected. The caller adds the name of the cell.
    """
    function = _last_function(source)
    module, _, name = reference.partition(":")
    body, parameters = _reference_body(module, name)
    if function.name != name:
        raise ValueError(f"got the function {function.name}, expected {name}, the name of its reference {reference}")
    if _parameters(function) != parameters:
        got, expected = ", ".join(_parameters(function)), ", ".join(parameters)
        raise ValueError(f"got {name}({got}), expected {name}({expected}), the parameters of its reference")
    dots = function.body[-1]
    if not (isinstance(dots, ast.Expr) and isinstance(dots.value, ast.Constant) and dots.value.value is ...):
        raise ValueError(f"got no ... at the end of {name}, expected one where the answer belongs")
    lines = source.split("\n")
    answer = textwrap.indent("\n".join([BEGIN_SOLUTION, body, END_SOLUTION]), " " * dots.col_offset)
    return "\n".join([*lines[: dots.lineno - 1], answer, *lines[dots.end_lineno :]])


def _last_function(source: str) -> ast.FunctionDef:
    try:
        functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    except SyntaxError as error:
        raise ValueError(f"got a line that is not Python ({error}), expected a function that ends in ...") from error
    if not functions:
        raise ValueError("got no function in a solution cell, expected one that ends in ...")
    return functions[-1]


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)]


def _reference_body(module: str, name: str) -> tuple[str, list[str]]:
    """The source of a function's body without its docstring, and the names of its parameters."""
    path = _module_file(module)
    if path is None:
        raise ValueError(f"got the reference {module}:{name}, expected a module that can be imported")
    text = path.read_text(encoding="utf-8")
    found = [n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and n.name == name]
    if not found:
        raise ValueError(f"got the reference {module}:{name}, expected a function that {path.name} defines")
    function = found[0]
    # Starts where the docstring ends, not at the first statement: a comment between them belongs to the answer.
    first = function.body[0]
    start = first.end_lineno if ast.get_docstring(function) is not None else first.lineno - 1
    lines = text.split("\n")[start : function.end_lineno]
    return textwrap.dedent("\n".join(lines)).strip("\n"), _parameters(function)


def _module_file(module: str) -> Path | None:
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):  # a package that does not exist, or an empty name
        return None
    return Path(spec.origin) if spec and spec.origin else None
