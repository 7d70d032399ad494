"""Plugins for ``nbgrader autograde``, so that it and the formgrader's button give the same scores as our own command.

`assignments/nbgrader_config.py` names them in place of nbgrader's own exporter and its `Execute` preprocessor.
"""

from io import TextIOBase
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from grader.course_config import read_course_config
from grader.gradebook.cell_outputs import write_verdict
from grader.gradebook.late_days import late_penalties
from grader.pipeline.autograde import grade_one


class AnyFileExporter(NotebookExporter):
    """Accepts any file. nbgrader's own exporter fails on a damaged one and leaves no grade."""

    export_from_notebook = ""  # not offered in Jupyter's menus

    def from_file(
        self, file_stream: TextIOBase, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Export the notebook, or an empty one if it cannot be parsed: `JudgeSubmission` reads the file again."""
        try:
            notebook = nbformat.reads(file_stream.read(), as_version=4)
        except Exception:
            notebook = nbformat.v4.new_notebook()
        exported: tuple[str, dict[str, Any]] = self.from_notebook_node(notebook, resources=resources, **kw)
        return exported


class JudgeSubmission(NbGraderPreprocessor):
    """Repairs, runs and judges a submission, as ``python -m grader autograde`` does."""

    course_dir = Unicode(help="The course folder.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Replace the notebook that nbgrader read by the graded one."""
        course_dir, names = Path(self.course_dir), resources["nbgrader"]
        graded = grade_one(course_dir, names["assignment"], names["student"])
        write_verdict(graded.notebook, graded.verdict)
        return nbformat.from_dict(graded.notebook), resources


class LateDays(LateSubmissionPlugin):
    """Takes points off late submissions by the rules of ``course.toml``; without due dates there, by nbgrader's own."""

    course_dir = Unicode(help="The course folder.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """Points to take off; nbgrader's own count of seconds knows neither extensions nor late days."""
        config, step = read_course_config(Path(self.course_dir)), self.parent
        if not config.has_due_dates:
            penalty: float | None = super().late_submission_penalty(student_id, score, total_seconds_late)
            return penalty
        return late_penalties(step.gradebook.db, config, student_id).get(step.assignment_id, 0.0)
