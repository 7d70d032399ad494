"""From the text of a lecture to its notebook, the same to the byte every time.

The text is py:percent. A cell's id comes from its name (``# %% name``) or from the heading it starts with; the cells
that follow count on from there.
"""

import json
import re
from pathlib import Path

LECTURES = Path(__file__).parents[1]
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def texts(folder=LECTURES):
    """The lectures' texts, ``NN_name.py``, in their order."""
    return sorted(folder.glob("[0-9][0-9]_*.py"))


def build(folder=LECTURES):
    """Write the notebook of each lecture beside its text.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    list of pathlib.Path
        The notebooks.

    Raises
    ------
    ValueError
        Names the lecture, what was met and what was expected. Nothing is written then.
    """
    built = {path.with_suffix(".ipynb"): notebook_bytes(path) for path in texts(folder)}
    for path, data in built.items():
        path.write_bytes(data)
    return list(built)


def notebook_bytes(path):
    """The notebook (nbformat 4.5) of a lecture's text, as it stands in its file."""
    notebook = notebook_of(path.read_text(encoding="utf-8"), path.name)
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def notebook_of(text, file_name):
    """The notebook of a py:percent text, a dict; `file_name` is for error messages."""
    import jupytext  # costs a second, which the command line's help should not pay

    cells, ids, name = [], set(), "top"
    for cell in jupytext.reads(text, fmt="py:percent").cells:
        name = cell.metadata.get("title") or _heading(cell) or name
        cell_id = _free(name, ids)
        ids.add(cell_id)
        tags = {"tags": cell.metadata["tags"]} if "tags" in cell.metadata else {}
        made = {"cell_type": cell.cell_type, "id": cell_id, "metadata": tags}
        made["source"] = cell.source.splitlines(keepends=True)
        if cell.cell_type == "code":
            made |= {"execution_count": None, "outputs": []}
        cells.append(made)
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "title": title(text, file_name)}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def title(text, file_name):
    """What the lecture's first heading says, such as ``1 From linear models to a neuron``."""
    found = re.search(r"^# # (.+)$", text, re.MULTILINE)
    if not found:
        raise ValueError(f"{file_name}: got no heading, expected a first markdown cell with a line like # # 1 Name.")
    return found[1].strip()


def _heading(cell):
    """The cell's first heading in letters that an id may have, or None."""
    found = cell.cell_type == "markdown" and re.match(r"#+ (.+)", cell.source)
    words = re.sub(r"<.*?>", "", found[1]) if found else ""
    return re.sub(r"\W+", "-", words, flags=re.ASCII)[:48].strip("-").lower() or None


def _free(name, ids):
    number = 1
    while (cell_id := name if number == 1 else f"{name}-{number}") in ids:
        number += 1
    return cell_id
