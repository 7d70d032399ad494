"""What the grader found out about one submission: a value that depends on nothing but its inputs."""

from dataclasses import dataclass
from typing import Any

from grader.judging.one_line import one_line

STATUSES = ("graded", "timeout", "memory", "crashed", "unreadable")


@dataclass(frozen=True)
class Finding:
    """One thing found, in a sentence the student reads; `code` groups the same thing over a class."""

    code: str
    text: str

    def __post_init__(self):
        object.__setattr__(self, "text", one_line(self.text))


@dataclass(frozen=True)
class CellVerdict:
    """The score of one grade cell and the reasons for it. A score of None waits for a person."""

    grade_id: str
    score: float | None
    max_score: float
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Everything found about one submission.

    `status` is one of `STATUSES`; `remarks` are oddities of the file that cost nothing;
    `unlocked` says that the locks were off, which only `--unsafe-no-sandbox` does.
    """

    student: str
    assignment: str
    status: str
    cells: tuple[CellVerdict, ...]
    remarks: tuple[str, ...] = ()
    unlocked: bool = False

    def __post_init__(self):
        object.__setattr__(self, "remarks", tuple(map(one_line, self.remarks)))

    @property
    def score(self):
        """Points given by the grader; what waits for a person counts 0."""
        return sum(cell.score or 0.0 for cell in self.cells)

    @property
    def max_score(self):
        """Points that could be had."""
        return sum(cell.max_score for cell in self.cells)

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Verdict":
        """The verdict whose `dataclasses.asdict` these fields are."""
        cells = tuple(
            CellVerdict(c["grade_id"], c["score"], c["max_score"], tuple(Finding(**f) for f in c["findings"]))
            for c in fields["cells"]
        )
        return cls(**(fields | {"cells": cells, "remarks": tuple(fields["remarks"])}))
