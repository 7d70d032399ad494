"""Renders a feedback page: one HTML file that loads and runs nothing."""

import json
from dataclasses import dataclass
from functools import cache
from math import fsum
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.gradebook.class_grades import StudentGrades
from grader.printable import one_line, printable, without_controls
from grader.reports.page.cells import ShownCell, shown_cell, text_of
from grader.reports.page.question import questions
from grader.reports.sentence import with_code

_TEMPLATES = Path(__file__).parents[1] / "templates" / "feedback"
_MAX_CELLS, _MAX_ELEMENTS = 2_000, 100_000
_PLAIN_CELLS, _PLAIN_LENGTH = 300, 3_000


@dataclass(frozen=True)
class PageTask:
    """What a feedback page is made of.

    Attributes
    ----------
    notebook : bytes
        The graded notebook, in nbformat 4.
    student, assignment : str
    titles : dict of str to str
        As of `grader.reports.page.titles.assignment_titles`.
    grades : grader.gradebook.class_grades.StudentGrades
    plain_because : str
        Why the notebook is shown as plain text; empty to show it as it ran.
    site_url : str
        Where the course's site is; empty if there is none.
    """

    notebook: bytes
    student: str
    assignment: str
    titles: dict[str, str]
    grades: StudentGrades
    plain_because: str = ""
    site_url: str = ""


def render(task: PageTask) -> bytes:
    """Render a page.

    Parameters
    ----------
    task : PageTask

    Returns
    -------
    bytes
        HTML in UTF-8.

    Raises
    ------
    ValueError
        The notebook is none, or has too much in it for a page that is not plain.
    """
    notebook = json.loads(task.notebook)
    cells = notebook["cells"]
    grades = task.grades
    listed = questions(cells, task.titles, grades, task.assignment, task.site_url)
    waiting = fsum(question.points for question in listed if question.state == "waits")
    values = {
        "assignment": task.assignment,
        "title": with_code(task.titles.get("") or task.assignment),
        "student": task.student,
        "score": max(0.0, grades.score),
        "so_far": grades.max_score - waiting,
        "waiting": waiting,
        "late_penalty": grades.late_penalty,
        "questions": listed,
        "remarks": [with_code(one_line(text)) for text in _remarks(notebook)],
        "cells": _plain_cells(cells) if task.plain_because else _shown_cells(cells),
        "plain_because": one_line(task.plain_because),
        "css": Markup(_css()),
    }
    html = _environment().get_template("page.html.j2").render(values)
    if not task.plain_because and html.count("<") > _MAX_ELEMENTS:
        raise ValueError(f"it has more than {_MAX_ELEMENTS} elements")
    return html.encode("utf-8", "replace")


def warm_up(notebook: dict[str, Any]) -> None:
    """Render the cells of a notebook by staff, which most notebooks of a class share, so that forks have them."""
    _environment().get_template("page.html.j2")
    for cell in notebook["cells"]:
        shown_cell(cell)


def _remarks(notebook: dict[str, Any]) -> list[str]:
    remarks = notebook.get("metadata", {}).get("backprop_course", {}).get("remarks", [])
    return [remark for remark in remarks if isinstance(remark, str)]


def _shown_cells(cells: list[Any]) -> list[ShownCell]:
    if len(cells) > _MAX_CELLS:
        raise ValueError(f"it has more than {_MAX_CELLS} cells")
    return [shown_cell(cell) for cell in cells]


def _plain_cells(cells: list[Any]) -> list[ShownCell]:
    sources = [without_controls(text_of(cell.get("source"))[:_PLAIN_LENGTH]) for cell in cells[:_PLAIN_CELLS]]
    return [ShownCell("raw", Markup(escape(source))) for source in sources]


@cache
def _css() -> str:
    return (_TEMPLATES / "page.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters["points"] = lambda points: f"{round(points, 2):g}"
    return environment


def _printable(value: Any) -> Any:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
