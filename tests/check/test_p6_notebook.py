"""The text of p6_backprop: complete as declared, and it runs to its end solved and unfilled."""

import ast
import importlib
import inspect
import re
import textwrap
from pathlib import Path

import jupytext
import pytest

POINTS = {
    "grade_dense_forward": 5,
    "grade_dense_backward": 30,
    "grade_activation_backward": 15,
    "grade_softmax_cross_entropy": 15,
    "grade_mlp_forward": 10,
    "grade_mlp_backward": 40,
    "grade_input_gradient": 5,
    "grade_grad_check": 20,
    "grade_mac_counts": 5,
    "written_derivation": 5,
}


@pytest.fixture(scope="module")
def cells():
    return jupytext.read(Path(__file__).parents[2] / "assignments" / "p6_backprop.py", fmt="py:percent").cells


def with_role(cells, role):
    return {cell.metadata["title"]: cell for cell in cells if cell.metadata.get("role") == role}


def test_the_points_are_those_of_the_table_and_sum_to_150(cells):
    graded = with_role(cells, "tests") | with_role(cells, "written")
    assert {name: cell.metadata["points"] for name, cell in graded.items()} == POINTS
    assert sum(POINTS.values()) == 150


def test_every_code_cell_has_a_name_of_its_own(cells):
    names = [cell.metadata.get("title") for cell in cells if cell.cell_type == "code"]
    assert None not in names
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)


def test_every_hidden_test_is_one_probe_of_the_function_it_grades(cells):
    for name, cell in with_role(cells, "tests").items():
        function = name.removeprefix("grade_")
        hidden = cell.source.split("### BEGIN HIDDEN TESTS\n")[1].split("\n### END HIDDEN TESTS")[0]
        assert hidden == f'probe("p6.{function}", {function})'


def test_every_solution_is_a_stub_with_the_signature_of_its_reference(cells):
    solutions = with_role(cells, "solution")
    assert {name.removeprefix("solve_") for name in solutions} == {
        name.removeprefix("grade_") for name in POINTS if name.startswith("grade_")
    }
    for cell in solutions.values():
        (stub,) = ast.parse(cell.source).body
        docstring, ellipsis = stub.body
        assert ast.unparse(ellipsis) == "..."
        assert "Returns" in docstring.value.value
        assert list(inspect.signature(reference(cell)).parameters) == [a.arg for a in stub.args.args]


def test_no_magics_and_no_widgets(cells):
    for cell in cells:
        if cell.cell_type == "code":
            ast.parse(cell.source)
            assert "widget" not in cell.source


def reference(cell):
    module, function = cell.metadata["reference"].split(":")
    return getattr(importlib.import_module(module), function)


def filled(cell):
    """The source of a solution cell, its last statement replaced by the body of the reference."""
    source = textwrap.dedent(inspect.getsource(reference(cell)))
    body = source.splitlines()[ast.parse(source).body[0].body[1].lineno - 1 :]
    return cell.source.removesuffix("    ...") + "\n".join(body)


def run(cells, solve):
    """Run all code cells in one namespace."""
    namespace = {"__name__": "notebook"}
    for cell in cells:
        if cell.cell_type == "code":
            source = solve(cell) if cell.metadata.get("role") == "solution" else cell.source
            exec(compile(source, cell.metadata["title"], "exec"), namespace)


def test_solved_it_runs_and_every_check_passes(cells, capsys):
    run(cells, filled)
    said = capsys.readouterr().out
    ungraded = said.index("residual_block_backward")
    assert "✗" not in said[:ungraded]
    assert "○" not in said[:ungraded]
    for name in POINTS:
        if name.startswith("grade_"):
            assert f"\n{name.removeprefix('grade_')}\n  ✓" in said


def test_solved_every_spoiled_gradient_learns_and_is_found_out(cells, capsys):
    run(cells, filled)
    said = capsys.readouterr().out
    shares = [float(share) for share in re.findall(r"new examples: ([\d.]+)%", said)]
    assert len(shares) == 4
    assert min(shares) > 80
    assert re.findall(r"^(\w+) +(right|wrong)$", said, re.MULTILINE) == [
        ("mlp_backward", "right"),
        ("transposed", "wrong"),
        ("without_biases", "wrong"),
        ("first_layer_frozen", "wrong"),
    ]


def test_unfilled_it_runs_and_every_check_says_what_is_missing(cells, capsys):
    run(cells, lambda cell: cell.source.removesuffix("    ...") + "    raise NotImplementedError()")
    said = capsys.readouterr().out
    for name in POINTS:
        if name.startswith("grade_"):
            assert f"✗ {name.removeprefix('grade_')} is not filled in yet" in said
    assert said.count("first, then run this cell again") == 8
