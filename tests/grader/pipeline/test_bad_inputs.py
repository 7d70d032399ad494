"""Whatever is handed in: one clear row, a score for what could be graded, and nothing lost for anyone else."""

import json
from dataclasses import dataclass

import pytest

from grader.authoring.assignment import read_assignment
from grader.authoring.build import notebook_from_text
from grader.demo import damage
from grader.demo.hand_in import fill_in
from grader.execution.limits import Limits
from grader.execution.worker.supervisor import Worker
from grader.pipeline.grade import Task, grade
from tests.paths import ASSIGNMENTS

_TEXT = ASSIGNMENTS / "p6_backprop.py"
_FUNCTIONS = ("dense_forward", "dense_backward", "mac_counts")
_POINTS = {"dense_forward": 5, "dense_backward": 30, "mac_counts": 5}
# Patience costs no time where nobody sleeps, and a busy machine changes nothing.
_LIMITS = Limits(cell_seconds=0.7, submission_seconds=20, patience=20, memory=256 << 20)


@dataclass(frozen=True)
class Made:
    """Three questions of the real assignment, as staff and as students have them."""

    assignment: object
    source: dict
    released: dict

    def filled_in(self, overlay=None):
        """A notebook with the answers, or with the functions of an overlay in their place."""
        return fill_in(self.released, self.source, overlay)


@pytest.fixture(scope="module")
def made():
    notebook = notebook_from_text(_TEXT.read_text(encoding="utf-8"), _TEXT.name)
    wanted = {"setup", *(f"{what}_{name}" for what in ("solve", "grade") for name in _FUNCTIONS)}
    source = {**notebook, "cells": [cell for cell in notebook["cells"] if cell["id"] in wanted]}
    assignment = read_assignment("p6_backprop", json.dumps(source).encode())
    given_out = [
        {**cell, "source": known.visible} for cell, known in zip(source["cells"], assignment.cells, strict=True)
    ]
    return Made(assignment, source, {**source, "cells": given_out})


@pytest.fixture(scope="module")
def worker():
    worker = Worker(_LIMITS)
    yield worker
    worker.close()


@pytest.fixture
def graded(made, worker):
    """``graded(file)``: the verdict on the bytes or the notebook that is handed in, and the notebook as it ran."""

    def run(file):
        data = file if isinstance(file, bytes) else json.dumps(file).encode()
        done = grade(Task("ada", made.assignment, data, b"key"), worker)
        return done.verdict, done.notebook

    return run


def lost(verdict):
    """The questions without full points, and what they got."""
    cells = {cell.grade_id.removeprefix("grade_"): cell.score for cell in verdict.cells}
    assert cells.keys() == _POINTS.keys()
    return {name: score for name, score in cells.items() if score != _POINTS[name]}


def findings(verdict, function):
    """Code and text of what was found, without the list of what is not yet right."""
    [cell] = [cell for cell in verdict.cells if cell.grade_id == f"grade_{function}"]
    return [(f.code, f.text) for f in cell.findings if f.code != "points"]


# Files from which nothing can be graded


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (damage.truncated, "ends in the middle"),
        (damage.not_a_notebook, "is not a notebook"),
        (damage.empty_file, "is empty"),
        (lambda notebook: b"[1, 2]", "not a notebook"),
        (lambda notebook: {"cells": "none"}, "it has no cells"),
        (lambda notebook: b"\x00" * 100, "is empty"),
        (lambda notebook: b"[" * 100_000, "nested without end"),
    ],
    ids=["truncated", "a PDF", "empty", "a list", "no cells", "zeros", "nested"],
)
def test_a_file_without_cells_is_unreadable_and_says_what_to_do(made, graded, spoil, said):
    verdict, notebook = graded(spoil(made.filled_in()))
    assert (verdict.status, verdict.score) == ("unreadable", 0)
    [remark] = verdict.remarks
    assert said in remark
    assert all(findings(verdict, name) == [("no_answer", remark)] for name in _FUNCTIONS)
    assert [cell["id"] for cell in notebook["cells"]] == [cell["id"] for cell in made.released["cells"]]


# Files that are odd, and cost nothing


def _format_3(notebook):
    cells = [{**cell, "language": "python", "input": cell["source"]} for cell in notebook["cells"]]
    for cell in cells:
        del cell["source"], cell["id"]
    return {"worksheets": [{"cells": cells}], "metadata": {}, "nbformat": 3, "nbformat_minor": 0}


