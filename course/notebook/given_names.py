"""Names that an assignment gives, put back where a student may have used them for something else."""

import ast
import re

_ALL_NAMES = r"\breset\b|\bglobals\b|import\s*\*"


class GivenNames:
    """What the cells of an assignment import, and whether a student's cells may have changed it.

    Examples
    --------
    >>> given = GivenNames()
    >>> given.give("import numpy as np\\nfrom course import probe\\nx = 1")
    >>> given.see("def f(x):\\n    return np.exp(x)")
    >>> given.to_put_back
    ''
    >>> given.see("np = 5")
    >>> print(given.to_put_back, end="")
    try:
        np.__name__
    except Exception:
        import numpy as np
    from course import probe
    """

    def __init__(self) -> None:
        self._code, self._names, self._changed = "", set[str](), False

    def give(self, source: str) -> None:
        """Note what a cell of the assignment imports.

        A name that stands for any module, function or class is left alone, since it may be an answer's own. What comes
        from the course itself is always imported: the checks need it.

        Parameters
        ----------
        source : str
            Nothing is noted if it is no Python.
        """
        try:
            statements = ast.parse(source).body
        except SyntaxError:  # a student has changed the cell
            return
        for node in statements:
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            names = [alias.asname or alias.name.partition(".")[0] for alias in node.names]
            self._names.update(names)
            if isinstance(node, ast.ImportFrom) and node.module == "course":
                self._code += f"{ast.unparse(node)}\n"
                continue
            for name, alias in zip(names, list(node.names), strict=True):
                node.names = [alias]
                self._code += f"try:\n    {name}.__name__\nexcept Exception:\n    {ast.unparse(node)}\n"

    def always_put_back(self, imports: str) -> None:
        """Give imports that the notebook may lack, and put them back whatever its cells do."""
        self.give(imports)
        self._changed = True

    def see(self, source: str) -> None:
        """Note whether a cell of a student's does more with a given name than to use what is in it."""
        others = "|".join(rf"\b{name}\b(?!\s*[.(])" for name in sorted(self._names))
        self._changed = self._changed or bool(others and re.search(f"{others}|{_ALL_NAMES}", source))

    @property
    def to_put_back(self) -> str:
        """Code that imports the names again; empty if no cell may have changed one."""
        return self._code if self._changed else ""
