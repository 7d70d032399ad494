"""Which misconception how many students have, and what no known bug explains, grouped by likeness."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

UNFILLED, NO_ANSWER = "unfilled", "no_answer"
# About what was found, and no cause.
_ABOUT = ("points", "manual", "right_parts", UNFILLED, NO_ANSWER)
# Named by `grader.reasons`, without a wrong reference.
_NAMED = ("G20", "G21", "float32")
_PERHAPS = re.compile(r"One of \d+ causes that would fit: ")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_QUOTED = re.compile(r"`[^`]*`")
_LEAST_NAME = 3


@dataclass(frozen=True)
class Example:
    """What one student was told, without saying who it was."""

    question: str
    texts: tuple[str, ...]
    code: str


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
class Alike:
    """Answers to one question that are wrong in the same way, for which no bug is known."""

    question: str
    students: frozenset[str]
    example: Example


def known_codes(assignment):
    """Codes of all bugs that are known in an assignment.

    Parameters
    ----------
    assignment : grader.assignment.Assignment

    Returns
    -------
    frozenset of str
    """
    exercises = [cell.exercise for cell in assignment.cells if cell.exercise]
    bank = {bug.code for exercise in exercises for bug in exercise.bugs}
    return frozenset(bank | {exercise.cost.finding[0] for exercise in exercises if exercise.cost} | set(_NAMED))


def misconceptions(submissions, known, code_of):
    """The known bugs that students have, the most frequent first.

    Parameters
    ----------
    submissions : list of HandedIn
    known : frozenset of str
    code_of : callable
        ``code_of(student, grade_id) -> str``: the student's function, for an example.

    Returns
    -------
    list of Misconception
    """
    sure, perhaps, questions, texts, examples = (defaultdict(factory) for factory in (set, set, Counter, Counter, list))
    for one in submissions:
        for cell in one.verdict.cells:
            codes = set()
            for finding in cell.findings:
                if not _is_known(finding, known):
                    continue
                guess = _PERHAPS.match(finding.text)
                for code in finding.code.split("+"):
                    (perhaps if guess else sure)[code].add(one.student)
                    codes.add(code)
                    if not guess or "+" not in finding.code:
                        texts[code][_PERHAPS.sub("", finding.text)] += 1
                    examples[code].append((bool(guess), len(cell.findings), one, cell))
            for code in codes:
                questions[code][question(cell)] += 1
    found = [
        Misconception(
            code,
            texts[code].most_common(1)[0][0] if texts[code] else code,
            frozenset(sure[code]),
            frozenset(perhaps[code] - sure[code]),
            dict(questions[code].most_common()),
            _example(*_clearest(examples[code]), known, code_of),
        )
        for code in {*sure, *perhaps}
    ]
    return sorted(found, key=lambda m: (-len(m.students), -len(m.perhaps), m.code))


def unexplained(submissions, known, code_of):
    """Wrong answers that no known bug explains, grouped by question and by what is said of them.

    Parameters
    ----------
    submissions : list of HandedIn
    known : frozenset of str
    code_of : callable
        ``code_of(student, grade_id) -> str``: the student's function, for an example.

    Returns
    -------
    list of Alike
        The largest group first.
    """
    groups = defaultdict(list)
    for one in submissions:
        for cell in one.verdict.cells:
            if cell.score is None or cell.score >= cell.max_score or any(_is_known(f, known) for f in cell.findings):
                continue
            said = [f for f in cell.findings if f.code not in _ABOUT]
            if said:
                groups[question(cell), tuple(map(_likeness, said))].append((one, cell))
    found = [
        Alike(name, frozenset(one.student for one, _ in group), _example(*group[0], known, code_of))
        for (name, _), group in groups.items()
    ]
    return sorted(found, key=lambda a: (-len(a.students), a.question))


def question(cell):
    """A question's name, as students know it."""
    return cell.grade_id.removeprefix("grade_")


def _clearest(examples):
    """The student and the cell of the example with the fewest other things said."""
    *_, one, cell = min(examples, key=lambda example: example[:2])
    return one, cell


def _is_known(finding, known):
    return set(finding.code.split("+")) <= known


def _likeness(finding):
    """What is the same for answers that are wrong in the same way: the words, not the numbers or the student's line."""
    if finding.code == "raises":
        return re.split(r"[,:`]", finding.text)[0].removesuffix(" in the line ")
    return finding.code, _NUMBER.sub("#", _QUOTED.sub("`…`", finding.text))


def _example(one, cell, known, code_of):
    texts = tuple(
        finding.text if _is_known(finding, known) else _without_names(finding.text, one.names)
        for finding in cell.findings
        if finding.code != "right_parts"
    )
    return Example(question(cell), texts, _without_names(code_of(one.student, cell.grade_id), one.names))


def _without_names(text, names):
    """A sentence without the student's names: what a student's code raises may hold them."""
    for name in sorted(names, key=len, reverse=True):
        if len(name) >= _LEAST_NAME:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text
