"""What a student writes into an exception is words on the teacher's terminal, not commands to it."""

from io import StringIO
from types import SimpleNamespace

from rich.console import Console

from grader.judging.verdict import CellVerdict, Finding, Verdict
from grader.pipeline.autograde import Row
from grader.reports.console_table import print_table

_COMMANDS = "\x1b]0;a new title\x07 \x1b[31m \x9b2J [bold]"


def test_the_table_shows_no_control_characters():
    cell = CellVerdict("grade_x", 0.0, 1.0, (Finding("raised", f"ValueError: {_COMMANDS}"),))
    verdict = Verdict("a\x1b[31mb", "p9", "graded", (cell,), (_COMMANDS,))
    out = StringIO()
    print_table([Row(SimpleNamespace(verdict=verdict), 0.0)], Console(file=out, width=200))
    shown = out.getvalue()
    assert "a new title" in shown
    assert "[bold]" in shown
    assert all(c.isprintable() or c == "\n" for c in shown)
