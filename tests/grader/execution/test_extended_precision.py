"""``longdouble`` has no more digits than float64 where student code runs: with more, a difference is a derivative."""

import platform

import pytest

from tests.grader.execution.probed import outcome, score

ONE_STEP = "np.longdouble(1) + np.longdouble(2) ** -60"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="longdouble is not computed by an x87")
@pytest.mark.parametrize("way", [f"{ONE_STEP}", f"found({ONE_STEP!r})"], ids=["here", "in a thread"])
def test_digits_beyond_float64_are_rounded_away(worker, way):
    code = f"""
import threading
def found(code):
    values = []
    thread = threading.Thread(target=lambda: values.append(eval(code)))
    thread.start(); thread.join()
    return values[0]
probe("p9.double", lambda X: 2 * X if {way} == 1 else X)
"""
    assert score(outcome(worker, code)) == 5.0


def test_what_is_computed_in_longdouble_is_right_and_nobody_is_warned(worker):
    code = """
import warnings
warnings.simplefilter("error")
assert np.finfo(np.longdouble).eps < 1e-15
def double(X):
    E = np.exp(np.longdouble(X) * 50)
    assert abs(np.log(E) / 50 - X).max() < 1e-15 and abs(np.tanh(np.longdouble(X)) - np.tanh(X)).max() < 1e-15
    return (np.longdouble(X) * 2).astype(float)
probe("p9.double", double)
"""
    assert score(outcome(worker, code)) == 5.0
