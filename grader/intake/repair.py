"""A submitted file as cells that can be run, whatever it contains: every oddity becomes a remark, none an error."""

import json
import re
from dataclasses import dataclass

MAX_BYTES = 50_000_000
MAX_CELLS = 2000
MAX_SOURCE = 1_000_000
_MAX_DIGITS = 1000
_CELL_TYPES = ("code", "markdown", "raw")
_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


class Unreadable(Exception):
    """A file from which no cells can be had; says why and what to do, in a sentence."""


@dataclass(frozen=True)
class Cell:
    """A cell to run or to show.

    Attributes
    ----------
    cell_id : str
    cell_type : str
    source : str
    known : SourceCell or None
        What it is in the assignment; None for one that the student added.
    """

    cell_id: str
    cell_type: str
    source: str
    known: object = None


@dataclass(frozen=True)
class Submission:
    """Cells in the order in which they run, and what was odd about the file."""

    cells: tuple[Cell, ...]
    remarks: tuple[str, ...]


def read_submission(data, assignment):
    """The submission in a file.

    Parameters
    ----------
    data : bytes
        Whatever was handed in.
    assignment : Assignment

    Returns
    -------
    Submission
        Locked cells as they were given out, cells that are missing put back.

    Raises
    ------
    Unreadable
    """
    remarks = []
    notebook = _notebook(data, remarks)
    cells = [_Found(cell, remarks) for cell in _cells(notebook, remarks)]
    _recognise(cells, assignment, remarks)
    cells = _in_order([cell for cell in cells if not cell.copy], assignment, remarks)
    return Submission(tuple(_finish(cells, assignment, remarks)), tuple(dict.fromkeys(remarks)))


def _notebook(data, remarks):
    if len(data) > MAX_BYTES:
        size, bound = len(data) / 1e6, MAX_BYTES / 1e6
        raise Unreadable(f"The file has {size:.0f} MB, more than {bound:.0f}: clear its outputs and hand it in again.")
    text = _text(data, remarks)
    if not text.strip("\0 \t\r\n"):
        raise Unreadable("The file is empty: hand in the notebook itself.")
    try:
        notebook = json.loads(text, parse_int=_whole)
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


def _text(data, remarks):
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


def _cells(notebook, remarks):
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


def _cells_of_version_3(notebook):
    worksheets = notebook.get("worksheets")
    if not isinstance(worksheets, list):
        return None
    cells = []
    for sheet in worksheets:
        found = sheet.get("cells") if isinstance(sheet, dict) else None
        cells += (
            [_cell_of_version_3(cell) for cell in found if isinstance(cell, dict)] if isinstance(found, list) else []
        )
    return cells


def _cell_of_version_3(cell):
    kind = cell.get("cell_type")
    source = cell.get("input") if kind == "code" else cell.get("source")
    return {**cell, "source": source, "cell_type": "markdown" if kind == "heading" else kind}


class _Found:
    """A cell of the file, as far as it makes sense."""

    def __init__(self, cell, remarks):
        metadata = cell.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        nbgrader = metadata.get("nbgrader")
        grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        self.grade_id = grade_id if isinstance(grade_id, str) else None
        self.cell_id = cell.get("id") if isinstance(cell.get("id"), str) else ""
        self.cell_type = cell.get("cell_type")
        if self.cell_type not in _CELL_TYPES:
            remarks.append(f"A cell of the unknown type {_short(self.cell_type)} was read as text.")
            self.cell_type = "raw"
        self.source = _source(cell.get("source"), remarks)
        self.known = None
        self.copy = False


def _whole(digits):
    """A whole number; one that Python would refuse to read is not needed to the last digit."""
    return int(digits) if len(digits) < _MAX_DIGITS else float(digits)


def _short(value):
    """What the file says, for a sentence: printable, short, and never nested too deep to be shown."""
    return repr(value)[:20] if value is None or isinstance(value, str | int | float) else f"a {type(value).__name__}"


