"""Whatever is handed in becomes cells that can be run, or one sentence on why not."""

import copy
import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.notebook import reading
from course.notebook.reading import Unreadable
from grader.intake.repair import blank_submission, read_submission
from tests.grader.judging.made_assignment import ASSIGNMENT, as_bytes, released

KNOWN = list(ASSIGNMENT.nbgrader_cells)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from([*KNOWN, "other", "", "grade_c"])
METADATA = st.one_of(
    JUNK,
    st.fixed_dictionaries({"nbgrader": JUNK, "tags": JUNK}),
    st.fixed_dictionaries({"nbgrader": st.fixed_dictionaries({"grade_id": NAMES | JUNK, "locked": JUNK})}),
)
SOURCES = st.one_of(JUNK, st.text(max_size=20), st.lists(st.text(max_size=5) | st.none(), max_size=3))
EDITS = st.one_of(
    st.tuples(st.just("delete"), st.integers(0, 9), st.none()),
    st.tuples(st.just("copy"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("move"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("cell_type"), st.integers(0, 9), st.sampled_from(["code", "markdown", "raw", "heading"]) | JUNK),
    st.tuples(st.just("source"), st.integers(0, 9), SOURCES),
    st.tuples(st.just("metadata"), st.integers(0, 9), METADATA),
    st.tuples(st.just("id"), st.integers(0, 9), NAMES | JUNK),
    st.tuples(
        st.just("insert"), st.integers(0, 9), JUNK | st.fixed_dictionaries({"cell_type": JUNK, "source": SOURCES})
    ),
    st.tuples(st.just("top"), st.sampled_from(["cells", "metadata", "nbformat", "worksheets", "extra"]), JUNK),
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1", "utf-32", "crlf", "nul"])


def edited(edits):
    notebook = copy.deepcopy(released())
    for what, place, value in edits:
        cells = notebook.get("cells")
        if what == "top":
            notebook[place] = value
        elif isinstance(cells, list) and cells:
            i = place % len(cells)
            if what == "delete":
                del cells[i]
            elif what in ("copy", "move"):
                cell = copy.deepcopy(cells[i]) if what == "copy" else cells.pop(i)
                cells.insert(value, cell)
            elif what == "insert":
                cells.insert(i, value)
            elif isinstance(cells[i], dict):
                cells[i][what] = value
    return notebook


def encoded(notebook, encoding, cut):
    text = json.dumps(notebook, ensure_ascii=encoding == "latin-1")
    if encoding == "crlf":
        data = text.replace("\n", "\r\n").encode("utf-8", "surrogatepass")
    elif encoding == "nul":
        data = b"\0" * 3 + text.encode("utf-8", "surrogatepass")
    else:
        data = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    return data[: len(data) - cut]


def assert_sound(found):
    known = [cell.original.grade_id for cell in found.cells if cell.original]
    assert known == KNOWN
    for cell in found.cells:
        assert cell.cell_type in ("code", "markdown", "raw")
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell.cell_id)
        assert cell.source.encode("utf-8").decode() == cell.source
        assert "\r" not in cell.source
        if cell.original:
            assert cell.cell_type == cell.original.cell_type
        if cell.original and cell.original.locked:
            assert cell.source == cell.original.source
    assert len({cell.cell_id for cell in found.cells}) == len(found.cells)
    assert all(isinstance(remark, str) and remark.endswith((".", "?")) for remark in found.remarks)
    assert len(set(found.remarks)) == len(found.remarks)


@settings(max_examples=200)
@given(edits=st.lists(EDITS, max_size=6), encoding=ENCODINGS, cut=st.sampled_from([0, 0, 0, 0, 1, 40]))
def test_an_edited_notebook_is_read_whole_or_refused_in_a_sentence(edits, encoding, cut):
    assert_read_or_refused(encoded(edited(edits), encoding, cut))


@settings(max_examples=100)
@given(data=st.binary(max_size=60) | JUNK.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_read_or_refused_in_a_sentence(data):
    assert_read_or_refused(data)


def assert_read_or_refused(data):
    found = why = None
    try:
        found = read_submission(data, ASSIGNMENT)
    except Unreadable as reason:
        why = str(reason)
    if found is None:
        assert why.startswith("The file ")
        assert why.endswith(".")
    else:
        assert_sound(found)


def read(notebook):
    found = read_submission(as_bytes(notebook), ASSIGNMENT)
    assert_sound(found)
    return found


def cell(notebook, name):
    return next(c for c in notebook["cells"] if c["id"] == name)


def source_of(found, name):
    return next(c.source for c in found.cells if c.original and c.original.grade_id == name)


def test_a_released_notebook_gets_no_remark():
    found = read(released())
    assert found.remarks == ()
    assert [c.cell_id for c in found.cells] == [c.cell_id for c in ASSIGNMENT.cells]


def test_answers_are_the_students_tests_the_originals():
    notebook = released()
    cell(notebook, "solve_a")["source"] = ["def mac_counts(sizes, batch):\n", "    return 1\n"]
    cell(notebook, "grade_a")["source"] = "pass"
    found = read(notebook)
    assert source_of(found, "solve_a") == "def mac_counts(sizes, batch):\n    return 1\n"
    assert "HIDDEN" in source_of(found, "grade_a")
    assert found.remarks == ("The locked cell grade_a was changed; the original ran.",)


def test_a_copied_test_cell_is_passed_over_and_a_copied_answer_runs():
    notebook = released()
    notebook["cells"] += [cell(notebook, "grade_a"), {**cell(notebook, "solve_a"), "source": "mac_counts = 7"}]
    found = read(notebook)
    assert "The locked cell grade_a stands more than once; the copy was passed over." in found.remarks
    assert source_of(found, "solve_a") == "mac_counts = 7"


def test_deleted_cells_are_put_back_in_order():
    notebook = released()
    notebook["cells"] = [c for c in reversed(notebook["cells"]) if c["id"] != "grade_b"]
    found = read(notebook)
    assert "Missing and put back as given out: grade_b." in found.remarks
    assert "The cells were out of order; they ran in the assignment's order." in found.remarks


def test_a_cell_is_known_by_its_id():
    notebook = released()
    cell(notebook, "solve_a")["metadata"] = {}
    assert read(notebook).remarks == ()


def test_a_test_cell_turned_into_text_is_code_again():
    notebook = released()
    cell(notebook, "grade_a")["cell_type"] = "markdown"
    assert "The cell grade_a was turned into markdown; it was read as code." in read(notebook).remarks


def test_sizes_are_bounded(monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 2000)
    with pytest.raises(Unreadable, match="clear its outputs"):
        read_submission(b" " * 2001, ASSIGNMENT)
    monkeypatch.setattr(reading, "MAX_BYTES", 10**6)
    monkeypatch.setattr(reading, "MAX_CELLS", 3)
    monkeypatch.setattr(reading, "MAX_SOURCE", 10)
    notebook = released()
    cell(notebook, "solve_a")["source"] = "x" * 11
    remarks = read(notebook).remarks
    assert "The notebook has 6 cells; only the first 3 were read." in remarks
    assert "A cell of 11 characters was cut to 10." in remarks


def test_a_notebook_nested_without_end_is_refused():
    with pytest.raises(Unreadable, match="nested without end"):
        read_submission(b"[" * 200_000, ASSIGNMENT)


def test_what_stands_after_the_end_of_the_notebook_is_passed_over():
    data = as_bytes(released())
    assert read_submission(data + b"\0\0\n", ASSIGNMENT).remarks == ()
    found = read_submission(data + b'"outputs": []}]}', ASSIGNMENT)
    assert found.cells == read_submission(data, ASSIGNMENT).cells
    assert found.remarks == ("Something stands in the file after the end of the notebook; it was passed over.",)
    with pytest.raises(Unreadable, match="begins with '42 lines'"):
        read_submission(b"42 lines\nof text", ASSIGNMENT)


def test_a_merge_conflict_is_called_one():
    conflict = '{\n<<<<<<< HEAD\n "nbformat": 4,\n=======\n>>>>>>> main\n}'
    with pytest.raises(Unreadable, match="a merge conflict, which git marked"):
        read_submission(conflict.encode(), ASSIGNMENT)


def test_a_notebook_of_format_3_is_read():
    worksheet = {"cells": [{"cell_type": "code", "input": ["x = 1"]}, {"cell_type": "heading", "source": "H"}, 3]}
    found = read_submission(as_bytes({"nbformat": 3, "worksheets": [worksheet, None]}), ASSIGNMENT)
    assert_sound(found)
    assert [(c.cell_type, c.source) for c in found.cells if not c.original] == [("code", "x = 1"), ("markdown", "H")]


@pytest.mark.parametrize(
    ("said", "told"), [(None, "None"), (99, "99"), ("4", "'4'"), ([4], "a list"), ("\ud800", r"'\ud800'")]
)
def test_a_notebook_of_another_format_is_read_as_format_4_and_told_so(said, told):
    remark = f"The notebook says its format is {told}; it was read as format 4."
    assert read({**released(), "nbformat": said}).remarks == (remark,)


def test_lines_that_are_no_text_are_left_out():
    notebook = released()
    cell(notebook, "solve_a")["source"] = ["a = 1\n", 7, None, "b = 2"]
    found = read(notebook)
    assert source_of(found, "solve_a") == "a = 1\nb = 2"
    assert found.remarks == ("Lines of a cell that were not text were left out.",)


def test_half_a_character_is_a_question_mark():
    notebook = released()
    cell(notebook, "solve_a")["source"] = "name = '\ud800'"
    found = read(notebook)
    assert source_of(found, "solve_a") == "name = '?'"
    assert found.remarks == ("Characters of a cell that no file can hold were read as question marks.",)


def test_a_number_of_many_digits_does_not_make_a_notebook_unreadable():
    data = as_bytes({**released(), "extra": "DIGITS"}).replace(b'"DIGITS"', b"9" * 5000)
    assert read_submission(data, ASSIGNMENT).remarks == ()


def test_added_cells_get_names_in_linear_time():
    def seconds(count):
        data = as_bytes({**released(), "cells": [{"cell_type": "raw", "source": "x"}] * count})
        start = time.process_time()
        found = read_submission(data, ASSIGNMENT)
        assert len({c.cell_id for c in found.cells}) == count + len(KNOWN)
        return time.process_time() - start

    assert min(seconds(2000) for _ in range(3)) < 40 * min(seconds(200) for _ in range(3))


def test_the_blank_submission_is_sound():
    assert_sound(blank_submission(ASSIGNMENT))
