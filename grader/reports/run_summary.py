"""What a run graded, why, and what it did not have to: in one line."""

from collections import Counter


def summary_line(assignment, rows):
    """The line.

    Parameters
    ----------
    assignment : str
    rows : list of Row
        As of `grader.pipeline.autograde.autograde`.

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
