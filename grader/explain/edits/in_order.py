"""All edits of a piece of code, the likeliest kinds first."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from grader.explain.code import Code, Edit
from grader.explain.donors import Donors
from grader.explain.edits import (
    borrowed,
    brackets,
    calls,
    logarithms,
    neighbours,
    operators,
    parallel,
    ranges,
    repeated,
    statements,
    values,
)

Family: TypeAlias = Callable[[Code], Iterator[Edit]]


def edits(code: Code, donors: Donors, lines: set[int]) -> Iterator[Iterator[Edit]]:
    """Yield all edits in rounds, each without those of the rounds before; they are made when they are asked for.

    Parameters
    ----------
    code : Code
    donors : Donors
    lines : set of int
        Those that may be changed.
    """
    seen = {code.text}

    def new(families: tuple[Family, ...]) -> Iterator[Edit]:
        for family in families:
            for edit in family(code):
                if not lines.issuperset(one.line for one in edit.all):
                    continue
                text = code.changed(edit)
                if text not in seen:
                    seen.add(text)
                    yield edit

    yield from map(new, _rounds(donors))


def _rounds(donors: Donors) -> Iterator[tuple[Family, ...]]:
    yield (
        statements.deletions,
        statements.late_returns,
        operators.operators,
        operators.products,
        operators.comparisons,
        statements.updates,
        calls.arguments,
        operators.brackets,
        calls.too_many,
        logarithms.logarithms,
    )
    yield (
        calls.functions,
        values.constants,
        ranges.ranges,
        ranges.exchanged,
        operators.signs,
        values.scaled,
        statements.results,
        statements.places,
        values.given,
        brackets.missing,
        brackets.too_many,
        parallel.exchanged,
        parallel.crossed,
    )
    yield (
        values.begun,
        values.alternating,
        lambda code: repeated.in_a_statement(code, donors),
        repeated.numbers,
        repeated.starts,
        repeated.counts,
    )
    yield values.variables, values.plain
    yield (
        neighbours.neighbours,
        lambda code: neighbours.calls(code, donors),
        lambda code: borrowed.operands(code, donors),
        lambda code: borrowed.expressions(code, donors, strict=True),
        lambda code: borrowed.statements(code, donors),
        lambda code: borrowed.expressions(code, donors, strict=False),
    )
    alike = (operators.operators, operators.products, operators.signs, values.scaled, values.variables)
    yield (lambda code: parallel.parallel(code, alike),)
    yield values.renamed, statements.copies, values.hoisted
    yield (lambda code: parallel.together(code, lambda code: borrowed.operands(code, donors)),)
    yield (values.factors,)
    yield calls.one_hot, lambda code: calls.missing(code, donors.functions)
    yield values.parts, ranges.ends
