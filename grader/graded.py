"""One submission after grading: what was found, and the notebook as it ran."""

from dataclasses import dataclass

from grader.verdict import Verdict


@dataclass(frozen=True)
class Graded:
    """What grading hands to recording.

    `notebook` is the repaired submission as executed (nbformat 4, a dict): known cells carry the source
    notebook's nbgrader metadata, student cells their outputs. For an unreadable submission it is the
    released notebook. `seconds` is how long it took.
    """

    verdict: Verdict
    notebook: dict
    seconds: float
