"""A whole course with a made class in it: built, released, handed in, graded, shown, and compared."""

import json
import shutil

from rich.console import Console

from grader.authoring.build import build
from grader.demo.expected import CLASS, differences
from grader.demo.hand_in import OVERLAYS, fill_in
from grader.errors import CannotStart
from grader.execution.limits import Limits
from grader.paths import ASSIGNMENTS
from grader.pipeline import autograde
from grader.pipeline.progress import progress
from grader.reports import console_table

ASSIGNMENT = "p6_backprop"
# Endless loops and memory hogs are stopped earlier than in a real class, so that nobody waits for them. Everybody else
# needs less than a tenth of a cell's time, so that the table is the same on a slower machine. Nobody in the class
# sleeps: patience costs no time, and the table is the same on a machine that is busy with other things.
LIMITS = Limits(cell_seconds=6.0, patience=20.0, memory=1 << 29)
_OURS = ".made-by-the-demo"


def demo(folder, jobs):
    """Make a course in a folder, grade its class, and compare with what is expected.

    Parameters
    ----------
    folder : pathlib.Path
        New, empty, or that of an earlier demo, which is removed.
    jobs : int
        Processes that grade side by side.

    Returns
    -------
    bool
        Whether every student got what is expected.

    Raises
    ------
    CannotStart
        The folder holds something else.
    """
    make_course(folder)
    with progress(ASSIGNMENT) as report:
        rows = grade(folder, jobs, report)
    console_table.print_table(rows)
    from grader.reports.feedback import feedback

    pages = feedback(folder, ASSIGNMENT)
    wrong = compare(rows)
    _say_where(folder, pages, wrong)
    return not wrong


def make_course(folder):
    """A course folder: assignment built and released, the class's notebooks handed in."""
    _make_room(folder)
    for path in ASSIGNMENTS.glob("*.py"):
        shutil.copy(path, folder)
    build(folder, [ASSIGNMENT])
    from grader.gradebook.release import release  # nbgrader takes two seconds to load

    release(folder, ASSIGNMENT)
    released, source = (_notebook(folder / step) for step in ("release", "source"))
    for student in CLASS:
        place = folder / "submitted" / student.name / ASSIGNMENT
        place.mkdir(parents=True)
        (place / f"{ASSIGNMENT}.ipynb").write_bytes(handed_in(student, released, source))


def handed_in(student, released, source):
    """The bytes of the file that a made student hands in."""
    overlay = OVERLAYS / f"{student.name}.py"
    text = overlay.read_text(encoding="utf-8") if overlay.exists() else None
    notebook = released if student.unfilled else fill_in(released, source, text)
    made = student.damage(notebook) if student.damage else notebook
    return made if isinstance(made, bytes) else json.dumps(made, indent=1).encode()


def grade(folder, jobs, report=None):
    """Grade the class into the folder's gradebook; the rows of `grader.pipeline.autograde.autograde`."""
    return autograde.autograde(folder, ASSIGNMENT, options=autograde.Options(jobs, LIMITS), report=report)


def compare(rows):
    """Every difference from what is expected, as a line."""
    entries = {entry["student"]: entry for entry in json.loads(console_table.as_json(ASSIGNMENT, rows))["submissions"]}
    return [line for student in CLASS for line in differences(student, entries[student.name])]


def _make_room(folder):
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _OURS).exists():
            raise CannotStart(f"Got the folder {folder}, which holds something else; expected a new or an empty one.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _OURS).touch()


def _notebook(step):
    return json.loads((step / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_bytes())


def _say_where(folder, pages, wrong):
    say = Console(soft_wrap=True, highlight=False).print
    say(f"{len(CLASS)} submissions: {folder / 'submitted'}")
    say(f"gradebook: {folder / 'gradebook.db'}")
    say(f"feedback, {len(pages)} pages, such as: {pages[0]}")
    say(f"next, a page on the whole class: python -m grader --course-dir {folder} report {ASSIGNMENT}")
    for line in wrong:
        say(f"Not as expected: {line}", style="red", markup=False)
    if not wrong:
        say("Every student got the status, the points and the findings that are expected.")
