"""Files made to fill the memory, to take for ever or to be unwritable: each is read, or refused in a sentence."""

import json

import pytest

from course.notebook.reading import MAX_PARTS, Unreadable
from grader.authoring.assignment import Assignment, SourceCell
from grader.exercises import EXERCISES
from grader.explain.complex_numbers import line_with_complex_numbers
from grader.intake.repair import read_submission
from grader.intake.zipped_notebooks import is_notebook
from grader.judging.verdict import Verdict
from grader.reports.similar.pairs import Pair
from grader.reports.similar.passages import Passage, Written
from grader.reports.similar.side_by_side import Submission, side_by_side
from tests.grader.judging.made_assignment import ASSIGNMENT, released
from tests.patience import at_most

_PICTURE = {"image/png": "iVBORw0KGgo="}
_MANY = {f"a{i}": {"x": "y"} for i in range(60_000)}


def _with(**fields):
    """The released notebook with other fields of the answer and of the written answer."""
    notebook = released()
    for i in (2, 4):
        notebook["cells"][i] |= fields
    return json.dumps(notebook).encode()


def _parts(part):
    return b'{"nbformat": 4, "cells": [' + part * (MAX_PARTS // part.count(b",") + 1) + b"0]}"


_READ = {
    "blanks after import": _with(source="import" + " " * 900_000 + ";"),
    "blanks after from": _with(source="from a" + " " * 900_000 + ";"),
    "many lines of imports": _with(source="import a,\n" * 80_000),
    "many open brackets": _with(source="import (" * 100_000),
    "half a character as the name of a picture": _with(attachments={"\ud800.png": _PICTURE}),
    "pictures that are none": _with(attachments=_MANY),
    "many commas in a text": _with(source="[1, 2], " * 120_000),
    "quotes without an end": _with(source='\\"' * 400_000),
}
_REFUSED = {
    "empty lists": _parts(b"[],"),
    "empty objects": _parts(b"{},"),
    "small objects": _parts(b'{"":0},'),
    "numbers": _parts(b"1e9,"),
    "texts with quotes in them": _parts(rb'"\"",'),
    "cells without an end": b'{"cells": [' + b"[" * 2_000_000,
    "the same in UTF-16": b"\xff\xfe" + _parts(b"[],").decode().encode("utf-16-le"),
}


@pytest.mark.parametrize("data", _READ.values(), ids=_READ)
def test_it_is_read_in_a_moment_and_can_be_written(data):
    with at_most(2):
        submission = read_submission(data, ASSIGNMENT)
    json.dumps([(cell.source, cell.attachments) for cell in submission.cells], ensure_ascii=False).encode()
    assert len(Verdict("ada", "p", "graded", (), submission.remarks).remarks) <= 40


def test_lines_without_end_are_cut():
    notebook = released()
    notebook["cells"] += [{"cell_type": "markdown", "id": "x", "source": "\n" * 900_000}] * 20
    submission = read_submission(json.dumps(notebook).encode(), ASSIGNMENT)
    assert sum(len(cell.source) for cell in submission.cells) < 2_100_000
    assert [remark for remark in submission.remarks if "what is beyond was left out" in remark]


@pytest.mark.parametrize("data", _REFUSED.values(), ids=_REFUSED)
def test_it_is_refused_in_a_sentence_before_it_fills_the_memory(data):
    with at_most(2):
        with pytest.raises(Unreadable, match="more than 1 million parts"):
            read_submission(data, ASSIGNMENT)
        assert not is_notebook(data)


def test_remarks_that_are_kept_are_kept_again():
    kept = Verdict("ada", "p", "graded", (), tuple(f"{i}" + "x" * 3000 for i in range(99)))
    assert Verdict("ada", "p", "graded", (), kept.remarks) == kept
    assert kept.remarks[-1] == "There are 60 more remarks, which are not kept."


def test_many_cells_do_not_hold_up_the_comparison_of_a_pair():
    cells = [Written("added", True, "x\n" * 10)] * 2_000
    submission = Submission(cells, [Passage("key", i, k, k) for i in range(2_000) for k in range(10)] * 5)
    with at_most(2):
        found = side_by_side(Pair(("ada", "bob"), 1.0, 1.0), submission, submission, frozenset())
    assert len(found.cells[0][1]) == 22_000


def test_many_texts_do_not_hold_up_the_search_for_the_place_of_an_answer():
    locked = {"locked": False, "solution": True, "grade": True, "points": 5, "schema_version": 3}
    texts = [SourceCell("", f"t{i}", "markdown", f"# Title {i}", {}) for i in range(40)]
    asked = [SourceCell(f"w{i}", f"w{i}", "markdown", "Words.", {**locked, "grade_id": f"w{i}"}) for i in range(5)]
    added = [{"cell_type": "markdown", "id": f"x{i}", "source": f"{i}" + " ab" * 8_000} for i in range(100)]
    data = json.dumps({"cells": added, "nbformat": 4}).encode()
    with at_most(1.5):
        submission = read_submission(data, Assignment("p9_made", (*texts, *asked)))
    assert len(submission.cells) == 105


def test_much_code_does_not_hold_up_the_search_for_complex_numbers():
    notebook = released()
    notebook["cells"][2]["source"] += "\nz = 1j"
    long = {"cell_type": "code", "id": "x", "metadata": {}, "source": f"a = [{'b, ' * 9_000}]"}
    notebook["cells"][2:2] = [long] * 40
    cells = read_submission(json.dumps(notebook).encode(), ASSIGNMENT).cells
    with at_most(1.5):
        assert line_with_complex_numbers(cells, EXERCISES["p6.mac_counts"]) is None
