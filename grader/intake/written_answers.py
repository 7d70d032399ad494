"""Written answers that stand beside their place: in a new cell below it, or in a notebook that lost its names."""

import re
from collections.abc import Hashable, Sequence
from urllib.parse import quote

from grader.authoring.assignment import Assignment, SourceCell
from grader.intake.match import SubmittedCell

_BRACKETS = re.compile(r"[\[\]]")


def gather_written_answers(
    cells: Sequence[SubmittedCell], assignment: Assignment, remarks: list[str]
) -> list[SubmittedCell]:
    """Put the text that a student added at the place of an empty written answer into its cell.

    Parameters
    ----------
    cells : sequence of SubmittedCell
        With their originals.
    assignment : Assignment
    remarks : list of str
        Gains a sentence for each answer that was found so.

    Returns
    -------
    list of SubmittedCell
        Without the cells that became part of an answer.
    """
    kept = list(cells)
    for original in assignment.nbgrader_cells.values():
        if original.is_solution and original.cell_type == "markdown":
            _gather(kept, original, assignment, remarks)
    return kept


def _gather(cells: list[SubmittedCell], original: SourceCell, assignment: Assignment, remarks: list[str]) -> None:
    own = next((i for i, cell in enumerate(cells) if cell.original is original), None)
    if own is not None and (cells[own].attachments or cells[own].source.split() != original.source.split()):
        _show_attachments(cells[own])
        return
    start = own + 1 if own is not None else _place(cells, original, assignment)
    if start is None:
        return
    released = {tuple(cell.source.split()) for cell in assignment.cells}
    end = start
    while end < len(cells) and _is_added_text(cells[end], released):
        end += 1
    if end == start:
        return
    answer = cells[own] if own is not None else cells[start]
    added = cells[start:end]
    answer.original = original
    answer.source = "\n\n".join(cell.source for cell in added)
    answer.attachments = {name: picture for cell in added for name, picture in cell.attachments.items()}
    _show_attachments(answer)
    cells[:] = [cell for cell in cells if cell is answer or not any(cell is one for one in added)]
    remarks.append(f"The answer to {original.grade_id} was found in a cell of its own.")


def _show_attachments(answer: SubmittedCell) -> None:
    """Show pictures that the text does not: it would count as untouched, or nobody would see them."""
    for name in answer.attachments:
        if name not in answer.source and quote(name) not in answer.source:
            answer.source += f"\n\n![{_BRACKETS.sub('', name)}](attachment:{quote(name)})"


def _place(cells: Sequence[SubmittedCell], original: SourceCell, assignment: Assignment) -> int | None:
    """Where the cell would stand: after the cell that precedes it in the assignment; None if that is not there."""
    before = assignment.cells[: next(i for i, cell in enumerate(assignment.cells) if cell is original)]
    first: dict[Hashable, int] = {}
    for i, cell in enumerate(cells):
        for key in (id(cell.original), cell.cell_id, _words(cell)):
            first.setdefault(key, i)
    for known in reversed(before):
        keys = (id(known), known.cell_id, _words(known)) if known.cell_id else (id(known), _words(known))
        places = [first[key] for key in keys if key in first]
        if places:
            return min(places) + 1
    return None


def _words(cell: SubmittedCell | SourceCell) -> tuple[str, str]:
    """The type of a cell and its text, without what editors do to blanks."""
    return cell.cell_type, " ".join(cell.source.split())


def _is_added_text(cell: SubmittedCell, released: set[tuple[str, ...]]) -> bool:
    if cell.cell_type != "markdown" or cell.original is not None:
        return False
    return bool(cell.attachments) or (bool(cell.source.strip()) and tuple(cell.source.split()) not in released)
