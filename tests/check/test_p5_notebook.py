"""The text of p5_autodiff: complete as declared, and it runs to its end solved and unfilled."""

from pathlib import Path

import jupytext
import pytest

from grader.answers import with_answer
from grader.exercises import EXERCISES

POINTS = {
    "two_paths": 7,
    "logistic_least_squares": 13,
    "add": 4,
    "mul": 5,
    "power": 4,
    "exp": 3,
    "log": 3,
    "tanh": 4,
    "sigmoid": 4,
    "relu": 4,
    "maximum": 5,
    "topological_order": 14,
    "backward": 16,
    "softmax_ce_graph": 12,
    "scalar_mlp": 5,
    "descend": 4,
    "learn_xor": 3,
}
PLAIN = ("two_paths", "logistic_least_squares", "learn_xor")  # asked as they are; the others through `ask`
WAYS = {"topological_order": "order", "backward": "gradients", "softmax_ce_graph": "cross_entropy"}
WAYS |= {"scalar_mlp": "network", "descend": "descent"}


@pytest.fixture(scope="module")
def cells():
    path = Path(__file__).parents[2] / "assignments" / "p5_autodiff.py"
    return [cell for cell in jupytext.read(path, fmt="py:percent").cells if cell.cell_type == "code"]


def solved(cell):
    return with_answer(cell.source, cell.metadata["reference"])


def unfilled(cell):
    return cell.source.removesuffix("    ...") + "    raise NotImplementedError()"


def run(cells, solve, probe=None):
    """Run all code cells in one namespace; with a probe, the hidden lines too."""
    namespace = {"__name__": "notebook"}
    for cell in cells:
        source = solve(cell) if cell.metadata.get("role") == "solution" else cell.source
        if probe is None:
            source = source.split("### BEGIN HIDDEN TESTS")[0]
        exec(compile(source, cell.metadata["title"], "exec"), namespace)
        if probe is not None:
            namespace["probe"] = probe
    return namespace


def test_the_points_are_those_of_the_exercises_and_sum_to_110(cells):
    graded = {c.metadata["title"]: c.metadata["points"] for c in cells if c.metadata.get("role") == "tests"}
    assert graded == {f"grade_{name}": points for name, points in POINTS.items()}
    assert {e.function: e.points for name, e in EXERCISES.items() if name.startswith("p5.")} == POINTS
    assert sum(POINTS.values()) == 110


def test_every_hidden_test_is_one_probe_of_the_function_it_grades(cells):
    for cell in cells:
        if cell.metadata.get("role") == "tests":
            function = cell.metadata["title"].removeprefix("grade_")
            hidden = cell.source.split("### BEGIN HIDDEN TESTS\n")[1].split("\n### END HIDDEN TESTS")[0]
            asked = function if function in PLAIN else f"ask.{WAYS.get(function, 'operation')}({function})"
            assert hidden == f'probe("p5.{function}", {asked})'
            assert cell.source.startswith(f"check.{function}({asked})\n")


def test_solved_every_check_passes_and_the_engine_agrees_with_measured_slopes(cells, capsys):
    run(cells, solved)
    said = capsys.readouterr().out
    assert "✗" not in said
    assert said.count("○") == 1  # the extension, which nobody need do
    for name in POINTS:
        assert f"\n{name}\n  ✓" in f"\n{said}"
    assert "the second postman: 42.0" in said
    for slope in [line.split() for line in said.splitlines() if line.startswith("df/d")]:
        assert slope[2].rstrip(",") == slope[4]
    assert "20 doublings:  40 messages; the gradient, here also the number of paths: 1,048,576" in said


def test_the_notebooks_own_nodes_earn_full_marks_through_the_probe(cells, capsys):
    """The class of the notebook is not that of the reference; what is asked goes through it."""
    from tests.judging.asking import judged

    scores = {}

    def probe(name, function):
        scores[name] = judged(EXERCISES[name], function).score

    run([cell for cell in cells if not cell.metadata["title"].startswith(("predict", "learns"))], solved, probe)
    assert scores == {f"p5.{name}": points for name, points in POINTS.items()}


def test_unfilled_every_check_says_what_is_missing(cells, capsys):
    run(cells, unfilled)
    said = capsys.readouterr().out
    for name in POINTS:
        assert f"✗ {name} is not filled in yet" in said
    assert said.count("first, then run this cell again") == 9
