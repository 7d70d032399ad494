"""The templates of pages for staff: what students wrote is escaped, and what cannot be printed is replaced."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.printable import printable
from grader.reports.sentence import with_code

_TEMPLATES = Path(__file__).parent / "templates"


def render(name: str, values: dict[str, Any]) -> str:
    """Render the page of a report.

    Parameters
    ----------
    name : str
        Its folder in ``templates``.
    values : dict

    Returns
    -------
    str
        HTML, which loads and runs nothing.
    """
    environment = Environment(
        loader=FileSystemLoader([_TEMPLATES / name, _TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters["percent"] = lambda part, whole=1: f"{100 * part / whole:.0f}%"
    environment.filters["points"] = lambda points: f"{points:.4g}"
    environment.filters["code"] = with_code
    environment.filters["breakable"] = lambda name: Markup("_<wbr>").join(printable(name).split("_"))
    return environment.get_template("page.html.j2").render(values)


def _printable(value: Any) -> Any:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
