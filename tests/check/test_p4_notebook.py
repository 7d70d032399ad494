"""The text of p4_forward_pass: complete as declared, and it runs to its end solved and unfilled."""

import re
from pathlib import Path

import jupytext
import pytest

from grader.answers import with_answer
from grader.exercises import EXERCISES

POINTS = {
    "init_params": 8,
    "forward": 16,
    "convert_convention": 8,
    "count_params": 4,
    "flatten": 3,
    "unflatten": 3,
    "collapse_linear": 10,
    "permute_hidden": 4,
    "rescale_relu": 4,
    "bump_net": 10,
    "relu_interpolant": 10,
    "tent_net": 4,
    "mult_gate": 3,
    "product_net": 3,
}


@pytest.fixture(scope="module")
def cells():
    path = Path(__file__).parents[2] / "assignments" / "p4_forward_pass.py"
    return [cell for cell in jupytext.read(path, fmt="py:percent").cells if cell.cell_type == "code"]


def run(cells, solve):
    """Run all code cells in one namespace."""
    namespace = {"__name__": "notebook"}
    for cell in cells:
        source = solve(cell) if cell.metadata.get("role") == "solution" else cell.source
        visible = source.split("### BEGIN HIDDEN TESTS")[0]
        exec(compile(visible, cell.metadata["title"], "exec"), namespace)
    return namespace


def test_the_points_are_those_of_the_exercises_and_sum_to_90(cells):
    graded = {c.metadata["title"]: c.metadata["points"] for c in cells if c.metadata.get("role") == "tests"}
    assert graded == {f"grade_{name}": points for name, points in POINTS.items()}
    assert {e.function: e.points for name, e in EXERCISES.items() if name.startswith("p4.")} == POINTS
    assert sum(POINTS.values()) == 90


def test_every_hidden_test_is_one_probe_of_the_function_it_grades(cells):
    for cell in cells:
        if cell.metadata.get("role") == "tests":
            function = cell.metadata["title"].removeprefix("grade_")
            asked = "draws_of_init_params" if function == "init_params" else function
            hidden = cell.source.split("### BEGIN HIDDEN TESTS\n")[1].split("\n### END HIDDEN TESTS")[0]
            assert hidden == f'probe("p4.{function}", {asked})'


def test_solved_every_check_passes_and_the_figures_of_the_text_come_out(cells, capsys):
    names = run(cells, lambda cell: with_answer(cell.source, cell.metadata["reference"]))
    said = capsys.readouterr().out
    assert "✗" not in said
    assert "○" not in said
    for name in POINTS:
        assert f"\n{name}\n  ✓" in f"\n{said}"
    # S2-26: half the error for steps, a quarter for ReLUs; S3-13, S3-15: pieces, and the best lam.
    assert re.findall(r"bumps: largest error ([\d.]+)", said) == ["0.161", "0.086", "0.044", "0.022"]
    soft = dict(re.findall(r"(k = +\d+|steps): +largest error ([\d.]+)", said))
    assert 5 < float(soft["steps"]) / float(soft["k =  200"]) < 6
    assert re.findall(r"\d ReLUs: ([\d.]+)\n", said) == ["0.0406", "0.0117", "0.0031", "0.0008"]
    assert "20 ReLUs make 1024 pieces" in said
    errors = {int(e): float(error) for e, error in re.findall(r"lam = 1e-(\d): largest error (\S+)", said)}
    assert min(errors, key=errors.get) == 4
    assert errors[7] > 1e5 * errors[4]
    assert names["figure"].get_suptitle() == "No training: every weight was chosen"
    assert [float(axes.get_title().split()[-1]) < 0.3 for axes in names["figure"].axes[:2]] == [True, True]


def test_unfilled_every_check_says_what_is_missing(cells, capsys):
    run(cells, lambda cell: cell.source.removesuffix("    ...") + "    raise NotImplementedError()")
    said = capsys.readouterr().out
    for name in POINTS:
        assert f"✗ {name} is not filled in yet" in said
    assert said.count("first, then run this cell again") == 9
