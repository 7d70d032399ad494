"""What the grader knows of an assignment: the cells of its source notebook."""

import json
import re
from dataclasses import dataclass

from grader.authoring.markers import HIDDEN_TESTS, SOLUTION
from grader.exercises import EXERCISES

_PROBE = re.compile(r'probe\("([\w.]+)"')
# nbgrader's own words for an answer that is to be given.
_STUBS = {"code": r"\1# YOUR CODE HERE\n\1raise NotImplementedError()", "markdown": "YOUR ANSWER HERE"}


@dataclass(frozen=True)
class KnownCell:
    """A cell of the source notebook.

    Attributes
    ----------
    grade_id : str
        Its name for nbgrader; empty for a cell of text or of free code.
    cell_id : str
        Its name in the notebook format.
    cell_type : str
    source : str
        With hidden tests; without the answer.
    metadata : dict
        nbgrader's.
    """

    grade_id: str
    cell_id: str
    cell_type: str
    source: str
    metadata: dict

    @property
    def locked(self):
        """Whether the student's version is replaced by this one."""
        return bool(self.metadata.get("locked"))

    @property
    def points(self):
        """What it is worth; 0 for a cell that is not graded."""
        return float(self.metadata.get("points", 0)) if self.metadata.get("grade") else 0.0

    @property
    def visible(self):
        """The part of a test cell that students see."""
        return HIDDEN_TESTS.sub("", self.source).strip("\n")

    @property
    def hidden(self):
        """The part of a test cell that they do not see; empty if there is none."""
        match = HIDDEN_TESTS.search(self.source)
        return match.group(1) if match else ""

    @property
    def exercise(self):
        """What the hidden part examines, as an `Exercise`; None if nothing."""
        match = _PROBE.search(self.hidden)
        return EXERCISES[match.group(1)] if match else None


@dataclass(frozen=True)
class Assignment:
    """An assignment's name and all cells of its source notebook, in order."""

    name: str
    cells: tuple[KnownCell, ...]

    @property
    def known(self):
        """The cells that nbgrader knows, by name."""
        return {cell.grade_id: cell for cell in self.cells if cell.grade_id}


def read_assignment(name, source):
    """The assignment of a source notebook.

    Parameters
    ----------
    name : str
    source : bytes
        As `grader.authoring.build` writes it.

    Returns
    -------
    Assignment

    Raises
    ------
    ValueError
        A hidden test asks for an exercise that does not exist, or its points are not the cell's.
    """
    cells = tuple(_known_cell(cell) for cell in json.loads(source)["cells"])
    for cell in cells:
        _check(name, cell)
    return Assignment(name, cells)


def _known_cell(cell):
    metadata = cell["metadata"].get("nbgrader", {})
    source = SOLUTION.sub(_STUBS.get(cell["cell_type"], ""), "".join(cell["source"]))
    return KnownCell(metadata.get("grade_id", ""), cell["id"], cell["cell_type"], source, metadata)


def _check(name, cell):
    wanted = _PROBE.search(cell.hidden)
    if wanted and wanted.group(1) not in EXERCISES:
        raise ValueError(
            f"{name}, cell {cell.grade_id}: got the probe {wanted.group(1)!r}, expected an exercise in grader/exercises"
        )
    if cell.exercise and cell.exercise.points != cell.points:
        raise ValueError(
            f"{name}, cell {cell.grade_id}: got points={cell.points:g}, expected {cell.exercise.points:g}, "
            f"the sum of the aspects of {cell.exercise.name}"
        )
