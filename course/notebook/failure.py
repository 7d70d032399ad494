"""What failed in a cell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """A statement of a cell that raised, or that cannot be parsed.

    Attributes
    ----------
    line : int
        In the cell; 1 is its first.
    kind : str
        The exception's class.
    message : str
    newer_python : str
        The version in which the cell could be parsed, such as ``"3.12"``; empty otherwise.
    unparsed : bool
        Whether the line is no Python.
    alone : bool
        Whether the rest of the cell ran.
    """

    line: int
    kind: str
    message: str
    newer_python: str = ""
    unparsed: bool = False
    alone: bool = True
