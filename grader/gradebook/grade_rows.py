"""Writes a verdict into a submission's grade and comment rows, as nbgrader's `SaveAutoGrades` does."""

from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, SourceCell
from nbgrader.utils import compute_checksum
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from grader.gradebook.cell_outputs import clamped, write_verdict
from grader.judging.verdict import Verdict

NO_RESPONSE = "No response."  # nbgrader's own words


def set_grades(
    session: Any, submitted: Any, notebook: NotebookNode, verdict: Verdict, regraded: bool
) -> tuple[str, ...]:
    """Set the scores and comments of one submitted notebook. A score given by hand stays.

    Parameters
    ----------
    session : sqlalchemy.orm.Session
    submitted : nbgrader.api.SubmittedNotebook
    notebook : nbformat.NotebookNode
        The graded notebook; the verdict is also written into its outputs.
    verdict : Verdict
    regraded : bool
        Mark all cells graded by hand for another look; False marks only those whose automatic score changes.

    Returns
    -------
    tuple of str
        A sentence on each score given by hand that differs from the verdict or that needs another look.

    Raises
    ------
    ValueError
        Verdict and gradebook disagree on the points of a question.
    """
    _set_checksums(session, submitted, notebook)
    cells = {c.metadata.nbgrader.grade_id: c for c in notebook.cells if "grade_id" in c.metadata.get("nbgrader", {})}
    untouched = {
        name for name, cell in cells.items() if cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    }
    verdicts = {cell.grade_id: cell for cell in verdict.cells} | write_verdict(notebook, verdict)
    position = {name: number for number, name in enumerate(cells)}
    grades = _rows(session, Grade, submitted, undefer(Grade.max_score))
    notes: list[str] = []
    for grade in sorted(grades, key=lambda grade: position.get(grade.name, len(position))):
        cell = verdicts.get(grade.name)
        if cell is not None and cell.max_score != grade.max_score:
            raise ValueError(
                f"{grade.name}: the gradebook says {grade.max_score:g} points, the verdict {cell.max_score:g}; "
                f"run `python -m grader release {verdict.assignment}`, then grade again."
            )
        before = grade.auto_score
        if cell is not None and cell.score is not None:
            grade.auto_score = clamped(cell.score, cell.max_score)
        else:
            # A written answer waits for a person unless it is empty; a test cell without a verdict scores 0.
            waits = grade.cell_type == "markdown" and grade.name not in untouched
            grade.auto_score = None if waits else 0.0
        if grade.manual_score is None:
            grade.needs_manual_grade = grade.auto_score is None
        else:
            grade.needs_manual_grade |= regraded or grade.auto_score != before
            notes += _manual_grade_notes(grade)
    for comment in _rows(session, Comment, submitted):
        comment.auto_comment = NO_RESPONSE if comment.name in untouched else None
    return tuple(notes)


def total_score(session: Any, submitted: Any) -> float:
    """Sum of the scores of one submitted notebook, as its own `score`, which reads the grades of the whole class."""
    score = session.query(func.coalesce(func.sum(Grade.score), 0.0))
    return float(score.filter(*_belongs_to(submitted, Grade)).scalar())


def _set_checksums(session: Any, submitted: Any, notebook: NotebookNode) -> None:
    """Put the released checksums into the notebook; a cell that still has its checksum was not edited."""
    columns = session.query(SourceCell.name, SourceCell.checksum)
    checksums = dict(map(tuple, columns.filter(SourceCell.notebook_id == submitted.notebook_id)))
    for cell in notebook.cells:
        metadata = cell.metadata.get("nbgrader", {})
        if metadata.get("grade_id") in checksums:
            metadata["checksum"] = checksums[metadata["grade_id"]]
            metadata["cell_type"] = cell.cell_type


def _rows(session: Any, table: Any, submitted: Any, *options: Any) -> Any:
    """A submission's grades or comments and their cells, in one query instead of three for each row."""
    rows = session.query(table).options(joinedload(table.cell), *options)
    return rows.filter(*_belongs_to(submitted, table)).populate_existing()


def _belongs_to(submitted: Any, table: Any) -> tuple[Any, Any]:
    """Filters for the rows of one submission. The filter by cell is there because the only index begins with it."""
    cells = select(BaseCell.id).where(BaseCell.notebook_id == submitted.notebook_id)
    return table.notebook_id == submitted.id, table.cell_id.in_(cells)


def _manual_grade_notes(grade: Any) -> Iterator[str]:
    stay = f"{grade.name}: {grade.manual_score:g} points were given by hand and stay"
    if grade.auto_score is not None:
        yield f"{stay}; the grader's {grade.auto_score:g} do not count."
    elif grade.needs_manual_grade:
        yield f"{stay}; look again, it was graded since."
