"""Check the student's diagnosis of recorded runs."""

import numpy as np

from course.check.core.arrays import read_number, unpack
from course.check.core.calling import call
from course.check.core.report import Report
from course.data.recorded_runs import Run, known_runs
from course.tolerance import agrees
from course.types import StudentFunction

TOLD = {
    "gradient": "a wrong gradient",
    "scale": "features that are not scaled",
    "order": "examples that are not shuffled",
    "dead": "units that are dead",
    "step": "steps that are too long",
    "labels": "labels that are off by one",
    "healthy": "nothing wrong",
}
LATE_RISER = "units that are dead, and one that is off for the first batch only"

# Of each known run, and of that of `_with_a_late_riser`; a test computes them anew.
EVIDENCE = {
    "gradient": 0.14101039156506956,
    "scale": 263.6381601962484,
    "order": 90 / 99,
    "dead": 15 / 16,
    "step": 26.865810279207988,
    "labels": 1.0,
    "healthy": 1.0,
    "late riser": 14 / 16,
}
HINTS = {
    "gradient": "It is the largest of all differences, without their signs, over weights and biases.",
    "scale": "It is the root of the mean square of all numbers in X together.",
    "order": "It is the share of neighbours in order that have the same label.",
    "dead": "It is the share of hidden units that are dead at the start, for all examples.",
    "step": "It is the loss of the first batch after its step, over that before it.",
    "labels": "It is the share of new examples that are read as the digit after theirs; 0 comes after 9.",
    "healthy": "It is the share of new examples that are read correctly.",
}


def runs() -> dict[str, tuple[str, Run]]:
    """Return the runs that are shown to the student's function, by name, each with its right code."""
    known = known_runs()
    return {name: (name, run) for name, run in known.items()} | {
        "late riser": ("dead", _with_a_late_riser(known["dead"]))
    }


def _with_a_late_riser(run: Run) -> Run:
    """The run with one unit that sleeps through the first batch, not through all examples.

    The recorded gradients stay right: the unit is off wherever they were taken.
    """
    (W, b), *rest = run["start"]
    Z = run["X"] @ W
    tops, tops_of_batch = Z.max(axis=0), Z[run["order"][:20]].max(axis=0)
    asleep = tops + b <= 0
    unit = int(np.argmax(np.where(asleep, tops - tops_of_batch, 0.0)))
    b = b.copy()
    b[unit] = -(tops[unit] + tops_of_batch[unit]) / 2
    return run | {"start": [(W, b), *rest]}


def check_runs(report: Report, diagnose: StudentFunction) -> None:
    """Report whether each run gets the right code and the right evidence.

    Parameters
    ----------
    report : Report
    diagnose : callable
        ``diagnose(run) -> (code, evidence)``.
    """
    for name, (kind, run) in runs().items():
        code, evidence = unpack(report, "diagnose", call(report, diagnose, run), ("code", "evidence"))
        if not isinstance(code, str) or code not in TOLD:
            exchanged = " Exchanged: the code comes first." if isinstance(evidence, str) else ""
            report.stop(f"The code {code!r} is none of {', '.join(TOLD)}.{exchanged}")
        number = read_number(report, "evidence", evidence)
        if number is None:
            return
        told = TOLD.get(name, LATE_RISER)
        if code != kind:
            report.fail(f'A run with {told} was called "{code}" (evidence {number:.3g}).{_slip(kind, code)}')
        elif not agrees(number, EVIDENCE[name]):
            report.fail(
                f"A run with {told} is recognised, but its evidence is {number:.6g}, expected "
                f"{EVIDENCE[name]:.6g}. {HINTS[kind]}"
            )
        else:
            report.ok(told, "recognised, with its evidence")


def _slip(kind: str, code: str) -> str:
    if code == "step" and kind == "scale":
        return " Features that are too large make steps too long: ask for the cause first."
    if code == "gradient":
        return " The recorded gradients are those of the first batch, the first 20 rows of order, at the start."
    if code == "order":
        return " X is stored sorted by class; order says in which order the training used the rows."
    if code == "healthy" and kind == "labels":
        return " Look at the new examples: on the training examples the network agrees with the wrong labels."
    return ""
