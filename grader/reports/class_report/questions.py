"""Counts how many students solved each question."""

from collections.abc import Iterable
from dataclasses import dataclass

from grader.judging.verdict import CellVerdict
from grader.reports.class_report.examples import question_name
from grader.reports.class_report.misconceptions import GIVEN, UNFILLED
from grader.reports.class_report.submissions import GradedSubmission, Points


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
    answers: dict[str, list[tuple[CellVerdict, Points]]] = {}
    for submission in submissions:
        for cell in submission.verdict.cells:
            recorded = submission.points.get(cell.grade_id, (cell.score, None))
            answers.setdefault(question_name(cell), []).append((cell, recorded))
    return [_question(name, found) for name, found in answers.items()]


def _question(name: str, answers: list[tuple[CellVerdict, Points]]) -> Question:
    cells = [cell for cell, _ in answers]
    points = cells[0].max_score
    final = [auto if by_hand is None else by_hand for _, (auto, by_hand) in answers]
    scored = [(score, cell.max_score) for cell, score in zip(cells, final, strict=True) if score is not None]
    empty = sum(_is_empty(cell, *recorded) for cell, recorded in answers)
    full = sum(score >= max_score for score, max_score in scored)
    partial = sum(0 < score < max_score for score, max_score in scored)
    return Question(
        name,
        points,
        full,
        partial,
        zero=len(scored) - full - partial - empty,
        empty=empty,
        pending=final.count(None),
        given=sum(any(f.code in GIVEN for f in cell.findings) for cell in cells),
        share=sum(score for score, _ in scored) / (points * len(scored)) if scored and points else 0.0,
    )


def _is_empty(cell: CellVerdict, auto: float | None, by_hand: float | None) -> bool:
    """Whether an answer was left as it was given out; the gradebook gives a written one no points then."""
    unfilled = cell.score is None or any(finding.code == UNFILLED for finding in cell.findings)
    return unfilled and auto == 0 and by_hand is None
