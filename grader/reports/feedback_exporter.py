"""nbgrader's feedback page, with the reasons on top and what the student wrote made harmless."""

from copy import deepcopy
from functools import lru_cache
from html import escape
from pathlib import Path

import nbgrader
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import DataTypeFilter, Highlight2HTML
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor, Preprocessor
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from traitlets import Bool
from traitlets.config import Config

from grader.gradebook.class_grades import read_grades
from grader.reports.sanitize_html import MakeHarmless, clean_html

OURS = Path(__file__).parent / "templates"
THEIRS = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
BOOTSTRAP = THEIRS / "static" / "node_modules" / "bootstrap" / "dist" / "css"
# Most cells are the same in a whole class.
_REMEMBERED, _REMEMBERED_LENGTH = 512, 10_000


class ShowGrades(Preprocessor):
    """Puts points and comments where nbgrader's templates look for them; passes over cells that nbgrader does not know.

    In place of nbgrader's `GetGrades`, which opens the gradebook anew for each page and asks it about each cell.
    """

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb, resources):
        """Take what was read for a class before, or read this student's."""
        names = resources["nbgrader"]
        self._given = names.pop("given", None) or self._read(names)
        nb, resources = super().preprocess(nb, resources)
        for name in ("score", "max_score", "late_penalty"):
            names[name] = getattr(self._given, name)
        return nb, resources

    def _read(self, names):
        with Gradebook(names["db_url"]) as gradebook:
            asked = (names[name] for name in ("assignment", "notebook", "student"))
            return read_grades(gradebook, *asked)[names["student"]]

    def preprocess_cell(self, cell, resources, cell_index):
        """Put a cell's points, comment and whether it waits into its metadata."""
        known = cell.metadata.get("nbgrader", {})
        name, task = known.get("grade_id"), known.get("task")
        try:
            if known.get("solution") or task:
                known["comment"] = self._given.comments[name]
            if known.get("grade") or task:
                known.update(self._given.grades[name])
        except KeyError:
            del cell.metadata["nbgrader"]
        return cell, resources


STEPS = [ShowGrades, MakeHarmless, CSSHTMLHeaderPreprocessor]


class FeedbackExporter(HTMLExporter):
    """The page of one notebook. MathJax is loaded as nbconvert does, from its CDN; all else is in the page."""

    export_from_notebook = None  # not offered in Jupyter's menus

    def __init__(self, config=None, **kw):
        # As configuration, and the last word: nbgrader's `GenerateFeedback` sets its own template.
        config = deepcopy(config) if config else Config()
        config.FeedbackExporter.template_name = "reasons"
        config.FeedbackExporter.extra_template_basedirs = [str(OURS), str(THEIRS / "templates")]
        config.FeedbackExporter.extra_template_paths = [str(THEIRS / "templates"), str(BOOTSTRAP)]
        config.FeedbackExporter.exclude_anchor_links = True
        # What `nbgrader_config.py` gives the formgrader's pages; ours have their own.
        config.FeedbackExporter.filters, config.FeedbackExporter.preprocessors = {}, []
        config.FeedbackExporter.optimistic_validation = True
        super().__init__(config=config, **kw)
        self._remembered_markdown = lru_cache(_REMEMBERED)(self._harmless)

    def from_notebook_node(self, nb, resources=None, **kw):
        """The page; what a notebook says of itself, such as its language and its widgets, is not asked."""
        nb.metadata = NotebookNode(language_info=NotebookNode(name="python", pygments_lexer="ipython3"))
        # Past HTMLExporter, which reads the whole page again only to give each picture an alternative text.
        return super(HTMLExporter, self).from_notebook_node(nb, self._init_resources(resources), **kw)

    def default_filters(self):
        """nbconvert's filters, with our own in place of those that trust the student."""
        yield from super().default_filters()
        yield "markdown2html", self.harmless_markdown
        yield "highlight_code", _highlighted
        yield "filter_data_type", DataTypeFilter()

    @pass_context
    def harmless_markdown(self, context, source):
        """Markdown as harmless HTML; as plain text where it cannot be rendered, such as a lost attachment."""
        if context.get("cell", {}).get("attachments") or len(source) > _REMEMBERED_LENGTH:
            return self._harmless(source, context)
        return self._remembered_markdown(source)

    def _harmless(self, source, context=None):
        try:
            html = self.markdown2html(context or {}, source)
        except Exception:
            return f"<pre>{escape(source)}</pre>"
        return clean_html(html)


def _highlighted(source, metadata=None):
    """Coloured code; what its cell's metadata say of another language is not asked."""
    if len(source) > _REMEMBERED_LENGTH:
        return _coloured(source)
    return _remembered_colours(source)


_coloured = Highlight2HTML(pygments_lexer="ipython3")
_remembered_colours = lru_cache(_REMEMBERED)(_coloured)
