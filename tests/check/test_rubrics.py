"""An answer in words is graded by hand: the rubric stands above it, for those who write and for those who grade."""

import re
from itertools import pairwise
from pathlib import Path

import jupytext
import pytest

ASSIGNMENTS = sorted((Path(__file__).parents[2] / "assignments").glob("p[0-9]_*.py"))


def written():
    """Each written answer's name and points, and the cell above it."""
    for path in ASSIGNMENTS:
        cells = jupytext.read(path, fmt="py:percent").cells
        for above, cell in pairwise(cells):
            if cell.metadata.get("role") == "written":
                yield pytest.param(above.source, cell.metadata["points"], id=f"{path.stem}-{cell.metadata['title']}")


@pytest.mark.parametrize(("above", "points"), [*written()])
def test_the_rubric_stands_above_a_written_answer_and_its_points_add_up(above, points):
    _, found, table = above.partition("| how it is graded | points |")
    assert found
    assert sum(int(n) for n in re.findall(r"\| (\d+) \|$", table, re.MULTILINE)) == points
