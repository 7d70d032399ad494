"""The part of a submission that one function needs: what it calls, what may be changed, and where that stands."""

import ast
import re
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.authoring.assignment import SourceCell
from grader.exercises import EXERCISES
from grader.exercises.model import Exercise
from grader.intake.repair import Cell

_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_MAX_CELL, _MAX_ALL, _MAX_CODE = 30_000, 120_000, 12_000  # characters
_MAX_STATEMENTS = 2_000  # what needs what is looked up for each, which takes the square of their number
_STATE_OF = ("np", "numpy", "random")  # whose functions may be called for what they set, as `np.seterr`


@dataclass(frozen=True)
class Place:
    """A line of a submission: the position of its cell, and its number there; the first is 1."""

    cell: int
    line: int


@dataclass(frozen=True)
class Setup:
    """How an exercise's function is handed to the probe.

    Attributes
    ----------
    exercise : Exercise
    statements : str
        Those of the test cell that make what is probed, such as an adapter.
    expression : str
        What is probed.
    """

    exercise: Exercise
    statements: str
    expression: str


@dataclass(frozen=True)
class Program:
    """One function of a submission with all that it needs.

    Attributes
    ----------
    setup : Setup
    needed : str
        All statements of the notebook that the function needs, in their order.
    code : str
        Those among them that the student wrote for this function. Only they are changed.
    places : tuple of Place
        Where each line of `code` stands.
    cells : tuple of int
        Positions of the cells that define what is probed: an activation and its slope may be in two.
    functions : tuple of str
        Names of all functions that the needed statements define.
    stand_ins : tuple of Setup
        Earlier exercises that the function needs, and in whose place the reference answers.
    """

    setup: Setup
    needed: str
    code: str
    places: tuple[Place, ...]
    cells: tuple[int, ...]
    functions: tuple[str, ...]
    stand_ins: tuple[Setup, ...]

    def to_fields(self) -> dict[str, Any]:
        """The program as plain values."""
        fields = {name: getattr(self, name) for name in ("needed", "code", "cells", "functions")}
        setups = [_fields(one) for one in (self.setup, *self.stand_ins)]
        return fields | {"places": [(place.cell, place.line) for place in self.places], "setups": setups}

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Program":
        """The program of plain values, which may come from JSON."""
        setup, *stand_ins = (_setup_of(one) for one in fields["setups"])
        places = tuple(Place(*place) for place in fields["places"])
        texts = fields["needed"], fields["code"], places, tuple(fields["cells"]), tuple(fields["functions"])
        return cls(setup, *texts, tuple(stand_ins))

    @property
    def key(self) -> str:
        """The same for all submissions whose function is the same, whatever its comments and blank lines."""
        given = "\0".join(one.exercise.name for one in self.stand_ins)
        return "\0".join((self.setup.exercise.name, _normal(self.needed), _normal(self.code), given))


@dataclass(frozen=True)
class _Statement:
    cell: int
    node: ast.stmt
    line: int  # of the cell
    text: str
    binds: frozenset[str]
    uses: frozenset[str]
    written: bool  # by the student


