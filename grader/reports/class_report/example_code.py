"""Extracts a student's function for an example, without comments and docstring, which may hold names."""

import ast
import json

_MAX_SOURCE = 4000  # characters: bounds the nesting, with which Python's parser can be made to crash
_MAX_LINES = 25


def function_text(notebook: bytes, name: str) -> str:
    """Extract the last function of a name that a notebook defines.

    Parameters
    ----------
    notebook : bytes
    name : str

    Returns
    -------
    str
        Formatted by `ast.unparse`; empty if there is no such function or it cannot be parsed.
    """
    cells = json.loads(notebook)["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    found = [text for source in sources if f"def {name}(" in source and (text := _normalised(source, name))]
    return found[-1] if found else ""


def _normalised(source: str, name: str) -> str:
    if len(source) > _MAX_SOURCE:
        return ""
    try:
        functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == name]
        if not functions:
            return ""
        function = functions[-1]
        if ast.get_docstring(function) is not None:
            function.body = function.body[1:] or [ast.Pass()]
        lines = ast.unparse(function).splitlines()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return "\n".join(lines if len(lines) <= _MAX_LINES else [*lines[:_MAX_LINES], "    …"])
