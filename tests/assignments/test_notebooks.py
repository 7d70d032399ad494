"""Every assignment is complete, grades what it checks, and runs to its end solved and unfilled."""

import ast
import re
from itertools import pairwise

import pytest

from course import probing
from grader.exercises import EXERCISES
from tests.assignments.notebooks import ASSIGNMENTS, cells_of, code_of, declared, halves, solved, unfilled, with_role
from tests.grader.judging.asking import judged

# What they are asked about takes a second to draw; tests/judging asks them.
ON_DIGITS = {"p8.train_digits", "p8.diagnose", "p8.spoilt_examples", "p8.read_handwriting"}
every_assignment = pytest.mark.parametrize("assignment", ASSIGNMENTS)


def beyond_the_points(assignment):
    """The names of the code cells under a heading that says there are no points."""
    names, within = [], False
    for cell in cells_of(assignment):
        if cell.cell_type == "code" and within:
            names.append(cell.metadata["title"])
        elif re.search(r"^##? ", cell.source, re.MULTILINE):
            within = "(no points)" in cell.source
    return names


@every_assignment
def test_every_code_cell_has_a_name_of_its_own(assignment):
    names = [cell.metadata.get("title") for cell in code_of(assignment)]
    assert None not in names
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)


@every_assignment
def test_every_code_cell_is_python_without_magics_and_widgets(assignment):
    for cell in code_of(assignment):
        ast.parse(cell.source)
        assert "widget" not in cell.source


@every_assignment
def test_every_solution_is_an_unfilled_stub_that_a_check_sees(assignment):
    stubs = with_role(assignment, "solution")
    checked = [halves(cell.source)[0] for cell in with_role(assignment, "tests").values()]
    assert set(with_role(assignment, "tests")) <= set(stubs)
    for function, cell in stubs.items():
        (stub,) = ast.parse(cell.source).body
        docstring, dots = stub.body
        assert stub.name == function
        assert docstring.value.value.strip()
        assert ast.unparse(dots) == "..."
        assert any(re.search(rf"\b{function}\b", visible) for visible in checked)


@every_assignment
def test_every_hidden_test_is_one_probe_of_the_function_that_its_check_sees(assignment):
    """Of the function itself, of ``ask.way(function)``, or of what the visible half makes of it."""
    part = assignment.partition("_")[0]
    for function, cell in with_role(assignment, "tests").items():
        visible, hidden = halves(cell.source)
        check, *made = ast.parse(visible).body
        seen = [ast.unparse(argument) for argument in check.value.args]
        wrappers = {ast.unparse(line.targets[0]): ast.unparse(line.value.args[0]) for line in made}
        [probed] = re.findall(rf'\Aprobe\("{part}\.{function}", (.*)\)\n### END HIDDEN TESTS\Z', hidden)
        assert ast.unparse(check.value.func) == f"check.{function}"
        if probed in wrappers:
            assert wrappers[probed] == function
            assert function in seen
        else:
            assert re.fullmatch(rf"{function}|ask\.\w+\({function}\)", probed)
            assert probed in seen


@every_assignment
def test_solved_every_check_passes_and_only_what_has_no_points_is_open(assignment):
    said = solved(assignment).said
    for function in with_role(assignment, "tests"):
        assert said[f"grade_{function}"].startswith(f"{function}\n  ✓")
    open_cells = [title for title, text in said.items() if "✗" in text or "○" in text]
    assert open_cells == [title for title in beyond_the_points(assignment) if title.startswith("check_")]


@every_assignment
def test_solved_its_own_functions_earn_full_marks_through_the_probe(assignment):
    notebook = solved(assignment)
    assert notebook.names["probe"] is probing.probe
    assert notebook.probed.keys() == declared(assignment).keys()
    for name in notebook.probed.keys() - ON_DIGITS:
        assert judged(EXERCISES[name], notebook.probed[name]).score == EXERCISES[name].points


@every_assignment
def test_a_prediction_has_a_place_and_is_printed_above_the_result(assignment):
    for above, cell in pairwise(cells_of(assignment)):
        if "**Predict.**" in above.source:
            assert cell.source.startswith('my_prediction = ""  # ')
            assert cell.source.count("my_prediction") == 2


@every_assignment
def test_solved_the_last_check_says_that_all_tasks_have_passed(assignment):
    tasks, points = with_role(assignment, "tests"), sum(declared(assignment).values())
    *_, last = (text for title, text in solved(assignment).said.items() if title.removeprefix("grade_") in tasks)
    assert last.endswith(f"\n  {len(tasks)} of {len(tasks)} tasks, {points:g} of {points:g} points checked here\n")


@every_assignment
def test_unfilled_every_check_and_every_demonstration_says_what_is_missing(assignment):
    said, stubs = unfilled(assignment).said, with_role(assignment, "solution")
    for function in with_role(assignment, "tests"):
        assert f"✗ {function} is not filled in yet" in said[f"grade_{function}"]
    missing = {t: re.findall(r"○ Fill in (\w+) first, then run this cell again", text) for t, text in said.items()}
    tried = [cell.metadata["title"] for cell in code_of(assignment) if "with check.try_it(" in cell.source]
    assert [title for title, functions in missing.items() if functions] == tried
    assert {function for functions in missing.values() for function in functions} <= set(stubs)
