"""Highlights Python code."""

from functools import lru_cache
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from grader.printable import without_controls

_MAX_LENGTH = 50_000  # longer code is shown without colours
_lexer = PythonLexer(stripnl=False, ensurenl=False)
_formatter = HtmlFormatter(nowrap=True)


@lru_cache(1024)
def highlighted(source: str) -> str:
    """Highlight code; for the inside of a ``pre`` element."""
    text = without_controls(source)
    if len(text) > _MAX_LENGTH:
        return escape(text)
    html: str = highlight(text, _lexer, _formatter)
    return html.rstrip("\n")
