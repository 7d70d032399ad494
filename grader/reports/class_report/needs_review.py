"""Who needs a look, and why: the only part of the report that has names in it."""

from dataclasses import dataclass
from statistics import median

_TIMES_SLOWER = 3.0
_SLOW_SECONDS = 5.0


@dataclass(frozen=True)
class StudentToReview:
    """One student and the reasons to look, the gravest first."""

    student: str
    score: float
    seconds: float
    reasons: tuple[str, ...]


def slow_submissions(submissions):
    """Those whose grading took much longer than that of the others.

    Parameters
    ----------
    submissions : list of HandedIn

    Returns
    -------
    list of HandedIn
        The slowest first.
    """
    least = max(_SLOW_SECONDS, _TIMES_SLOWER * median(one.seconds for one in submissions))
    return sorted((one for one in submissions if one.seconds > least), key=lambda one: -one.seconds)


def students_to_review(submissions, without, unexplained):
    """Students for whom the page's figures are not enough.

    Parameters
    ----------
    submissions : list of HandedIn
    without : list of str
        Who handed in and have no verdict.
    unexplained : list of Alike

    Returns
    -------
    list of StudentToReview
        The one with the gravest reason first.
    """
    late_to_finish = {one.student for one in slow_submissions(submissions)}
    by_student = {}
    for alike in unexplained:
        for student in alike.students:
            by_student.setdefault(student, []).append(alike.question)
    found = [(0, StudentToReview(student, 0.0, 0.0, ("Has no verdict: grade again.",))) for student in without]
    for one in submissions:
        reasons = list(_reasons(one, one.student in late_to_finish, by_student.get(one.student, ())))
        if reasons:
            found.append((min(rank for rank, _ in reasons), _look(one, reasons)))
    return [look for _, look in sorted(found, key=lambda pair: (pair[0], pair[1].student))]


def _look(one, reasons):
    return StudentToReview(one.student, one.score, one.seconds, tuple(text for _, text in reasons))


def _reasons(one, is_slow, questions):
    verdict = one.verdict
    if verdict.unlocked:
        yield 0, "Ran without locks (--unsafe-no-sandbox)."
    for remark in verdict.remarks:
        yield (1 if verdict.status != "graded" else 5), remark
    if verdict.score == 0 and verdict.status == "graded":
        yield 2, "No points at all."
    if questions:
        yield 3, f"Wrong in a way that is not known: {', '.join(questions)}."
    if is_slow and verdict.status != "timeout":
        yield 4, f"Slow: {one.seconds:.0f} s."
