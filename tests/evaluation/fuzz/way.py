"""The whole way of one file, and what has to hold at its end."""

import json
import math
import shutil
from dataclasses import asdict

import nbformat
from nbgrader.api import Grade

from grader.execution.limits import Limits
from grader.gradebook.recorder import Recorder
from grader.intake.find_notebook import find_notebook
from grader.judging import verdict
from grader.judging.graded import Graded
from grader.pipeline.autograde import Row
from grader.pipeline.job import Job
from grader.pipeline.jobs import digest
from grader.pipeline.run_job import run
from grader.pipeline.verdict_cache import VerdictCache
from grader.reports import console_table
from tests.evaluation.fuzz.course import NAME, hand_in
from tests.evaluation.fuzz.ordinary import is_ordinary

# Patience costs no time where nobody sleeps, and a busy machine changes nothing.
LIMITS = Limits(cell_seconds=0.3, submission_seconds=10, patience=30, memory=256 << 20)
_KEY = b"key"


class Way:
    """From the file to the gradebook, for one file after the other; a context manager.

    Parameters
    ----------
    course : Course
    """

    def __init__(self, course):
        self.course, self.count = course, 0
        self._cache, self._recorder = VerdictCache(course.folder, NAME), Recorder(course.folder)

    def __enter__(self):
        self._recorder.__enter__()
        return self

    def __exit__(self, *exception):
        self._recorder.__exit__(*exception)

    def take(self, data):
        """Hand a file in, grade and record it; raises `AssertionError` or whatever came out where nothing should."""
        self.count += 1
        student = f"student{self.count:05d}"
        hand_in(self.course, student, data)
        read, _ = find_notebook(self.course.folder / "submitted" / student / NAME, self.course.assignment)
        assert read == data
        job = Job(student, NAME, self.course.source, read, _KEY, LIMITS, True)
        done = run(job.to_bytes())
        graded = Graded.from_bytes(done)
        self._cache.write(student, digest(job), done)
        assert self._cache.find(student, digest(job)) == graded
        score = self._recorder.record(graded)
        _check_verdict(graded.verdict, self.course.assignment)
        assert graded.verdict.remarks or is_ordinary(data, self.course.assignment), "odd, and no remark"
        self._check_row(graded, score)
        json.loads(console_table.as_json(NAME, [Row(graded, score)]).encode())
        for step in ("submitted", "verdicts", "autograded"):
            shutil.rmtree(self.course.folder / step)
        return graded

    def rows(self):
        """How many submissions the gradebook holds."""
        return len(self._recorder._gradebook.assignment_submissions(NAME))

    def _check_row(self, graded, score):
        """The gradebook holds this student's cells with the verdict's points; the graded notebook is a notebook."""
        student = graded.verdict.student
        gradebook = self._recorder._gradebook
        grades = {g.name: g for g in gradebook.db.query(Grade).filter(Grade.notebook == _notebook(gradebook, student))}
        assert grades.keys() == {cell.grade_id for cell in graded.verdict.cells}
        for cell in graded.verdict.cells:
            if cell.score is not None:
                assert grades[cell.grade_id].auto_score == cell.score
        assert score == graded.verdict.score
        path = self.course.folder / "autograded" / student / NAME / f"{NAME}.ipynb"
        nbformat.validate(nbformat.from_dict(json.loads(path.read_bytes())))


def _notebook(gradebook, student):
    [notebook] = gradebook.find_submission(NAME, student).notebooks
    return notebook


def _check_verdict(found, assignment):
    assert found.status in verdict.STATUSES
    assert verdict.Verdict.from_fields(json.loads(json.dumps(asdict(found)))) == found
    graded = {known.grade_id: known.points for known in assignment.cells if known.points}
    assert {cell.grade_id: cell.max_score for cell in found.cells} == graded
    for cell in found.cells:
        if cell.score is not None:
            assert math.isfinite(cell.score)
            assert 0 <= cell.score <= cell.max_score
            assert cell.score == cell.max_score or cell.findings, "points lost, and no reason"
    texts = [f.text for cell in found.cells for f in cell.findings] + list(found.remarks)
    assert all(text.strip() for text in texts)
    assert all(remark.endswith((".", "?")) for remark in found.remarks), found.remarks
    assert found.status == "graded" or found.remarks, "not graded, and no remark"
