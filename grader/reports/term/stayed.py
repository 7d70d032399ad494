"""Finds the misconceptions that students show in more than one assignment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.reports.class_report.misconceptions import Misconception


@dataclass(frozen=True)
class Stayed:
    """A misconception over the term.

    Attributes
    ----------
    code : str
    text : str
        The sentence that students read in the last of the assignments.
    counts : dict
        How many students have it, by assignment.
    students : tuple of str
        Those who have it in more than one assignment.
    """

    code: str
    text: str
    counts: dict[str, int]
    students: tuple[str, ...]


def stayed(by_assignment: Mapping[str, Sequence[Misconception]]) -> list[Stayed]:
    """Find the misconceptions that stayed.

    Parameters
    ----------
    by_assignment : mapping of str to sequence of Misconception
        In the order of the term.

    Returns
    -------
    list of Stayed
        Those with the most students first.
    """
    seen: dict[str, dict[str, Misconception]] = {}
    for assignment, found in by_assignment.items():
        for one in found:
            if one.students:
                seen.setdefault(one.code, {})[assignment] = one
    result = []
    for code, times in seen.items():
        everybody = sorted(student for one in times.values() for student in one.students)
        again = tuple(sorted({student for student in everybody if everybody.count(student) > 1}))
        if again:
            text = list(times.values())[-1].text
            result.append(Stayed(code, text, {name: len(one.students) for name, one in times.items()}, again))
    return sorted(result, key=lambda one: (-len(one.students), one.code))
