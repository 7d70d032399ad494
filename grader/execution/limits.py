"""Limits on what a submission may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one submission.

    Attributes
    ----------
    cell_seconds : float
        Processor time of one cell. The cell is then interrupted; the process is killed if that does not help. Each
        cell that took too long halves the time of those after it, down to one second.
    submission_seconds : float
        Processor time of the whole submission.
    patience : float
        Wall-clock time as a multiple of processor time: a cell that sleeps is stopped, one on a busy machine is not.
    memory : int
        Bytes of address space beyond those of the warm worker.
    scratch : int
        Bytes that the scratch folder may hold.
    scratch_files : int
        Files that the scratch folder may hold.
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
