"""Summarises a run in one line: how many submissions were graded, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import isclose

from grader.pipeline.autograde import Row
from grader.pipeline.plan import Plan
from grader.printable import printable


def changed_scores(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a line on each score that is not what it was before: how it changed, and why."""
    for row in rows:
        if row.before is not None and not isclose(row.before, row.score, abs_tol=1e-6):
            why = f" ({row.why})" if row.why else ""
            yield f"changed: {printable(row.graded.verdict.student)}: {row.before:g} before, now {row.score:g}{why}"


def plan_lines(assignment: str, plan: Plan) -> Iterator[str]:
    """Yield a heading, and a line on each student whose points grading again would change.

    Parameters
    ----------
    assignment : str
    plan : Plan

    Yields
    ------
    str
        Such as ``"ada: 120 before, then 125 of 150 (the assignment changed): grade_mse 5 → 10"``.
    """
    changed = [one for one in plan.regraded if one.before is None or not isclose(one.before, one.after, abs_tol=1e-6)]
    same = len(plan.regraded) - len(changed)
    yield (
        f"{assignment}: grading again would change the points of {len(changed)}; {same} would be graded again and keep "
        f"theirs; {plan.kept} would not be graded again. Nothing was written."
    )
    for one in changed:
        before = "not graded" if one.before is None else f"{one.before:g}"
        cells = ", ".join(f"{name} {was:g} → {now:g}" for name, was, now in one.cells)
        line = f"{printable(one.student)}: {before} before, then {one.after:g} of {one.max_score:g} ({one.why})"
        yield f"{line}: {cells}" if cells else line


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
