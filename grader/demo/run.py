"""The demo: makes a course, hands in notebooks of made-up students, grades them and compares with what is expected."""

import json
import logging
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from grader.atomic_write import write_atomically
from grader.authoring.build import build
from grader.demo.expected import CLASS, Student, differences
from grader.demo.hand_in import OVERLAYS, fill_in
from grader.errors import CannotStart
from grader.execution.limits import Limits
from grader.paths import ASSIGNMENTS
from grader.pipeline import autograde
from grader.pipeline.progress import progress
from grader.reports import console_table

_LOG = logging.getLogger(__name__)
ASSIGNMENT = "p6_backprop"
# Endless loops and memory hogs are stopped earlier than in a real class, so that nobody waits for them. Everybody else
# needs less than a tenth of a cell's time, so that the table is the same on a slower machine. Nobody in the class
# sleeps: patience costs no time, and the table is the same on a machine that is busy with other things.
LIMITS = Limits(cell_seconds=6.0, patience=20.0, memory=1 << 29)
_MARKER = ".made-by-the-demo"
# The same inputs for everybody who runs the demo. A test grades the same class with other secrets.
_SECRET = b"de" * 32


def demo(folder: Path, jobs: int) -> bool:
    """Make a course in a folder, grade its class, and print the differences from what is expected.

    Parameters
    ----------
    folder : pathlib.Path
        New or empty, or made by an earlier demo; that is deleted first.
    jobs : int
        Number of processes that grade.

    Returns
    -------
    bool
        Whether there are no differences.

    Raises
    ------
    CannotStart
        The folder holds other files.
    """
    make_course(folder)
    with progress(ASSIGNMENT) as report:
        rows = grade(folder, jobs, report)
    console_table.print_table(rows)
    from grader.reports.feedback import feedback

    pages = feedback(folder, ASSIGNMENT).pages
    wrong = compare(rows)
    _print_summary(folder, pages, wrong)
    return not wrong


def make_course(folder: Path) -> None:
    """Make a course folder: build and release the assignment, and hand in the notebooks of the class."""
    _empty(folder)
    for path in ASSIGNMENTS.glob("*.py"):
        shutil.copy(path, folder)
    write_atomically(folder / "secret.key", _SECRET, mode=0o600)
    build(folder, [ASSIGNMENT])
    from grader.gradebook.release import release  # nbgrader takes two seconds to load

    release(folder, ASSIGNMENT)
    released, source = _notebook(folder / "release"), _notebook(folder / "source")
    for student in CLASS:
        place = folder / "submitted" / student.name / ASSIGNMENT
        place.mkdir(parents=True)
        (place / f"{ASSIGNMENT}.ipynb").write_bytes(submitted_bytes(student, released, source))
    _LOG.info("handed in %d notebooks in %s", len(CLASS), folder / "submitted")


def submitted_bytes(student: Student, released: dict[str, Any], source: dict[str, Any]) -> bytes:
    """Make the file that a student hands in."""
    overlay = OVERLAYS.get(student.name)
    text = overlay.read_text(encoding="utf-8") if overlay else None
    notebook = released if student.unfilled else fill_in(released, source, text)
    made = student.damage(notebook) if student.damage else notebook
    return made if isinstance(made, bytes) else json.dumps(made, indent=1).encode()


def grade(
    folder: Path, jobs: int, report: Callable[[int, int, autograde.Row], None] | None = None
) -> list[autograde.Row]:
    """Grade the class and record it, as `grader.pipeline.autograde.autograde`."""
    return autograde.autograde(folder, ASSIGNMENT, options=autograde.Options(jobs, LIMITS), report=report)


def compare(rows: Sequence[autograde.Row]) -> list[str]:
    """Compare the whole class with what is expected; one line for each difference."""
    entries = {entry["student"]: entry for entry in json.loads(console_table.as_json(ASSIGNMENT, rows))["submissions"]}
    return [line for student in CLASS for line in differences(student, entries[student.name])]


def _empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARKER).exists():
            raise CannotStart(f"Got the folder {folder}, which holds something else; expected a new or an empty one.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARKER).touch()


def _notebook(step: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads((step / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_bytes())
    return notebook


def _print_summary(folder: Path, pages: Sequence[Path], wrong: Sequence[str]) -> None:
    say = Console(soft_wrap=True, highlight=False).print
    say(f"{len(CLASS)} submissions: {folder / 'submitted'}")
    say(f"gradebook: {folder / 'gradebook.db'}")
    say(f"feedback, {len(pages)} pages, such as: {pages[0]}")
    say(f"next, a page on the whole class: python -m grader --course-dir {folder} report {ASSIGNMENT}")
    for line in wrong:
        say(f"Not as expected: {line}", style="red", markup=False)
    if not wrong:
        say("Every student got the status, the points and the findings that are expected.")
