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
        Wall-clock time as a multiple of processor time, for a machine that is busy with other things.
    waiting_seconds : float
        Wall-clock time that a submission may wait in all, asleep or for something that does not come. Not counted is
        the time for which a busy machine keeps it waiting. A cell may wait for a fraction of its processor time.
    memory : int
        Bytes of address space beyond those of the warm worker.
    scratch : int
        Bytes that the scratch folder may hold.
    scratch_files : int
        Files that the scratch folder may hold.
    output : int
        Characters of output kept of one cell.
    packages : tuple of str
        Packages that the submission may import, where they are installed, beside numpy and matplotlib.
    """

    cell_seconds: float = 10.0
    submission_seconds: float = 60.0
    patience: float = 8.0
    waiting_seconds: float = 20.0
    memory: int = 1 << 30
    scratch: int = 32 << 20
    scratch_files: int = 1000
    output: int = 100_000
    packages: tuple[str, ...] = ("scipy", "pandas", "tqdm")

    def __post_init__(self) -> None:
        object.__setattr__(self, "packages", tuple(self.packages))  # a list, where the limits come from JSON
