"""Whether nothing about a file is odd, by rules of its own that are plainer than the grader's."""

import json

_TYPES = ("code", "markdown", "raw")


def is_ordinary(data, assignment):
    """Whether a file is a notebook of format 4 in UTF-8 that holds the assignment's cells, once each and in order.

    Parameters
    ----------
    data : bytes
    assignment : grader.authoring.assignment.Assignment

    Returns
    -------
    bool
    """
    try:
        notebook = json.loads(data.decode("utf-8"), parse_int=float)  # a number of many digits harms nobody
    except (ValueError, RecursionError):
        return False
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list) or notebook.get("nbformat") != 4:
        return False
    if not all(map(_is_a_cell, notebook["cells"])):
        return False
    names = {known.cell_id: name for name, known in assignment.nbgrader_cells.items()}
    cells = [(_name(cell, assignment.nbgrader_cells, names), cell) for cell in notebook["cells"]]
    lost = {name: known for name, known in assignment.nbgrader_cells.items() if name not in dict(cells)}
    cells = [(name or _name_by_text(cell, lost), cell) for name, cell in cells]
    if [name for name, _ in cells if name] != list(assignment.nbgrader_cells):
        return False
    return all(name in lost or _is_as_given_out(assignment.nbgrader_cells[name], cell) for name, cell in cells if name)


def _is_a_cell(cell):
    if not isinstance(cell, dict) or cell.get("cell_type") not in _TYPES:
        return False
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) for line in lines):
        return False
    text = "".join(lines)
    return len(text) <= 1_000_000 and not any("\ud800" <= c <= "\udfff" for c in text)


def _name(cell, known, names):
    """The name by which nbgrader or the notebook format knows a cell; empty for one that the student added."""
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    for key, among in (
        (nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None, dict.fromkeys(known)),
        (cell.get("id"), names),
    ):
        if isinstance(key, str) and key in among:
            return among[key] or key
    return ""


def _name_by_text(cell, lost):
    """The name of a cell that lost it, as in some editors, but still holds what was given out."""
    text = "".join(cell["source"]).split()
    return next((name for name, known in lost.items() if text == known.visible.split()), "")


def _is_as_given_out(known, cell):
    if cell["cell_type"] != known.cell_type:
        return False
    text = "".join(cell["source"]).split()
    return not known.locked or text in (known.visible.split(), known.source.split())