def _with_line_ends(notebook, end):
    notebook = {**notebook, "cells": [{**c, "source": c["source"].replace("\n", end)} for c in notebook["cells"]]}
    return json.dumps(notebook, indent=1).replace("\n", end).encode()


def _with_accents(notebook, encoding):
    note = {"cell_type": "code", "id": "note", "metadata": {}, "source": "name = 'NAME'", "outputs": []}
    text = json.dumps({**notebook, "cells": [note, *notebook["cells"]]})
    return text.replace("NAME", "Érdős–Rényi" if encoding == "utf-8" else "Hölder").encode(encoding)


def _with_foreign_keys(notebook):
    cells = [
        {
            **cell,
            "metadata": {
                "nbgrader": {**cell["metadata"]["nbgrader"], "foreign": [1], "points": 1e9, "locked": False},
                "tags": ["skip-execution", "raises-exception", "remove-cell"],
                "foreign": {"deep": [None]},
            },
            "attachments": {"x.png": {"image/png": "no"}},
            "foreign": 1,
        }
        for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells, "metadata": {"kernelspec": {"name": "R"}, "foreign": 1}, "foreign": 1}


_ODD = {
    "format 3": (_format_3, ["old format 3"]),
    "a byte order mark": (lambda n: b"\xef\xbb\xbf" + json.dumps(n).encode(), ["byte order mark"]),
    "UTF-16": (lambda n: json.dumps(n).encode("utf-16"), ["UTF-16"]),
    "CRLF": (lambda n: _with_line_ends(n, "\r\n"), []),
    "CR": (lambda n: _with_line_ends(n, "\r"), []),
    "Latin-1": (lambda n: _with_accents(n, "latin-1"), ["read as Latin-1"]),
    "accents in UTF-8": (lambda n: _with_accents(n, "utf-8"), []),
    "duplicated cells": (damage.duplicated, ["solve_dense_backward stands", "grade_dense_backward stands"]),
    "deleted tests": (damage.without_tests, ["put back as given out: grade_dense_forward, grade_dense_backward"]),
    "reordered cells": (damage.reordered, ["out of order"]),
    "retyped cells": (damage.retyped, ["solve_dense_backward was turned", "grade_dense_backward was turned"]),
    "changed tests": (damage.easier_tests, [f"grade_{name} was changed" for name in _FUNCTIONS]),
    "foreign keys and tags": (_with_foreign_keys, []),
}


@pytest.mark.parametrize(("spoil", "said"), _ODD.values(), ids=_ODD)
def test_an_odd_file_costs_nothing(made, graded, spoil, said):
    verdict, notebook = graded(spoil(made.filled_in()))
    assert (verdict.status, lost(verdict)) == ("graded", {})
    assert len(verdict.remarks) == len(said), verdict.remarks
    assert all(fragment in remark for fragment, remark in zip(said, verdict.remarks, strict=True)), verdict.remarks
    sources = {cell["id"]: cell["source"] for cell in notebook["cells"]}
    assert len(sources) == len(notebook["cells"])
    originals = {known.cell_id: known.source for known in made.assignment.cells if known.locked}
    assert sources | originals == sources


def test_a_deleted_answer_costs_its_own_points(made, graded):
    notebook = made.filled_in()
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "solve_mac_counts"]
    verdict, _ = graded(notebook)
    assert (verdict.status, lost(verdict)) == ("graded", {"mac_counts": 0})
    assert findings(verdict, "mac_counts") == [("unfilled", "mac_counts is not filled in yet.")]


# Code that does not behave


_LOOP = "while True:\n    pass\n"
_DEAF_LOOP = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass\n"
_TEN_GB = "import numpy as np\nhoard = [np.zeros(1_000_000) for _ in range(1250)]\n"
_RECURSION = "return dense_backward(dZ, cache)"
_RIGHT = "X, W = cache\nreturn dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)"


def _overlay(above="", body=_RIGHT):
    lines = [f"    {line}\n" for line in body.split("\n")]
    return f"{above}\ndef dense_backward(dZ, cache):\n{''.join(lines)}"


