"""The cells of an assignment are found in a notebook by name, by text, or by what they define; each remark is true."""

import pytest

from grader.intake.repair import read_submission
from tests.grader.pipeline import three_questions as made
from tests.grader.pipeline.three_questions import FUNCTIONS, answer, blank, cell, code, insert, solved


def read(notebook):
    return read_submission(made.as_bytes(notebook), made.assignment())


def sources(found):
    """The text of each cell of the assignment, as it runs."""
    return {one.original.grade_id: one.source for one in found.cells if one.original}


def test_by_name_without_a_remark():
    found = read(solved())
    assert found.remarks == ()
    assert sources(found)["solve_mac_counts"] == answer("mac_counts")


def test_locked_cells_without_names_are_found_by_their_text():
    found = read(made.strip_names(solved()))
    known = {c.grade_id: c.source for c in made.assignment().cells if c.grade_id and c.locked}
    assert known.items() <= sources(found).items()
    assert not any("put back" in remark for remark in found.remarks)


def test_answers_without_names_are_found_by_what_they_define():
    found = read(made.strip_names(solved()))
    assert all(sources(found)[f"solve_{function}"] == answer(function) for function in FUNCTIONS)
    told = [
        f"The answer to solve_{function} was found in another cell, by what that cell defines."
        for function in FUNCTIONS
    ]
    assert [remark for remark in found.remarks if "was found" in remark] == told


def test_a_blank_cell_does_not_undo_an_answer_that_stands_above_it():
    notebook = blank()
    insert(notebook, code(answer("mac_counts")), "setup")
    found = read(notebook)
    definitions = [one for one in found.cells if "def mac_counts" in one.source]
    assert [one.source for one in definitions] == [answer("mac_counts")]


def test_a_filled_cell_counts_and_a_second_definition_elsewhere_runs_where_it_stands():
    notebook = solved()
    mine = "def mac_counts(sizes, batch):\n    return 0"
    insert(notebook, code(mine), "setup")
    found = read(notebook)
    assert sources(found)["solve_mac_counts"] == answer("mac_counts")
    assert [one.source for one in found.cells if one.original is None] == [mine]
    assert found.remarks == ()


ADDED = "What was added to the locked cell {} ran before it."


@pytest.mark.parametrize("place", ["grade_mac_counts", "setup"])
def test_an_answer_in_a_locked_cell_counts(place):
    notebook = blank()
    locked = cell(notebook, place)
    locked["source"] = f"{answer('mac_counts')}\n{locked['source']}"
    found = read(notebook)
    assert sources(found)["solve_mac_counts"].startswith(answer("mac_counts"))
    assert sources(found)[place] == {c.grade_id: c.source for c in made.assignment().cells}[place]
    assert ADDED.format(place) in found.remarks


@pytest.mark.parametrize(
    "line", ["import math", "from scipy import special as sp", "from math import *", "MY_EPS = 1e-9"]
)
def test_what_a_student_needs_and_wrote_into_a_locked_cell_is_there(line):
    notebook = solved()
    cell(notebook, "setup")["source"] += f"\n{line}"
    found = read(notebook)
    assert [line in one.source for one in found.cells[:2]] == [True, False]
    assert found.cells[1].original.grade_id == "setup"
    assert found.remarks == ("The locked cell setup was changed; the original ran.", ADDED.format("setup"))


def test_an_answer_in_a_copy_of_a_locked_cell_counts():
    notebook = blank()
    copy = dict(cell(notebook, "grade_mac_counts"), id="copy", source=answer("mac_counts"))
    insert(notebook, copy, "grade_mac_counts")
    assert sources(read(notebook))["solve_mac_counts"] == answer("mac_counts")


def test_a_function_that_is_only_called_is_no_answer():
    notebook = blank()
    insert(notebook, code("mac_counts([2, 3], 4)"), "setup")
    assert sources(read(notebook))["solve_mac_counts"] == cell(blank(), "solve_mac_counts")["source"]


@pytest.mark.parametrize("place", ["solve_dense_forward", "solve_dense_backward"])
def test_a_cell_that_answers_two_questions_runs_before_both_checks_and_no_blank_undoes_it(place):
    notebook = blank()
    both = answer("dense_forward") + "\n\n\n" + answer("dense_backward")
    cell(notebook, place)["source"] = both
    found = read(notebook)
    assert sources(found)["solve_dense_forward"] == both
    assert sources(found)["solve_dense_backward"] == "# The answer stands in another cell."


def test_a_changed_test_runs_as_it_was_and_is_told():
    notebook = solved()
    cell(notebook, "grade_mac_counts")["source"] = "pass"
    found = read(notebook)
    assert "The locked cell grade_mac_counts was changed; the original ran." in found.remarks
    assert "probe(" in sources(found)["grade_mac_counts"]


def test_a_copy_of_a_test_is_passed_over_and_told():
    notebook = solved()
    insert(notebook, dict(cell(notebook, "grade_mac_counts")), "grade_mac_counts")
    found = read(notebook)
    assert found.remarks == ("The locked cell grade_mac_counts stands more than once; the copy was passed over.",)
    assert len(found.cells) == len(made.assignment().cells)
