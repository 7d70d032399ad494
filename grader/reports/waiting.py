"""Writes the page of answers that wait for a person: one question after the other, with the comments given so far."""

from collections.abc import Sequence
from pathlib import Path

from grader.atomic_write import write_atomically
from grader.gradebook.waiting import Queue, read_waiting
from grader.reports.template import render


def waiting(course_dir: Path, assignment: str, address: str, db_url: str | None = None) -> tuple[list[Queue], Path]:
    """Write ``course_dir/reports/A-waiting.html``.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    address : str
        Of the Jupyter server with the formgrader, such as ``"http://localhost:8888"``.
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    list of grader.gradebook.waiting.Queue
    pathlib.Path

    Raises
    ------
    CannotStart
        The assignment is not graded.
    """
    queues = read_waiting(course_dir, assignment, db_url)
    path = course_dir / "reports" / f"{assignment}-waiting.html"
    write_atomically(path, page(assignment, queues, address).encode("utf-8", "replace"))
    return queues, path


def page(assignment: str, queues: Sequence[Queue], address: str) -> str:
    """Render the page."""
    return render("waiting", {"assignment": assignment, "queues": queues, "address": address.rstrip("/")})
