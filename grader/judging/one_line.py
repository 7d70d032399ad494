"""A student's words within a sentence of ours: one line, without what hides, reorders or overwrites the rest of it."""

import unicodedata

_MARKS_ON_A_LETTER = 3  # as many as any writing needs; a tower of them would reach into other lines


def one_line(text):
    """Text in which every character can be seen and stands in its place.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        White space as single spaces; control characters, marks of direction and invisible ones as U+FFFD.

    Examples
    --------
    >>> one_line("ValueError:\\n10 of 10 points")
    'ValueError: 10 of 10 points'
    """
    shown, marks = [], 0
    for c in " ".join(text.split()):
        marks = marks + 1 if unicodedata.category(c) in ("Mn", "Me") else 0
        if marks <= _MARKS_ON_A_LETTER:
            shown.append(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}")
    return "".join(shown)
