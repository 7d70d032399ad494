"""Lists the students whose submission somebody should look at, and why: the only part of the report with names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from grader.judging.verdict import CellVerdict
from grader.reports.class_report.examples import question_name
from grader.reports.class_report.misconceptions import NO_ANSWER, SimilarAnswers
from grader.reports.class_report.submissions import GradedSubmission

_TIMES_SLOWER = 3.0
_SLOW_SECONDS = 5.0


@dataclass(frozen=True)
class StudentToReview:
    """One student and the reasons to look at the submission, in the order of the report."""

    student: str
    score: float
    seconds: float
    reasons: tuple[str, ...]


def slow_submissions(submissions: Sequence[GradedSubmission]) -> list[GradedSubmission]:
    """Find the submissions that took much longer to grade than the others.

    Parameters
    ----------
    submissions : sequence of GradedSubmission
        At least one.

    Returns
    -------
    list of GradedSubmission
        The slowest first.
    """
    threshold = max(_SLOW_SECONDS, _TIMES_SLOWER * median(one.seconds for one in submissions))
    return sorted((one for one in submissions if one.seconds > threshold), key=lambda one: -one.seconds)


def students_to_review(
    submissions: Sequence[GradedSubmission], ungraded: Iterable[str], unexplained: Iterable[SimilarAnswers]
) -> list[StudentToReview]:
    """List the students whose submission the counts of the report do not explain.

    Parameters
    ----------
    submissions : sequence of GradedSubmission
    ungraded : iterable of str
        Students who handed in and have no verdict.
    unexplained : iterable of SimilarAnswers

    Returns
    -------
    list of StudentToReview
        The most serious reason first.
    """
    slow = {one.student for one in slow_submissions(submissions)}
    unexplained_questions: dict[str, list[str]] = {}
    for group in unexplained:
        for student in group.students:
            unexplained_questions.setdefault(student, []).append(group.question)
    found = [(0, StudentToReview(student, 0.0, 0.0, ("Has no verdict: grade again.",))) for student in ungraded]
    for one in submissions:
        reasons = list(_reasons(one, one.student in slow, unexplained_questions.get(one.student, ())))
        if reasons:
            texts = tuple(text for _, text in reasons)
            rank = min(rank for rank, _ in reasons)
            found.append((rank, StudentToReview(one.student, one.score, one.seconds, texts)))
    return [student for _, student in sorted(found, key=lambda pair: (pair[0], pair[1].student))]


def _reasons(
    submission: GradedSubmission, is_slow: bool, unexplained_questions: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Reasons with their rank, 0 being the most serious."""
    verdict = submission.verdict
    if verdict.unlocked:
        yield 0, "Ran without locks (--unsafe-no-sandbox)."
    for remark in verdict.remarks:
        yield (1 if verdict.status != "graded" else 5), remark
    if verdict.status == "graded":  # otherwise a remark says why
        yield from ((2, text) for text in _without_answer(verdict.cells))
        if verdict.score == 0:
            yield 2, "No points at all."
    if unexplained_questions:
        yield 3, f"Wrong in a way that is not known: {', '.join(unexplained_questions)}."
    if is_slow and verdict.status != "timeout":
        yield 4, f"Slow: {submission.seconds:.0f} s."


def _without_answer(cells: Sequence[CellVerdict]) -> Iterator[str]:
    """The questions without an answer, those with one reason together."""
    questions: dict[str, list[str]] = {}
    for cell in cells:
        name = question_name(cell)
        for finding in cell.findings:
            if finding.code == NO_ANSWER:
                questions.setdefault(finding.text.removeprefix(f"{name} "), []).append(name)
    return (f"{', '.join(names)}: {reason}" for reason, names in questions.items())
