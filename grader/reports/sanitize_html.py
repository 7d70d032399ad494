"""A student's HTML made harmless: what is not on the list of harmless things is shown as text."""

import re
from functools import lru_cache

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner
from nbconvert.filters import markdown2html
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, from_dict
from traitlets import Bool

from grader.authoring.markers import HIDDEN_IN_ANY_TEXT

TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3"),
    *(
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
    ),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
# Nothing that moves a thing out of its place: it could cover the grade.
STYLES = [
    *("background-color", "border", "border-bottom", "border-collapse", "border-left", "border-right", "border-top"),
    *("color", "font-style", "font-weight", "padding", "text-align", "text-decoration", "white-space"),
]
HIGHLIGHT = re.compile(r"highlight|[a-z]{1,2}[0-9]?")  # the class names of coloured code
ANCHOR = re.compile(
    r"[a-z][a-z0-9-]*"
)  # a place to link to; no underscore and no capital: no name of ours or MathJax's
LINK = re.compile(
    r"#|https?://|mailto:"
)  # not "files/": nbconvert drops that after the cleaning, and bares what follows
PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
# A drawing (SVG) is shown as a picture, in which nothing runs.
SHOWN = {"text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg", "image/svg+xml"}
NO_DESCRIPTION = "a picture without a description"


def _allowed(tag, name, value):
    if name == "style" or (name in ("title", "alt") and tag in ("img", "a", "abbr")):
        return True
    if name == "href":
        return tag == "a" and LINK.match(value) is not None
    if name == "src":  # no picture from elsewhere: fetching it would tell who reads the page, and when
        return tag == "img" and PICTURE.fullmatch(value) is not None
    if name == "id":
        return tag == "a" and ANCHOR.fullmatch(value) is not None
    if name == "class":
        return all(HIGHLIGHT.fullmatch(word) for word in value.split())
    return tag in ("td", "th") and name in ("colspan", "rowspan", "align")


_cleaner = Cleaner(
    tags=TAGS,
    attributes=_allowed,
    protocols={"http", "https", "mailto", "data"},
    css_sanitizer=CSSSanitizer(allowed_css_properties=STYLES),
)
# Most of what is shown, such as the table of a question that is right, is the same in a whole class.
_REMEMBERED_LENGTH = 10_000
_remembered = lru_cache(512)(_cleaner.clean)


def clean_html(html):
    """HTML without anything that runs, loads or hides.

    Parameters
    ----------
    html : str

    Returns
    -------
    str
        Tags and attributes outside the list are escaped or dropped.
    """
    return _cleaner.clean(html) if len(html) > _REMEMBERED_LENGTH else _remembered(html)


class MakeHarmless(Preprocessor):
    """Before a page is made: hidden lines out, outputs cleaned, metadata that templates trust dropped.

    Markdown is cleaned after it is rendered, in `grader.reports.feedback_exporter`: before that, a link written in
    Markdown is no HTML yet.
    """

    enabled = Bool(True).tag(config=True)  # nbconvert's own default would silently pass over it

    def preprocess(self, nb, resources):
        """Clean a notebook, in place."""
        for cell in nb.cells:
            kept = {name: cell.metadata[name] for name in ("nbgrader", "backprop_course") if name in cell.metadata}
            cell.metadata = NotebookNode(kept)
            if cell.cell_type == "code":
                cell.execution_count = _number(cell.get("execution_count"))
                cell.outputs = [_clean_output(output) for output in cell.outputs]
            if cell.metadata.get("nbgrader", {}).get("grade"):
                cell.source = HIDDEN_IN_ANY_TEXT.sub("", cell.source).rstrip("\n")
                if "outputs" in cell:  # the table alone: the words and the number beside it are for other readers
                    cell.outputs = [output for output in cell.outputs if output.output_type == "display_data"]
        return nb, resources


def _number(count):
    return count if isinstance(count, int) else None


def _clean_output(output):
    if "execution_count" in output:
        output.execution_count = _number(output.execution_count)
    if "data" not in output:
        return output
    shown = {kind: data for kind, data in output.data.items() if kind in SHOWN}
    if "text/html" in shown:
        shown["text/html"] = clean_html(shown["text/html"])
    cleaned = {
        "output_type": output.output_type,
        "data": shown or {"text/plain": "(this page does not show such an output)"},
        # Nothing of the student's: sizes stand in the page unquoted.
        "metadata": {kind: {"alt": NO_DESCRIPTION} for kind in shown if kind in ("image/png", "image/jpeg")},
    }
    return from_dict(cleaned | {key: output[key] for key in ("execution_count",) if key in output})


class MakeOutputsHarmless(Preprocessor):
    """Before the formgrader makes its page: a script in it would act as the teacher who looks at it."""

    enabled = Bool(True).tag(config=True)

    def preprocess_cell(self, cell, resources, index):
        """Clean a cell's outputs, in place."""
        if cell.cell_type == "code":
            cell.outputs = [_clean_output(output) for output in cell.outputs]
        return cell, resources


def harmless_markdown(source):
    """Markdown as harmless HTML, by nbconvert's own renderer."""
    return clean_html(markdown2html(source))
