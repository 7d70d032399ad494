"""The text of p3_activations_and_losses: complete as declared, and it runs to its end solved and unfilled."""

import re
from pathlib import Path

import jupytext
import numpy as np
import pytest

from grader.answers import with_answer
from grader.exercises import EXERCISES
from reference_solution.activation_table import ELEMENTWISE
from reference_solution.gelu import normal_cdf

PAIRS = (*ELEMENTWISE, "maxout")
POINTS = {name: 4 for name in PAIRS} | {
    "logsumexp": 6,
    "log_softmax": 8,
    "softmax": 8,
    "mse_half": 4,
    "gaussian_nll": 6,
    "bce_with_logits": 8,
    "softmax_ce": 10,
    "output_head": 6,
}
PROBED = {name: f"{name}_pair" for name in PAIRS} | {"mse_half": "mse_half_and_refusal", "output_head": "chosen_head"}


@pytest.fixture(scope="module")
def cells():
    path = Path(__file__).parents[2] / "assignments" / "p3_activations_and_losses.py"
    return [cell for cell in jupytext.read(path, fmt="py:percent").cells if cell.cell_type == "code"]


def run(cells, solve):
    """Run all code cells in one namespace."""
    namespace = {"__name__": "notebook"}
    for cell in cells:
        source = solve(cell) if cell.metadata.get("role") == "solution" else cell.source
        visible = source.split("### BEGIN HIDDEN TESTS")[0]
        exec(compile(visible, cell.metadata["title"], "exec"), namespace)
    return namespace


def solved(cell):
    return with_answer(cell.source, cell.metadata["reference"])


def test_the_points_are_those_of_the_exercises_and_sum_to_100(cells):
    graded = {c.metadata["title"]: c.metadata["points"] for c in cells if c.metadata.get("role") == "tests"}
    assert graded == {f"grade_{name}": points for name, points in POINTS.items()}
    assert {e.function: e.points for name, e in EXERCISES.items() if name.startswith("p3.")} == POINTS
    assert sum(POINTS.values()) == 100


def test_every_hidden_test_is_one_probe_of_what_it_grades(cells):
    for cell in cells:
        if cell.metadata.get("role") == "tests":
            name = cell.metadata["title"].removeprefix("grade_")
            hidden = cell.source.split("### BEGIN HIDDEN TESTS\n")[1].split("\n### END HIDDEN TESTS")[0]
            assert hidden == f'probe("p3.{name}", {PROBED.get(name, name)})'


def test_solved_every_check_passes_and_what_the_text_claims_is_seen(cells, capsys):
    notebook = run(cells, solved)
    said = capsys.readouterr().out
    assert "✗" not in said
    assert "○" not in said
    assert "•" not in said
    for name in POINTS:
        assert f"\n{name}\n  ✓" in said
    for claim in ("mean of squares: 1.333", "by tanh  0.00047", "by swish 0.0203", "after   0 steps: loss 1.0986"):
        assert claim in said
    assert re.search(r"P = \[0.9, 0.1\]: loss 0.3251", said)
    own, squared = (float(z) for z in re.findall(r"loss: z = +(-?[\d.]+)", said))
    assert own > 2
    assert squared < -7.9
    assert float(re.search(r"after 100 steps.*right ([\d.]+)%", said).group(1)) > 95
    Z = np.linspace(-9, 9, 50)
    assert np.array_equal(notebook["normal_cdf"](Z), normal_cdf(Z))


def test_unfilled_it_runs_and_every_check_says_what_is_missing(cells, capsys):
    run(cells, lambda cell: cell.source.removesuffix("    ...") + "    raise NotImplementedError()")
    said = capsys.readouterr().out
    for name in POINTS:
        assert f"✗ {name} is not filled in yet" in said
    assert said.count("first, then run this cell again") == 11


def test_an_unfilled_slope_is_called_by_its_name(cells, capsys):
    def all_but_a_slope(cell):
        unfilled = cell.metadata["title"] == "solve_relu_derivative"
        return cell.source.removesuffix("    ...") + "    raise NotImplementedError()" if unfilled else solved(cell)

    run(cells, all_but_a_slope)
    said = capsys.readouterr().out
    assert "relu\n  ✓ relu(Z): right (by hand)\n  ✗ relu_derivative is not filled in yet" in said
    assert said.count("✗") == 1
