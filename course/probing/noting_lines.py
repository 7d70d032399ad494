"""Code that notes which of its statements run, without the interpreter's tracing, which other threads can hold up."""

import ast

RAN = "_line_ran"


def noting_lines(code: str) -> str:
    """Put a call before every statement: ``_line_ran(number of its line)``.

    Parameters
    ----------
    code : str

    Returns
    -------
    str
        For a namespace in which ``_line_ran`` is defined.

    Examples
    --------
    >>> print(noting_lines("x = 1\\nif x:\\n    y = 2"))
    _line_ran(1)
    x = 1
    _line_ran(2)
    if x:
        _line_ran(3)
        y = 2
    """
    tree = ast.parse(code)
    for node in list(ast.walk(tree)):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):  # of a lambda it is an expression
                setattr(node, name, [part for statement in block for part in _noted(statement)])
    return ast.unparse(ast.fix_missing_locations(tree))


def _noted(statement: ast.stmt) -> list[ast.stmt]:
    if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
        return [statement]  # has to come first
    number = ast.Constant(statement.lineno)
    return [ast.Expr(ast.Call(ast.Name(RAN, ast.Load()), [number], [])), statement]
