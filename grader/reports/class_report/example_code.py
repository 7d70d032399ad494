"""A student's function as an example: without comments and docstring, in which names may stand."""

import ast
import json

_LONGEST = 4000  # characters: deep nesting needs many, and Python's parser is not proof against it
_LINES = 25


def function_text(notebook, name):
    """The function that a notebook defines under a name, tidied.

    Parameters
    ----------
    notebook : bytes
    name : str

    Returns
    -------
    str
        Empty if there is none, or it cannot be read.
    """
    cells = json.loads(notebook)["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    found = [text for source in sources if f"def {name}(" in source and (text := _tidied(source, name))]
    return found[-1] if found else ""


def _tidied(source, name):
    if len(source) > _LONGEST:
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
    return "\n".join(lines if len(lines) <= _LINES else [*lines[:_LINES], "    …"])
