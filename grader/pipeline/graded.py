"""One submission after grading: what was found, and the notebook as it ran."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from grader.judging.verdict import Verdict


@dataclass(frozen=True)
class Graded:
    """What grading hands to recording.

    Attributes
    ----------
    verdict : Verdict
    notebook : dict
        The repaired submission as executed (nbformat 4): known cells carry the source notebook's nbgrader metadata,
        student cells their outputs. For an unreadable submission it is the released notebook.
    seconds : float
        How long it took.
    """

    verdict: Verdict
    notebook: dict[str, Any]
    seconds: float

    def to_bytes(self) -> bytes:
        """As JSON; the same for the same value."""
        fields = {"verdict": asdict(self.verdict), "notebook": self.notebook, "seconds": self.seconds}
        return json.dumps(fields, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Graded":
        """The value that `to_bytes` wrote."""
        fields = json.loads(data)
        return cls(Verdict.from_fields(fields["verdict"]), fields["notebook"], fields["seconds"])
