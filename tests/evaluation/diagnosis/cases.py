"""Answers that nobody prepared the grader for, graded and searched: is the cause named, and is the line the right one?

``tests/evaluation/cases/`` holds slips put into right answers that were written from the released notebooks alone,
mistakes that people report in public, and wrong answers in other styles, whose wrong lines have a mark at their end.
"""

import json
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from grader.authoring.build import notebook_from_text
from grader.execution.limits import Limits
from grader.explain.explain import explain
from grader.explain.program import Program
from grader.explain.sentences import explained
from grader.judging.verdict import Finding
from grader.pipeline.explain_job import find_programs, pack_programs_task
from grader.pipeline.job import Job
from grader.pipeline.run_job import grade_job, packed_assignment, warm_worker
from tests.paths import CLONE

DATA = Path(__file__).parents[1] / "cases"
SAID = DATA / "said.json"
SECONDS = 3.0
_WRONG = "  # <-"
_MARKERS = re.compile(r"^\s*### (BEGIN|END) SOLUTION\n?", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One wrong answer.

    Attributes
    ----------
    name, assignment, function : str
    functions : dict
        The source of each function of the assignment; empty for the reference's.
    cell : str
        The whole answer cell instead, for the mistakes of real people and other styles.
    lines : frozenset of int
        Lines of the answer cell in which the slip is; empty if that cannot be said.
    words : str
        A pattern that stands in a true explanation; empty if any will do.
    kind : {"made", "real", "other"}
    """

    name: str
    assignment: str
    function: str
    functions: dict[str, str] = field(default_factory=dict, hash=False)
    cell: str = ""
    lines: frozenset[int] = frozenset()
    words: str = ""
    kind: str = "made"

    @property
    def key(self) -> str:
        """Its name among all cases."""
        return f"{self.assignment}.{self.name}"

    @property
    def is_single(self) -> bool:
        """Whether it is one slip, in one place."""
        return bool(self.functions) and bool(self.lines) and not self.name.startswith("two_")


@dataclass(frozen=True)
class Outcome:
    """What was said of a case: known bugs named, findings of the search, all sentences, lines, seconds.

    Among all sentences, `graded` are those that were said without a search.
    """

    case: Case
    caught: bool
    known: tuple[str, ...]
    edits: tuple[str, ...]
    texts: tuple[str, ...]
    lines: frozenset[int]
    seconds: float
    graded: tuple[str, ...] = ()

    @property
    def unread(self) -> list[str]:
        """Sentences that nobody has read and found true of this case."""
        known = sentences_found_true().get(self.case.key, {})
        return [text for text in self.texts if not any(text in texts for texts in known.values())]

    @property
    def named(self) -> bool:
        """Whether a cause is named that fits, or a change is proved."""
        fits = any(re.search(self.case.words, text, re.IGNORECASE) for text in self.known)
        return bool(self.edits) or fits or (bool(self.known) and not self.unread)

    @property
    def false(self) -> bool:
        """Whether another cause is named, and nobody has found the sentence true."""
        return bool(self.known) and not self.named and bool(self.unread)


def cases(only: str = "") -> list[Case]:
    """All cases: made ones, those of real people, those in other styles."""
    made = json.loads((DATA / "made_slips.json").read_text())
    found = [
        Case(s["name"], p, s["function"], kept["plain"] | s["changed"], "", frozenset(s["lines"]), s["words"])
        for p, kept in made.items()
        for s in kept["slips"]
    ]
    for one in json.loads((DATA / "real_mistakes.json").read_text()):
        found.append(Case(one["name"], one["assignment"], one["function"], cell=one["cell"], kind="real"))
    found += [case for path in sorted((DATA / "other_styles").glob("p?.txt")) for case in _in_other_styles(path)]
    return [case for case in found if case.key.startswith(only)]


def _in_other_styles(path: Path) -> Iterator[Case]:
    for block in path.read_text().split("%% ")[1:]:
        head, *lines = block.rstrip().split("\n")
        name, function = head.split()
        wrong = frozenset(i for i, line in enumerate(lines, start=1) if line.endswith(_WRONG))
        cell = "\n".join(line.removesuffix(_WRONG) for line in lines)
        yield Case(name, path.stem, function, cell=cell, lines=wrong, kind="other")


@cache
def sentences_found_true() -> dict[str, dict[str, list[str]]]:
    """For each case the sentences that somebody has read beside its code and found true of it.

    Those under ``graded`` are said without a search, those under ``searched`` after one.
    """
    found: dict[str, dict[str, list[str]]] = json.loads(SAID.read_text())
    return found


def outcomes(only: str = "", seconds: float = SECONDS) -> Iterator[Outcome]:
    """Grade and search all cases, side by side, in their order."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(partial(outcome, seconds=seconds), cases(only))


def outcome(case: Case, seconds: float = SECONDS) -> Outcome:
    """Grade one case, and look for the line for so long at most."""
    source = _source(case.assignment)
    name = next(path.stem for path in (CLONE / "assignments").glob(f"{case.assignment}_*.py"))
    job = Job(case.name, name, source, _notebook(case, source), b"k" * 32, Limits(), True)
    verdict = grade_job(job).verdict
    exercise = f"{case.assignment}.{case.function.removesuffix('_derivative')}"
    assignment = packed_assignment(name, source)
    grade_id = next(c.grade_id for c in assignment.cells if c.exercise and c.exercise.name == exercise)
    [cell] = [cell for cell in verdict.cells if cell.grade_id == grade_id]
    found = assignment.nbgrader_cells[grade_id].exercise
    graded, took = _texts(cell.findings), 0.0
    for fields in json.loads(find_programs(pack_programs_task(job, verdict))) if seconds else ():
        if fields["grade_id"] == grade_id:
            program = Program.from_fields(fields["program"])
            result = explain(program, fields["seed"], warm_worker(job.limits, True), seconds)
            cell, took = explained(cell, found, program, result, seconds), result.seconds
    codes = {bug.code for bug in found.bugs} | {"G20", "G21", "ignored"}
    findings = [f for f in cell.findings if f.code != "points"]
    return Outcome(
        case,
        cell.score < cell.max_score,
        tuple(f.text for f in findings if set(f.code.split("+")) & codes),
        tuple(f.text for f in findings if f.code.startswith("edit_")),
        _texts(cell.findings),
        frozenset(f.line for f in findings if f.line),
        took,
        graded,
    )


def _texts(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(finding.text for finding in findings if finding.code != "points")


@cache
def _source(assignment: str) -> str:
    text = next((CLONE / "assignments").glob(f"{assignment}_*.py"))
    return json.dumps(notebook_from_text(text.read_text(encoding="utf-8"), text.name))


def _notebook(case: Case, source: str) -> bytes:
    notebook = json.loads(source)
    left = dict(case.functions)
    for cell in notebook["cells"]:
        roles = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] != "code" or not roles.get("solution"):
            continue
        text = _MARKERS.sub("", "".join(cell["source"]))
        here = [name for name in left if re.search(rf"^def {name}\(", text, re.MULTILINE)]
        if case.cell and roles["grade_id"] == f"solve_{case.function}":
            text = case.cell
        elif here:
            text = "import numpy as np\n" + "\n".join(left.pop(name) for name in here)
        cell["source"] = text
    return json.dumps(notebook).encode()
