"""An answer in words is graded by hand: the rubric stands above it, for those who write and for those who grade."""

import re
from itertools import pairwise

import pytest

from tests.assignments.notebooks import ASSIGNMENTS, cells_of


def written():
    """Each written answer's name and points, and the cell above it."""
    for assignment in ASSIGNMENTS:
        for above, cell in pairwise(cells_of(assignment)):
            if cell.metadata.get("role") == "written":
                yield pytest.param(above.source, cell.metadata["points"], id=f"{assignment}-{cell.metadata['title']}")


@pytest.mark.parametrize(("above", "points"), [*written()])
def test_the_rubric_stands_above_a_written_answer_and_its_points_add_up(above, points):
    _, found, table = above.partition("| how it is graded | points |")
    assert found
    assert sum(int(n) for n in re.findall(r"\| (\d+) \|$", table, re.MULTILINE)) == points
