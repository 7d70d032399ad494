"""The result of grading one submission: the verdict, and the notebook with its outputs."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from grader.judging.verdict import Verdict


@dataclass(frozen=True)
class Graded:
    """The result of grading one submission.

    Attributes
    ----------
    verdict : Verdict
    notebook : dict
        The repaired submission with the outputs of its cells and nbgrader's metadata, in nbformat 4. The released
        notebook if the submission is unreadable.
    seconds : float
        Wall-clock time that grading took.
    """

    verdict: Verdict
    notebook: dict[str, Any]
    seconds: float

    def to_bytes(self) -> bytes:
        """Pack as JSON; equal values give equal bytes."""
        fields = {"verdict": asdict(self.verdict), "notebook": self.notebook, "seconds": self.seconds}
        return json.dumps(fields, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Graded":
        """Unpack from JSON."""
        fields = json.loads(data)
        return cls(Verdict.from_fields(fields["verdict"]), fields["notebook"], fields["seconds"])
