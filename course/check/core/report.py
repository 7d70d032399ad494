"""What a check prints: one line per property, one sentence per slip, at most one picture."""

import contextlib
import textwrap

WIDTH = 100
_listeners = []


@contextlib.contextmanager
def collected():
    """A list that every report joins when it ends, as long as the `with` block lasts.

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
    reports = []
    _listeners.append(reports)
    try:
        yield reports
    finally:
        _listeners.remove(reports)


class Stop(Exception):
    """Nothing more can be said in this check; the reason has been recorded."""


class Report:
    """Collects the findings of one check and prints them when the `with` block ends.

    The block never lets an exception out: a check that stumbles says so in a sentence.

    Parameters
    ----------
    title : str
        Name of the student's function.

    Examples
    --------
    >>> with Report("dense_backward") as report:
    ...     report.ok("dX", "right shape")
    ...     report.ok("dW", "right shape")
    dense_backward
      ✓ dX, dW: right shape
    """

    def __init__(self, title):
        self.title = title
        self.findings = []
        self.failed = False
        self.draw = None

    def ok(self, subject, text):
        """Record a property that holds; several subjects with the same property in a row share a line."""
        if self.findings and self.findings[-1][::2] == ("✓", text):
            subject = f"{self.findings.pop()[1]}, {subject}"
        self.findings.append(("✓", subject, text))

    def note(self, text):
        """Record something worth knowing that is no failure."""
        self.findings.append(("•", "", text))

    def fail(self, text):
        """Record a property that does not hold."""
        self.failed = True
        self.findings.append(("✗", "", text))

    def stop(self, text):
        """Record a failure after which nothing more can be checked."""
        self.fail(text)
        raise Stop

    def picture(self, draw):
        """Keep the first picture offered; `draw` makes the figure only when it is shown."""
        self.draw = self.draw or draw

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if error is not None and not isinstance(error, Exception):
            return False
        if error is not None and not isinstance(error, Stop):
            self.fail(f"The check itself could not go on ({kind.__name__}: {error}). Please show this to the staff.")
        print(self)
        for reports in _listeners:
            reports.append(self)
        if self.draw is not None:
            self._show()
        return True

    def __str__(self):
        return "\n".join([self.title, *map(_lines, self.findings)])

    def _show(self):
        from course.plots import show

        try:
            show(self.draw())
        except Exception as error:  # a missing font must not hide the sentences above
            print(f"  (The picture could not be drawn: {error}.)")


def _lines(finding):
    mark, subject, text = finding
    text = f"{subject}: {text}" if subject else text
    return textwrap.fill(text, WIDTH, initial_indent=f"  {mark} ", subsequent_indent="    ")
