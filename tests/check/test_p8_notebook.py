"""The text of p8_digits: complete as declared, and it runs to its end solved and unfilled."""

import re
from pathlib import Path

import jupytext
import pytest

from grader.answers import with_answer
from grader.exercises import EXERCISES

POINTS = {
    "standardise": 8,
    "split": 6,
    "train_digits": 20,
    "early_stopping": 14,
    "confusion_matrix": 6,
    "dead_units": 8,
    "first_layer_images": 8,
    "diagnose": 24,
}
ASKED = {
    "split": "seeded_split",
    "train_digits": "seeded_train_digits",
    "early_stopping": "watched_early_stopping",
}


@pytest.fixture(scope="module")
def cells():
    path = Path(__file__).parents[2] / "assignments" / "p8_digits.py"
    return jupytext.read(path, fmt="py:percent").cells


def run(cells, solve):
    """Run all code cells in one namespace."""
    namespace = {"__name__": "notebook"}
    for cell in cells:
        if cell.cell_type == "code":
            source = solve(cell) if cell.metadata.get("role") == "solution" else cell.source
            visible = source.split("### BEGIN HIDDEN TESTS")[0]
            exec(compile(visible, cell.metadata["title"], "exec"), namespace)


def test_the_points_are_those_of_the_exercises_and_of_the_report_and_sum_to_110(cells):
    tests = {c.metadata["title"]: c.metadata["points"] for c in cells if c.metadata.get("role") == "tests"}
    assert tests == {f"grade_{name}": points for name, points in POINTS.items()}
    assert {e.function: e.points for name, e in EXERCISES.items() if name.startswith("p8.")} == POINTS
    [written] = [c for c in cells if c.metadata.get("role") == "written"]
    assert sum(POINTS.values()) + written.metadata["points"] == 110


def test_the_rubric_of_the_report_sums_to_its_points(cells):
    [rubric] = [c.source for c in cells if "A short report (16 points" in c.source]
    assert sum(map(int, re.findall(r"\| (\d+) \|$", rubric, re.MULTILINE))) == 16


def test_every_graded_cell_asks_for_its_own_function(cells):
    for cell in cells:
        if cell.metadata.get("role") == "tests":
            function = cell.metadata["title"].removeprefix("grade_")
            hidden = cell.source.split("### BEGIN HIDDEN TESTS\n")[1].split("\n### END HIDDEN TESTS")[0]
            assert hidden == f'probe("p8.{function}", {ASKED.get(function, function)})'


def test_solved_every_check_passes_and_the_number_is_read(cells, capsys):
    run(cells, lambda cell: with_answer(cell.source, cell.metadata["reference"]))
    said = capsys.readouterr().out
    assert "✗" not in said
    assert "○" not in said
    for name in POINTS:
        assert re.search(rf"^{name}\n  ✓", said, re.MULTILINE)
    codes = re.findall(r"^run ([A-F]): (\w+) +\(evidence", said, re.MULTILINE)
    assert sorted(code for _, code in codes) == ["dead", "gradient", "labels", "order", "scale", "step"]
    losses = dict(re.findall(r"^params of the (\w+) epoch: held-out loss ([\d.]+)", said, re.MULTILINE))
    assert float(losses["best"]) < float(losses["last"]) - 0.1
    [read] = re.findall(r"^written: 3141592653 +read: (\d{10})$", said, re.MULTILINE)
    assert sum(a == b for a, b in zip(read, "3141592653", strict=True)) >= 9
    [share] = re.findall(r"^([\d.]+)% of 300 new pictures are read", said, re.MULTILINE)
    assert float(share) >= 95


def test_unfilled_every_check_says_what_is_missing(cells, capsys):
    run(cells, lambda cell: cell.source.removesuffix("    ...") + "    raise NotImplementedError()")
    said = capsys.readouterr().out
    for name in POINTS:
        assert f"✗ {name} is not filled in yet" in said
    assert said.count("first, then run this cell again") == 9
