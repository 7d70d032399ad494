"""All edits of a piece of code, the likeliest kinds first."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from grader.explain.code import Code, Edit
from grader.explain.donors import Donors
from grader.explain.edits import borrowed, calls, logarithms, operators, ranges, statements, values

Family: TypeAlias = Callable[[Code], Iterator[Edit]]


def edits(code: Code, donors: Donors, lines: set[int]) -> Iterator[list[Edit]]:
    """Yield all edits in rounds, each a list without those of the rounds before.

    Parameters
    ----------
    code : Code
    donors : Donors
    lines : set of int
        Those that may be changed.
    """
    seen = {code.text}
    for families in _rounds(donors):
        found = []
        for family in families:
            for edit in family(code):
                if edit.line not in lines:
                    continue
                text = code.changed(edit.changes)
                if text not in seen:
                    seen.add(text)
                    found.append(edit)
        yield found


def _rounds(donors: Donors) -> Iterator[tuple[Family, ...]]:
    yield (
        statements.deletions,
        operators.operators,
        operators.products,
        operators.comparisons,
        statements.updates,
        calls.arguments,
        operators.brackets,
        calls.too_many,
        logarithms.logarithms,
    )
    yield calls.functions, values.constants, ranges.ranges, operators.signs, values.scaled, statements.results
    yield (
        lambda code: borrowed.operands(code, donors),
        lambda code: borrowed.expressions(code, donors, strict=True),
        lambda code: borrowed.statements(code, donors),
    )
    yield values.renamed, values.variables, statements.copies, values.hoisted
    yield statements.places, values.factors
    yield calls.one_hot, lambda code: calls.missing(code, donors.functions)
    yield lambda code: borrowed.expressions(code, donors, strict=False), values.parts, ranges.ends
