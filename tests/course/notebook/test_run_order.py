"""Cells run so that an answer counts wherever it stands."""

import pytest

from course.notebook.reading import ReadCell
from course.notebook.run_order import is_check, run_order

STUB = "    # YOUR CODE HERE\n    raise NotImplementedError()"
SETUP = ReadCell("code", "from course.check import p6 as check", nbgrader={"grade_id": "setup", "locked": True})


def blank(*names):
    return ReadCell("code", "\n\n\n".join(f"def {name}(x):\n{STUB}" for name in names), nbgrader={"solution": True})


def answer(*names, **marks):
    return ReadCell("code", "\n\n\n".join(f"def {name}(x):\n    return x" for name in names), nbgrader=marks)


def test_of(name):
    return ReadCell("code", f"check.{name}({name})", nbgrader={"grade": True, "grade_id": f"grade_{name}"})


test_of.__test__ = False
F, G, TEST_F, TEST_G = answer("f"), answer("g"), test_of("f"), test_of("g")
BLANK_F, BLANK_G, BOTH = blank("f"), blank("g"), answer("f", "g")
TEXT = ReadCell("markdown", "def f")
H, H_AGAIN = answer("h"), ReadCell("code", "def h(x):\n    return 2 * x")
CALLS_H, OWN_H, TELLS_OF_H = (
    ReadCell("code", f"def f(x{more}", nbgrader={})
    for more in ("):\n    return h(x)", ", h=abs):\n    return h(x)", "):  # as h(x)\n    return x")
)

ORDERS = {
    "as it was given out": ([SETUP, F, TEST_F, G, TEST_G], [SETUP, F, TEST_F, G, TEST_G]),
    "nothing filled in": ([BLANK_F, TEST_F, BLANK_G, TEST_G], [BLANK_F, TEST_F, BLANK_G, TEST_G]),
    "a new cell above": ([F, BLANK_F, TEST_F], [F, TEST_F]),
    "a new cell below": ([BLANK_F, TEST_F, F], [F, TEST_F]),
    "all in the first": ([BOTH, TEST_F, BLANK_G, TEST_G], [BOTH, TEST_F, TEST_G]),
    "all in the last": ([BLANK_F, TEST_F, BOTH, TEST_G], [BOTH, TEST_F, TEST_G]),
    "all at the end": ([SETUP, TEST_F, TEST_G, TEXT, BOTH], [SETUP, BOTH, TEST_F, TEST_G, TEXT]),
    "swapped": ([G, TEST_F, F, TEST_G], [G, F, TEST_F, TEST_G]),
    "reversed": ([TEST_F, F, SETUP], [F, SETUP, TEST_F]),
    "a second version below": ([F, TEST_F, answer("f")], [F, TEST_F, answer("f")]),
    "a function that an answer calls": ([CALLS_H, TEST_F, TEXT, H], [CALLS_H, H, TEST_F, TEXT]),
    "a function that is called, below a blank": ([BLANK_F, TEST_F, CALLS_H, H], [CALLS_H, H, TEST_F]),
    "a function that another answer calls": ([F, TEST_F, CALLS_H, H], [F, TEST_F, CALLS_H, H]),
    "a name inside a function": ([OWN_H, TEST_F, H], [OWN_H, TEST_F, H]),
    "a word in a comment": ([TELLS_OF_H, TEST_F, H], [TELLS_OF_H, TEST_F, H]),
    "a second version of what is called": ([H, CALLS_H, TEST_F, H_AGAIN], [H, CALLS_H, TEST_F, H_AGAIN]),
    "one of two in a cell": ([blank("f", "g"), TEST_F, F], [blank("f", "g"), F, TEST_F]),
}


@pytest.mark.parametrize(("cells", "expected"), ORDERS.values(), ids=ORDERS)
def test_the_order(cells, expected):
    assert [cell.source for cell in run_order(cells)] == [cell.source for cell in expected]


@pytest.mark.parametrize(("cells", "expected"), ORDERS.values(), ids=ORDERS)
def test_it_is_the_same_without_metadata(cells, expected):
    bare = [ReadCell(cell.cell_type, cell.source) for cell in cells]
    assert [cell.source for cell in run_order(bare)] == [cell.source for cell in expected]


def test_a_check_is_known_by_its_marks_or_by_its_text():
    assert is_check(TEST_F)
    assert is_check(ReadCell("code", "check.f(f)"))
    assert not is_check(ReadCell("code", "check.f(f)", nbgrader={"solution": True, "grade_id": "solve_f"}))
    assert not is_check(ReadCell("code", "with check.try_it(my_prediction):\n    print(f(x))"))
    assert not is_check(ReadCell("markdown", "`check.f(f)`"))
    assert not is_check(ReadCell("markdown", "", nbgrader={"grade": True, "solution": True}))
