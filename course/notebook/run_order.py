"""The order in which the cells of a notebook run, so that an answer counts wherever it stands."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from course.notebook.definitions import called_names, defined_names, functions
from course.notebook.reading import ReadCell

_STUB = re.compile(r"# YOUR CODE HERE\s+raise NotImplementedError\(\)")
_CHECK = re.compile(r"\bcheck\.(?!try_it\b)\w+\(")  # a demonstration needs no answer moved up
_WORD = re.compile(r"[A-Za-z_]\w*")


def run_order(cells: Sequence[ReadCell]) -> list[ReadCell]:
    """Leave out blank answers that another cell gives, and move an answer up to the first check that needs it.

    Functions that an answer calls are moved up to its check as well.

    Parameters
    ----------
    cells : sequence of ReadCell

    Returns
    -------
    list of ReadCell
        Those that run, and texts.
    """
    given = [_given(cell) for cell in cells]
    answered = set().union(*given)
    blank = [_blanks(cell) for cell in cells]
    ordered, taken = list[ReadCell](), set[int]()
    defined = set[str]()

    def take(i: int) -> None:
        taken.add(i)
        ordered.append(cells[i])
        defined.update(given[i])

    for i, cell in enumerate(cells):
        if i in taken or (blank[i] and not given[i] and blank[i] <= answered):
            continue
        if is_check(cell):
            needed = set(_WORD.findall(cell.source)) - defined
            for j in range(i + 1, len(cells)):
                if j not in taken and not is_check(cells[j]) and needed & given[j] - defined:
                    take(j)
        take(i)
    return [ordered[i] for i in called_functions_first(ordered, is_check)]


class _Cell(Protocol):
    @property
    def cell_type(self) -> str: ...
    @property
    def source(self) -> str: ...


_C = TypeVar("_C", bound=_Cell)


def called_functions_first(cells: Sequence[_C], is_check: Callable[[_C], bool]) -> list[int]:
    """Move functions that an answer calls up to its check, where they stand below it: somebody ran them before.

    Parameters
    ----------
    cells : sequence
        With `cell_type` and `source`.
    is_check : callable
        ``is_check(cell)``: whether a cell names the answers that it needs.

    Returns
    -------
    list of int
        The positions of all cells in the order in which they run.
    """
    texts = [cell.source if cell.cell_type == "code" else "" for cell in cells]
    order, defined = list[int](), set[str]()

    def take(i: int) -> None:
        order.append(i)
        defined.update(defined_names(texts[i]))

    for i, cell in enumerate(cells):
        if i in order:
            continue
        if is_check(cell):
            asked = set(_WORD.findall(texts[i]))
            called = set[str]().union(*(called_names(texts[j]) for j in order if asked & functions(texts[j])))
            for j in range(i + 1, len(cells)):
                if j not in order and not is_check(cells[j]) and called & functions(texts[j]) - defined:
                    called |= called_names(texts[j])
                    take(j)
        take(i)
    return order


def is_check(cell: ReadCell) -> bool:
    """Whether a cell holds a visible check; told by its text where an editor has lost the metadata."""
    if cell.nbgrader:
        return bool(cell.nbgrader.get("grade")) and not cell.nbgrader.get("solution")
    return cell.cell_type == "code" and _CHECK.search(cell.source) is not None


def _blanks(cell: ReadCell) -> set[str]:
    """Functions of a cell that are as they were given out."""
    if cell.cell_type != "code" or not _STUB.search(cell.source):
        return set()
    starts = [match.start() for match in re.finditer(r"^def ", cell.source, re.MULTILINE)]
    blocks = [cell.source[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]
    return {name for block in blocks if _STUB.search(block) for name in defined_names(block)}


def _given(cell: ReadCell) -> set[str]:
    return defined_names(cell.source) - _blanks(cell) if cell.cell_type == "code" else set()
