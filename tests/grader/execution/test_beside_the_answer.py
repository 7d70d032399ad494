"""In a locked process: packages that are not there, sleeping, pictures in windows, and paths of this machine."""

import importlib.util
import re
import sys
import tempfile

import pytest

from tests.grader.execution.conftest import printed, session_on
from tests.paths import CLONE

INSTALLED = ("sklearn", "autograd", "pytest", "jupytext", "nbgrader")


@pytest.fixture(scope="module")
def ran(worker):
    """``ran(code)``: the result of a cell, all in one process."""
    with session_on(worker) as session:
        yield lambda code, **options: session.run(code, **options)


@pytest.mark.parametrize("name", INSTALLED)
def test_a_package_that_students_may_not_have_is_not_there(ran, name):
    assert importlib.util.find_spec(name)
    [failure] = ran(f"import {name}").failures
    assert (failure.kind, failure.message) == ("ModuleNotFoundError", f"No module named '{name}'")
    assert printed(ran(f"import importlib.util; print(importlib.util.find_spec('{name}'))")) == "None"


def test_the_usual_guard_holds(ran):
    guard = "try:\n    import sklearn\nexcept ImportError:\n    sklearn = 'not here'\nprint(sklearn)"
    assert printed(ran(guard)) == "not here"


@pytest.mark.parametrize("line", ["import scipy.optimize, scipy.special", "from numpy import *", "from pylab import *"])
def test_what_students_may_use_is_there(ran, line):
    assert ran(line).failures == ()


@pytest.mark.parametrize(
    "waiting",
    [
        "import time\ntime.sleep(1e6)",
        "from time import sleep\nsleep(1e6)",
        "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.pause(1e6)",
        "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.ginput(timeout=0)",
    ],
)
def test_a_cell_that_waits_holds_nobody_up(ran, waiting):
    assert ran(waiting, seconds=2).failures == ()


@pytest.mark.parametrize("backend", ["widget", "notebook", "qt", "inline", "tk"])
def test_a_picture_is_shown_below_its_cell_whatever_window_is_asked_for(ran, backend):
    result = ran(
        f"%matplotlib {backend}\nimport matplotlib.pyplot as plt\nplt.ion()\nplt.plot([1])\nplt.show(block=True)"
    )
    assert result.failures == ()
    assert [output["output_type"] for output in result.outputs] == ["display_data"]
    assert "image/png" in result.outputs[0]["data"]


def test_shell_lines_print_one_line_and_start_nothing(ran):
    assert printed(ran("!echo started\n%pip install torch\nfiles = !ls")).splitlines() == [
        "Not run here: !echo started",
        "Not run here: %pip install torch",
        "Not run here: !ls",
    ]


FAILING = {
    "inside a package": "import numpy as np\nnp.linalg.inv(np.zeros((2, 2)))",
    "inside the standard library": "import json\njson.loads('{')",
    "inside the course": "from course.probing.wire import decode\ndecode(b'1')",
    "a name that a package lacks": "from numpy import nosuch",
    "a message with a path": "import os, numpy\nraise ValueError(os.getcwd() + '/x and ' + numpy.__file__)",
    "a warning of a package": "import sys\nsys.exit(3)",
    "a file that is not there": "import os\nopen(os.path.abspath('data.csv'))",
    "the interpreter": "import sys\nraise ValueError(sys.executable)",
    "syntax": "def f(:",
}


@pytest.mark.parametrize("code", FAILING.values(), ids=FAILING)
def test_no_path_of_this_machine_is_told(ran, code):
    result = ran(code)
    assert result.failures
    told = f"{result.outputs} {result.failures} {result.error}"
    for place in (str(CLONE), sys.prefix, sys.base_prefix, f"{tempfile.gettempdir()}/backprop", "~/"):
        assert place not in told
    assert not re.search(r"/[\w./-]*(site-packages|lib/python)", told)


def test_where_in_a_package_it_failed_is_still_told(ran):
    traceback = "".join(ran(FAILING["inside a package"]).outputs[0]["traceback"])
    assert "File numpy/linalg/" in traceback
    assert "np.linalg.inv(np.zeros((2, 2)))" in traceback


def test_the_failures_of_a_cell_come_with_their_lines(ran):
    result = ran("x = 1\n1 / 0\ny = 2\nunknown\nprint(x + y)")
    assert [(failure.line, failure.kind) for failure in result.failures] == [(2, "ZeroDivisionError"), (4, "NameError")]
    assert result.error == "ZeroDivisionError: division by zero"
    assert result.status == "graded"
    assert [output["text"] for output in result.outputs if output["output_type"] == "stream"] == ["3\n"]


def test_a_cell_that_is_interrupted_runs_no_further(ran):
    result = ran("before = 1\nwhile True: pass\nafter = 2", seconds=0.2)
    assert (result.status, result.failures[0].line, result.failures[0].kind) == ("timeout", 2, "KeyboardInterrupt")
    assert printed(ran("print(before, 'after' in globals())")) == "1 False"
