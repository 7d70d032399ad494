"""How far a notebook is, and what stands above a demonstration: true of the functions that it uses, and short."""

import pytest

from course.check.core.progress import Progress
from course.check.core.report import Report


def check_add(function):
    with Report("add") as report:
        if function(1, 2) == 3:
            report.ok("a sum", "right")
        else:
            report.fail("1 + 2 is not 3.")


class Notebook:
    """Runs cells with a check of the task `add`."""

    def __init__(self):
        self.progress = Progress({"add": 4, "mul": 5})
        self.names = {"check_add": self.progress.counting("add", check_add), "try_it": self.progress.try_it}

    def run(self, cell):
        exec(compile(cell, "cell", "exec"), self.names)


@pytest.fixture
def notebook():
    return Notebook()


RIGHT, WRONG = "def add(a, b):\n    return a + b\n", "def add(a, b):\n    return a - b\n"
UNFILLED = "def add(a, b):\n    raise NotImplementedError()\n"
CHECK = "check_add(add)\n"
WORD = "○ add is not right yet: what follows is computed with it.\n"


def test_the_line_counts_what_has_passed_last(notebook, capsys):
    for cell, points in ((WRONG, "0 of 2 tasks, 0 of 9"), (RIGHT, "1 of 2 tasks, 4 of 9"), (WRONG, "0 of 2 tasks, 0")):
        notebook.run(cell + CHECK)
        assert f"  {points}" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    "demonstration",
    [
        "with try_it():\n    print(add(1, 2))\n",
        "with try_it():\n    print([add(1, n) for n in (1, 2)])\n",
        "def total(numbers):\n    return add(*numbers)\n\nwith try_it():\n    print(total((1, 2)))\n",
    ],
)
def test_what_is_computed_with_a_wrong_function_says_so(notebook, capsys, demonstration):
    notebook.run(WRONG + CHECK)
    capsys.readouterr()
    notebook.run(demonstration)
    assert capsys.readouterr().out.startswith(WORD)


@pytest.mark.parametrize(
    "cells",
    [
        (RIGHT + CHECK, "with try_it():\n    print(add(1, 2))\n"),
        (WRONG + CHECK, "with try_it():\n    print('nothing of yours')\n"),
        (WRONG + CHECK, RIGHT, "with try_it():\n    print(add(1, 2))\n"),
        (WRONG, "with try_it():\n    print(add(1, 2))\n"),
    ],
    ids=["right", "not used", "changed since", "not checked"],
)
def test_otherwise_it_says_nothing(notebook, capsys, cells):
    for cell in cells:
        notebook.run(cell)
    assert "not right yet" not in capsys.readouterr().out


def test_what_is_not_filled_in_is_said_once(notebook, capsys):
    notebook.run(UNFILLED + CHECK)
    capsys.readouterr()
    notebook.run("with try_it():\n    add(1, 2)\n")
    assert capsys.readouterr().out == "○ Fill in add first, then run this cell again.\n"


def test_a_prediction_stands_above_the_result(notebook, capsys):
    notebook.run(RIGHT + "with try_it('about 4'):\n    print(add(1, 2))\n")
    assert capsys.readouterr().out == "your prediction: about 4\n3\n"
    notebook.run("with try_it(0):\n    print(add(1, 2))\nwith try_it(''):\n    print(add(2, 2))\n")
    assert capsys.readouterr().out == "your prediction: 0\n3\n4\n"
