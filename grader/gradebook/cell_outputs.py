"""A verdict as the outputs of its grade cell: words, a small table, and last the number nbgrader reads."""

import math
from html import escape

from grader.judging.verdict import CellVerdict, Finding

NO_VERDICT = Finding(
    "no_verdict", "The grader has no verdict for this question, so it counts 0; please tell your teacher."
)
GOOD, PART, NONE = "#2e9e5b", "#d99a1c", "#d0453c"  # a bar beside the table: readable on white, on black, on paper


def clamped(cell):
    """The score of a `CellVerdict` as nbgrader can take it: a float from 0 to the cell's points; no number is 0."""
    score = float(cell.score)
    return min(max(score, 0.0), float(cell.max_score)) if not math.isnan(score) else 0.0


def outputs_of(cell):
    """The nbformat outputs for a grade cell.

    Parameters
    ----------
    cell : CellVerdict

    Returns
    -------
    list of dict
        A stdout stream, a display_data and an execute_result; none for a cell that waits for a person.
    """
    if cell.score is None:
        return []
    score = clamped(cell)
    heading = f"{score:.4g} of {cell.max_score:.4g} points"
    words = "\n".join([heading, *(f"- {finding.text}" for finding in cell.findings)])
    return [
        {"output_type": "stream", "name": "stdout", "text": words + "\n"},
        {
            "output_type": "display_data",
            "data": {"text/html": _table(heading, _colour(score, cell.max_score), cell.findings), "text/plain": words},
            "metadata": {},
        },
        {"output_type": "execute_result", "data": {"text/plain": repr(score)}, "metadata": {}, "execution_count": None},
    ]


def show_verdict(notebook, verdict):
    """Write the verdict over every code grade cell of a notebook, in place.

    The findings also go into ``metadata["backprop_course"]``, where the feedback page finds them.
    A grade cell that the verdict passes over gets 0.0 and says so: nbgrader would give it full points.

    Parameters
    ----------
    notebook : dict
        nbformat 4; a `NotebookNode` is one too.
    verdict : Verdict

    Returns
    -------
    dict
        The `CellVerdict` of every code grade cell, by grade_id.
    """
    judged = {cell.grade_id: cell for cell in verdict.cells if cell.score is not None}
    shown = {}
    for cell in notebook["cells"]:
        known = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] != "code" or not known.get("grade"):
            continue
        name = known["grade_id"]
        shown[name] = judged.get(name) or CellVerdict(name, 0.0, float(known["points"]), (NO_VERDICT,))
        cell["outputs"] = outputs_of(shown[name])
        cell["metadata"]["backprop_course"] = {"findings": [finding.text for finding in shown[name].findings]}
        cell["execution_count"] = None
    return shown


def _colour(score, points):
    if score >= points:
        return GOOD
    return PART if score > 0 else NONE


def _table(heading, colour, findings):
    cell = "padding: 0.3em 0.8em; text-align: left; white-space: normal;"
    rows = "".join(f'<tr><td style="{cell}">{escape(finding.text)}</td></tr>' for finding in findings)
    return (
        f'<table style="border-collapse: collapse; border-left: 4px solid {colour}; color: inherit;">'
        f'<tr><th style="{cell}">{escape(heading)}</th></tr>{rows}</table>'
    )
