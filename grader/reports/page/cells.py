"""Shows the cells of a notebook: sources and outputs as clean HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup
from nbconvert.filters import strip_ansi

from grader.authoring.markers import HIDDEN_IN_ANY_TEXT
from grader.printable import without_controls
from grader.reports.page.clean_html import clean_html
from grader.reports.page.code import highlighted
from grader.reports.page.formulas import formula
from grader.reports.page.markdown import markdown_html
from grader.reports.page.pictures import image_tag, picture_url

_PICTURES = ("image/png", "image/jpeg", "image/svg+xml")
_MAX_TEXT = 100_000  # characters of one output
NOT_SHOWN = "(this page does not show such an output)"


@dataclass(frozen=True)
class ShownCell:
    """A cell as the template shows it.

    Attributes
    ----------
    kind : {"code", "markdown", "raw"}
    source : markupsafe.Markup
    outputs : tuple of markupsafe.Markup
    """

    kind: str
    source: Markup
    outputs: tuple[Markup, ...] = ()


def shown_cell(cell: dict[str, Any], to_staff: bool = False) -> ShownCell:
    """Make a cell's HTML.

    Parameters
    ----------
    cell : dict
        Of a notebook in nbformat 4.
    to_staff : bool, optional
        Show hidden tests, and the verdict in the outputs of a question's tests.

    Returns
    -------
    ShownCell
    """
    kind, source = cell.get("cell_type"), text_of(cell.get("source"))
    hides = bool(cell.get("metadata", {}).get("nbgrader", {}).get("grade")) and not to_staff
    if hides:
        source = HIDDEN_IN_ANY_TEXT.sub("", source).rstrip("\n")
    if kind == "markdown":
        return ShownCell("markdown", Markup(markdown_html(source, cell.get("attachments"))))
    if kind != "code":
        return ShownCell("raw", Markup(escape(without_controls(source))))
    outputs = [] if hides else cell.get("outputs") or []
    return ShownCell("code", Markup(highlighted(source)), tuple(map(Markup, _shown(outputs))))


def _shown(outputs: list[Any]) -> Iterator[str]:
    for output in outputs:
        kind = output.get("output_type")
        if kind == "stream":
            yield _pre(output.get("text"))
        elif kind == "error":
            yield _pre(output.get("traceback"), joined_by="\n")
        elif isinstance(output.get("data"), dict):
            yield _bundle(output["data"])


def _bundle(data: dict[str, Any]) -> str:
    """The first of what an output offers that can be shown."""
    picture = first_picture([data])
    if picture:
        return picture
    if "text/html" in data:
        return f'<div class="wide" tabindex="0">{clean_html(text_of(data["text/html"]))}</div>'
    if "text/markdown" in data:
        return markdown_html(text_of(data["text/markdown"]))
    if "text/latex" in data:
        return formula(text_of(data["text/latex"]).strip().strip("$"), "block")
    return _pre(data["text/plain"]) if "text/plain" in data else f'<p class="note">{NOT_SHOWN}</p>'


def first_picture(bundles: list[dict[str, Any]]) -> str:
    """The ``img`` element of the first picture; empty if there is none."""
    for data in bundles:
        for kind in _PICTURES:
            url = picture_url(kind, data[kind]) if kind in data else None
            if url:
                words = text_of(data.get("text/plain")).strip() if kind == "image/svg+xml" else ""
                return image_tag(url, without_controls(words))
    return ""


def _pre(text: Any, joined_by: str = "") -> str:
    shown = without_controls(strip_ansi(text_of(text, joined_by)))
    cut = "\n(The rest is not shown.)" if len(shown) > _MAX_TEXT else ""
    return f'<pre tabindex="0">{escape(shown[:_MAX_TEXT])}{cut}</pre>'


def text_of(value: Any, joined_by: str = "") -> str:
    """A text of nbformat's, which may be a list of lines; empty for anything else."""
    if isinstance(value, list):
        return joined_by.join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""
