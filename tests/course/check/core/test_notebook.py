"""``course check`` runs a notebook as the grader does, whatever editor wrote it, and comes to an end."""

import json
import sys

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from course.__main__ import main
from course.check.core.notebook import tasks

SOLVED = "def double(x):\n    return 2 * x"
BLANK = "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
# `check` of a made assignment.
SETUP = """
from types import SimpleNamespace
from course.check.core.report import Report
def check_double(function):
    with Report("double") as report:
        report.ok("double", "right") if function(2) == 4 else report.fail("double(2) is not 4.")
check = SimpleNamespace(double=check_double)
"""
TEST = "check.double(double)"
MARKS = {
    SETUP: {"grade_id": "setup", "locked": True, "grade": False, "solution": False},
    TEST: {"grade_id": "grade_double", "locked": True, "grade": True, "solution": False},
}
ANSWER = {"grade_id": "solve_double", "locked": False, "grade": False, "solution": True}


def code(source, marks=None):
    marks = marks if marks is not None else MARKS.get(source)
    metadata = {"nbgrader": marks} if marks else {}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


@pytest.fixture
def states(tmp_path):
    """``states(cells, encode)``: the state of each task by name, the last one if it has several."""

    def run(cells, encode=lambda text: text.encode(), **limits):
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / "n.ipynb").write_bytes(encode(json.dumps(notebook)))
        found = list(tasks(tmp_path / "n.ipynb", **limits))
        run.text = "\n".join(task.text for task in found)
        return {task.name: task.state for task in found}

    return run


def test_a_right_answer_is_done(states):
    assert states([code(SETUP), code(SOLVED, ANSWER), code(TEST)]) == {"double": "done"}


@pytest.mark.parametrize(
    "beside",
    [
        "import torch_is_not_here",
        "open('/old/data.csv')",
        "name = input()",
        "%pip install x",
        "!ls",
        "1 / 0",
        "%nosuch",
    ],
)
def test_what_fails_beside_an_answer_leaves_it_done(states, beside):
    found = states([code(SETUP), code(f"{beside}\n{SOLVED}", ANSWER), code(TEST)])
    assert found["double"] == "done"
    assert set(found.values()) <= {"done", "remark"}


@pytest.mark.parametrize(("line", "words"), [("exit()", "would end the notebook"), ("input()", "asks for input")])
def test_what_ends_a_notebook_or_waits_is_told_in_plain_words(states, line, words):
    states([code(f"x = 1\n{line}")])
    assert f"• Line 2 {words}" in states.text


def test_a_function_that_nobody_defines_is_told_in_plain_words(states):
    assert states([code(SETUP), code("def dubble(x): pass", ANSWER), code(TEST)]) == {"double": "open"}
    assert "✗ name 'double' is not defined: no cell defines it, or the cell that does cannot run." in states.text


def test_a_cell_that_cannot_be_parsed_is_told_with_its_line(states):
    found = states([code(SETUP), code("def double(x):\n    return (2 * x", ANSWER), code(TEST)])
    assert found == {"solve_double": "remark", "double": "open"}
    assert "• Line 2 raises SyntaxError" in states.text


def test_a_cell_with_impossible_indentation_does_not_stop_the_rest(states):
    found = states([code(SETUP), code(SOLVED + "\n   return 3\n", ANSWER), code(TEST)])
    assert found["solve_double"] == "remark"
    assert "double" in found


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-32-be"),
        lambda text: text.replace("right", "rihtü").encode("latin-1"),
    ],
    ids=["a byte order mark", "UTF-16", "UTF-16 without a mark", "UTF-32", "Latin-1"],
)
def test_every_encoding_that_the_grader_takes_is_taken(states, encode):
    found = states([code(SETUP), code(SOLVED, ANSWER), code(TEST)], encode)
    assert found == {"the file": "remark", "double": "done"}


@pytest.mark.parametrize(("source", "state"), [(SOLVED, "done"), (BLANK, "open"), ("double = abs", "open")])
def test_the_check_counts_where_all_metadata_are_lost(states, source, state):
    cells = [code(SETUP, {}), code(source, {}), code(TEST, {})]
    assert states(cells)["double"] == state


def test_a_check_of_the_students_own_costs_nothing(states):
    cells = [code(SETUP), code(TEST, {}), code(SOLVED, ANSWER)]
    assert states([*cells[:2], code("double = abs", ANSWER)])["double"] == "remark"


def test_an_answer_that_was_turned_into_text_is_code(states):
    answer = {"cell_type": "markdown", "metadata": {"nbgrader": ANSWER}, "source": SOLVED}
    assert states([code(SETUP), answer, code(TEST)]) == {"double": "done"}


