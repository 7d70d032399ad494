"""Scales a judgement to the points that an assignment's text gives, where these are not the exercise's own."""

from collections.abc import Sequence
from dataclasses import replace

from grader.judging.verdict import Finding

_POINTS = "points"  # the code of the finding that begins with the points


def rescale(
    score: float, findings: Sequence[Finding], own_points: float, points: float
) -> tuple[float, tuple[Finding, ...]]:
    """Scale a score, and the finding that tells it.

    Parameters
    ----------
    score : float
        Of `own_points`.
    findings : sequence of Finding
    own_points, points : float
        The points of the exercise, and those of its cell.

    Returns
    -------
    float
    tuple of Finding

    Examples
    --------
    >>> rescale(2.0, [Finding("points", "2 of 5 points. Not yet right: bias.")], 5.0, 10.0)
    (4.0, (Finding(code='points', text='4 of 10 points. Not yet right: bias.', line=None, quoted=''),))
    """
    if own_points == points:
        return score, tuple(findings)
    scaled = score * points / own_points
    said, now = f"{score:g} of {own_points:g} points", f"{scaled:g} of {points:g} points"
    return scaled, tuple(
        replace(one, text=one.text.replace(said, now, 1)) if one.code == _POINTS else one for one in findings
    )
