"""How much a submission may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one submission.

    Attributes
    ----------
    cell_seconds : float
        Processor time of one cell; then it is interrupted, and stopped for good if that does not help. Half of it
        after a first cell that took too long, a quarter after the second, down to a second.
    submission_seconds : float
        Processor time of all of it.
    patience : float
        Wall clock per processor time, of cell and submission: for those who sleep, not for a busy machine.
    memory : int
        Bytes of address space beyond what the warm process has.
    scratch : int
        Bytes that it may write to its scratch folder.
    scratch_files : int
        Files that it may make there.
    output : int
        Characters of output kept of one cell.
    """

    cell_seconds: float = 10.0
    submission_seconds: float = 60.0
    patience: float = 8.0
    memory: int = 1 << 30
    scratch: int = 32 << 20
    scratch_files: int = 1000
    output: int = 100_000
