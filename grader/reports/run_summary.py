"""Summarises a run in one line: how many submissions were graded, and why."""

from collections import Counter
from collections.abc import Iterable

from grader.pipeline.autograde import Row


def summary_line(assignment: str, rows: Iterable[Row]) -> str:
    """Count the submissions by the reason for which they were graded.

    Parameters
    ----------
    assignment : str
    rows : iterable of Row
        As `grader.pipeline.autograde.autograde` returns them.

    Returns
    -------
    str
        Such as ``"p6_backprop: 3 regraded: the submission changed; 12 kept."``
    """
    reasons = Counter(row.why for row in rows)
    kept, new = reasons.pop("", 0), reasons.pop("new", 0)
    parts = [f"{new} graded"] if new else []
    parts += [f"{count} regraded: {why}" for why, count in reasons.most_common()]
    parts += [f"{kept} kept"] if kept else []
    return f"{assignment}: {'; '.join(parts)}."
