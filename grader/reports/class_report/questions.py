"""How each question went."""

from dataclasses import dataclass

from grader.reports.class_report.examples import question
from grader.reports.class_report.misconceptions import UNFILLED


@dataclass(frozen=True)
class Question:
    """One question in a class: how many students have all its points, some, none, left it empty, or wait."""

    name: str
    points: float
    full: int
    part: int
    none: int
    empty: int
    waits: int
    share: float
    """Of its points that the class has, among those who do not wait; 0 where all wait."""


def questions(submissions):
    """All questions, in the assignment's order.

    Parameters
    ----------
    submissions : list of HandedIn

    Returns
    -------
    list of Question
    """
    cells = {}
    for one in submissions:
        for cell in one.verdict.cells:
            cells.setdefault(question(cell), []).append(cell)
    return [_question(name, found) for name, found in cells.items()]


def _question(name, cells):
    scored = [cell for cell in cells if cell.score is not None]
    empty = [cell for cell in scored if any(finding.code == UNFILLED for finding in cell.findings)]
    full = [cell for cell in scored if cell.score >= cell.max_score]
    part = [cell for cell in scored if 0 < cell.score < cell.max_score]
    points = cells[0].max_score
    share = sum(cell.score for cell in scored) / (points * len(scored)) if scored and points else 0.0
    none = len(scored) - len(full) - len(part) - len(empty)
    return Question(name, points, len(full), len(part), none, len(empty), len(cells) - len(scored), share)
