"""Shows a verdict as the outputs of its grade cell: text, a small table, and last the score that nbgrader reads."""

import math
from dataclasses import asdict
from html import escape
from typing import Any

from grader.judging.verdict import CellVerdict, Finding, Verdict

NO_VERDICT = Finding(
    "no_verdict", "The grader has no verdict for this question, so it counts 0; please tell your teacher."
)
_SVG = "image/svg+xml"
# The bar beside the table: readable on white, on black and in print.
FULL_COLOUR, PARTIAL_COLOUR, ZERO_COLOUR = "#2e9e5b", "#d99a1c", "#d0453c"


def clamped(score: float, points: float) -> float:
    """A score as a plain float from 0 to the points of its cell; NaN counts 0."""
    return 0.0 if math.isnan(score) else min(max(float(score), 0.0), float(points))


def verdict_outputs(cell: CellVerdict) -> list[dict[str, Any]]:
    """Make the outputs of a grade cell.

    Parameters
    ----------
    cell : CellVerdict

    Returns
    -------
    list of dict
        Of nbformat 4: a stream, a display_data and an execute_result; empty for a cell that is graded by hand.
    """
    if cell.score is None:
        return []
    score = clamped(cell.score, cell.max_score)
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


def write_verdict(notebook: dict[str, Any], verdict: Verdict) -> dict[str, CellVerdict]:
    """Replace the outputs of every code grade cell of a notebook by the verdict, in place.

    The findings also go into ``metadata["backprop_course"]``, of a cell, and the remarks into that of the notebook,
    where the feedback page reads them, with what the visible check drew.
    A grade cell that is missing from the verdict gets 0.0 and a message: nbgrader would give it full points.

    Parameters
    ----------
    notebook : dict
        nbformat 4; a `NotebookNode` is one too.
    verdict : Verdict

    Returns
    -------
    dict of str to CellVerdict
        What was written to each code grade cell, by grade_id.
    """
    judged = {cell.grade_id: cell for cell in verdict.cells if cell.score is not None}
    written = {}
    notebook["metadata"]["backprop_course"] = {"remarks": list(verdict.remarks)}
    for cell in notebook["cells"]:
        metadata = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] != "code" or not metadata.get("grade"):
            continue
        name = metadata["grade_id"]
        written[name] = judged.get(name) or CellVerdict(name, 0.0, float(metadata["points"]), (NO_VERDICT,))
        drawn = _last_drawing(cell.get("outputs", []))
        cell["outputs"] = verdict_outputs(written[name])
        cell["metadata"]["backprop_course"] = {"findings": [asdict(finding) for finding in written[name].findings]}
        if drawn:
            cell["metadata"]["backprop_course"]["picture"] = drawn
        cell["execution_count"] = None
    return written


def _last_drawing(outputs: list[Any]) -> dict[str, Any]:
    """What the visible check in a grade cell drew, with its text alternative; empty if it drew nothing."""
    bundles = [output["data"] for output in outputs if _SVG in output.get("data", {})]
    return {kind: data for kind, data in bundles[-1].items() if kind in (_SVG, "text/plain")} if bundles else {}


def _colour(score: float, points: float) -> str:
    if score >= points:
        return FULL_COLOUR
    return PARTIAL_COLOUR if score > 0 else ZERO_COLOUR


def _table(heading: str, colour: str, findings: tuple[Finding, ...]) -> str:
    cell = "padding: 0.3em 0.8em; text-align: left; white-space: normal;"
    rows = "".join(f'<tr><td style="{cell}">{escape(finding.text)}</td></tr>' for finding in findings)
    return (
        f'<table style="border-collapse: collapse; border-left: 4px solid {colour}; color: inherit;">'
        f'<tr><th style="{cell}">{escape(heading)}</th></tr>{rows}</table>'
    )
