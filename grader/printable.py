"""Text from students made safe to print: control characters and those that hide or reorder others are replaced."""

import re
import unicodedata

# C0 and C1 controls but tab and line feed, line separators, embeddings and isolates, and halves of characters.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Letters, marks and symbols that show nothing.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0\U0001d159\U000e0100-\U000e01ef]"
)
_STYLE = re.compile("[\ufe00-\ufe0f]")  # how the character before it is drawn
_MAX_MARKS = 3  # combining marks on one letter: enough for any script; a tower of them would cover other lines


def printable(text: str) -> str:
    """Replace each character that cannot be printed or shows nothing, except blanks and line breaks, by U+FFFD.

    Examples
    --------
    >>> printable("10 of 10\\x1b[2K\\n")
    '10 of 10�[2K\\n'
    """
    seen = _BLANK.sub("\N{REPLACEMENT CHARACTER}", text)
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in seen)


def one_line(text: str) -> str:
    """Make a printable text of a single line, for use within a sentence.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        White space as single spaces, at most three combining marks on a letter, and the rest as of `printable`.

    Examples
    --------
    >>> one_line("ValueError:\\n10 of 10 points")
    'ValueError: 10 of 10 points'
    """
    kept, marks = [], 0
    for c in " ".join(_STYLE.sub("", text).split()):
        marks = marks + 1 if unicodedata.category(c) in ("Mn", "Me") else 0
        if marks <= _MAX_MARKS:
            kept.append(c)
    return printable("".join(kept))


def without_controls(text: str) -> str:
    """Replace control characters and those that reorder others, for a text of many lines such as code.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Line breaks, each as a line feed, tabs, and what joins letters, as in many scripts and emoji, stay.

    Examples
    --------
    >>> without_controls("x = 1\\n\\ty\\x1b[2J\\u202e")
    'x = 1\\n\\ty�[2J�'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", lines)
