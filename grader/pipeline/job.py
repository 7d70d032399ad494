"""A submission packed as bytes for a judge, which need not share a file system with the coordinator."""

import base64
import json
from dataclasses import asdict, dataclass, field

from grader.execution.limits import Limits


@dataclass(frozen=True)
class Job:
    """Everything that a verdict depends on except the grader's own code.

    Attributes
    ----------
    student, assignment : str
    source : str
        The assignment's source notebook, as JSON.
    submission : bytes
        The submitted file.
    key : bytes
        As of `grader.pipeline.seeds.student_key`.
    limits : Limits
    locked : bool
        False runs student code without locks.
    count_once : bool
        Whether a mistake in one function costs no points in later functions that call it.
    remarks : tuple of str
        How the file was found, where that was not simple.
    """

    student: str
    assignment: str
    source: str
    submission: bytes = field(repr=False)
    key: bytes = field(repr=False)
    limits: Limits
    locked: bool
    count_once: bool = True
    remarks: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """Pack the job; equal jobs give equal bytes."""
        text = {"submission": base64.b64encode(self.submission).decode(), "key": self.key.hex()}
        return json.dumps(asdict(self) | text, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Job":
        """Unpack a job."""
        fields = json.loads(data)
        fields["submission"] = base64.b64decode(fields["submission"])
        fields["key"] = bytes.fromhex(fields["key"])
        fields["remarks"] = tuple(fields["remarks"])
        fields["limits"] = Limits(**fields["limits"])
        return cls(**fields)
