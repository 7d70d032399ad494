"""Which misconception how many students have, and what no known bug explains, grouped by likeness."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from grader.reports.class_report.examples import Example, question

UNFILLED, NO_ANSWER = "unfilled", "no_answer"
# About what was found, and no cause.
_ABOUT = ("points", "manual", "right_parts", UNFILLED, NO_ANSWER)
# Named by `grader.judging.findings`, without a wrong reference.
_NAMED = {
    "G20": "A second call adds to what the first one left, instead of starting anew.",
    "G21": "The function changes its inputs, or keeps something between calls.",
    "float32": "The numbers are right in single precision only.",
}
_PERHAPS = re.compile(r"One of \d+ causes that would fit: ")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_QUOTED = re.compile(r"`[^`]*`")


@dataclass(frozen=True)
class Misconception:
    """A known bug in a class.

    Attributes
    ----------
    code : str
    text : str
        The sentence that students read.
    students : frozenset of str
        Who have it.
    perhaps : frozenset of str
        Who have it or another one that gives the same answers.
    questions : dict
        How many students show it in which question.
    example : Example
    """

    code: str
    text: str
    students: frozenset[str]
    perhaps: frozenset[str]
    questions: dict[str, int]
    example: Example


@dataclass(frozen=True)
class SimilarAnswers:
    """Answers to one question that are wrong in the same way, for which no bug is known."""

    question: str
    students: frozenset[str]
    example: Example


def known_bugs(assignment):
    """All bugs that are known in an assignment.

    Parameters
    ----------
    assignment : grader.authoring.assignment.Assignment

    Returns
    -------
    dict
        Sentences by code.
    """
    exercises = [cell.exercise for cell in assignment.cells if cell.exercise]
    bank = {bug.code: bug.text for exercise in exercises for bug in exercise.bugs}
    return _NAMED | bank | dict(exercise.cost.finding for exercise in exercises if exercise.cost)


def misconceptions(submissions, examples):
    """The known bugs that students have, the most frequent first.

    Parameters
    ----------
    submissions : list of HandedIn
    examples : Examples

    Returns
    -------
    list of Misconception
    """
    sure, perhaps, questions, texts, shown = (defaultdict(factory) for factory in (set, set, Counter, Counter, list))
    for one in submissions:
        for cell in one.verdict.cells:
            codes = set()
            for finding in cell.findings:
                if not examples.is_known(finding):
                    continue
                guess = _PERHAPS.match(finding.text)
                for code in finding.code.split("+"):
                    (perhaps if guess else sure)[code].add(one.student)
                    codes.add(code)
                    if not guess or "+" not in finding.code:
                        texts[code][_PERHAPS.sub("", finding.text)] += 1
                    shown[code].append((bool(guess), len(cell.findings), one, cell))
            for code in codes:
                questions[code][question(cell)] += 1
    found = [
        Misconception(
            code,
            texts[code].most_common(1)[0][0] if texts[code] else examples.known[code],
            frozenset(sure[code]),
            frozenset(perhaps[code] - sure[code]),
            dict(questions[code].most_common()),
            examples.of(*_clearest(shown[code])),
        )
        for code in {*sure, *perhaps}
    ]
    return sorted(found, key=lambda m: (-len(m.students), -len(m.perhaps), m.code))


def unexplained(submissions, examples):
    """Wrong answers that no known bug explains, grouped by question and by what is said of them.

    Parameters
    ----------
    submissions : list of HandedIn
    examples : Examples

    Returns
    -------
    list of SimilarAnswers
        The largest group first.
    """
    groups = defaultdict(list)
    for one in submissions:
        for cell in one.verdict.cells:
            if cell.score is None or cell.score >= cell.max_score or any(examples.is_known(f) for f in cell.findings):
                continue
            said = [f for f in cell.findings if f.code not in _ABOUT]
            if said:
                groups[question(cell), tuple(map(_likeness, said))].append((one, cell))
    found = [
        SimilarAnswers(name, frozenset(one.student for one, _ in group), examples.of(*group[0]))
        for (name, _), group in groups.items()
    ]
    return sorted(found, key=lambda a: (-len(a.students), a.question))


def _clearest(shown):
    """The student and the cell of the example with the fewest other things said."""
    *_, one, cell = min(shown, key=lambda example: example[:2])
    return one, cell


def _likeness(finding):
    """What is the same for answers that are wrong in the same way: the words, not the numbers or the student's line."""
    if finding.code == "raises":
        return re.split(r"[,:`]", finding.text)[0].removesuffix(" in the line ")
    return finding.code, _NUMBER.sub("#", _QUOTED.sub("`…`", finding.text))