WRITTEN = {"grade_id": "words", "locked": False, "grade": True, "solution": True}
PHOTO = {"photo.png": {"image/png": "iVBORw0KGgo="}}


@pytest.mark.parametrize(
    ("source", "attachments", "state"),
    [("YOUR ANSWER HERE", {}, "open"), ("Because.", {}, "written"), ("YOUR ANSWER HERE", PHOTO, "written")],
)
def test_a_written_answer_or_a_photo_of_one_waits_for_a_person(states, source, attachments, state):
    cell = {"cell_type": "markdown", "metadata": {"nbgrader": WRITTEN}, "source": source, "attachments": attachments}
    assert states([cell]) == {"words": state}


def test_a_module_beside_the_notebook_is_not_there(states, tmp_path, monkeypatch):
    (tmp_path / "my_own_utils.py").write_text(SOLVED)
    monkeypatch.syspath_prepend(tmp_path)
    found = states([code(SETUP), code("from my_own_utils import double", ANSWER), code(TEST)])
    assert found == {"solve_double": "remark", "double": "open"}
    assert "No module named 'my_own_utils'" in states.text
    assert str(tmp_path) in sys.path


def test_a_module_that_a_cell_writes_is_there(states, tmp_path):
    writes = code(f"%%writefile answers_of_mine.py\n{SOLVED}")
    assert states([code(SETUP), writes, code("from answers_of_mine import double", ANSWER), code(TEST)]) == {
        "double": "done"
    }
    assert (tmp_path / "answers_of_mine.py").exists()


GIVEN = {"grade_id": "given", "locked": True, "grade": False, "solution": False, "checksum": "e2b9"}
ADD_BIAS = "def add_bias(X):\n    return np.column_stack([X, np.ones(len(X))])"
TEST_ADD_BIAS = code("check.add_bias(add_bias)", MARKS[TEST] | {"grade_id": "grade_add_bias"})


def test_checks_run_where_the_first_cell_is_lost_or_broken(states):
    for setup in ([], [code("import nump as np\nfrom course.check import p1 as chekc", GIVEN)]):
        assert states([*setup, code(ADD_BIAS, ANSWER), TEST_ADD_BIAS])["add_bias"] == "done"


def test_a_given_cell_that_was_changed_is_told(states):
    states([code("x = 1", GIVEN)])
    assert "given cells\n  • Changed: given. The grader uses them as they were given out" in states.text


def test_a_given_cell_that_was_not_changed_is_not_told(states):
    for marks in (GIVEN, GIVEN | {"grade": True, "points": 3}):
        given = nbformat.v4.new_code_cell("x = 1\ny = 2", metadata={"nbgrader": marks | {"cell_type": "code"}})
        marks = marks | {"checksum": compute_checksum(given)}
        for source in (given.source, given.source.replace("\n", "\r\n")):
            states([code(source, marks)])
            assert "Changed" not in states.text


ENDLESS = "def double(x):\n    while True:\n        x += 1"
HOG = "def double(x):\n    kept = []\n    while True:\n        kept.append(b'x' * 100_000)"


def test_a_function_that_never_ends_is_told(states):
    found = states([code(SETUP), code(ENDLESS, ANSWER), code(TEST), code(SOLVED), code(TEST)], seconds=0.1)
    assert found["double"] == "done"
    assert "double did not come to an end within 0.1 s: look for a loop" in " ".join(states.text.split())


@pytest.mark.skipif(sys.platform != "linux", reason="another system tells only the largest size so far")
def test_a_function_that_fills_the_memory_is_told(states):
    assert states([code(SETUP), code(HOG, ANSWER), code(TEST)], megabytes=50)["double"] == "open"
    assert "double took more than 50 MB of memory" in states.text


def test_a_cell_that_never_ends_is_told_with_its_line(states):
    found = states([code("x = 1\nwhile True: pass"), code(SETUP), code(SOLVED, ANSWER), code(TEST)], seconds=0.1)
    assert found["double"] == "done"
    assert "• Line 2 did not come to an end within 0.1 s" in states.text


def test_an_interrupt_ends_the_whole_check(tmp_path, capsys):
    notebook = {"cells": [code("raise KeyboardInterrupt"), code("print(1)")], "metadata": {}, "nbformat": 4}
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook))
    assert main(["check", str(tmp_path / "n.ipynb")]) == 130


def test_what_it_changes_it_puts_back(states):
    before = sys.stdin, list(sys.path)
    states([code(SETUP), code(SOLVED, ANSWER), code(TEST)])
    assert (sys.stdin, sys.path) == before
