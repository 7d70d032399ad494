"""The text of p1_linear_models: complete as declared, and it runs to its end solved and unfilled."""

import re
from pathlib import Path

import jupytext
import pytest

from grader.answers import with_answer
from grader.exercises import p1

POINTS = {f"grade_{exercise.function}": exercise.points for exercise in p1.EXERCISES}


@pytest.fixture(scope="module")
def cells():
    cells = jupytext.read(Path(__file__).parents[2] / "assignments" / "p1_linear_models.py", fmt="py:percent").cells
    return [cell for cell in cells if cell.cell_type == "code"]


def run(cells, solve):
    namespace = {"__name__": "notebook"}
    for cell in cells:
        source = solve(cell) if cell.metadata.get("role") == "solution" else cell.source
        exec(compile(source.split("### BEGIN HIDDEN TESTS")[0], cell.metadata["title"], "exec"), namespace)


def test_the_points_are_those_of_the_exercises_and_sum_to_80(cells):
    graded = {c.metadata["title"]: c.metadata["points"] for c in cells if c.metadata.get("role") == "tests"}
    assert graded == POINTS
    assert sum(graded.values()) == 80


def test_every_graded_cell_probes_the_function_that_it_checks(cells):
    for cell in cells:
        if cell.metadata.get("role") == "tests":
            name = cell.metadata["title"].removeprefix("grade_")
            assert cell.source.startswith(f"check.{name}({name})\n")
            assert f'\nprobe("p1.{name}", {name})\n' in cell.source


def test_solved_it_runs_every_check_passes_and_the_demonstrations_show_what_the_text_says(cells, capsys):
    run(cells, lambda cell: with_answer(cell.source, cell.metadata["reference"]))
    said = capsys.readouterr().out
    assert "✗" not in said
    assert "○" not in said
    assert all(f"\n{name.removeprefix('grade_')}\n  ✓" in "\n" + said for name in POINTS)
    assert re.findall(r"(\w+): weights exactly 0 .*: (\d) \d (\d)", said) == [("ridge", "0", "0"), ("lasso", "1", "7")]
    assert said.count("converged: True") == said.count("converged: False") == 4
    growing, held, finite = (list(map(float, line.split()[-3:])) for line in re.findall(r".*1000 steps: .*", said))
    assert growing[2] > growing[1] + 1 > growing[0] + 2
    assert held[2] - held[1] < 0.01 > finite[2] - finite[1]
    perceptron, logistic = map(float, re.findall(r"mistakes: 0, distance of the nearest point: (\S+)", said))
    assert perceptron < logistic


def test_unfilled_it_runs_and_says_what_is_missing(cells, capsys):
    run(cells, lambda cell: cell.source.removesuffix("    ...") + "    raise NotImplementedError()")
    said = capsys.readouterr().out
    for name in POINTS:
        assert f"✗ {name.removeprefix('grade_')} is not filled in yet" in said
    assert said.count("first, then run this cell again") == 7
