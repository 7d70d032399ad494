"""What came of grading, for eyes and for programs."""

import json

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.pipeline.progress import COLOURS

_QUIET = ("points", "manual")
_WIDE = 160


def print_table(rows, console=None):
    """Print a table: who, how it went, points, what is wrong in words."""
    console = console or Console(width=None if Console().is_terminal else _WIDE)
    table = Table(show_lines=True, pad_edge=False)
    for heading, options in (
        ("student", {}),
        ("status", {}),
        ("points", {"justify": "right"}),
        ("what is wrong", {"ratio": 1}),
    ):
        table.add_column(heading, **options)
    for row in rows:
        verdict = row.graded.verdict
        status = Text(verdict.status, style=COLOURS[verdict.status])
        points = f"{row.score:g} / {verdict.max_score:g}"
        table.add_row(Text(_printable(verdict.student)), status, points, Text(_printable("\n".join(_words(row)))))
    by_hand = sum(cell.max_score for cell in rows[0].graded.verdict.cells if cell.score is None) if rows else 0
    if by_hand:
        table.caption = f"{by_hand:g} of the points are given by hand, in the formgrader."
    console.print(table)
    if any(row.graded.verdict.unlocked for row in rows):
        console.print("Student code ran without locks (--unsafe-no-sandbox).", style="red")


def _printable(text):
    """Without what a terminal would obey: a student chooses the words of an exception."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _words(row):
    verdict = row.graded.verdict
    yield from row.remarks
    if verdict.status == "unreadable":
        return
    said = {}
    for cell in verdict.cells:
        question = cell.grade_id.removeprefix("grade_")
        for finding in cell.findings:
            if finding.code in _QUIET:
                continue
            first = said.setdefault(finding.text, question)
            yield f"{question}: {finding.text}" if first == question else f"{question}: the same as in {first}."


def as_json(assignment, rows):
    """The table as one JSON object, in the form of the design."""
    return json.dumps({"assignment": assignment, "submissions": [_entry(row) for row in rows]}, ensure_ascii=False)


def _entry(row):
    verdict = row.graded.verdict
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
                "findings": [{"code": finding.code, "text": finding.text} for finding in cell.findings],
            }
            for cell in verdict.cells
        ],
    }
