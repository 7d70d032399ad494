"""Where a slip is taught: the lecture's section, and the demo that shows it, in the state that shows it.

The table is ``where_shown.csv``. Its column ``what`` has the code of a finding, or ``*`` for all others.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

_TABLE = Path(__file__).with_suffix(".csv")
_ANY = "*"


@dataclass(frozen=True)
class Shown:
    """A place in the lectures.

    Attributes
    ----------
    lecture : str
        The name of its text, such as ``"11_vectorised_backprop"``.
    section : str
        Its heading.
    demo : str
        Such as ``"W24"``; empty if no demo shows it.
    state : str
        The query of the demo's address, such as ``"bug=dW_transposed"``; empty for its start.
    """

    lecture: str
    section: str
    demo: str
    state: str

    @property
    def address(self) -> str:
        """Relative to the lectures' pages, such as ``11_vectorised_backprop.html#W24?bug=dW_transposed``.

        Examples
        --------
        >>> Shown("11_vectorised_backprop", "Four equations", "W24", "bug=no_mean").address
        '11_vectorised_backprop.html#W24?bug=no_mean'
        """
        if not self.demo:
            return f"{self.lecture}.html"
        name, _, value = self.state.partition("=")
        return f"{self.lecture}.html#{self.demo}" + (f"?{name}={quote(value, safe='')}" if self.state else "")


def where_shown(exercise: str, code: str) -> Shown:
    """Where the lectures show what a finding is about.

    Parameters
    ----------
    exercise : str
        Such as ``"p6.dense_backward"``.
    code : str
        Of the finding.

    Returns
    -------
    Shown
        That of the code in this exercise, else of the code in any exercise, else of the exercise.

    Raises
    ------
    KeyError
        There is no such exercise.
    """
    table = rows()
    found = (table[key] for key in ((exercise, code), (_ANY, code), (exercise, _ANY)) if key in table)
    shown = next(found, None)
    if shown is None or (exercise, _ANY) not in table:
        raise KeyError(f"got the exercise {exercise!r}, expected one of {_TABLE.name}")
    return shown


@cache
def rows() -> dict[tuple[str, str], Shown]:
    """The table, by exercise and code."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (row["exercise"], row["what"]): Shown(row["lecture"], row["section"], row["demo"], row["state"])
            for row in csv.DictReader(file)
        }
