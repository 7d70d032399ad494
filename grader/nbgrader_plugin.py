"""Our steps inside ``nbgrader autograde``, so that it and the formgrader's button give our scores.

`assignments/nbgrader_config.py` puts them in place of nbgrader's own cleaning and of its `Execute`.
"""

from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from grader.gradebook.cell_outputs import show_verdict
from grader.intake.files import submitted_file
from grader.pipeline.autograde import grade_one


class AnyFileExporter(NotebookExporter):
    """Reads whatever was handed in; nbgrader's own stops at a broken file and leaves no grade."""

    export_from_notebook = None  # not offered in Jupyter's menus

    def from_file(self, file_stream, resources=None, **kw):
        """The notebook, or an empty one: `JudgeSubmission` reads the file by itself and says what is wrong."""
        try:
            notebook = nbformat.reads(file_stream.read(), as_version=4)
        except Exception:
            notebook = nbformat.v4.new_notebook()
        return self.from_notebook_node(notebook, resources=resources, **kw)


class JudgeSubmission(NbGraderPreprocessor):
    """Repairs, runs and judges a submission as ``python -m grader autograde`` does."""

    course_dir = Unicode(help="The course folder.").tag(config=True)

    def preprocess(self, nb, resources):
        """The graded notebook in place of the one that nbgrader read."""
        course_dir, names = Path(self.course_dir), resources["nbgrader"]
        submission = submitted_file(course_dir, names["assignment"], names["student"])
        graded = grade_one(course_dir, names["assignment"], names["student"], submission)
        show_verdict(graded.notebook, graded.verdict)
        return nbformat.from_dict(graded.notebook), resources
