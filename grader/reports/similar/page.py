"""Writes the page on which a person compares the pairs that share most."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grader.printable import printable
from grader.reports.similar.side_by_side import SideBySide

_TEMPLATES = Path(__file__).parents[1] / "templates" / "similar"
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
        HTML, which loads and runs nothing; all that students wrote is escaped.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if isinstance(value, str) else value,
    )
    template = environment.get_template("page.html.j2")
    return template.render(assignment=assignment, count=count, found=found, max_lines=_MAX_LINES)
