"""The entry points of an executor's process that looks for wrong lines: what one function needs, and the search."""

import base64
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from course.notebook.reading import Unreadable
from grader.authoring.assignment import Assignment
from grader.execution.limits import Limits
from grader.exercises.model import Exercise
from grader.explain.donors import names_in_reference
from grader.explain.explain import explain
from grader.explain.program import Program, program_of
from grader.intake.repair import read_submission
from grader.judging.verdict import CellVerdict, Verdict
from grader.pipeline.job import Job
from grader.pipeline.run_job import packed_assignment, warm_worker
from grader.pipeline.seeds import exercise_seed

# Nothing can be found in the code of these, or nothing has to be.
_NOT_SEARCHED = {"no_answer", "unfilled", "manual", "no_verdict", "counted_once"}


def pack_programs_task(job: Job, verdict: Verdict) -> bytes:
    """Pack the question which programs a submission's wrong functions are."""
    return json.dumps({"job": base64.b64encode(job.to_bytes()).decode(), "verdict": asdict(verdict)}).encode()


def find_programs(data: bytes) -> bytes:
    """Find the programs of the wrong functions of a submission: a list of fields with key and seed, packed."""
    fields = json.loads(data)
    job = Job.from_bytes(base64.b64decode(fields["job"]))
    verdict, found = Verdict.from_fields(fields["verdict"]), []
    assignment = packed_assignment(job.assignment, job.source)
    try:
        cells = read_submission(job.submission, assignment).cells
    except Unreadable:
        return b"[]"
    for cell, exercise, given in _wrong(assignment, verdict):
        program = program_of(cells, exercise, given, names_in_reference(exercise.reference))
        if program is not None:
            seed = exercise_seed(job.key, exercise.name)
            entry = {"grade_id": cell.grade_id, "key": program.key, "seed": seed, "program": program.to_fields()}
            found.append(entry)
    return json.dumps(found).encode()


def to_search(verdict: Verdict, seconds: float) -> bool:
    """Whether a submission has a wrong function in which nothing was looked for, or for a shorter time."""
    return any(_is_wrong(cell) and cell.searched < seconds for cell in verdict.cells)


def _is_wrong(cell: CellVerdict) -> bool:
    codes = {finding.code for finding in cell.findings}
    return cell.score is not None and cell.score < cell.max_score and not codes & _NOT_SEARCHED


def _wrong(assignment: Assignment, verdict: Verdict) -> Iterator[tuple[CellVerdict, Exercise, list[Exercise]]]:
    """Wrong functions, each with the earlier exercises in whose place the reference answered."""
    known, failed = assignment.nbgrader_cells, list[Exercise]()
    for cell in verdict.cells:
        exercise = known[cell.grade_id].exercise if cell.grade_id in known else None
        if exercise is None:
            continue
        if _is_wrong(cell):
            given = any(finding.code == "given" for finding in cell.findings)
            yield cell, exercise, list(failed) if given else []
        if cell.score is not None and cell.score < cell.max_score:
            failed.append(exercise)


def pack_search(program: dict[str, Any], seed: int, seconds: float, limits: Limits, locked: bool) -> bytes:
    """Pack a search in one program."""
    fields = {"program": program, "seed": seed, "seconds": seconds, "limits": asdict(limits), "locked": locked}
    return json.dumps(fields).encode()


def run_search(data: bytes) -> bytes:
    """Search in a packed program; returns a packed `Found`, which has no text of any change."""
    fields = json.loads(data)
    worker = warm_worker(Limits(**fields["limits"]), fields["locked"])
    found = explain(Program.from_fields(fields["program"]), fields["seed"], worker, fields["seconds"])
    return json.dumps(found.to_fields()).encode()
