"""What a text says of its points is true: its cells, its headings, its table, the README."""

import re

import pytest

from tests.assignments.notebooks import ASSIGNMENTS, cells_of, declared, with_role
from tests.paths import CLONE

every_assignment = pytest.mark.parametrize("assignment", ASSIGNMENTS)
README = CLONE / "README.md"


def points_of(assignment):
    return [cell.metadata["points"] for cell in cells_of(assignment) if "points" in cell.metadata]


def headings(assignment):
    """Each heading's text with the points of the graded cells under it, in order."""
    above, found = [], []
    for cell in cells_of(assignment):
        if cell.cell_type == "markdown" and "role" not in cell.metadata:
            for marks, text in re.findall(r"^(#+) (.*)$", cell.source, re.MULTILINE):
                found.append((text, []))
                above = [(depth, points) for depth, points in above if depth < len(marks)]
                above.append((len(marks), found[-1][1]))
        for _, points in above:
            points.extend([cell.metadata["points"]] if "points" in cell.metadata else [])
    return found


def stated(heading):
    """The points that a heading states: ``(4 points)``, ``(3 + 3 + 4 points)``, ``(5 × 4 points)``."""
    found = []
    for inside in re.findall(r"\((\d[^)]*)\)", heading):
        times, _, each = inside.rpartition(" × ")
        found += [int(number) for number in re.findall(r"\d+", each)] * int(times or 1)
    return found


@every_assignment
def test_the_points_of_its_cells_are_those_of_the_exercises(assignment):
    part = assignment.partition("_")[0]
    graded = {f"{part}.{name}": cell.metadata["points"] for name, cell in with_role(assignment, "tests").items()}
    assert graded == declared(assignment)


@every_assignment
def test_the_table_at_its_head_states_the_points_of_every_task(assignment):
    rows = re.findall(r"^\| (\d*) ?\| .* \| (\d+) \| \d+ \|$", cells_of(assignment)[0].source, re.MULTILINE)
    tasks = [(re.match(r"Task (\d+) ", text), points) for text, points in headings(assignment)]
    assert {number: int(n) for number, n in rows if number} == {task[1]: sum(points) for task, points in tasks if task}
    assert sum(int(n) for _, n in rows) == sum(points_of(assignment))


@every_assignment
def test_headings_state_the_points_under_them(assignment):
    for text, points in headings(assignment):
        if "points" in text:
            assert stated(text) in (points, [sum(points)] if points else []), text


def test_all_points_add_up_to_the_readmes():
    [total] = re.findall(r"\((\d+) points\)", README.read_text(encoding="utf-8"))
    assert sum(sum(points_of(assignment)) for assignment in ASSIGNMENTS) == int(total)
