"""Cleans HTML that students wrote: what is not on the list of allowed tags and attributes is shown as text."""

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import quote

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters import markdown2html
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, from_dict
from traitlets import Bool

from grader.authoring.markers import HIDDEN_IN_ANY_TEXT
from grader.execution.output_types import MIME_TYPES

# fmt: off
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "s", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}
STYLES = [  # none that moves an element: it could cover the grade
    "background-color", "border", "border-bottom", "border-collapse", "border-left", "border-right", "border-top",
    "color", "font-style", "font-weight", "padding", "text-align", "text-decoration", "white-space",
]
# fmt: on
HIGHLIGHT = re.compile(r"highlight|[a-z]{1,2}[0-9]?")  # class names of highlighted code
# Targets of links. Without underscores and capitals, they cannot be an id of our pages or of MathJax.
ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
# Not "files/": nbconvert removes that prefix after the cleaning, and what follows it would be the link.
LINK = re.compile(r"#|https?://|mailto:")
PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
ATTACHED = "picture-attached-to-this-cell"  # in place of "attachment", at which nbconvert fails if there is none
NO_DESCRIPTION = "a picture without a description"


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if name == "style" or (name in ("title", "alt") and tag in ("img", "a", "abbr")):
        return True
    if name == "href":
        return tag == "a" and LINK.match(value) is not None
    if name == "src":  # no picture from another site, which would learn who reads the page and when
        return tag == "img" and (PICTURE.fullmatch(value) is not None or value.startswith(f"{ATTACHED}:"))
    if name == "id":
        return tag == "a" and ANCHOR.fullmatch(value) is not None
    if name == "class":
        return all(HIGHLIGHT.fullmatch(word) for word in value.split())
    return tag in ("td", "th") and name in ("colspan", "rowspan", "align")


_SHOWN = re.compile(f'src="{ATTACHED}:([^"]*)"')
_cleaner = Cleaner(
    tags=TAGS,
    attributes=_is_allowed,
    protocols={"http", "https", "mailto", "data", ATTACHED},
    css_sanitizer=CSSSanitizer(allowed_css_properties=STYLES),
)
# Most cells are the same in a whole class, such as the table of a question that is solved.
_CACHE_SIZE, _MAX_CACHED_LENGTH = 512, 10_000
_cached_clean = lru_cache(_CACHE_SIZE)(_cleaner.clean)


def clean_html(html: str) -> str:
    """Remove from HTML all that runs, loads or hides something.

    Parameters
    ----------
    html : str

    Returns
    -------
    str
        Other tags than those allowed are escaped, other attributes and styles dropped.
    """
    cleaned: str = _cleaner.clean(html) if len(html) > _MAX_CACHED_LENGTH else _cached_clean(html)
    return cleaned


class MakeHarmless(Preprocessor):
    """Prepares a notebook for a feedback page: removes hidden tests, cleans outputs and drops metadata.

    Markdown is cleaned after it is rendered, in `grader.reports.feedback_exporter`: a link written in Markdown
    becomes HTML only then.
    """

    enabled = Bool(True).tag(config=True)  # nbconvert's default is False, which would silently skip this step

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Clean a notebook, in place."""
        for cell in nb.cells:
            metadata = {name: cell.metadata[name] for name in ("nbgrader", "backprop_course") if name in cell.metadata}
            cell.metadata = NotebookNode(metadata)
            if cell.cell_type == "code":
                cell.execution_count = _count(cell.get("execution_count"))
                cell.outputs = [_clean_output(output) for output in cell.outputs]
            if cell.metadata.get("nbgrader", {}).get("grade"):
                cell.source = HIDDEN_IN_ANY_TEXT.sub("", cell.source).rstrip("\n")
                if "outputs" in cell:  # the table says it all; the text and the score repeat it for other readers
                    cell.outputs = [output for output in cell.outputs if output.output_type == "display_data"]
        return nb, resources


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _clean_output(output: NotebookNode) -> NotebookNode:
    if "execution_count" in output:
        output.execution_count = _count(output.execution_count)
    if "data" not in output:
        return output
    shown = {kind: data for kind, data in output.data.items() if kind in MIME_TYPES}
    if "text/html" in shown:
        shown["text/html"] = clean_html(shown["text/html"])
    cleaned = {
        "output_type": output.output_type,
        "data": shown or {"text/plain": "(this page does not show such an output)"},
        # Nothing from the student: the template puts a picture's size into the page without quotes.
        "metadata": {kind: {"alt": NO_DESCRIPTION} for kind in shown if kind in ("image/png", "image/jpeg")},
    }
    if "execution_count" in output:
        cleaned["execution_count"] = output.execution_count
    node: NotebookNode = from_dict(cleaned)
    return node


class MakeOutputsHarmless(Preprocessor):
    """Cleans outputs for the formgrader's pages, where a script would have the rights of the teacher."""

    enabled = Bool(True).tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clean a cell's outputs, in place."""
        if cell.cell_type == "code":
            cell.outputs = [_clean_output(output) for output in cell.outputs]
        return cell, resources


@pass_context
def harmless_markdown(context: Context, source: str) -> str:
    """Render Markdown with nbconvert's renderer and clean the HTML."""
    return with_attachments(lambda text: clean_html(markdown2html(text)), source, attachments_of(context))


def attachments_of(context: Context) -> dict[str, Any]:
    """The attachments of the cell that a template shows."""
    found: dict[str, Any] = context.get("cell", {}).get("attachments") or {}
    return found


def with_attachments(render: Callable[[str], str], source: str, attachments: dict[str, Any]) -> str:
    """Render Markdown to clean HTML in which pictures attached to the cell are shown.

    Parameters
    ----------
    render : callable
        From Markdown to clean HTML.
    source : str
    attachments : dict
        Of the cell: MIME types and base64 text by name.

    Returns
    -------
    str
        Pictures that are not attached, or are not of a safe type, have no source.
    """
    if "attachment:" not in source:
        return render(source)
    urls = {spelt: _data_url(bundle) for name, bundle in attachments.items() for spelt in (name, quote(name))}
    html = render(source.replace("attachment:", f"{ATTACHED}:"))
    shown = _SHOWN.sub(lambda found: urls.get(unescape(found[1]), ""), html)
    return shown.replace(f"{ATTACHED}:", "attachment:")


def _data_url(bundle: Any) -> str:
    """A ``src`` for the first safe picture of a MIME bundle; empty if there is none."""
    for kind, data in bundle.items() if isinstance(bundle, dict) else ():
        url = f"data:{kind};base64,{data}"
        if PICTURE.fullmatch(url):
            return f'src="{url}"'
    return ""
