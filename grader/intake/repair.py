"""Reads a submitted file as cells that can run. Oddities of the file become remarks, not errors."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.authoring.assignment import Assignment, SourceCell
from grader.intake import files

MAX_CELLS = 2000
MAX_SOURCE = 1_000_000
_MAX_DIGITS = 1000
_CELL_TYPES = ("code", "markdown", "raw")
_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


class Unreadable(Exception):
    """The file holds no notebook. The message says why and what to do, in a sentence."""


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
    """

    cell_id: str
    cell_type: str
    source: str
    original: SourceCell | None = None


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
    remarks: list[str] = []
    notebook = _notebook(data, remarks)
    cells = [_SubmittedCell(cell, remarks) for cell in _cells(notebook, remarks)]
    _match_originals(cells, assignment, remarks)
    cells = _in_order([cell for cell in cells if not cell.is_copy], assignment, remarks)
    return Submission(tuple(_finish(cells, assignment, remarks)), tuple(dict.fromkeys(remarks)))


def _notebook(data: bytes, remarks: list[str]) -> dict[str, Any]:
    if len(data) > files.MAX_BYTES:
        size, bound = len(data) / 1e6, files.MAX_BYTES / 1e6
        raise Unreadable(f"The file has {size:.0f} MB, more than {bound:.0f}: clear its outputs and hand it in again.")
    text = _text(data, remarks)
    if not text.strip("\0 \t\r\n"):
        raise Unreadable("The file is empty: hand in the notebook itself.")
    try:
        notebook = json.loads(text, parse_int=_parse_int)
    except RecursionError:
        raise Unreadable("The file is no notebook: it is nested without end.") from None
    except ValueError as error:
        if text.lstrip()[:1] != "{":
            first = text.strip().partition("\n")[0][:20]
            raise Unreadable(
                f"The file is not a notebook (it begins with {first!r}): hand in the .ipynb file itself."
            ) from None
        at_end = getattr(error, "pos", 0) >= len(text.rstrip()) - 1 or "Unterminated" in str(error)
        what = "ends in the middle, as after a broken upload" if at_end else f"is damaged ({error})"
        raise Unreadable(f"The file {what}: save the notebook and hand it in again.") from None
    if not isinstance(notebook, dict):
        raise Unreadable("The file is JSON but not a notebook: hand in the .ipynb file itself.")
    return notebook


