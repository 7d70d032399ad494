"""Cleans HTML that students wrote, in one pass: only what is on the lists below is written, the rest as text.

No tree is built, so that no input is slow, as it is for parsers that repair HTML as browsers do. What is written is
well formed whatever was read: safety does not depend on reading as a browser does.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape, unescape
from typing import Any

from bleach.css_sanitizer import CSSSanitizer

from grader.printable import without_controls
from grader.reports.page.pictures import attached_url, image_tag, url_of_data_url

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
_VOID = {"br", "hr", "img"}
_BLOCKS = {
    "blockquote", "details", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul",
}
# fmt: on
# Where the key begins, an open element of the first set ends, unless it stands outside of one of the second set.
_ENDS = {
    **dict.fromkeys(_BLOCKS, ({"p"}, {"td", "th", "li", "dd", "blockquote", "div"})),
    "a": ({"a"}, set[str]()),
    "li": ({"li"}, {"ul", "ol"}),
    **dict.fromkeys(("dt", "dd"), ({"dt", "dd"}, {"dl"})),
    **dict.fromkeys(("td", "th"), ({"td", "th"}, {"tr", "table"})),
    "tr": ({"tr"}, {"table"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), ({"thead", "tbody", "tfoot"}, {"table"})),
}
MAX_LENGTH, MAX_ELEMENTS, MAX_DEPTH = 300_000, 10_000, 60
_MAX_STYLE = 500
# A length that makes a page without an end, as a number of many digits or computed.
_LONG = re.compile(
    r"(?<![#.\w])[0-9]{4,}|(?<![#\w])[0-9]*\.?[0-9]+e[0-9+]|(?<![\w-])(?!rgba?\(|hsla?\()[a-z-]+\(", re.IGNORECASE
)
_MAX_SHOWN = 20_000  # characters of the source of what is not shown
_HIGHLIGHT = re.compile(r"highlight|[a-z]{1,2}[0-9]?")  # class names of highlighted code
_ANCHOR = re.compile(r"(?!(?:grade|reasons|notebook)\Z)[a-z][a-z0-9-]*")  # no id of our page
_LINK = re.compile(r"#[a-z0-9-]*|(https?://|mailto:).*", re.DOTALL)
_SPAN = re.compile(r"[1-9][0-9]?")
_ALIGN = re.compile(r"left|right|center")
MARK = "\ue000{}\ue001"  # stands for a formula; private use characters, which `clean_html` removes elsewhere
_MARKED = re.compile("\ue000([0-9]{1,6})\ue001")
# A tag; `<` and `>` in its attributes have to be written as entities, or else it is text.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)((?:[^<>\"']|\"[^\"<>]*+\"|'[^'<>]*+')*+)>")
_ATTRIBUTE = re.compile(r"([A-Za-z-]++)(?:\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=`]++)))?")
_css = CSSSanitizer(allowed_css_properties=STYLES)


class _TooMuch(Exception):
    """More than is shown."""


def clean_html(html: str, formulas: Sequence[str] = (), attachments: Any = None) -> str:
    """Remove from HTML all that runs, loads, covers or hides something.

    Parameters
    ----------
    html : str
    formulas : sequence of str, optional
        Clean HTML, put into the text in place of ``MARK.format(i)``.
    attachments : dict, optional
        Of the cell: MIME bundles by name.

    Returns
    -------
    str
        Tags that are not allowed are shown as text, other attributes and styles dropped. HTML that is too long, has
        too many elements or nests too deep is shown as its source.
    """
    if len(html) > MAX_LENGTH:
        return source_instead("long", html)
    writer = _Writer(formulas, attachments)
    html = _without(_without(html, "<!--", "-->"), "<style", "</style>")
    position = 0
    try:
        for tag in _TAG.finditer(html):
            writer.text(unescape(html[position : tag.start()]))
            if tag[2].lower() not in TAGS:
                writer.text(tag[0])
            elif tag[1]:
                writer.end(tag[2].lower())
            else:
                writer.start(tag[2].lower(), _attributes(tag[3]))
            position = tag.end()
    except _TooMuch:
        return source_instead("large", html)
    writer.text(unescape(html[position:]))
    return writer.result()


def _without(html: str, start: str, end: str) -> str:
    """Leave out all from each `start` to the next `end`; where no `end` follows, nothing."""
    kept, position, lower = [], 0, html.lower()
    while (first := lower.find(start, position)) >= 0 and (last := lower.find(end, first)) >= 0:
        kept.append(html[position:first])
        position = last + len(end)
    return "".join(kept) + html[position:]


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(text)}


def source_instead(what: str, source: str) -> str:
    """Show the source of something that is too `what`."""
    cut = " (its beginning)" if len(source) > _MAX_SHOWN else ""
    note = f'<p class="note">Too {what} to be shown. Its source{cut}:</p>'
    return f'{note}<pre tabindex="0">{escape(without_controls(source[:_MAX_SHOWN]))}</pre>'


class _Writer:
    """Writes well-formed HTML with the allowed elements and attributes."""

    def __init__(self, formulas: Sequence[str], attachments: Any) -> None:
        self._formulas, self._attachments = formulas, attachments
        self._written: list[str] = []
        self._open: list[str] = []
        self._elements = 0

    def result(self) -> str:
        """All that was written, with every element closed."""
        self._close_to(0)
        return "".join(self._written)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Write the start of an allowed element."""
        self._elements += 1
        if self._elements > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH:
            raise _TooMuch
        self._end_before(tag)
        if tag == "img":
            self._written.append(self._image(attributes))
            return
        kept = {name: value for name, value in attributes.items() if _is_allowed(tag, name, value)}
        if "style" in kept:
            kept["style"] = _clean_style(kept["style"])
        words = "".join(f' {name}="{escape(self._unmarked(value))}"' for name, value in kept.items())
        focus = ' tabindex="0"' if tag == "pre" else ""  # what can be scrolled can be reached with the keyboard
        self._written.append(f"<{tag}{words}{focus}>")
        if tag not in _VOID:
            self._open.append(tag)

    def end(self, tag: str) -> None:
        """Close an element and all that is open in it; nothing if it is not open."""
        if tag in self._open:
            self._close_to(len(self._open) - 1 - self._open[::-1].index(tag))

    def text(self, text: str) -> None:
        """Write text, with formulas in place of their marks."""
        position = 0
        for found in _MARKED.finditer(text):
            number = int(found[1])
            self._written.append(_plain(text[position : found.start()]))
            self._written.append(self._formulas[number] if number < len(self._formulas) else "")
            position = found.end()
        self._written.append(_plain(text[position:]))

    def _unmarked(self, value: str) -> str:
        return without_controls(_MARKED.sub("", value))

    def _end_before(self, tag: str) -> None:
        ended, between = _ENDS.get(tag, (set[str](), set[str]()))
        for position in reversed(range(len(self._open))):
            if self._open[position] in ended:
                self._close_to(position)
                return
            if self._open[position] in between:
                return

    def _close_to(self, depth: int) -> None:
        self._written += [f"</{tag}>" for tag in reversed(self._open[depth:])]
        del self._open[depth:]

    def _image(self, attributes: dict[str, str]) -> str:
        """A picture from the page or the cell; from no other site, which would learn who reads the page and when."""
        source, words = attributes.get("src", ""), self._unmarked(attributes.get("alt", ""))
        kind, _, name = source.partition(":")
        url = attached_url(self._attachments, name) if kind == "attachment" else url_of_data_url(source)
        return image_tag(url, words) if url else f'<span class="note">[no picture: {_plain(words[:200])}]</span>'


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if name == "href":
        return tag == "a" and _LINK.fullmatch(value) is not None
    if name == "id":
        return tag == "a" and _ANCHOR.fullmatch(value) is not None
    if name == "class":
        return all(_HIGHLIGHT.fullmatch(word) for word in value.split())
    if name == "align":
        return tag in ("td", "th") and _ALIGN.fullmatch(value) is not None
    if name in ("colspan", "rowspan"):
        return tag in ("td", "th") and _SPAN.fullmatch(value) is not None
    return name == "style" or (name == "title" and tag in ("a", "abbr"))


@lru_cache(512)
def _clean_style(value: str) -> str:
    cleaned: str = _css.sanitize_css(value) if len(value) <= _MAX_STYLE and not _LONG.search(value) else ""
    return cleaned


def _plain(text: str) -> str:
    return escape(without_controls(text.replace("\ue000", "").replace("\ue001", "")), quote=False)
