"""A worksheet: named numbers, one after another, and the first that is wrong is the one to look at."""

import numpy as np

from course.check.core.arrays import read_number

CLOSE = 1e-7


def worksheet(report, got, expected, where, slips):
    """Compare a dict of numbers with those expected, in order.

    Parameters
    ----------
    report : Report
    got : object
        What the student returned.
    expected : dict of float
        Slopes among them may be measured ones.
    where : str
    slips : dict of list of (float, str)
        For some names: known wrong numbers, and the sentence for each.
    """
    if not isinstance(got, dict):
        report.stop(f"Expected a dict with {', '.join(expected)}; got a {type(got).__name__}.")
    missing = [name for name in expected if name not in got]
    if missing:
        report.stop(f"The dict lacks {', '.join(missing)}.")
    for name, number in expected.items():
        value = read_number(report, name, got[name])
        if value is None:
            return
        if abs(value - number) <= CLOSE:
            report.ok(name, f"right ({where})")
            continue
        near = (sentence for wrong, sentence in slips.get(name, ()) if np.isclose(value, wrong, rtol=1e-6, atol=1e-9))
        text = f"{name} = {value:.6f} is wrong ({where}): expected {number:.6f}. {next(near, '')}"
        report.fail(text.rstrip())
        if name != list(expected)[-1]:
            report.note("What comes after it is not looked at yet.")
        return
