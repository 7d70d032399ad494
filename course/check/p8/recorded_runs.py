"""Check the student's diagnosis of recorded runs."""

from course.check.core.arrays import read_number, unpack
from course.check.core.report import Report
from course.data.recorded_runs import known_runs
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


def check_runs(report: Report, diagnose: StudentFunction) -> None:
    """Report whether each of the known runs gets the right code.

    Parameters
    ----------
    report : Report
    diagnose : callable
        ``diagnose(run) -> (code, evidence)``.
    """
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


def _slip(kind: str, code: str) -> str:
    if code == "step" and kind == "scale":
        return " Features that are too large make steps too long: ask for the cause first."
    if code == "gradient":
        return " The gradients written down are those of the first batch, the first 20 of order, at the start."
    if code == "order":
        return " X lies sorted by class; order says how the training met the rows."
    if code == "healthy" and kind == "labels":
        return " Look at the new examples: in training the wrong labels agree with themselves."
    return ""
