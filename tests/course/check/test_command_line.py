"""``python -m course check``: what is open in a notebook, without a browser."""

import nbformat
import pytest

from course.__main__ import main
from grader.authoring.build import build
from grader.gradebook.release import release

SOLVED = "def double(x):\n    return 2 * x"
CHECK = """
from course.check.core.report import Report
with Report("double") as report:
    report.ok("double", "right") if double(2) == 4 else report.fail("double(2) is not 4.")
"""


@pytest.fixture
def check(tmp_path, capsys):
    """The exit status and all lines for a notebook of these cells."""

    def run(*cells):
        nbformat.write(nbformat.v4.new_notebook(cells=list(cells)), tmp_path / "n.ipynb")
        status = main(["check", str(tmp_path / "n.ipynb")])
        return status, capsys.readouterr().out

    return run


def code(source, **marks):
    return nbformat.v4.new_code_cell(source, metadata={"nbgrader": marks} if marks else {})


def written(source):
    marks = {"grade_id": "derivation", "grade": True, "solution": True}
    return nbformat.v4.new_markdown_cell(source, metadata={"nbgrader": marks})


def graded(source):
    return code(source, grade=True, grade_id="grade_double")


def test_what_is_done_is_said_and_nothing_is_open(check):
    assert check(code(SOLVED), graded(CHECK)) == (0, "double\n  ✓\n\n1 done, 0 open.\n")


def test_what_is_open_is_said_with_its_reason(check):
    status, said = check(code("double = abs"), graded(CHECK))
    assert status == 1
    assert said == "double\n  ✗ double(2) is not 4.\n\n0 done, 1 open: double.\n"


def test_what_fails_without_points_is_no_open_task(check):
    status, said = check(code("double = abs"), code(CHECK), code("1 / 0"))
    assert status == 0
    assert "double\n  ✗ double(2) is not 4." in said
    assert "the cell that begins with `1 / 0`\n  • Line 1 raises ZeroDivisionError: division by zero" in said


def test_a_graded_cell_that_raises_is_open(check):
    status, said = check(code(SOLVED), graded(f"{CHECK.strip()}\n1 / 0"))
    assert status == 1
    assert "double\n  ✓" in said
    assert "double\n  ✗ Line 4 raises ZeroDivisionError: division by zero" in said


def test_a_cell_that_is_no_python_is_named(check):
    status, said = check(graded("def double(x:"))
    assert status == 1
    assert "SyntaxError" in said


def test_a_written_answer_is_open_until_something_is_written(check):
    assert check(written("YOUR ANSWER HERE"))[0] == 1
    assert check(written("Because the chain rule says so.")) == (
        0,
        "derivation\n  • A person reads this.\n\n0 done, 0 open.\n",
    )


def test_what_cells_print_is_not_shown(check):
    assert (
        check(code("print('loud'); import matplotlib.pyplot as plt; plt.plot([1]); plt.show()"))[1]
        == "\n0 done, 0 open.\n"
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [("", "is empty"), ("{", "ends in the middle"), ('{"cells": 3}', "not a notebook (it has no cells)")],
)
def test_a_file_that_is_no_notebook_is_told(tmp_path, capsys, content, why):
    (tmp_path / "n.ipynb").write_text(content)
    assert main(["check", str(tmp_path / "n.ipynb")]) == 2
    assert why in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert main(["check", str(tmp_path / "none.ipynb")]) == 2
    assert "there is no file" in capsys.readouterr().err


def test_an_assignment_as_students_get_it_is_open_everywhere(tmp_path, capsys):
    build(tmp_path, ["p6_backprop"])
    release(tmp_path, "p6_backprop")
    assert main(["check", str(tmp_path / "release" / "p6_backprop" / "p6_backprop.ipynb")]) == 1
    said = capsys.readouterr().out
    assert said.count("is not filled in yet") == said.count("✗") - 1 == 10
    assert "raises" not in said


def test_solved_no_graded_cell_is_open(tmp_path, capsys):
    build(tmp_path, ["p6_backprop"])
    assert main(["check", str(tmp_path / "source" / "p6_backprop" / "p6_backprop.ipynb")]) == 0
    said = capsys.readouterr().out
    assert "residual_block_backward\n  ✗" in said  # it has no points
    assert "9 done, 0 open." in said
