"""Finds the students who are falling behind, by rules that the page says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean, median

from grader.gradebook.term import Term

LOW = 0.5  # a part of the points
FALL = 0.2  # against the class
_EPSILON = 1e-9


@dataclass(frozen=True)
class Behind:
    """A student who is falling behind: the reasons, the gravest first."""

    student: str
    reasons: tuple[str, ...]


def falling_behind(term: Term) -> list[Behind]:
    """List those who handed in nothing lately, have few points lately, or fell against the class.

    Parameters
    ----------
    term : grader.gradebook.term.Term

    Returns
    -------
    list of Behind
        The gravest reason first.
    """
    late = recent(term.assignments)
    medians = {name: median(parts) for name in term.assignments if (parts := term.parts(name))}
    found = []
    for student in term.people:
        reasons = list(_reasons(term, student, late, medians))
        if reasons:
            texts = tuple(text for _, text in reasons)
            found.append((reasons[0][0], Behind(student, texts)))
    return [one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].student))]


def recent(assignments: Sequence[str]) -> Sequence[str]:
    """The last two assignments, or the last one of fewer than three."""
    return assignments[-2:] if len(assignments) > 2 else assignments[-1:]


def _reasons(
    term: Term, student: str, late: Sequence[str], medians: dict[str, float]
) -> Iterator[tuple[tuple[int, float], str]]:
    """Reasons with their rank; smaller is graver."""
    own = term.standings[student]
    missing = [name for name in late if not term.has_handed_in(student, name)]
    if missing:
        yield (0, -float(len(missing))), f"Not handed in: {', '.join(missing)}."
    parts = {name: part for name, one in own.items() if (part := one.part) is not None}
    now = [parts[name] for name in late if name in parts]
    if now and mean(now) < LOW:
        yield (1, mean(now)), f"{100 * mean(now):.0f}% of the points in {' and '.join(n for n in late if n in parts)}."
    above = {name: part - medians[name] for name, part in parts.items()}
    before = [above[name] for name in above if name not in late]
    after = [above[name] for name in above if name in late]
    if before and after and (fall := mean(before) - mean(after)) >= FALL - _EPSILON:
        yield (2, -fall), f"Fell by {100 * fall:.0f} percentage points compared with the class."
