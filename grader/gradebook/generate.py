"""Runs nbgrader's `generate_assignment`: makes the release and enters the assignment's cells in the gradebook."""

import json
import logging
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from grader.authoring.build import build
from grader.course_config import read_course_config
from grader.gradebook.late_days import set_due_dates
from grader.gradebook.open import course_directory, open_gradebook

_LOG = logging.getLogger(__name__)


def has_assignment(gradebook: Gradebook, assignment: str, source: Path | None = None) -> bool:
    """Whether the gradebook has the assignment's cells.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    assignment : str
    source : pathlib.Path, optional
        The source notebook; if given, the gradebook must have exactly its cells, with their points.

    Returns
    -------
    bool
    """
    try:
        notebook = gradebook.find_notebook(assignment, assignment)
    except MissingEntry:
        return False
    points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    recorded = {cell.name: points.get(cell.name, 0.0) for cell in notebook.source_cells}
    return bool(recorded) if source is None else recorded == _points_of_cells(source)


def generate_assignment(course_dir: Path, assignment: str, db_url: str | None = None) -> Path:
    """Make the students' version of an assignment and enter its cells in the gradebook.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
        Built from its text first, so that release and gradebook follow the text.
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    pathlib.Path
        The folder ``course_dir/release/A``.

    Raises
    ------
    ValueError
        The text has an error, or cells were added or removed after submissions were graded. Release and
        gradebook are unchanged.
    RuntimeError
        nbgrader failed; the message holds the last line of its log.
    """
    from nbgrader.converters import GenerateAssignment  # loads all of nbconvert
    from nbgrader.converters.base import NbGraderException

    [source] = build(course_dir, [assignment])
    directory = course_directory(course_dir, assignment, db_url)
    with open_gradebook(directory) as gradebook:
        _check_same_cells(gradebook, assignment, source)
    errors = _ErrorLog()
    converter = GenerateAssignment(coursedir=directory, config=directory.config, log=errors.logger)
    converter.force = True
    try:
        converter.start()
    except NbGraderException as error:
        raise RuntimeError(f"nbgrader could not generate {assignment}: {errors.cause() or error}") from error
    folder = Path(directory.format_path(directory.release_directory, ".", assignment)).resolve()
    with open_gradebook(directory) as gradebook:
        set_due_dates(gradebook, read_course_config(course_dir))
    _LOG.info("generated %s", folder)
    return folder


def _check_same_cells(gradebook: Gradebook, assignment: str, source: Path) -> None:
    """Refuse changed cells early: nbgrader does so only after it has removed the old release."""
    if not has_assignment(gradebook, assignment):
        return
    notebook = gradebook.find_notebook(assignment, assignment)
    graded = len(notebook.submissions)
    old = {cell.name for cell in notebook.source_cells}
    new = set(_points_of_cells(source))
    if graded and new != old:
        raise ValueError(
            f"{assignment}: got new cells {sorted(new - old)} and lost cells {sorted(old - new)}, expected the same "
            f"cells as before because {graded} submissions are in the gradebook; give a new assignment a new name."
        )


def _points_of_cells(source: Path) -> dict[str, float]:
    """The points of each cell that nbgrader tracks; 0 for those that are not graded."""
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    tracked = [cell["metadata"]["nbgrader"] for cell in cells if "nbgrader" in cell["metadata"]]
    return {cell["grade_id"]: float(cell.get("points", 0)) if cell["grade"] else 0.0 for cell in tracked}


class _ErrorLog(logging.Handler):
    """Collects nbgrader's log of errors, because its exceptions only say to look there."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.messages: list[str] = []
        self.logger = logging.Logger("nbgrader")
        self.logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def cause(self) -> str:
        """The last line of the first traceback, or all messages if there is none."""
        tracebacks = [m for m in self.messages if m.startswith("Traceback")]
        return tracebacks[0].strip().splitlines()[-1] if tracebacks else " ".join(self.messages)
