"""The total of each student over all assignments, by the weights of ``course.toml``."""

from collections.abc import Mapping
from math import fsum

from grader.course_config import CourseConfig


def total(parts: Mapping[str, float | None], config: CourseConfig) -> float | None:
    """The total of one student, from 0 to 100.

    Parameters
    ----------
    parts : mapping of str to float or None
        By assignment: the part of its points that the student has, 0 for what was not handed in; None for what waits
        to be graded by hand.
    config : CourseConfig

    Returns
    -------
    float or None
        None if something that counts waits.

    Examples
    --------
    >>> rules = CourseConfig(drop_lowest=1, weights={"p3": 3.0})
    >>> total({"p1": 0.2, "p2": 1.0, "p3": 0.5}, rules)
    62.5
    >>> total({"p1": 0.0, "p2": 1.0, "p3": 0.0}, rules)
    50.0
    >>> total({"p1": None, "p2": 1.0}, CourseConfig())
    """
    weights = {name: config.weights.get(name, 1.0) for name in parts}
    counted = [name for name in parts if weights[name] > 0]
    if any(parts[name] is None for name in counted):
        return None
    known = {name: part for name in counted if (part := parts[name]) is not None}
    worst_first = sorted(known, key=lambda name: (known[name], -weights[name]))  # of equals, what counts most
    kept = worst_first[min(config.drop_lowest, max(len(known) - 1, 0)) :]
    weight = fsum(weights[name] for name in kept)
    return 100.0 * fsum(weights[name] * known[name] for name in kept) / weight if weight else None
