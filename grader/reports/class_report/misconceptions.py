"""Counts how many students have which misconception, and groups similar wrong answers that no known bug explains."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from grader.authoring.assignment import Assignment
from grader.explain.kinds import CODE, KINDS
from grader.judging.verdict import CellVerdict, Finding
from grader.reports.class_report.examples import Example, Examples, question_name
from grader.reports.class_report.submissions import GradedSubmission
from grader.reports.lecture_links import LectureLink, lecture_link

UNFILLED, NO_ANSWER = "unfilled", "no_answer"
GIVEN = ("counted_once", "given")  # judged with the reference in place of an earlier function
# Findings that describe the answer and name no cause.
_NO_CAUSE = ("points", "manual", "right_parts", *GIVEN, "approximate", "list", UNFILLED, NO_ANSWER)
# Bugs that `grader.judging.findings` names without a faulty reference.
_WITHOUT_REFERENCE = {
    "G20": "A second call adds to what the first one left, instead of starting anew.",
    "G21": "The function changes its inputs, or keeps something between calls.",
    "float32": "The numbers are right in single precision only.",
}
_ONE_OF_SEVERAL = re.compile(r"One of \d+ causes that would fit: ")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_QUOTED = re.compile(r"`[^`]*`")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Misconception:
    """A known bug in a class.

    Attributes
    ----------
    code : str
    text : str
        The sentence that students read.
    students : frozenset of str
        Students who have this bug.
    perhaps : frozenset of str
        Students who have this bug or another one that gives the same answers.
    questions : dict
        Number of students by question, the most frequent first.
    example : Example
    link : grader.reports.lecture_links.LectureLink or None
        Where the lectures show it.
    """

    code: str
    text: str
    students: frozenset[str]
    perhaps: frozenset[str]
    questions: dict[str, int]
    example: Example
    link: LectureLink | None


@dataclass(frozen=True)
class SimilarAnswers:
    """Answers to one question that are wrong in the same way, which no known bug explains."""

    question: str
    students: frozenset[str]
    example: Example


@dataclass
class _Tally:
    """What is counted for one bug."""

    sure: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    questions: Counter[str] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    cells: list[tuple[bool, int, GradedSubmission, CellVerdict]] = field(default_factory=list)


def known_bugs(assignment: Assignment) -> dict[str, str]:
    """All bugs that the grader knows in an assignment, and kinds of changes.

    Parameters
    ----------
    assignment : grader.authoring.assignment.Assignment

    Returns
    -------
    dict of str to str
        Sentences by code.
    """
    exercises = [cell.exercise for cell in assignment.cells if cell.exercise]
    declared = {bug.code: bug.text for exercise in exercises for bug in exercise.bugs}
    changes = {f"{CODE}{kind}": f"One change makes it right. It is about {text}." for kind, text in KINDS.items()}
    costs = dict(exercise.cost.finding for exercise in exercises if exercise.cost)
    return _WITHOUT_REFERENCE | changes | declared | costs


def misconceptions(
    submissions: Iterable[GradedSubmission], examples: Examples, site_url: str = ""
) -> list[Misconception]:
    """Count the known bugs of a class.

    Parameters
    ----------
    submissions : iterable of GradedSubmission
    examples : Examples
    site_url : str, optional
        Where the course's site is.

    Returns
    -------
    list of Misconception
        The most frequent first. Changes of lines are not among them: `changed_lines` counts those.
    """
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for submission in submissions:
        for cell in submission.verdict.cells:
            codes = set()
            named = (f for f in cell.findings if examples.is_known(f) and not f.code.startswith(CODE))
            for finding in named:
                codes |= _count(finding, submission, cell, tallies)
            for code in codes:
                tallies[code].questions[question_name(cell)] += 1
    found = [
        Misconception(
            code,
            tally.texts.most_common(1)[0][0] if tally.texts else examples.bug_texts[code],
            frozenset(tally.sure),
            frozenset(tally.perhaps - tally.sure),
            dict(tally.questions.most_common()),
            examples.make(*_clearest(tally)),
            _link(code, *_clearest(tally), site_url),
        )
        for code, tally in tallies.items()
    ]
    return sorted(found, key=lambda m: (-len(m.students), -len(m.perhaps), m.code))


def _count(finding: Finding, submission: GradedSubmission, cell: CellVerdict, tallies: dict[str, _Tally]) -> set[str]:
    """Add one finding to the tallies of the bugs it names; returns their codes."""
    is_guess = _ONE_OF_SEVERAL.match(finding.text) is not None
    codes = finding.code.split("+")
    for code in codes:
        tally = tallies[code]
        (tally.perhaps if is_guess else tally.sure).add(submission.student)
        if not is_guess or len(codes) == 1:
            tally.texts[_ONE_OF_SEVERAL.sub("", finding.text)] += 1
        tally.cells.append((is_guess, len(cell.findings), submission, cell))
    return set(codes)


def _link(code: str, submission: GradedSubmission, cell: CellVerdict, site_url: str) -> LectureLink | None:
    return lecture_link(submission.verdict.assignment, cell.grade_id, code, site_url)


def _clearest(tally: _Tally) -> tuple[GradedSubmission, CellVerdict]:
    """The cell that shows a bug for certain, and with the fewest other findings."""
    *_, submission, cell = min(tally.cells, key=lambda shown: shown[:2])
    return submission, cell


def unexplained(submissions: Iterable[GradedSubmission], examples: Examples) -> list[SimilarAnswers]:
    """Group the wrong answers that no known bug explains, by question and findings.

    Parameters
    ----------
    submissions : iterable of GradedSubmission
    examples : Examples

    Returns
    -------
    list of SimilarAnswers
        The largest group first.
    """
    groups: dict[Hashable, list[tuple[GradedSubmission, CellVerdict]]] = defaultdict(list)
    for submission in submissions:
        for cell in submission.verdict.cells:
            if cell.score is None or cell.score >= cell.max_score or any(map(examples.is_known, cell.findings)):
                continue
            causes = [finding for finding in cell.findings if finding.code not in _NO_CAUSE]
            if causes:
                groups[question_name(cell), tuple(map(_similarity_key, causes))].append((submission, cell))
    found = [
        SimilarAnswers(
            question_name(group[0][1]),
            frozenset(submission.student for submission, _ in group),
            examples.make(*group[0]),
        )
        for group in groups.values()
    ]
    return sorted(found, key=lambda a: (-len(a.students), a.question))


def _similarity_key(finding: Finding) -> Hashable:
    """Equal for findings that differ only in numbers, in the order of cases or in the student's own code."""
    if finding.code == "raises":
        return re.split(r"[,:`]", finding.text)[0].removesuffix(" in the line ")
    return finding.code, *sorted(_WORD.findall(_NUMBER.sub("#", _QUOTED.sub("`…`", finding.text))))
