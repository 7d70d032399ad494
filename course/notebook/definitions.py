"""Which names a cell defines, read from its text alone."""

import ast
import re

# A magic or a shell command is no Python; it is passed over.
_NO_PYTHON = re.compile(r"^([ \t]*)(?:%|!|\?|[\w, ]+= *[%!]).*$", re.MULTILINE)
_DEFINITION = re.compile(r"^(?:async +)?def +(\w+)|^class +(\w+)|^(\w+) *=(?!=)", re.MULTILINE)
_UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


def defined_names(source: str) -> set[str]:
    """Names that a cell binds at its top level; of a cell that cannot be parsed, those at the start of a line.

    Examples
    --------
    >>> sorted(defined_names("%pip install torch\\nimport numpy as np\\ndef f():\\n    x = 1\\ng = lambda: 2"))
    ['f', 'g', 'np']
    >>> defined_names("def f(:\\n    pass")
    {'f'}
    """
    text = _NO_PYTHON.sub(r"\1pass", source)
    try:
        body = ast.parse(text).body
    except _UNPARSABLE:
        return {name for match in _DEFINITION.finditer(text) for name in match.groups() if name}
    return {name for statement in body for name in _bound(statement)}


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
    if isinstance(statement, ast.If | ast.Try | ast.With | ast.For | ast.While):
        inner = [s for field in ("body", "orelse", "finalbody") for s in getattr(statement, field, [])]
        inner += [s for handler in getattr(statement, "handlers", []) for s in handler.body]
        return {name for s in inner for name in _bound(s)}
    stored = (n for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    return {name.id for name in stored}
