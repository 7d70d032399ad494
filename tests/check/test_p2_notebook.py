"""The text of p2_logic: complete as declared, and it runs to its end solved and unfilled."""

import re
from pathlib import Path

import jupytext
import pytest

from grader.answers import with_answer
from grader.exercises import EXERCISES

POINTS = {
    "gate": 8,
    "nand_net": 9,
    "ripple_adder": 5,
    "xor_params": 8,
    "xor_logistic": 8,
    "is_linearly_separable": 10,
    "polygon_net": 10,
    "dnf_compile": 8,
    "parity_net": 4,
}


@pytest.fixture(scope="module")
def cells():
    path = Path(__file__).parents[2] / "assignments" / "p2_logic.py"
    return [cell for cell in jupytext.read(path, fmt="py:percent").cells if cell.cell_type == "code"]


def run(cells, solve):
    """Run all code cells in one namespace."""
    namespace = {"__name__": "notebook"}
    for cell in cells:
        source = solve(cell) if cell.metadata.get("role") == "solution" else cell.source
        visible = source.split("### BEGIN HIDDEN TESTS")[0]
        exec(compile(visible, cell.metadata["title"], "exec"), namespace)


def test_the_points_are_those_of_the_exercises_and_sum_to_70(cells):
    graded = {c.metadata["title"]: c.metadata["points"] for c in cells if c.metadata.get("role") == "tests"}
    assert graded == {f"grade_{name}": points for name, points in POINTS.items()}
    assert {e.function: e.points for name, e in EXERCISES.items() if name.startswith("p2.")} == POINTS
    assert sum(POINTS.values()) == 70


def test_every_hidden_test_is_one_probe_of_the_function_it_grades(cells):
    for cell in cells:
        if cell.metadata.get("role") == "tests":
            function = cell.metadata["title"].removeprefix("grade_")
            hidden = cell.source.split("### BEGIN HIDDEN TESTS\n")[1].split("\n### END HIDDEN TESTS")[0]
            assert hidden == f'probe("p2.{function}", {function})'


def test_solved_every_check_passes_and_all_sums_are_right(cells, capsys):
    run(cells, lambda cell: with_answer(cell.source, cell.metadata["reference"]))
    said = capsys.readouterr().out
    assert "✗" not in said
    assert "○" not in said
    for name in POINTS:
        assert f"\n{name}\n  ✓" in said
    assert "3 inputs: 104 of 256 tables" in said
    assert "8 inputs: 128 units by rows, 8 by counting, both right: True" in said
    assert "32 neurons; 256 of 256 sums are right" in said
    errors = dict(re.findall(r"k = +(\d+): .*largest error ([\d.]+)", said))
    assert next(k for k, error in errors.items() if float(error) < 0.01) == "10"


def test_unfilled_every_check_says_what_is_missing(cells, capsys):
    run(cells, lambda cell: cell.source.removesuffix("    ...") + "    raise NotImplementedError()")
    said = capsys.readouterr().out
    for name in POINTS:
        assert f"✗ {name} is not filled in yet" in said
    assert said.count("first, then run this cell again") == 6
