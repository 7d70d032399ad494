"""Renders a feedback page: nbgrader's own, with the grader's reasons on top and the student's content cleaned."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import nbgrader
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import DataTypeFilter, Highlight2HTML
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor, Preprocessor
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from traitlets import Bool
from traitlets.config import Config

from grader.gradebook.class_grades import StudentGrades, read_grades
from grader.reports.sanitize_html import MakeHarmless, attachments_of, clean_html, with_attachments

_TEMPLATES = Path(__file__).parent / "templates"
_FORMGRADER = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
_BOOTSTRAP = _FORMGRADER / "static" / "node_modules" / "bootstrap" / "dist" / "css"
# Most cells are the same in a whole class: what they are rendered to is cached.
_CACHE_SIZE, _MAX_CACHED_LENGTH = 512, 10_000


class ShowGrades(Preprocessor):
    """Adds scores and comments to the cells' metadata, where nbgrader's templates expect them.

    Replaces nbgrader's `GetGrades`, which opens the gradebook for every page and queries every cell. A cell that is
    not in the gradebook loses its nbgrader metadata, and is shown as an ordinary cell.
    """

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Add the grades in ``resources["nbgrader"]["grades"]``, or read them from the gradebook if there are none."""
        names = resources["nbgrader"]
        self._grades: StudentGrades = names.pop("grades", None) or _read_grades(names)
        nb, resources = super().preprocess(nb, resources)
        for name in ("score", "max_score", "late_penalty"):
            names[name] = getattr(self._grades, name)
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Add score, points and comment to a cell's metadata."""
        metadata = cell.metadata.get("nbgrader", {})
        name, is_task = metadata.get("grade_id"), metadata.get("task")
        try:
            if metadata.get("solution") or is_task:
                metadata["comment"] = self._grades.comments[name]
            if metadata.get("grade") or is_task:
                metadata.update(self._grades.grades[name])
        except KeyError:
            del cell.metadata["nbgrader"]
        return cell, resources


def _read_grades(names: dict[str, Any]) -> StudentGrades:
    with Gradebook(names["db_url"]) as gradebook:
        grades = read_grades(gradebook, names["assignment"], names["notebook"], names["student"])
    return grades[names["student"]]


STEPS = [ShowGrades, MakeHarmless, CSSHTMLHeaderPreprocessor]


class FeedbackExporter(HTMLExporter):
    """Renders one notebook. The page loads MathJax from nbconvert's CDN; everything else is in the page."""

    export_from_notebook = ""  # not offered in Jupyter's menus

    def __init__(self, config: Config | None = None, **kw: Any) -> None:
        # As configuration, because nbgrader's `GenerateFeedback` sets its own template and would win otherwise.
        config = deepcopy(config) if config else Config()
        config.FeedbackExporter.template_name = "reasons"
        config.FeedbackExporter.extra_template_basedirs = [str(_TEMPLATES), str(_FORMGRADER / "templates")]
        config.FeedbackExporter.extra_template_paths = [str(_FORMGRADER / "templates"), str(_BOOTSTRAP)]
        config.FeedbackExporter.exclude_anchor_links = True
        # `nbgrader_config.py` sets these for the formgrader's `HTMLExporter`, from which this class would inherit them.
        config.FeedbackExporter.filters, config.FeedbackExporter.preprocessors = {}, []
        config.FeedbackExporter.optimistic_validation = True
        super().__init__(config=config, **kw)
        self._cached_markdown = lru_cache(_CACHE_SIZE)(self._render_markdown)

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Render the page. The notebook's own metadata, such as its language and its widgets, is ignored."""
        nb.metadata = NotebookNode(language_info=NotebookNode(name="python", pygments_lexer="ipython3"))
        # Skips HTMLExporter's method, which parses the whole page again to add an alternative text to pictures.
        return super(HTMLExporter, self).from_notebook_node(nb, self._init_resources(resources), **kw)

    def default_filters(self) -> Iterator[tuple[str, Callable[..., Any]]]:
        """nbconvert's filters, with ours in place of those that trust the student."""
        yield from super().default_filters()
        yield "markdown2html", self.harmless_markdown
        yield "highlight_code", _highlighted
        yield "filter_data_type", DataTypeFilter()

    @pass_context
    def harmless_markdown(self, context: Context, source: str) -> str:
        """Render Markdown to clean HTML, or to plain text where that fails."""
        render = self._render_markdown if len(source) > _MAX_CACHED_LENGTH else self._cached_markdown
        return with_attachments(render, source, attachments_of(context))

    def _render_markdown(self, source: str) -> str:
        try:
            html = self.markdown2html({}, source)
        except Exception:
            return f"<pre>{escape(source)}</pre>"
        return clean_html(html)


def _highlighted(source: str, metadata: Any = None) -> str:
    """Highlight code as Python, whatever language its cell's metadata names."""
    if len(source) > _MAX_CACHED_LENGTH:
        return _highlight(source)
    return _cached_highlight(source)


def _highlight(source: str) -> str:
    html: str = _highlight_python(source)
    return html


_highlight_python = Highlight2HTML(pygments_lexer="ipython3")
_cached_highlight = lru_cache(_CACHE_SIZE)(_highlight)
