"""A student's code as text and syntax tree, and changes of its text."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Change: TypeAlias = tuple[int, int, str]
"""First byte, byte after the last, and what stands there instead."""
FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Edit:
    """A small change of the code.

    Attributes
    ----------
    kind : str
        One of `grader.explain.kinds.KINDS`.
    line : int
        The line of the code that it is in; the first is 1.
    changes : tuple of Change
        That do not overlap.
    also : tuple of Edit
        Those that are made together with it, in other lines perhaps.
    """

    kind: str
    line: int
    changes: tuple[Change, ...]
    also: tuple["Edit", ...] = ()

    @property
    def all(self) -> tuple["Edit", ...]:
        """The edit and those that are made with it."""
        return (self, *self.also)


class Code:
    """Python code with the place of each node in its text.

    Parameters
    ----------
    text : str

    Attributes
    ----------
    text : str
    tree : ast.Module
    parents : dict
        The parent of each node.
    scopes : dict
        The names known in each function, for those who look them up often.

    Raises
    ------
    SyntaxError, ValueError, RecursionError, MemoryError
        It cannot be parsed.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self._data = text.encode()
        self._starts = [0]
        for line in self._data.split(b"\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.scopes: dict[ast.AST | None, list[str]] = {}
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """First byte of a node and the byte after its last."""
        first = self._starts[node.lineno - 1] + node.col_offset
        return first, self._starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)

    def of(self, node: ast.expr | ast.stmt) -> str:
        """The text of a statement, or of an expression on one line in brackets."""
        first, end = self.span(node)
        text = self._data[first:end].decode()
        if isinstance(node, ast.stmt):
            return text
        return text if isinstance(node, ast.Name | ast.Constant) and "\n" not in text else f"({text})"

    def put(self, node: ast.expr | ast.stmt, text: str) -> Change:
        """The change that puts a text in the place of a node."""
        return (*self.span(node), text)

    def at_line(self, line: int) -> int:
        """The first byte of a line."""
        return self._starts[line - 1]

    def indent(self, node: ast.stmt) -> str:
        """The white space before a statement that begins its line; empty if another stands before it."""
        before = self._data[self._starts[node.lineno - 1] : self.span(node)[0]].decode()
        return before if not before.strip() else ""

    def changed(self, edit: Edit) -> str:
        """The text with an edit."""
        data = self._data
        for first, end, text in sorted((change for one in edit.all for change in one.changes), reverse=True):
            data = data[:first] + text.encode() + data[end:]
        return data.decode()

    def expressions(self) -> Iterator[ast.expr]:
        """All expressions that another could replace, from the top down."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.expr) and not self.is_fixed(node):
                yield node

    def is_fixed(self, node: ast.expr) -> bool:
        """Whether nothing else can stand here: a target, the name of a module, a part of a string or a bare slice."""
        if isinstance(node, ast.Starred | ast.Slice | ast.JoinedStr | ast.FormattedValue):
            return True
        if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
            return True
        parent = self.parents[node]
        if isinstance(parent, ast.JoinedStr | ast.FormattedValue | ast.arguments | ast.arg):
            return not (isinstance(parent, ast.arguments) and isinstance(node, ast.Constant))
        if isinstance(parent, ast.Expr) and isinstance(node, ast.Constant):
            return True  # a docstring
        if isinstance(parent, ast.Attribute) and isinstance(node, ast.Name) and node.id in ("np", "numpy"):
            return True
        return isinstance(parent, ast.FunctionDef | ast.ClassDef) and node in (*parent.decorator_list,)

    def statements_at(self, lines: set[int]) -> set[int]:
        """All lines of the statements that some of these lines are in; of a compound statement those of its head."""
        found = set(lines)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.stmt):
                body = getattr(node, "body", None)
                end = body[0].lineno - 1 if body else node.end_lineno or node.lineno
                own = range(node.lineno, max(end, node.lineno) + 1)
                if not lines.isdisjoint(own):
                    found.update(own)
        return found

    def statement_of(self, node: ast.AST) -> ast.AST:
        """The innermost statement that a node is in."""
        return next((found for found in (node, *self.around(node)) if isinstance(found, ast.stmt)), self.tree)

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """What a node is in, the innermost first."""
        found = self.parents.get(node)
        while found is not None:
            yield found
            found = self.parents.get(found)

    def function_of(self, node: ast.AST) -> FunctionNode | None:
        """The innermost function that a node is in."""
        return next((found for found in self.around(node) if isinstance(found, FunctionNode)), None)
