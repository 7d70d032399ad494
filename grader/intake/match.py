"""Finds the assignment's cells in a submission: by name, by text, and answers by what they define."""

from collections.abc import Iterator, Sequence

from course.notebook.definitions import defined_names, imports_all
from course.notebook.reading import ReadCell
from grader.authoring.assignment import Assignment, SourceCell


class SubmittedCell:
    """A cell of the submission on its way to one that runs.

    Attributes
    ----------
    cell_id, cell_type, source, attachments
        As read from the file.
    grade_id : str
        Its name in nbgrader, as the file has it; empty if it has none.
    original : SourceCell or None
        The assignment's cell that it is a version of.
    is_copy : bool
        Whether it is passed over.
    changed : str
        What the student made of a locked cell that was restored.
    """

    def __init__(self, cell: ReadCell) -> None:
        grade_id = cell.nbgrader.get("grade_id")
        self.grade_id: str = grade_id if isinstance(grade_id, str) else ""
        self.cell_id, self.cell_type, self.source = cell.cell_id, cell.cell_type, cell.source
        self.attachments = cell.attachments
        self.original: SourceCell | None = None
        self.is_copy = False
        self.changed = ""


def match_originals(cells: list[SubmittedCell], assignment: Assignment, remarks: list[str]) -> set[str]:
    """Set each cell's original; of several versions the first one gets it.

    What a student defines in a locked cell, such as an answer or an import, becomes a cell before it.

    Returns
    -------
    set of str
        The grade ids of solution cells whose functions another cell defines: they are not to be put back.
    """
    found = _match_by_name(cells, assignment, remarks)
    found |= _match_by_text(cells, assignment, found)
    cells[:] = [one for cell in cells for one in (*_addition(cell, remarks), cell)]
    return _match_by_definition(cells, assignment, found, remarks)


def _match_by_name(cells: Sequence[SubmittedCell], assignment: Assignment, remarks: list[str]) -> set[str]:
    by_id = {original.cell_id: original for original in assignment.nbgrader_cells.values()}
    found = set()
    for cell in cells:
        original = assignment.nbgrader_cells.get(cell.grade_id) or by_id.get(cell.cell_id)
        if original is None:
            continue
        if original.grade_id not in found:
            found.add(original.grade_id)
            cell.original = original
            _restore(cell, original, remarks)
        elif original.locked and not _defines_more(cell.source, original):
            cell.is_copy = True
            remarks.append(f"The locked cell {original.grade_id} stands more than once; the copy was passed over.")
        else:
            remarks.append(f"The cell {original.grade_id} stands more than once; all copies ran, from top to bottom.")
    return found


def _match_by_text(cells: Sequence[SubmittedCell], assignment: Assignment, found: set[str]) -> set[str]:
    """Locked cells and unchanged ones of which name and id are lost, as some editors do."""
    texts: dict[tuple[str, ...], SourceCell] = {}
    for name, original in assignment.nbgrader_cells.items():
        if name not in found:
            texts[tuple(original.visible.split())] = original
    matched = set()
    for cell in cells:
        if cell.original is not None or cell.is_copy:
            continue
        same = texts.get(tuple(cell.source.split()))
        if same is not None and same.grade_id not in matched:
            matched.add(same.grade_id)
            cell.original, cell.cell_type = same, same.cell_type
            if same.locked:
                cell.source = same.source
    return matched


def _addition(cell: SubmittedCell, remarks: list[str]) -> Iterator[SubmittedCell]:
    """The student's version of a locked cell if it defines names that the original does not."""
    if cell.original and _defines_more(cell.changed, cell.original):
        remarks.append(f"What was added to the locked cell {cell.original.grade_id} ran before it.")
        yield SubmittedCell(ReadCell("code", cell.changed))


def _defines_more(source: str, original: SourceCell) -> bool:
    """Whether a version of a code cell defines names that the original does not."""
    more = defined_names(source) - defined_names(original.source)
    return original.cell_type == "code" and (bool(more) or imports_all(source))


def _match_by_definition(
    cells: Sequence[SubmittedCell], assignment: Assignment, found: set[str], remarks: list[str]
) -> set[str]:
    """Answers that stand in other cells than their own. A blank original does not run if its names are defined."""
    position = {name: i for i, name in enumerate(assignment.nbgrader_cells)}
    defines = {id(cell): defined_names(cell.source) for cell in cells if cell.cell_type == "code" and not cell.is_copy}
    elsewhere = set()
    for name, original in assignment.nbgrader_cells.items():
        wanted = defined_names(original.source) if original.is_solution and original.cell_type == "code" else set()
        own = next((cell for cell in cells if cell.original is original), None)
        if name in elsewhere or not wanted or (own and not _is_blank(own, original) and wanted & defines[id(own)]):
            continue
        others = [c for c in cells if c is not own and wanted & defines.get(id(c), set())]
        others = [c for c in others if not (c.original and (c.original.locked or _is_blank(c, c.original)))]
        if not others:
            continue
        remarks.append(f"The answer to {name} was found in another cell, by what that cell defines.")
        if own is not None:
            own.original, own.is_copy = None, _is_blank(own, original)
        # A cell of a later answer moves up to this one's place, before the check that needs it.
        taken = min(others, key=lambda cell: position[cell.original.grade_id] if cell.original else -1)
        if taken.original is None:
            taken.original = original
        elif position[taken.original.grade_id] < position[name]:
            elsewhere.add(name)
        else:
            if defined_names(taken.original.source) & defines[id(taken)]:
                elsewhere.add(taken.original.grade_id)
            taken.original = original
    return elsewhere


def _is_blank(cell: SubmittedCell, original: SourceCell) -> bool:
    return cell.source.split() == original.source.split()


def _restore(cell: SubmittedCell, original: SourceCell, remarks: list[str]) -> None:
    """Restore the type of a cell, and the source of a locked one."""
    name = original.grade_id
    if cell.cell_type != original.cell_type:
        remarks.append(f"The cell {name} was turned into {cell.cell_type}; it was read as {original.cell_type}.")
        cell.cell_type = original.cell_type
    if original.locked:
        if cell.source.split() not in (original.visible.split(), original.source.split()):
            remarks.append(f"The locked cell {name} was changed; the original ran.")
            cell.changed = cell.source
        cell.source = original.source
