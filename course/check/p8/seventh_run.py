"""Visible check of `spoilt_examples`, on a recorded run whose spoilt examples are known."""

import numpy as np

from course.check.core.calling import call
from course.check.core.report import Report
from course.data.recorded_runs import seventh_run
from course.kind_of import kind_of
from course.types import StudentFunction

SPOILT = {*range(10), *range(40, 50)}
"""Row numbers; a test finds them anew."""


def spoilt_examples(spoilt_examples: StudentFunction) -> None:
    """Check how many of the spoilt examples of a known run are named, and how many others."""
    run = seventh_run(on_digits=False)
    with Report("spoilt_examples") as report:
        named = call(report, spoilt_examples, run)
        try:
            rows = np.asarray(named)
        except ValueError:  # lists of different lengths
            report.stop(f"Got {kind_of(named)}, expected an array of row numbers.")
        if rows.dtype == bool and rows.shape == (len(run["X"]),):
            report.stop("Got a mask, expected row numbers: np.flatnonzero makes them of it.")
        if rows.ndim != 1 or not (rows.dtype.kind in "iu" or (rows.dtype.kind == "f" and not rows.size)):
            report.stop(f"Got {kind_of(named)}, expected an array of row numbers of X, whole numbers.")
        found = {int(row) for row in rows}
        others = len(found - SPOILT)
        told = f"Of {len(SPOILT)} spoilt examples {len(found & SPOILT)} are named, and {others} others."
        if found == SPOILT and len(rows) == len(found):
            report.ok("all spoilt examples", "are named, and no others")
        elif found == SPOILT:
            report.fail("Some rows are named more than once.")
        elif found == {row + 1 for row in SPOILT}:
            report.fail(f"{told} Rows are counted from 0.")
        elif found and not others:
            report.fail(f"{told} What else belongs to the mistake?")
        else:
            report.fail(f"{told} The network has learnt the wrong labels. On which examples can you see that?")
