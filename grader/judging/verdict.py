"""The verdict on one submission: scores and findings. It depends on nothing but the grader's inputs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.printable import one_line

_MAX_REMARKS, _MAX_REMARK = 40, 1000  # remarks, and characters of one
STATUSES = ("graded", "timeout", "memory", "crashed", "unreadable")


@dataclass(frozen=True)
class Finding:
    """A sentence that the student reads.

    Attributes
    ----------
    code : str
        Groups the same finding over a class.
    text : str
    line : int or None
        The line of the answer cell that it is about; the first is 1.
    quoted : str
        The text of that line.
    """

    code: str
    text: str
    line: int | None = None
    quoted: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", one_line(self.text))
        object.__setattr__(self, "quoted", one_line(self.quoted))


@dataclass(frozen=True)
class CellVerdict:
    """The score of one grade cell and the reasons for it; a score of None is given by hand.

    Attributes
    ----------
    grade_id : str
    score : float or None
    max_score : float
    findings : tuple of Finding
    searched : float
        Processor seconds for which a wrong line was looked for; 0 if that is still to be done.
    """

    grade_id: str
    score: float | None
    max_score: float
    findings: tuple[Finding, ...] = ()
    searched: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """The result of grading one submission.

    Attributes
    ----------
    student, assignment : str
    status : str
        One of `STATUSES`.
    cells : tuple of CellVerdict
    remarks : tuple of str
        Oddities of the file, which cost nothing; as many as a person reads.
    unlocked : bool
        Whether student code ran without locks (`--unsafe-no-sandbox`).
    """

    student: str
    assignment: str
    status: str
    cells: tuple[CellVerdict, ...]
    remarks: tuple[str, ...] = ()
    unlocked: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "remarks", tuple(_as_many_as_are_read(self.remarks)))

    @property
    def score(self) -> float:
        """Points given by the grader; those given by hand count 0."""
        return sum(cell.score or 0.0 for cell in self.cells)

    @property
    def max_score(self) -> float:
        """The most points that can be earned."""
        return sum(cell.max_score for cell in self.cells)

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Verdict":
        """Make a verdict from its fields as of `dataclasses.asdict`, read from JSON."""
        cells = tuple(
            CellVerdict(**(c | {"findings": tuple(Finding(**f) for f in c["findings"])})) for c in fields["cells"]
        )
        return cls(**(fields | {"cells": cells, "remarks": tuple(fields["remarks"])}))


def _as_many_as_are_read(remarks: Sequence[str]) -> Iterator[str]:
    """Each on a line and cut, and in place of the last of too many a sentence on how many there are."""
    shown = remarks if len(remarks) <= _MAX_REMARKS else remarks[: _MAX_REMARKS - 1]
    for remark in shown:
        yield one_line(remark if len(remark) <= _MAX_REMARK else f"{remark[: _MAX_REMARK - 2]} …")
    if len(shown) < len(remarks):
        yield f"There are {len(remarks) - len(shown)} more remarks, which are not kept."