def _source(source, remarks):
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
    # A lone surrogate is legal in JSON and not in any file.
    clean = source.encode("utf-8", "replace").decode()
    if clean != source:
        remarks.append("Characters of a cell that no file can hold were read as question marks.")
    return clean.replace("\r\n", "\n").replace("\r", "\n")


def _recognise(cells, assignment, remarks):
    """Find the assignment's cells by their names; the first of several is the one."""
    by_id = {known.cell_id: known for known in assignment.nbgrader_cells.values()}
    taken = set()
    for cell in cells:
        known = assignment.nbgrader_cells.get(cell.grade_id) or by_id.get(cell.cell_id)
        if known is None:
            continue
        if known.grade_id not in taken:
            taken.add(known.grade_id)
            cell.known = known
            _compare(cell, remarks)
        elif known.locked:
            cell.copy = True
            remarks.append(f"The locked cell {known.grade_id} stands more than once; the copy was passed over.")
        else:
            remarks.append(f"The cell {known.grade_id} stands more than once; all copies ran, from top to bottom.")


def _compare(cell, remarks):
    """What the student did to a cell of ours; a locked one becomes what it was."""
    known = cell.known
    if cell.cell_type != known.cell_type:
        remarks.append(f"The cell {known.grade_id} was turned into {cell.cell_type}; it was read as {known.cell_type}.")
        cell.cell_type = known.cell_type
    if known.locked:
        if cell.source.split() not in (known.visible.split(), known.source.split()):
            remarks.append(f"The locked cell {known.grade_id} was changed; the original ran.")
        cell.source = known.source


def _in_order(cells, assignment, remarks):
    """The assignment's order where the student's is another; added cells stay behind the cell they follow."""
    position = {name: i for i, name in enumerate(assignment.nbgrader_cells)}
    places = [position[cell.known.grade_id] for cell in cells if cell.known]
    if places == sorted(places):
        return cells
    remarks.append("The cells were out of order; they ran in the assignment's order.")
    groups = [[]]
    for cell in cells:
        if cell.known:
            groups.append([])
        groups[-1].append(cell)
    groups[1:] = sorted(groups[1:], key=lambda group: position[group[0].known.grade_id])
    return [cell for group in groups for cell in group]


def _finish(cells, assignment, remarks):
    """Cells as values, those that are missing put where they belong."""
    present = {cell.known.grade_id for cell in cells if cell.known}
    missing = [name for name in assignment.nbgrader_cells if name not in present]
    if missing and not present:
        remarks.append("No cell of the assignment is in the file: is it the right notebook?")
    elif missing:
        remarks.append(f"Missing and put back as given out: {', '.join(missing)}.")
    names, used, done = list(assignment.nbgrader_cells), dict.fromkeys(assignment.nbgrader_cells, 1), 0
    for cell in cells:
        if cell.known:
            place = names.index(cell.known.grade_id)
            yield from map(_put_back, (assignment.nbgrader_cells[name] for name in names[done:place]))
            done = place + 1
        yield _as_value(cell, used)
    yield from map(_put_back, (assignment.nbgrader_cells[name] for name in names[done:]))


def _put_back(known):
    return Cell(known.cell_id, known.cell_type, known.source, known)


def _as_value(cell, used):
    if cell.known:
        return Cell(cell.known.cell_id, cell.cell_type, cell.source, cell.known)
    cell_id = stem = cell.cell_id if _CELL_ID.fullmatch(cell.cell_id) else "added"
    while cell_id in used:
        used[stem] += 1
        cell_id = f"{stem[:50]}-{used[stem]}"
    used[cell_id] = 1
    return Cell(cell_id, cell.cell_type, cell.source)


def blank_submission(assignment):
    """The assignment as it was given out: what stands for a file that cannot be read."""
    return Submission(
        tuple(Cell(c.cell_id, c.cell_type, c.source, c if c.grade_id else None) for c in assignment.cells), ()
    )
