"""Recorded trainings on made data, one of each kind, put to a student's doctor."""

from course.check.core.arrays import read_number, unpack
from course.data.recorded_runs import known_runs

TOLD = {
    "gradient": "a wrong gradient",
    "scale": "features that are not scaled",
    "order": "examples that are not shuffled",
    "dead": "units that are dead",
    "step": "steps that are too long",
    "labels": "labels that are off by one",
    "healthy": "nothing wrong",
}


def check_runs(report, diagnose):
    """Ask for a code and an evidence for one run of each kind; say which code was given to which."""
    for kind, run in known_runs().items():
        code, evidence = unpack(report, "diagnose", diagnose(run), ("code", "evidence"))
        if not isinstance(code, str) or code not in TOLD:
            report.stop(f"The code {code!r} is none of {', '.join(TOLD)}.")
        if read_number(report, "evidence", evidence) is None:
            return
        if code != kind:
            report.fail(
                f'A run with {TOLD[kind]} was called "{code}" (evidence {float(evidence):.3g}).{_slip(kind, code)}'
            )
        else:
            report.ok(TOLD[kind], "recognised")


def _slip(kind, code):
    if code == "step" and kind == "scale":
        return " Features that are too large make steps too long: ask for the cause first."
    if code == "gradient":
        return " The gradients written down are those of the first batch, the first 20 of order, at the start."
    if code == "order":
        return " X lies sorted by class; order says how the training met the rows."
    if code == "healthy" and kind == "labels":
        return " Look at the new examples: in training the wrong labels agree with themselves."
    return ""
