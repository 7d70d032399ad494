"""Report of a visible check: one line for each property, one sentence for each mistake, at most one picture."""

import contextlib
import textwrap
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, Self, TypeAlias

from course.check.core.watchdog import Stopped, watched
from course.drawing import Drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Picture: TypeAlias = "Drawing | Figure"

WIDTH = 100
_open_collections: list[list["Report"]] = []  # one for each `with collected()` that is running


@contextlib.contextmanager
def collected() -> Iterator[list["Report"]]:
    """Collect all reports that end inside the `with` block.

    Yields
    ------
    list of Report
        Grows as reports end.

    Examples
    --------
    >>> with collected() as reports:
    ...     with Report("relu") as report:
    ...         report.fail("relu(0) is 1, expected 0.")
    relu
      ✗ relu(0) is 1, expected 0.
    >>> reports[0].failed
    True
    """
    reports: list[Report] = []
    _open_collections.append(reports)
    try:
        yield reports
    finally:
        _open_collections[:] = [one for one in _open_collections if one is not reports]  # equal ones may be open


class Stop(Exception):
    """Ends a check early. The reason is in its report already."""


class Report:
    """Collect the findings of one check and print them at the end of the `with` block.

    No subclass of Exception leaves the block: a bug in the check itself becomes a finding.

    Parameters
    ----------
    title : str
        Name of the student's function.

    Attributes
    ----------
    findings : list of (mark, subject, text)
        The mark is "✓", "•" or "✗".
    failed : bool
        Whether any finding is a failure.
    draw : callable or None
        Makes the picture to show below the findings.

    Examples
    --------
    >>> with Report("dense_backward") as report:
    ...     report.ok("dX", "right shape")
    ...     report.ok("dW", "right shape")
    dense_backward
      ✓ dX, dW: right shape
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.findings: list[tuple[str, str, str]] = []
        self.failed = False
        self.draw: Callable[[], Picture] | None = None

    def ok(self, subject: str, text: str) -> None:
        """Record a property that holds; consecutive subjects with the same property share a line."""
        if self.findings and self.findings[-1][::2] == ("✓", text):
            subject = f"{self.findings.pop()[1]}, {subject}"
        self.findings.append(("✓", subject, text))

    def note(self, text: str) -> None:
        """Record a remark that is not a failure, once."""
        if ("•", "", text) not in self.findings:
            self.findings.append(("•", "", text))

    def fail(self, text: str) -> None:
        """Record a property that does not hold."""
        self.failed = True
        self.findings.append(("✗", "", text))

    def stop(self, text: str) -> NoReturn:
        """Record a failure after which nothing more can be checked.

        Raises
        ------
        Stop
            Always; the end of the `with` block catches it.
        """
        self.fail(text)
        raise Stop

    def picture(self, draw: Callable[[], Picture]) -> None:
        """Keep `draw` to make the picture when the report is printed, unless there is a picture already."""
        self.draw = self.draw or draw

    def __enter__(self) -> Self:
        self._watch = watched()
        self._watch.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self._watch.__exit__(None, None, None)
        if error is not None and not isinstance(error, Exception | Stopped):
            return False
        if isinstance(error, Stopped):
            self.fail(f"{self.title} {error}.")
        elif error is not None and not isinstance(error, Stop):
            self.fail(
                f"The check itself could not go on ({type(error).__name__}: {error}). Please show this to the staff."
            )
        print(self)
        for reports in _open_collections:
            reports.append(self)
        if self.draw is not None:
            self._show(self.draw)
        return True

    def __str__(self) -> str:
        return "\n".join([self.title, *map(_lines, self.findings)])

    def _show(self, draw: Callable[[], Picture]) -> None:
        from course.plots import show

        try:
            show(draw())
        except Exception as error:  # a missing font must not hide the sentences above
            print(f"  (The picture could not be drawn: {error}.)")


def _lines(finding: tuple[str, str, str]) -> str:
    mark, subject, text = finding
    text = f"{subject}: {text}" if subject else text
    return textwrap.fill(text, WIDTH, initial_indent=f"  {mark} ", subsequent_indent="    ")
