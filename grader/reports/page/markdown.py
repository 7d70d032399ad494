"""Renders Markdown as Jupyter does, to clean HTML with formulas as MathML."""

import re
from functools import lru_cache
from html import escape
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from grader.printable import without_controls
from grader.reports.page.clean_html import MARK, clean_html, source_instead
from grader.reports.page.code import highlighted
from grader.reports.page.formulas import formula

_MAX_LENGTH = 60_000
# The parser looks for the end of each of these from wherever it begins.
_OPENINGS, _MAX_OPENINGS = (r"\begin{", r"\\[", r"\\(", "$"), 1000
_PYTHON = {"python", "py", "python3", "ipython", "ipython3"}
_PICTURE = re.compile(r"data:(image/[a-z]{3,4});base64,([A-Za-z0-9+/=]*)")


def markdown_html(source: str, attachments: Any = None) -> str:
    """Render Markdown.

    Parameters
    ----------
    source : str
    attachments : dict, optional
        Of the cell: MIME bundles by name.

    Returns
    -------
    str
        Clean HTML; the source where it is too long or cannot be rendered.
    """
    if "attachment:" in source or "data:" in source:
        return _html(source, attachments)
    return _cached(source) if len(source) < _MAX_LENGTH else _html(source, None)


def _html(source: str, attachments: Any) -> str:
    pictures: dict[str, Any] = {}

    def attach(found: re.Match[str]) -> str:
        """Give a picture in the text a short name: the parser need not read all of it."""
        name = f"in-the-text-{len(pictures)}"
        pictures[name] = {found[1]: found[2]}
        return f"attachment:{name}"

    text = _PICTURE.sub(attach, source.replace("\ue000", "").replace("\ue001", ""))
    if len(text) > _MAX_LENGTH:
        return source_instead("long", source)
    if sum(map(text.count, _OPENINGS)) > _MAX_OPENINGS:
        return source_instead("large", source)
    renderer = _Renderer()
    try:
        html = MarkdownWithMath(renderer).render(text)
    except (Exception, RecursionError):  # what a parser raises on any text is not known beforehand
        return f'<pre tabindex="0">{escape(without_controls(source))}</pre>'
    own = attachments if isinstance(attachments, dict) else {}
    return clean_html(html, renderer.formulas, own | pictures)


_cached = lru_cache(512)(lambda source: _html(source, None))  # most cells are the same in a whole class


class _Renderer(IPythonRenderer):
    """Puts a mark in place of each formula, so that no HTML of a formula's is ever parsed."""

    def __init__(self) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self.formulas: list[str] = []

    def block_code(self, code: str, info: str | None = None) -> str:
        words = (info or "").split()
        inside = highlighted(code) if words and words[0].lower() in _PYTHON else escape(code)
        return f"<pre>{inside}</pre>"

    def block_math(self, body: str) -> str:
        return self._kept(body, "block")

    def inline_math(self, body: str) -> str:
        return self._kept(body, "inline")

    def latex_environment(self, name: str, body: str) -> str:
        return self._kept(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")

    def _kept(self, latex: str, display: str) -> str:
        self.formulas.append(formula(latex, display))
        return MARK.format(len(self.formulas) - 1)

    def _embed_image_or_attachment(self, src: str) -> str:
        return src  # which pictures are shown is decided when the HTML is cleaned
