"""A small assignment, made without building notebooks."""

import json

from grader.authoring.assignment import Assignment, SourceCell

HIDDEN = '\n### BEGIN HIDDEN TESTS\nprobe("p6.mac_counts", mac_counts)\n### END HIDDEN TESTS'
LOCKED = {"grade": False, "locked": True, "solution": False, "schema_version": 3}


def _known(name, kind, source, **flags):
    return SourceCell(name, name, kind, source, {**LOCKED, "grade_id": name, **flags} if name else {})


ASSIGNMENT = Assignment(
    "p9_made",
    (
        SourceCell("", "title", "markdown", "# Title", {}),
        _known("setup", "code", "import numpy as np\n\nfrom course import probe"),
        _known("solve_a", "code", "def mac_counts(sizes, batch):\n    ...", locked=False, solution=True),
        _known("grade_a", "code", f"assert mac_counts{HIDDEN}", grade=True, points=5),
        _known("words", "markdown", "Your words.", locked=False, solution=True, grade=True, points=5),
        _known("grade_b", "code", f"assert True{HIDDEN}", grade=True, points=5),
    ),
)


def released():
    """The notebook that students get, as a dict."""
    cells = [
        {
            "cell_type": cell.cell_type,
            "id": cell.cell_id,
            "metadata": {"nbgrader": dict(cell.metadata)} if cell.grade_id else {},
            "source": cell.visible,
            **({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {}),
        }
        for cell in ASSIGNMENT.cells
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def as_bytes(notebook):
    """A notebook as it is saved."""
    return json.dumps(notebook, indent=1).encode()