_MISBEHAVES = {
    "a loop in a cell": (
        _overlay(_LOOP),
        "timeout",
        "no_answer",
        "There is no dense_backward",
        "Did not finish in time",
    ),
    "a loop in a function": (_overlay("", _LOOP), "timeout", "no_answer", "did not finish within", None),
    "a loop in a cell that catches Ctrl-C": (_overlay(_DEAF_LOOP), "timeout", "no_answer", "There is no", None),
    "a loop in a function that catches Ctrl-C": (_overlay("", _DEAF_LOOP), "timeout", "no_answer", "did not", None),
    "10 GB in a function": (_overlay("", _TEN_GB), "memory", "raises", "MemoryError", "out of memory"),
    "an exit in a cell": (_overlay("import os\nos._exit(0)\n"), "crashed", "no_answer", "There is no", "os._exit"),
    "an exit in a function": (_overlay("", "import os\nos._exit(0)"), "crashed", "no_answer", "os._exit", "os._exit"),
    "a killed process": (
        _overlay("", "import ctypes\nreturn ctypes.string_at(0)"),
        "crashed",
        "no_answer",
        "crashed (SIGSEGV)",
        "crashed (SIGSEGV)",
    ),
}


_WHERE = (
    "The cell solve_dense_backward: ",
    "The cell grade_dense_backward: ",
    "Did not finish in time: the cell solve_dense_backward.",
    "Did not finish in time: the cell grade_dense_backward.",
)


def test_memory_that_a_cell_asks_for_in_vain_costs_no_points(made, graded):
    verdict, _ = graded(made.filled_in(_overlay(_TEN_GB)))
    assert (verdict.status, lost(verdict)) == ("memory", {})
    assert any("MemoryError" in remark for remark in verdict.remarks)


@pytest.mark.parametrize(("overlay", "status", "code", "found", "remark"), _MISBEHAVES.values(), ids=_MISBEHAVES)
def test_what_misbehaves_costs_its_own_points_alone(made, graded, overlay, status, code, found, remark):
    verdict, _ = graded(made.filled_in(overlay))
    assert (verdict.status, lost(verdict)) == (status, {"dense_backward": 0})
    [(got_code, text)] = findings(verdict, "dense_backward")
    assert got_code == code
    assert found in text
    assert all(said.startswith(_WHERE) for said in verdict.remarks)
    [said] = verdict.remarks
    assert (remark or "Did not finish in time") in said
    assert _is_right(graded(made.filled_in()))


def test_endless_recursion_is_an_error(made, graded):
    verdict, _ = graded(made.filled_in(_overlay("", _RECURSION)))
    assert (verdict.status, verdict.remarks, lost(verdict)) == ("graded", (), {"dense_backward": 0})
    [(code, text)] = findings(verdict, "dense_backward")
    assert code == "raises"
    assert "raises RecursionError in the line `return dense_backward(dZ, cache)`, in every case" in text
    assert _is_right(graded(made.filled_in()))


def test_recursion_without_pythons_limit_costs_its_own_points_alone(made, graded):
    verdict, _ = graded(made.filled_in(_overlay("import sys\nsys.setrecursionlimit(10**9)\n", _RECURSION)))
    # Time, memory or the stack: which of them ends first is the machine's affair.
    assert verdict.status in ("timeout", "memory", "crashed")
    assert lost(verdict) == {"dense_backward": 0}
    [said] = verdict.remarks
    assert said.startswith(_WHERE)
    assert len(findings(verdict, "dense_backward")) == 1
    assert _is_right(graded(made.filled_in()))


@pytest.mark.parametrize("code", ['print("x" * 100_000_000)', 'for _ in range(10**5):\n    print("x" * 999)'])
def test_a_hundred_megabytes_of_output_are_cut_and_cost_nothing(made, graded, code):
    verdict, notebook = graded(made.filled_in(_overlay(f"{code}\n")))
    assert (verdict.status, lost(verdict), verdict.remarks) == ("graded", {}, ())
    [cell] = [cell for cell in notebook["cells"] if cell["id"] == "solve_dense_backward"]
    shown = "".join(output["text"] for output in cell["outputs"])
    assert len(shown) < 2 * _LIMITS.output
    assert "more characters of output were cut" in shown


def _is_right(answer):
    verdict, _ = answer
    return (verdict.status, lost(verdict), verdict.remarks) == ("graded", {}, ())


