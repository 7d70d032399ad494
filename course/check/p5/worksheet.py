"""Check a worksheet: a dict of intermediate results, each computed from those before it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course.check.core.arrays import read_number
from course.check.core.report import Report
from course.kind_of import kind_of

CLOSE = 1e-7


def worksheet(
    report: Report,
    got: Any,
    expected: Mapping[str, float],
    where: str,
    slips: Mapping[str, Sequence[tuple[float, str]]],
) -> None:
    """Compare a dict of numbers with the expected ones in order, up to the first wrong one.

    Parameters
    ----------
    report : Report
    got : object
        What the student returned.
    expected : dict of str to float
        In the order of computation.
    where : str
        The case.
    slips : dict of str to list of (float, str)
        For some names: known wrong numbers, each with the sentence that explains it.
    """
    if not isinstance(got, dict):
        report.stop(f"Expected a dict with {', '.join(expected)}; got {kind_of(got)}.")
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
