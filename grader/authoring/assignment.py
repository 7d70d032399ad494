"""An assignment as the grader knows it: the cells of its source notebook."""

import json
import re
from dataclasses import dataclass
from typing import Any

from grader.authoring.markers import HIDDEN_TESTS, SOLUTION
from grader.exercises import EXERCISES
from grader.exercises.model import Exercise

_PROBE = re.compile(r'probe\("([\w.]+)"')
# What nbgrader puts in place of a solution.
_STUBS = {"code": r"\1# YOUR CODE HERE\n\1raise NotImplementedError()", "markdown": "YOUR ANSWER HERE"}


@dataclass(frozen=True)
class SourceCell:
    """A cell of the source notebook.

    Attributes
    ----------
    grade_id : str
        Its name in nbgrader; empty for a cell that nbgrader does not track.
    cell_id : str
        Its id in the notebook format.
    cell_type : str
        ``"code"``, ``"markdown"`` or ``"raw"``.
    source : str
        With the hidden tests, without the solution.
    metadata : dict
        nbgrader's part of the cell's metadata.
    """

    grade_id: str
    cell_id: str
    cell_type: str
    source: str
    metadata: dict[str, Any]

    @property
    def locked(self) -> bool:
        """Whether this cell replaces the student's version of it."""
        return bool(self.metadata.get("locked"))

    @property
    def is_solution(self) -> bool:
        """Whether students write an answer into it."""
        return bool(self.metadata.get("solution"))

    @property
    def points(self) -> float:
        """Its points; 0 for a cell that is not graded."""
        return float(self.metadata.get("points", 0)) if self.metadata.get("grade") else 0.0

    @property
    def visible(self) -> str:
        """The part of a test cell that students see."""
        return HIDDEN_TESTS.sub("", self.source).strip("\n")

    @property
    def hidden(self) -> str:
        """The hidden tests of a test cell; empty if there are none."""
        match = HIDDEN_TESTS.search(self.source)
        return match.group(1) if match else ""

    @property
    def exercise(self) -> Exercise | None:
        """The exercise that the hidden tests examine; None if there is none."""
        match = _PROBE.search(self.hidden)
        return EXERCISES[match.group(1)] if match else None


@dataclass(frozen=True)
class Assignment:
    """An assignment's name and all cells of its source notebook, in order."""

    name: str
    cells: tuple[SourceCell, ...]

    @property
    def nbgrader_cells(self) -> dict[str, SourceCell]:
        """The cells that nbgrader tracks, by grade_id."""
        return {cell.grade_id: cell for cell in self.cells if cell.grade_id}


def read_assignment(name: str, source: str | bytes) -> Assignment:
    """Read an assignment from its source notebook.

    Parameters
    ----------
    name : str
    source : str or bytes
        As `grader.authoring.build` writes it.

    Returns
    -------
    Assignment

    Raises
    ------
    ValueError
        A hidden test names an exercise that does not exist.
    """
    cells = tuple(_source_cell(cell) for cell in json.loads(source)["cells"])
    for cell in cells:
        _check(name, cell)
    return Assignment(name, cells)


def _source_cell(cell: dict[str, Any]) -> SourceCell:
    metadata = cell["metadata"].get("nbgrader", {})
    source = SOLUTION.sub(_STUBS.get(cell["cell_type"], ""), "".join(cell["source"]))
    return SourceCell(metadata.get("grade_id", ""), cell["id"], cell["cell_type"], source, metadata)


def _check(name: str, cell: SourceCell) -> None:
    probe = _PROBE.search(cell.hidden)
    if probe and probe.group(1) not in EXERCISES:
        raise ValueError(
            f"{name}, cell {cell.grade_id}: got the probe {probe.group(1)!r}, expected an exercise in grader/exercises"
        )
