"""Counts how many students solved each question."""

from collections.abc import Iterable
from dataclasses import dataclass

from grader.judging.verdict import CellVerdict
from grader.reports.class_report.examples import question_name
from grader.reports.class_report.misconceptions import GIVEN, UNFILLED
from grader.reports.class_report.submissions import GradedSubmission


@dataclass(frozen=True)
class Question:
    """One question in a class.

    Attributes
    ----------
    name : str
    points : float
    full, partial, zero, empty, pending : int
        How many students have all points, some, or none, left it empty, or wait for a grade by hand. Each student
        is counted once.
    given : int
        How many students were judged with the reference in place of an earlier function that lost points.
    share : float
        Points of those who do not wait, as a share of what they could have; 0 where all wait.
    """

    name: str
    points: float
    full: int
    partial: int
    zero: int
    empty: int
    pending: int
    given: int
    share: float


def questions(submissions: Iterable[GradedSubmission]) -> list[Question]:
    """Count how each question went, in the assignment's order.

    Parameters
    ----------
    submissions : iterable of GradedSubmission

    Returns
    -------
    list of Question
    """
    cells: dict[str, list[CellVerdict]] = {}
    for submission in submissions:
        for cell in submission.verdict.cells:
            cells.setdefault(question_name(cell), []).append(cell)
    return [_question(name, found) for name, found in cells.items()]


def _question(name: str, cells: list[CellVerdict]) -> Question:
    points = cells[0].max_score
    scored = [(cell.score, cell.max_score) for cell in cells if cell.score is not None]
    empty = sum(cell.score is not None and any(f.code == UNFILLED for f in cell.findings) for cell in cells)
    full = sum(score >= max_score for score, max_score in scored)
    partial = sum(0 < score < max_score for score, max_score in scored)
    return Question(
        name,
        points,
        full,
        partial,
        zero=len(scored) - full - partial - empty,
        empty=empty,
        pending=len(cells) - len(scored),
        given=sum(any(f.code in GIVEN for f in cell.findings) for cell in cells),
        share=sum(score for score, _ in scored) / (points * len(scored)) if scored and points else 0.0,
    )
