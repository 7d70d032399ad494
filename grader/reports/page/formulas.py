"""Sets LaTeX as MathML, of which only what cannot move, link or hide anything is kept."""

import re
from html import escape, unescape
from xml.etree.ElementTree import Element

from grader.printable import without_controls

# fmt: off
_TAGS = {
    "math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup",
    "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
}
# fmt: on
_WORD = re.compile(r"[a-z-]{1,20}( [a-z-]{1,20}){0,9}")
_SMALL = re.compile(r"0?\.\d{1,4}em|[12]em|\d(\.\d{1,3})?pt|0(em)?")  # no width below zero, which would cover something
_ATTRIBUTES = {
    "accent": _WORD,
    "columnalign": _WORD,
    "display": _WORD,
    "displaystyle": _WORD,
    "fence": _WORD,
    "form": _WORD,
    "linethickness": _SMALL,
    "mathvariant": _WORD,
    "movablelimits": _WORD,
    "rowspacing": _SMALL,
    "scriptlevel": re.compile(r"[012]"),
    "separator": _WORD,
    "stretchy": _WORD,
    "width": _SMALL,
}
_MAX_LENGTH, _MAX_DEPTH = 2000, 40
_DEFINES = re.compile(r"\\(?:re)?newcommand|\\(?:e|g|x)?def\b|\\let\b|\\newenvironment|\\DeclareMathOperator")
_UNKNOWN = re.compile(r"\\[A-Za-z]+")


def formula(latex: str, display: str = "inline") -> str:
    r"""Set a formula.

    Parameters
    ----------
    latex : str
        Without its dollars.
    display : {"inline", "block"}

    Returns
    -------
    str
        MathML; the LaTeX as code where it cannot be set.

    Examples
    --------
    >>> formula(r"\nosuch{x}")
    '<code>\\nosuch{x}</code>'
    """
    made = _mathml(latex, display)
    if made is None:
        return f"<code>{escape(without_controls(latex.strip()))}</code>"
    return f'<span class="formula" tabindex="0">{made}</span>' if display == "block" else made


def _mathml(latex: str, display: str) -> str | None:
    from latex2mathml.converter import Converter  # its `convert` would undo the escaping

    if len(latex) > _MAX_LENGTH or latex.count("{") > 20 * _MAX_DEPTH or _DEFINES.search(latex):
        return None
    known = re.sub(r"\{(?:aligned|split)\}", "{align*}", latex.strip())  # the same table by the name it has there
    known = re.sub(r"(\\math(?:bb|bf|cal)) ?(\w)", r"\1{\2}", known)
    try:
        return _serialised(Converter(display=display).convert_to_element(known))
    except Exception:  # what a converter raises on any text is not known beforehand
        return None


def _serialised(element: Element, depth: int = 0) -> str:
    """Write an element; raises `ValueError` for a command that was not understood, or is nested too deep."""
    text = unescape(element.text or "")
    if depth > _MAX_DEPTH or _UNKNOWN.fullmatch(text):
        raise ValueError(f"got {text[:20]!r} at depth {depth}, expected known commands, nested {_MAX_DEPTH} deep")
    inside = escape(without_controls(text), quote=False) + "".join(_serialised(child, depth + 1) for child in element)
    if element.tag not in _TAGS:
        return f"<mrow>{inside}</mrow>"
    attributes = "".join(
        f' {name}="{escape(value)}"'
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value)
    )
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"
