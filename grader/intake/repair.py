"""Reads a submitted file as cells that can run. Oddities of the file become remarks, not errors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from course.notebook.reading import read_cells
from grader.authoring.assignment import Assignment, SourceCell
from grader.intake.match import SubmittedCell, match_originals
from grader.intake.written_answers import gather_written_answers

_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_SHOWN = 80  # characters of the line by which a cell is called


@dataclass(frozen=True)
class Cell:
    """A cell to run or to show.

    Attributes
    ----------
    cell_id : str
    cell_type : str
    source : str
    original : SourceCell or None
        The assignment's cell that it is a version of; None for a cell that the student added.
    attachments : dict
        Pictures pasted into it.
    """

    cell_id: str
    cell_type: str
    source: str
    original: SourceCell | None = None
    attachments: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)

    @property
    def title(self) -> str:
        """What sentences call it: its name in the assignment, or how it begins; no program shows the id of a cell."""
        if self.original:
            return self.cell_id
        text = next((line.strip() for line in self.source.split("\n") if line.strip()), "")[:_SHOWN].replace("`", "'")
        return f"that begins with `{text}`"


@dataclass(frozen=True)
class Submission:
    """The cells of a submission in the order in which they run, and remarks on oddities of the file."""

    cells: tuple[Cell, ...]
    remarks: tuple[str, ...]


def read_submission(data: bytes, assignment: Assignment) -> Submission:
    """Read a submission from a file.

    Parameters
    ----------
    data : bytes
        Any bytes.
    assignment : Assignment

    Returns
    -------
    Submission
        With locked cells restored and missing cells put back as they were released.

    Raises
    ------
    Unreadable
    """
    read, remarks = read_cells(data)
    cells = [SubmittedCell(cell) for cell in read]
    elsewhere = match_originals(cells, assignment, remarks)
    cells = gather_written_answers([cell for cell in cells if not cell.is_copy], assignment, remarks)
    cells = _in_order(cells, assignment, remarks)
    return Submission(tuple(_finish(cells, assignment, elsewhere, remarks)), tuple(dict.fromkeys(remarks)))


def _in_order(cells: list[SubmittedCell], assignment: Assignment, remarks: list[str]) -> list[SubmittedCell]:
    """Put the cells in the assignment's order; a cell that the student added stays after the cell it follows."""
    position = {name: i for i, name in enumerate(assignment.nbgrader_cells)}
    positions = [position[cell.original.grade_id] for cell in cells if cell.original]
    if positions == sorted(positions):
        return cells
    remarks.append("The cells were out of order; they ran in the assignment's order.")
    # Each cell is sorted by the position of the last original at or before it; added cells before the first stay first.
    keys, key = [], -1
    for cell in cells:
        key = position[cell.original.grade_id] if cell.original else key
        keys.append(key)
    return [cells[i] for i in sorted(range(len(cells)), key=keys.__getitem__)]


def _finish(
    cells: list[SubmittedCell], assignment: Assignment, elsewhere: set[str], remarks: list[str]
) -> Iterator[Cell]:
    """Make the final cells, with missing ones put back at their places; not those whose answer is in another cell."""
    present = {cell.original.grade_id for cell in cells if cell.original}
    missing = [name for name in assignment.nbgrader_cells if name not in present | elsewhere]
    if missing and not present:
        remarks.append("No cell of the assignment is in the file: is it the right notebook?")
    elif missing:
        remarks.append(f"Missing and put back as given out: {', '.join(missing)}.")
    names, used, done = list(assignment.nbgrader_cells), dict.fromkeys(assignment.nbgrader_cells, 1), 0
    for cell in cells:
        if cell.original:
            position = names.index(cell.original.grade_id)
            yield from (_put_back(assignment.nbgrader_cells[name], elsewhere) for name in names[done:position])
            done = position + 1
        yield _finished(cell, used)
    yield from (_put_back(assignment.nbgrader_cells[name], elsewhere) for name in names[done:])


def _put_back(original: SourceCell, elsewhere: set[str]) -> Cell:
    source = "# The answer stands in another cell." if original.grade_id in elsewhere else original.source
    return Cell(original.cell_id, original.cell_type, source, original)


def _finished(cell: SubmittedCell, used: dict[str, int]) -> Cell:
    """The final cell, with an id that no other cell has; `used` counts the ids so far."""
    if cell.original:
        return Cell(cell.original.cell_id, cell.cell_type, cell.source, cell.original, cell.attachments)
    cell_id = stem = cell.cell_id if _CELL_ID.fullmatch(cell.cell_id) else "added"
    while cell_id in used:
        used[stem] += 1
        cell_id = f"{stem[:50]}-{used[stem]}"
    used[cell_id] = 1
    return Cell(cell_id, cell.cell_type, cell.source, None, cell.attachments)


def blank_submission(assignment: Assignment) -> Submission:
    """Make a submission of the released cells, in place of a file that cannot be read."""
    return Submission(
        tuple(Cell(c.cell_id, c.cell_type, c.source, c if c.grade_id else None) for c in assignment.cells), ()
    )
