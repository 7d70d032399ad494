"""Puts the outputs of a run into the notebook that was handed in."""

from collections.abc import Mapping
from typing import Any

from grader.authoring.build import python_notebook
from grader.execution.cell_result import CellResult
from grader.intake.repair import Submission


def graded_notebook(submission: Submission, results: Mapping[int, CellResult[Any]]) -> dict[str, Any]:
    """The submission with the outputs of its cells, in nbformat 4."""
    cells = []
    for i, cell in enumerate(submission.cells):
        metadata = {"nbgrader": dict(cell.original.metadata)} if cell.original else {}
        entry: dict[str, Any] = {
            "cell_type": cell.cell_type,
            "id": cell.cell_id,
            "metadata": metadata,
            "source": cell.source,
        }
        if cell.attachments and cell.cell_type != "code":
            entry["attachments"] = cell.attachments
        if cell.cell_type == "code":
            result = results.get(i)
            entry |= {"execution_count": None, "outputs": result.outputs if result else []}
        cells.append(entry)
    return python_notebook(cells)