# Results that are none


_SUBCLASS = """
import numpy as np

class Equal(np.ndarray):
    def __eq__(self, other):
        return True

    def __array_ufunc__(self, *args, **kwargs):
        return np.zeros(())

    def __array_finalize__(self, other):
        self.note = "right"

"""
_SPOILT = "X, W = cache\nout = dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)\n"
_ODD_RESULTS = {
    "None": (_overlay("", "pass"), 0, "malformed", "None"),
    "a string": (_overlay("", "return 'dX, dW, db'"), 0, "malformed", "str"),
    "strings": (_overlay("", "return 'dX', 'dW', 'db'"), 0, "malformed", "str"),
    "object arrays": (
        _overlay("", "return tuple(part.astype(object) for part in (dZ, *cache))"),
        0,
        "malformed",
        "object",
    ),
    "NaN": (_overlay("", f"{_SPOILT}return tuple(0 * part / 0 for part in out)"), 0, "not_finite", "NaN or infinity"),
    "an array equal to all": (
        _overlay(_SUBCLASS, f"{_SPOILT}return tuple(np.zeros_like(part).view(Equal) for part in out)"),
        0,
        "zero",
        "zero everywhere",
    ),
    "changed inputs": (_overlay("", f"{_SPOILT}X[:] = 0\nreturn out"), 28, "G21", "changes its input cache"),
    "a changed input at the end": (_overlay("", f"{_SPOILT}dZ *= 2\nreturn out"), 28, "G21", "changes its input dZ"),
}


@pytest.mark.parametrize(("overlay", "points", "code", "found"), _ODD_RESULTS.values(), ids=_ODD_RESULTS)
def test_an_odd_result_is_said_to_be_one(made, graded, overlay, points, code, found):
    verdict, _ = graded(made.filled_in(overlay))
    assert (verdict.status, verdict.remarks, lost(verdict)) == ("graded", (), {"dense_backward": points})
    told = findings(verdict, "dense_backward")
    assert {got for got, _ in told} == {code}
    assert all(found in text for _, text in told), told


_FINE = {
    "views of its inputs": ("", "X, W = cache\nreturn (dZ @ W.T)[:], (dZ.T @ X).T, (np.ones((1, len(X))) @ dZ)[0]"),
    "a subclass that holds the right numbers": (
        "",
        "X, W = cache\nreturn dZ @ W.T, np.asmatrix(X.T @ dZ), dZ.sum(axis=0)",
    ),
    "Fortran's order": ("", "X, W = cache\nreturn dZ @ W.T, np.asfortranarray(X.T @ dZ), dZ.sum(axis=0)"),
    "the other byte order": ("", "X, W = cache\nreturn dZ @ W.T, (X.T @ dZ).astype('>f8'), dZ.sum(axis=0)"),
    "a list": ("", "X, W = cache\nreturn [dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)]"),
}


@pytest.mark.parametrize(("above", "body"), _FINE.values(), ids=_FINE)
def test_a_right_result_in_an_unusual_form_is_right(made, graded, above, body):
    verdict, _ = graded(made.filled_in(_overlay(above, body)))
    assert (verdict.status, lost(verdict), verdict.remarks) == ("graded", {}, ())
    assert findings(verdict, "dense_backward") == []


_BY_COMPLEX_STEPS = """
def by_steps(loss, x):
    slopes = np.empty(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape, complex)
        step[i] = 1e-30j
        slopes[i] = loss(x + step).imag / 1e-30
    return slopes


def dense_backward(dZ, cache):
    X, W = cache
    dX = by_steps(lambda X: np.sum(dZ * (X @ W)), X)
    dW = by_steps(lambda W: np.sum(dZ * (X @ W)), W)
    return dX, dW, by_steps(lambda b: np.sum(dZ * (X @ W + b)), np.zeros(W.shape[1]))
"""


def test_a_gradient_by_complex_steps_earns_nothing_and_its_line_is_named(graded, made):
    verdict, _ = graded(made.filled_in(_BY_COMPLEX_STEPS))
    assert lost(verdict) == {"dense_backward": 0}
    [(code, text)] = findings(verdict, "dense_backward")
    assert code == "complex_steps"
    assert "`step = np.zeros(x.shape, complex)`" in text
