"""One measured quantity, and how a list of them is shown."""

import json
import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A quantity measured several times.

    Attributes
    ----------
    name : str
        Its key in the JSON object, such as ``"autograde_vs_nbgrader"``.
    what : str
        A few words for the table.
    unit : str
        ``"s"``, ``"ms"``, ``"x"`` (times) or ``""`` (a fraction).
    values : tuple of float
    """

    name: str
    what: str
    unit: str
    values: tuple[float, ...]

    @property
    def median(self):
        """The middle value: one slow moment of a busy machine does not move it."""
        return statistics.median(self.values)


def show(figures):
    """Print a table with median and range, then one line of JSON with the medians by name."""
    width = max(len(figure.what) for figure in figures)
    print(f"{'':{width}}    median       from … to         n")
    for f in figures:
        low, high = min(f.values), max(f.values)
        print(f"{f.what:{width}}  {f.median:8.3f} {f.unit:2}  {low:8.3f} … {high:<8.3f} {len(f.values):3}")
    print(json.dumps({figure.name: round(figure.median, 4) for figure in figures}))
