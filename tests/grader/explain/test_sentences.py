"""What students read about a change: where it is and what it is about, and never more than was proved."""

import pytest

from grader.exercises import EXERCISES
from grader.explain.code import Edit
from grader.explain.kinds import KINDS
from grader.explain.program import program_of
from grader.explain.search import Found
from grader.explain.sentences import explained
from grader.judging.verdict import CellVerdict, Finding
from tests.grader.explain.in_this_process import cells_of

DENSE = EXERCISES["p6.dense_backward"]
SOURCE = """# Task 2
def turned(V):
    return V.T

def dense_backward(dZ, cache):
    X, W = cache
    dX = dZ @ W
    dW = X.T @ dZ / 2
    return dX, dW, dZ.sum(0)
"""
WRONG = CellVerdict("grade", 9.0, 30.0, (Finding("wrong", "dX: wrong in every case."), Finding("points", "9 of 30.")))


def said(*hits, cell=WRONG, cases=4, source=SOURCE, before=()):
    """The findings for hits, each a tuple of (kind, line of the code)."""
    program = program_of(cells_of(DENSE, *before, source), DENSE)
    found = Found(tuple(tuple(Edit(kind, line, ()) for kind, line in hit) for hit in hits), cases, 100, 0.5)
    return explained(cell, DENSE, program, found, 3.0)


def test_one_line():
    cell = said([("product", 3)])
    first, *rest = cell.findings
    assert first.text == (
        "Line 7, `dX = dZ @ W`: one change in this line makes the function right in all 4 cases. "
        "It is about the order and the transposes of the product."
    )
    assert (first.code, first.line, first.quoted) == ("edit_product", 7, "dX = dZ @ W")
    assert tuple(rest) == WRONG.findings
    assert cell.score == WRONG.score
    assert cell.searched == 3.0


def test_a_backquote_in_a_line_does_not_end_the_code():
    [first, *_] = said([("product", 3)], source=SOURCE.replace("dX = dZ @ W", "dX = dZ @ W  # `right`")).findings
    assert "`dX = dZ @ W # 'right'`" in first.text


def test_a_line_that_may_be_about_two_things():
    text = said([("product", 3)], [("transpose", 3)]).findings[0].text
    assert text.endswith("It is about the order and the transposes of the product, or about a transpose.")


def test_a_line_that_may_be_about_anything_is_said_to_be_about_nothing():
    text = said([("product", 3)], [("transpose", 3)], [("sign", 3)]).findings[0].text
    assert text.endswith("right in all 4 cases.")


def test_a_missing_statement():
    assert said([("missing", 4)]).findings[0].text == (
        "Before line 8, `dW = X.T @ dZ / 2`, a statement is missing: with it the function is right in all 4 cases."
    )


def test_several_lines_that_would_do_are_all_named():
    findings = said([("product", 3)], [("factor", 4)]).findings[:2]
    assert [finding.line for finding in findings] == [7, 8]
    assert "A change in another line would do it too." in findings[0].text
    assert findings[1].text.startswith("Line 8, `dW = X.T @ dZ / 2`: one change here instead.")


def test_of_too_many_lines_none_is_named():
    assert said([("sign", 2)], [("sign", 3)], [("sign", 4)], [("sign", 5)]).findings == WRONG.findings


def test_two_slips():
    findings = said([("product", 3), ("factor", 4)]).findings[:2]
    assert [finding.line for finding in findings] == [7, 8]
    assert findings[0].text == (
        "Line 7, `dX = dZ @ W`: a change in this line together with one in line 8, `dW = X.T @ dZ / 2`, makes the "
        "function right in all 4 cases. They are about the order and the transposes of "
        "the product, and about a factor or a divisor that is missing, too many or another one."
    )


def test_two_slips_in_one_line():
    [finding] = said([("product", 3), ("sign", 3)]).findings[:1]
    assert "2 changes in this line together make the function right in all 4 cases." in finding.text


def test_a_known_slip_keeps_its_sentence_and_gets_the_line():
    known = CellVerdict("grade", 9.0, 30.0, (Finding("G09", "The gradient is sent back through W."), *WRONG.findings))
    cell = said([("product", 3)], cell=known)
    assert [finding.text for finding in cell.findings] == [finding.text for finding in known.findings]
    assert [finding.line for finding in cell.findings] == [7, None, None]


def test_a_known_slip_that_is_a_missing_statement_keeps_the_line_out_of_its_own_sentence():
    known = CellVerdict("grade", 9.0, 30.0, (Finding("G09", "The gradient is sent back through W."), *WRONG.findings))
    first, second, *_ = said([("missing", 4)], cell=known).findings
    assert (first.line, second.line) == (None, 8)
    assert second.text.startswith("Before line 8, `dW = X.T @ dZ / 2`, a statement is missing")


def test_several_lines_in_which_a_known_slip_may_be():
    known = CellVerdict("grade", 9.0, 30.0, (Finding("G09", "The gradient is sent back through W."), *WRONG.findings))
    findings = said([("product", 3)], [("sign", 4)], cell=known).findings
    assert [finding.line for finding in findings] == [None, 7, 8, None, None]
    assert findings[1].text == "One change in line 7, `dX = dZ @ W`, makes the function right in all 4 cases."
    assert findings[2].text == "One change in line 8, `dW = X.T @ dZ / 2`, does so too."
    findings = said([("product", 3), ("sign", 4)], cell=known).findings
    assert findings[1].text == (
        "Changes in line 7, `dX = dZ @ W`, and line 8, `dW = X.T @ dZ / 2`, together make the function right in all 4 "
        "cases."
    )
    four = [[("sign", line)] for line in (2, 3, 4, 5)]
    assert said(*four, cell=known).findings == known.findings


def test_a_line_of_another_cell_is_quoted_without_a_number():
    helper = "def turned(V):\n    return V\n"
    source = "def dense_backward(dZ, cache):\n    X, W = cache\n    return dZ @ turned(W), X.T @ dZ, dZ.sum(0)\n"
    [finding] = said([("transpose", 2)], source=source, before=[helper]).findings[:1]
    assert finding.text.startswith("The line `return V` of another cell: one change in this line")
    assert finding.line is None


def test_nothing_found_changes_nothing_but_the_time():
    cell = said()
    assert cell.findings == WRONG.findings
    assert cell.searched == 3.0


def test_a_longer_search_takes_the_place_of_a_shorter_one():
    before = said([("product", 3)], [("sign", 4)])
    assert said([("factor", 4)], cell=before).findings == said([("factor", 4)]).findings


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_makes_a_sentence(kind):
    text = said([(kind, 3)]).findings[0].text
    assert text.endswith(".")
    assert "`dX = dZ @ W`" in text
