"""One submission's way to a worker, as bytes: coordinator and worker need not share a file system."""

import base64
import json
from dataclasses import asdict, dataclass, field

from grader.execution.limits import Limits


@dataclass(frozen=True)
class Job:
    """All that a verdict depends on, beside the grader's own code.

    Attributes
    ----------
    student, assignment : str
    source : str
        The assignment's source notebook, as JSON.
    submission : bytes
        The file that was handed in.
    key : bytes
        As of `grader.pipeline.seeds.student_key`.
    limits : Limits
    locked : bool
        False runs student code without locks.
    """

    student: str
    assignment: str
    source: str
    submission: bytes = field(repr=False)
    key: bytes = field(repr=False)
    limits: Limits
    locked: bool

    def to_bytes(self) -> bytes:
        """The same bytes for the same job."""
        text = {"submission": base64.b64encode(self.submission).decode(), "key": self.key.hex()}
        return json.dumps(asdict(self) | text, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Job":
        """The job that `to_bytes` packed."""
        fields = json.loads(data)
        fields["submission"] = base64.b64decode(fields["submission"])
        fields["key"] = bytes.fromhex(fields["key"])
        fields["limits"] = Limits(**fields["limits"])
        return cls(**fields)