def program_of(
    cells: Sequence[Cell],
    exercise: Exercise,
    stand_ins: Sequence[Exercise] = (),
    useful: frozenset[str] = frozenset(),
) -> Program | None:
    """Find what one function of a submission needs.

    Parameters
    ----------
    cells : sequence of Cell
        Of the submission, in the order in which they run.
    exercise : Exercise
    stand_ins : sequence of Exercise
        Those that the reference answers, if the function needs them.
    useful : frozenset of str
        Names of functions that the function may need and does not call.

    Returns
    -------
    Program or None
        None if there is no such function or its code cannot be read.
    """
    setups, end = dict[str, Setup](), 0
    for i, test in enumerate(cells):
        setup = _setup(test.original)
        if setup is not None:
            setups[setup.exercise.name] = setup
            end = i if setup.exercise is exercise else end
    mine = setups.get(exercise.name)
    if mine is None:
        return None
    if sum(len(cell.source) for cell in cells[:end] if cell.cell_type == "code") > _MAX_ALL:
        return None
    try:
        statements = [s for i, cell in enumerate(cells[:end]) if cell.cell_type == "code" for s in _statements(i, cell)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if len(statements) > _MAX_STATEMENTS:
        return None
    roots = _names(mine)
    others = frozenset().union(*(_names(one) for one in setups.values() if one is not mine)) - roots
    given = {s.node.name for s in statements if isinstance(s.node, ast.FunctionDef) and not s.written}
    needed = _closure(statements, roots | (useful & (given | others)) | {"np"})
    own = [s for s in needed if s.written and not s.binds & others]
    if not any(s.binds & roots for s in own) or not any(map(_defines_function, own)):
        return None
    bound = {name for s in needed for name in s.binds}
    replaced = tuple(setups[one.name] for one in stand_ins if one.name in setups and _names(setups[one.name]) & bound)
    code = "\n".join(s.text for s in own)
    if len(code) > _MAX_CODE:
        return None
    places = tuple(Place(s.cell, s.line + k) for s in own for k in range(s.text.count("\n") + 1))
    functions = tuple(dict.fromkeys(s.node.name for s in needed if isinstance(s.node, ast.FunctionDef)))
    defining = tuple(dict.fromkeys(s.cell for s in own if s.binds & roots))
    return Program(mine, "\n".join(s.text for s in needed), code, places, defining, functions, replaced)


def _fields(setup: Setup) -> tuple[str, str, str]:
    return setup.exercise.name, setup.statements, setup.expression


def _setup_of(fields: tuple[str, str, str]) -> Setup:
    return Setup(EXERCISES[fields[0]], *fields[1:])


def _setup(cell: SourceCell | None) -> Setup | None:
    """The probe of a test cell, taken apart; None for another cell."""
    if cell is None or cell.exercise is None:
        return None
    tree = ast.parse(cell.hidden)
    probes = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "probe"]
    expression = probes[0].args[1]
    wanted = {n.id for n in ast.walk(expression) if isinstance(n, ast.Name)}
    makers = [s for s in ast.parse(cell.visible).body if isinstance(s, ast.Assign) and _binds(s) & wanted]
    return Setup(cell.exercise, "\n".join(map(ast.unparse, makers)), ast.unparse(expression))


def _names(setup: Setup) -> frozenset[str]:
    """The names that a probe needs of the notebook."""
    tree = ast.parse(f"{setup.statements}\n{setup.expression}")
    made = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return frozenset(n.id for n in ast.walk(tree) if isinstance(n, ast.Name)) - made


def _statements(position: int, cell: Cell) -> Iterator[_Statement]:
    if len(cell.source) > _MAX_CELL:
        raise ValueError("a cell too long to be looked at")
    if cell.original is not None and cell.original.exercise is not None:
        return
    source = _MAGIC.sub("", cell.source.replace("\r\n", "\n"))
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    written = cell.original is None or cell.original.is_solution
    for node in tree.body:
        line = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
        text = "\n".join(source.split("\n")[line - 1 : node.end_lineno])
        if line == node.lineno:  # perhaps not alone on its lines
            text = ast.get_source_segment(source, node) or text
        yield _Statement(position, node, line, text, _binds(node), _uses(text), written)


def _binds(node: ast.stmt) -> frozenset[str]:
    """The names that a statement of the notebook defines or changes."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return frozenset({node.name})
    if isinstance(node, ast.Import | ast.ImportFrom):
        return frozenset((a.asname or a.name).partition(".")[0] for a in node.names)
    if isinstance(node, ast.Expr):
        call = node.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _root(call.func) in _STATE_OF:
            return frozenset({_root(call.func)})
        return frozenset()
    found = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef | ast.ClassDef):
            found.add(inner.name)
        if isinstance(inner, ast.Import | ast.ImportFrom):
            found |= _binds(inner)
        if isinstance(getattr(inner, "ctx", None), ast.Store):
            found.add(_root(inner))
    return frozenset(found)


def _uses(text: str) -> frozenset[str]:
    """The names of the notebook that a statement reads, also inside functions that it defines."""
    found, tables = set(), [symtable.symtable(text, "<statement>", "exec")]
    for table in tables:
        tables += table.get_children()
        whole = table.get_type() == "module"
        found |= {s.get_name() for s in table.get_symbols() if (s.is_referenced() if whole else s.is_global())}
    return frozenset(found)


def _defines_function(statement: _Statement) -> bool:
    return any(isinstance(node, ast.FunctionDef | ast.Lambda) for node in ast.walk(statement.node))


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _closure(statements: Sequence[_Statement], roots: frozenset[str]) -> list[_Statement]:
    """All statements that define what is needed, and what those need."""
    wanted, chosen = set(roots), set()
    grown = True
    while grown:
        grown = False
        for i, statement in enumerate(statements):
            if i not in chosen and (statement.binds & wanted or "*" in statement.binds):
                chosen.add(i)
                wanted |= statement.uses
                grown = True
    return [statements[i] for i in sorted(chosen)]


def _normal(code: str) -> str:
    return ast.unparse(ast.parse(code))
