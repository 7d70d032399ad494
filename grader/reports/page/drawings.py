"""Checks SVG drawings: a browser shows them as pictures, in which nothing runs, and here nothing multiplies."""

import re
from collections import Counter
from dataclasses import dataclass
from xml.parsers import expat

# fmt: off
_TAGS = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc",
    "defs", "clipPath", "linearGradient", "radialGradient", "stop", "symbol", "use", "style", "metadata",
}
# fmt: on
_MAX_LENGTH, _MAX_ELEMENTS, _MAX_DEPTH = 5_000_000, 50_000, 40
_MAX_STYLE = 200  # matplotlib writes one rule
_ADDRESS = re.compile(r"url\(\s*['\"]?(?!#)|expression|\\", re.IGNORECASE)  # a backslash may spell any letter


class _Refused(Exception):
    """The drawing is not shown."""


def clean_svg(text: str) -> bytes | None:
    """Check a drawing.

    Elements that multiply what they refer to are counted as often as they draw: a `use` may refer to what contains
    no other `use`, and an `svg` stands in no other.

    Parameters
    ----------
    text : str

    Returns
    -------
    bytes or None
        The drawing in UTF-8; None if it is not XML, uses other elements than drawings need, or has too many.
    """
    if len(text) > _MAX_LENGTH:
        return None
    data = text.encode("utf-8", "replace")
    checker = _Checker()
    parser = expat.ParserCreate(encoding="utf-8")
    parser.StartElementHandler, parser.EndElementHandler = checker.start, checker.end
    parser.CharacterDataHandler = checker.characters
    parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = parser.ProcessingInstructionHandler = _refuse
    try:
        parser.Parse(data, True)
        checker.finish()
    except (expat.ExpatError, _Refused):
        return None
    return data


def _refuse(*_: object) -> None:
    raise _Refused


@dataclass(frozen=True)
class _Open:
    """An element whose end has not been read."""

    tag: str
    identity: str
    number: int
    references_before: int


class _Checker:
    """Counts the elements of a drawing while it is read."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._elements, self._style = 0, ""
        self._references: list[str] = []
        self._sizes: Counter[str] = Counter()
        self._with_use: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        described = any(element.tag == "metadata" for element in self._open)  # nothing in it is drawn
        self._elements += 1
        if self._elements > _MAX_ELEMENTS or len(self._open) > _MAX_DEPTH or (tag == "svg") != (not self._open):
            raise _Refused
        if tag not in _TAGS and not described:
            raise _Refused
        for key, value in attributes.items():
            if not described:
                self._check_attribute(tag, key.rpartition(":")[2].lower(), value)
        self._open.append(_Open(tag, attributes.get("id", ""), self._elements, len(self._references)))

    def _check_attribute(self, tag: str, key: str, value: str) -> None:
        if key.startswith("on") or _ADDRESS.search(value):
            raise _Refused
        if key == "href":
            if not value.startswith("#"):
                raise _Refused
            if tag == "use":
                self._references.append(value[1:])

    def end(self, name: str) -> None:
        element = self._open.pop()
        self._sizes[element.identity] += self._elements - element.number + 1
        if len(self._references) > element.references_before:
            self._with_use.add(element.identity)

    def characters(self, data: str) -> None:
        if self._open and self._open[-1].tag == "style":
            self._style += data  # it comes in pieces
            if len(self._style) > _MAX_STYLE or "@" in self._style or _ADDRESS.search(self._style):
                raise _Refused

    def finish(self) -> None:
        drawn = self._elements + sum(self._sizes[reference] for reference in self._references)
        if drawn > _MAX_ELEMENTS or self._with_use.intersection(self._references):
            raise _Refused