def _text(data: bytes, remarks: list[str]) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        remarks.append("The file was in UTF-16; it was read as such.")
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        remarks.append("The file began with a byte order mark; it was passed over.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        remarks.append("The file was not in UTF-8; it was read as Latin-1, so accented letters may look odd.")
        return data.decode("latin-1")


def _cells(notebook: dict[str, Any], remarks: list[str]) -> list[dict[str, Any]]:
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        cells = _cells_of_version_3(notebook)
        if cells is None:
            raise Unreadable("The file is JSON but not a notebook (it has no cells): hand in the .ipynb file itself.")
        remarks.append("The notebook was in the old format 3; it was read as format 4.")
    elif notebook.get("nbformat") != 4:
        remarks.append(f"The notebook says its format is {_short(notebook.get('nbformat'))}; it was read as format 4.")
    usable = [cell for cell in cells if isinstance(cell, dict)]
    if len(usable) < len(cells):
        remarks.append(f"{len(cells) - len(usable)} entries of the notebook were not cells and were left out.")
    if len(usable) > MAX_CELLS:
        remarks.append(f"The notebook has {len(usable)} cells; only the first {MAX_CELLS} were read.")
    return usable[:MAX_CELLS]


def _cells_of_version_3(notebook: dict[str, Any]) -> list[Any] | None:
    worksheets = notebook.get("worksheets")
    if not isinstance(worksheets, list):
        return None
    cells: list[Any] = []
    for sheet in worksheets:
        found = sheet.get("cells") if isinstance(sheet, dict) else None
        cells += (
            [_cell_of_version_3(cell) for cell in found if isinstance(cell, dict)] if isinstance(found, list) else []
        )
    return cells


def _cell_of_version_3(cell: dict[str, Any]) -> dict[str, Any]:
    kind = cell.get("cell_type")
    source = cell.get("input") if kind == "code" else cell.get("source")
    return {**cell, "source": source, "cell_type": "markdown" if kind == "heading" else kind}


class _SubmittedCell:
    """A cell of the file, with defaults for what is missing or of the wrong type."""

    def __init__(self, cell: dict[str, Any], remarks: list[str]) -> None:
        metadata = cell.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        nbgrader = metadata.get("nbgrader")
        grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        self.grade_id = grade_id if isinstance(grade_id, str) else None
        cell_id, cell_type = cell.get("id"), cell.get("cell_type")
        self.cell_id: str = cell_id if isinstance(cell_id, str) else ""
        if cell_type not in _CELL_TYPES:
            remarks.append(f"A cell of the unknown type {_short(cell_type)} was read as text.")
            cell_type = "raw"
        self.cell_type: str = cell_type
        self.source = _source(cell.get("source"), remarks)
        self.original: SourceCell | None = None
        self.is_copy = False


def _parse_int(digits: str) -> int | float:
    """Parse an integer; as a float if `int` would refuse it for its length."""
    return int(digits) if len(digits) < _MAX_DIGITS else float(digits)


def _short(value: object) -> str:
    """Show a value of the file within a sentence; only the type of one that may be nested too deep for `repr`."""
    return repr(value)[:20] if value is None or isinstance(value, str | int | float) else f"a {type(value).__name__}"


def _source(source: object, remarks: list[str]) -> str:
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        if len(lines) < len(source):
            remarks.append("Lines of a cell that were not text were left out.")
        source = "".join(lines)
    if not isinstance(source, str):
        remarks.append("A cell without text was read as empty.")
        return ""
    if len(source) > MAX_SOURCE:
        remarks.append(f"A cell of {len(source)} characters was cut to {MAX_SOURCE}.")
    source = source[:MAX_SOURCE]
    # A lone surrogate is valid in JSON but not in UTF-8.
    clean = source.encode("utf-8", "replace").decode()
    if clean != source:
        remarks.append("Characters of a cell that no file can hold were read as question marks.")
    return clean.replace("\r\n", "\n").replace("\r", "\n")


def _match_originals(cells: Sequence[_SubmittedCell], assignment: Assignment, remarks: list[str]) -> None:
    """Set each cell's original, by grade_id or cell id; of several versions the first one gets it."""
    by_id = {original.cell_id: original for original in assignment.nbgrader_cells.values()}
    taken = set()
    for cell in cells:
        original = assignment.nbgrader_cells.get(cell.grade_id or "") or by_id.get(cell.cell_id)
        if original is None:
            continue
        if original.grade_id not in taken:
            taken.add(original.grade_id)
            cell.original = original
            _restore(cell, original, remarks)
        elif original.locked:
            cell.is_copy = True
            remarks.append(f"The locked cell {original.grade_id} stands more than once; the copy was passed over.")
        else:
            remarks.append(f"The cell {original.grade_id} stands more than once; all copies ran, from top to bottom.")


def _restore(cell: _SubmittedCell, original: SourceCell, remarks: list[str]) -> None:
    """Restore the type of a cell, and the source of a locked one."""
    name = original.grade_id
    if cell.cell_type != original.cell_type:
        remarks.append(f"The cell {name} was turned into {cell.cell_type}; it was read as {original.cell_type}.")
        cell.cell_type = original.cell_type
    if original.locked:
        if cell.source.split() not in (original.visible.split(), original.source.split()):
            remarks.append(f"The locked cell {name} was changed; the original ran.")
        cell.source = original.source


def _in_order(cells: list[_SubmittedCell], assignment: Assignment, remarks: list[str]) -> list[_SubmittedCell]:
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


def _finish(cells: list[_SubmittedCell], assignment: Assignment, remarks: list[str]) -> Iterator[Cell]:
    """Make the final cells, with missing ones put back at their places."""
    present = {cell.original.grade_id for cell in cells if cell.original}
    missing = [name for name in assignment.nbgrader_cells if name not in present]
    if missing and not present:
        remarks.append("No cell of the assignment is in the file: is it the right notebook?")
    elif missing:
        remarks.append(f"Missing and put back as given out: {', '.join(missing)}.")
    names, used, done = list(assignment.nbgrader_cells), dict.fromkeys(assignment.nbgrader_cells, 1), 0
    for cell in cells:
        if cell.original:
            position = names.index(cell.original.grade_id)
            yield from map(_put_back, (assignment.nbgrader_cells[name] for name in names[done:position]))
            done = position + 1
        yield _finished(cell, used)
    yield from map(_put_back, (assignment.nbgrader_cells[name] for name in names[done:]))


def _put_back(original: SourceCell) -> Cell:
    return Cell(original.cell_id, original.cell_type, original.source, original)


def _finished(cell: _SubmittedCell, used: dict[str, int]) -> Cell:
    """The final cell, with an id that no other cell has; `used` counts the ids so far."""
    if cell.original:
        return Cell(cell.original.cell_id, cell.cell_type, cell.source, cell.original)
    cell_id = stem = cell.cell_id if _CELL_ID.fullmatch(cell.cell_id) else "added"
    while cell_id in used:
        used[stem] += 1
        cell_id = f"{stem[:50]}-{used[stem]}"
    used[cell_id] = 1
    return Cell(cell_id, cell.cell_type, cell.source)


def blank_submission(assignment: Assignment) -> Submission:
    """Make a submission of the released cells, in place of a file that cannot be read."""
    return Submission(
        tuple(Cell(c.cell_id, c.cell_type, c.source, c if c.grade_id else None) for c in assignment.cells), ()
    )
