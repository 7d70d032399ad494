"""Names that an assignment gives, put back where a student has used them for something else."""

import ast


def put_back(source: str) -> str:
    """Code that imports again what a cell of an assignment imports.

    A name that stands for any module, function or class is left alone, since it may be an answer's own. What comes from
    the course itself is always imported: the checks need it.

    Parameters
    ----------
    source : str

    Returns
    -------
    str
        Empty if the cell is no Python.

    Examples
    --------
    >>> print(put_back("import numpy as np\\nfrom course import probe\\nx = 1"), end="")
    try:
        np.__name__
    except Exception:
        import numpy as np
    from course import probe
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # a student has changed the cell
        return ""
    code = ""
    for node in statements:
        if isinstance(node, ast.ImportFrom) and node.module == "course":
            code += f"{ast.unparse(node)}\n"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                node.names = [alias]
                name = alias.asname or alias.name.partition(".")[0]
                code += f"try:\n    {name}.__name__\nexcept Exception:\n    {ast.unparse(node)}\n"
    return code
