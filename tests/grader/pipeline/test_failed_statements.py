"""What fails beside an answer becomes one remark for each cell, in plain words; cells of the assignment get none."""

import sys

import pytest

from course.notebook.failure import Failure
from grader.execution.cell_result import CellResult
from grader.intake.repair import read_submission
from grader.pipeline.failed_statements import answers_that_failed, statements_that_failed
from tests.grader.judging.made_assignment import ASSIGNMENT, as_bytes, released

ANSWER = "import torch\n\n\ndef mac_counts(sizes, batch):\n    return {}\n"
TORCH = Failure(1, "ModuleNotFoundError", "No module named 'torch'")


def handed_in(answer, added=None):
    notebook = released()
    next(c for c in notebook["cells"] if c["id"] == "solve_a")["source"] = answer
    if added is not None:
        cell = {"cell_type": "code", "id": "mine", "metadata": {}, "outputs": [], "execution_count": None}
        notebook["cells"].append({**cell, "source": added})
    return read_submission(as_bytes(notebook), ASSIGNMENT)


def remarks(submission, status="graded", **failures):
    return list(statements_that_failed(ASSIGNMENT, submission, results(submission, status, failures)))


def results(submission, status, failures):
    names = {cell.cell_id: i for i, cell in enumerate(submission.cells)}
    return {names[name]: CellResult([], "", tuple(those), None, status) for name, those in failures.items()}


def test_a_statement_that_failed_is_told_with_its_line_and_its_error():
    assert remarks(handed_in(ANSWER), solve_a=[TORCH]) == [
        "The cell solve_a: line 1, `import torch`, raised ModuleNotFoundError (No module named 'torch'); the rest of "
        "it ran."
    ]


@pytest.mark.parametrize(
    ("source", "failure", "words"),
    [
        ("x = input()", Failure(1, "EOFError", "no one to ask"), "line 1, `x = input()`, asks for input, and nobody"),
        ("exit()", Failure(1, "SystemExit", ""), "line 1, `exit()`, would end the notebook"),
        (
            "x = 1 / 0",
            Failure(1, "ZeroDivisionError", "division by zero."),
            "raised ZeroDivisionError (division by zero)",
        ),
        (
            "assert x",
            Failure(1, "AssertionError", " "),
            "line 1, `assert x`, raised AssertionError; the rest of it ran",
        ),
        ("x = 1", Failure(9, "ValueError", "odd"), "line 9 raised ValueError (odd)"),
        ("x = 'a" + "b" * 200, Failure(1, "ValueError", ""), "`x = 'a" + "b" * 74 + "`, raised"),
    ],
)
def test_usual_failures_have_plain_words(source, failure, words):
    [remark] = remarks(handed_in(ANSWER, source), mine=[failure])
    assert words in remark
    assert remark.endswith(".")
    assert remark.count("..") == 0


def test_a_cell_that_is_no_python_is_told_with_its_line():
    failure = Failure(1, "SyntaxError", "'(' was never closed", unparsed=True, alone=False)
    [remark] = remarks(handed_in(ANSWER, "print("), mine=[failure])
    assert remark == (
        "The cell that begins with `print(`: nothing of it could run, for line 1, `print(`, is not Python "
        "('(' was never closed)."
    )


def test_newer_syntax_is_told_with_both_versions():
    failure = Failure(1, "SyntaxError", "invalid syntax", newer_python="3.99", unparsed=True)
    [remark] = remarks(handed_in(ANSWER, "type X = int"), mine=[failure])
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"this grader runs Python {ours}, and it looks like syntax of 3.99" in remark


def test_three_failures_of_a_cell_are_told_and_the_others_counted():
    failures = [Failure(n, "NameError", f"name 'x{n}' is not defined") for n in range(1, 6)]
    [remark] = remarks(handed_in(ANSWER, "\n".join(f"x{n}" for n in range(1, 6))), mine=failures)
    assert remark.count("raised NameError") == 3
    assert "; and 2 more; the rest of it ran." in remark


@pytest.mark.parametrize("kind", ["NotImplementedError", "KeyboardInterrupt"])
def test_what_is_said_elsewhere_is_not_said_here(kind):
    assert remarks(handed_in(ANSWER), solve_a=[Failure(1, kind, "")]) == []


def test_cells_of_the_assignment_are_not_the_students():
    blank = read_submission(as_bytes(released()), ASSIGNMENT)
    assert remarks(blank, setup=[TORCH], solve_a=[TORCH], grade_a=[TORCH]) == []


@pytest.mark.parametrize("status", ["timeout", "memory", "crashed"])
def test_a_cell_that_did_not_end_is_told_elsewhere(status):
    assert remarks(handed_in(ANSWER), status, solve_a=[TORCH]) == []


def test_for_a_function_that_is_not_there_its_cell_says_why():
    submission = handed_in(
        "torch.manual_seed(0)\n\n\ndef mac_counts(sizes, batch):\n    return {}\n", "def other(): pass"
    )
    failure = Failure(1, "NameError", "name 'torch' is not defined")
    found = answers_that_failed(submission, results(submission, "graded", {"solve_a": [failure], "mine": []}))
    assert found == {
        "mac_counts": "in its cell, line 1, `torch.manual_seed(0)`, raised NameError (name 'torch' is not defined); "
        "the rest of it ran"
    }
