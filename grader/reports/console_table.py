"""Shows the results of a run: as a table on the console, or as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.judging.verdict import CellVerdict, Finding
from grader.pipeline.autograde import Row
from grader.pipeline.progress import COLOURS
from grader.printable import printable
from grader.reports.lecture_links import lecture_link

_NOT_SHOWN = ("points", "manual")  # codes of findings that the table says otherwise
_LOG_WIDTH = 160


def print_table(rows: Sequence[Row], console: Console | None = None) -> None:
    """Print a table of students, with status, points and what is wrong.

    Parameters
    ----------
    rows : sequence of Row
    console : rich.console.Console, optional
        Standard output when left out; 160 columns wide where that is no terminal.
    """
    console = console or Console(width=None if Console().is_terminal else _LOG_WIDTH)
    table = Table(show_lines=True, pad_edge=False)
    table.add_column("student")
    table.add_column("status")
    table.add_column("points", justify="right")
    table.add_column("what is wrong", ratio=1)
    for row in rows:
        verdict = row.graded.verdict
        status = Text(verdict.status, style=COLOURS[verdict.status])
        points = f"{row.score:g} / {verdict.max_score:g}"
        table.add_row(Text(printable(verdict.student)), status, points, Text(printable("\n".join(_reasons(row)))))
    by_hand = sum(cell.max_score for cell in rows[0].graded.verdict.cells if cell.score is None) if rows else 0
    if by_hand:
        table.caption = f"{by_hand:g} of the points are given by hand, in the formgrader."
    console.print(table)
    if any(row.graded.verdict.unlocked for row in rows):
        console.print("Student code ran without locks (--unsafe-no-sandbox).", style="red")


def _reasons(row: Row) -> Iterator[str]:
    """Remarks and findings, one line each; a finding that was shown before refers to its first question."""
    verdict = row.graded.verdict
    yield from row.remarks
    if verdict.status == "unreadable":
        return
    first_question: dict[str, str] = {}
    for cell in verdict.cells:
        question = cell.grade_id.removeprefix("grade_")
        for finding in cell.findings:
            if finding.code in _NOT_SHOWN:
                continue
            first = first_question.setdefault(finding.text, question)
            yield f"{question}: {finding.text}" if first == question else f"{question}: the same as in {first}."


def as_json(assignment: str, rows: Sequence[Row], site_url: str = "") -> str:
    """Format the results as one JSON object.

    Parameters
    ----------
    assignment : str
    rows : sequence of Row
    site_url : str, optional
        Where the course's site is.

    Returns
    -------
    str
        With the keys ``assignment`` and ``submissions``.
    """
    entries = [_entry(row, site_url) for row in rows]
    text = json.dumps({"assignment": assignment, "submissions": entries}, ensure_ascii=False)
    # What no terminal may get is written as JSON writes it in ASCII: it is read as the same.
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def _entry(row: Row, site_url: str) -> dict[str, Any]:
    verdict = row.graded.verdict

    def told(cell: CellVerdict, finding: Finding) -> dict[str, Any]:
        link = lecture_link(verdict.assignment, cell.grade_id, finding.code, site_url)
        shown = {**asdict(link.shown), "url": link.url} if link else None
        return {"code": finding.code, "text": finding.text, "line": finding.line, "shown": shown}

    return {
        "student": verdict.student,
        "status": verdict.status,
        "score": row.score,
        "max_score": verdict.max_score,
        "seconds": round(row.graded.seconds, 3),
        "remarks": list(row.remarks),
        "cells": [
            {
                "grade_id": cell.grade_id,
                "score": cell.score or 0.0,
                "max_score": cell.max_score,
                "findings": [told(cell, finding) for finding in cell.findings],
            }
            for cell in verdict.cells
        ],
    }
