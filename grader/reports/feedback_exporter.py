"""Makes the same feedback pages for nbgrader's own `generate_feedback` and for the formgrader's button."""

import json
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from traitlets import Unicode
from traitlets.config import Config

from grader.course_config import read_course_config
from grader.gradebook.class_grades import read_grades
from grader.reports.bounded_process import BoundedProcess, NoResult
from grader.reports.page.render import PageTask, render
from grader.reports.page.titles import assignment_titles


class FeedbackExporter(Exporter):
    """Renders one notebook, in a process that is ended when it takes too long."""

    export_from_notebook = ""  # not offered in Jupyter's menus
    course_dir = Unicode(help="The course folder, in whose source notebook the questions' titles are.").tag(config=True)

    def __init__(self, config: Config | None = None, **kw: Any) -> None:
        super().__init__(config=config, **kw)
        self.file_extension = ".html"
        self._process = BoundedProcess(render, method="spawn")  # nbgrader may run in a Jupyter server, with threads

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Render the page of the student and assignment in ``resources["nbgrader"]``."""
        resources = self._init_resources(resources or {})
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            grades = read_grades(gradebook, names["assignment"], names["notebook"], names["student"])
        made_of = json.dumps(nb, ensure_ascii=False).encode("utf-8", "replace")
        task = made_of, names["student"], names["assignment"], self._titles(names["assignment"])
        site_url = read_course_config(Path(self.course_dir or ".")).site_url
        page = self._process.call(PageTask(*task, grades[names["student"]], site_url=site_url))
        if isinstance(page, NoResult):
            page = self._process.call(PageTask(*task, grades[names["student"]], page.reason, site_url))
        if isinstance(page, NoResult):
            raise ValueError(
                f"got no page of {names['student']}: {page.reason}; expected one: grade the notebook again."
            )
        return page.decode(), resources

    def _titles(self, assignment: str) -> dict[str, str]:
        source = Path(self.course_dir or ".") / "source" / assignment / f"{assignment}.ipynb"
        return assignment_titles(json.loads(source.read_bytes())) if source.exists() else {}


class ShowGrades(Preprocessor):
    """Does nothing: copies of older `nbgrader_config.py` name it. Kept for one release."""
