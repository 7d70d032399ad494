"""What a cell defines is read from its text, also where Python could not parse it."""

import time

import pytest

from course.notebook.definitions import defined_names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(x):\n    y = 1\n    def inner(): pass", {"f"}),
        ("async def f(): pass", {"f"}),
        ("class A:\n    def method(self): pass", {"A"}),
        ("f = lambda x: x\ng: int = 3\nh == 4", {"f", "g"}),
        ("if True:\n    def f(): pass\nelse:\n    def g(): pass", {"f", "g"}),
        ("try:\n\timport scipy\n\tdef f(): pass\nexcept ImportError: pass", {"f"}),
        ("from helpers import f, g as h", {"f", "h"}),
        ("import numpy as np, os.path", {"np", "os"}),
        ("from my_utils import dense_backward  # mine", {"dense_backward"}),
        ("@cache\ndef f(): pass\n%pip install x\ndef g(:", {"f", "g"}),
        ("# def f(): pass\n", set()),
        ("    def f(): pass", set()),
        ("", set()),
    ],
)
def test_names_at_the_top_level(source, names):
    assert defined_names(source) == names


@pytest.mark.parametrize(
    "piece", ["if:", "import a,", "import " + " " * 50, "from a import (", "x:" + " " * 50, "if x:\n    ", "(\n", "\t"]
)
def test_a_long_text_takes_no_time(piece):
    def seconds(times):
        start = time.process_time()
        defined_names(piece * times)
        return time.process_time() - start

    assert seconds(20_000) < 1 + 50 * seconds(2_000)
