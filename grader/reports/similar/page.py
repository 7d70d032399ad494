"""Writes the page on which a person compares the pairs that share most."""

from collections.abc import Sequence

from grader.reports.similar.side_by_side import SideBySide
from grader.reports.template import render

_MAX_LINES = 200  # of a cell


def page(assignment: str, count: int, found: Sequence[SideBySide]) -> str:
    """Render the page.

    Parameters
    ----------
    assignment : str
    count : int
        How many submissions were compared.
    found : sequence of SideBySide

    Returns
    -------
    str
        HTML.
    """
    return render("similar", {"assignment": assignment, "count": count, "found": found, "max_lines": _MAX_LINES})
