"""Sets a sentence of the grader's, in which a student's words may stand, as HTML."""

from markupsafe import Markup, escape

from grader.printable import printable


def with_code(text: str) -> Markup:
    """Set each part of a sentence that stands between backquotes as code.

    Parameters
    ----------
    text : str

    Returns
    -------
    markupsafe.Markup

    Examples
    --------
    >>> with_code("In the line `a < b`.")
    Markup('In the line <code>a &lt; b</code>.')
    """
    parts = [escape(part) for part in printable(text).split("`")]
    if len(parts) % 2 == 0:
        return Markup("`").join(parts)
    return Markup("").join(Markup("<code>{}</code>").format(p) if i % 2 else p for i, p in enumerate(parts))
