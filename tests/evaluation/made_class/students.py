"""What the students of a made class write: the reference's answers, mechanically changed here and there."""

import json
import re

from grader.authoring.build import build
from grader.demo.hand_in import fill_in
from tests.evaluation.mutants.changed_source import variants
from tests.paths import ASSIGNMENTS

_MARKER = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION\n?", re.MULTILINE)
_RIGHT, _WRONG = 0.75, 0.2  # the others are not filled in


def names():
    """All assignments, in order."""
    return sorted(path.stem for path in ASSIGNMENTS.glob("p[0-9]*_*.py"))


def hand_in(course, count, rng):
    """Make a class of `count` hand in every assignment.

    Parameters
    ----------
    course : pathlib.Path
        A course folder; made.
    count : int
        The first of them has everything right, the second nothing filled in.
    rng : numpy.random.Generator

    Returns
    -------
    dict
        ``{(assignment, student): {function: "right", "unfilled" or what was changed}}``.
    """
    course.mkdir(parents=True)
    written = {}
    for path in build(course, names()):
        source = json.loads(path.read_text(encoding="utf-8"))
        answers = _answers(source)
        mutants = {name: [*variants(text)] for name, text in answers.items()}
        for number in range(count):
            student, text, did = f"student{number:02d}", [], {}
            for name, answer in answers.items():
                did[name], code = _write(answer, mutants[name], number, rng)
                text.append(code)
            place = course / "submitted" / student / path.stem / path.name
            place.parent.mkdir(parents=True)
            place.write_text(json.dumps(fill_in(source, source, "\n\n".join(text))), encoding="utf-8")
            written[path.stem, student] = did
    return written


def _answers(source):
    cells = {cell["id"]: "".join(cell["source"]) for cell in source["cells"]}
    return {
        name.removeprefix("solve_"): _MARKER.sub("", text) for name, text in cells.items() if name.startswith("solve_")
    }


def _write(answer, mutants, number, rng):
    """What was done with a function, and its text."""
    luck = 0.0 if number == 0 else 1.0 if number == 1 else rng.random()
    if luck < _RIGHT or (luck < _RIGHT + _WRONG and not mutants):
        return "right", answer
    if luck < _RIGHT + _WRONG:
        return mutants[rng.integers(len(mutants))]
    signature = answer.partition("\n")[0]
    return "unfilled", f"{signature}\n    raise NotImplementedError()"
