"""Writes the feedback pages of an assignment."""

import json
import logging
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.atomic_write import write_atomically
from grader.course_config import read_course_config
from grader.errors import CannotStart, explained
from grader.gradebook.class_grades import StudentGrades, read_grades
from grader.gradebook.late_days import settle_late_penalties
from grader.gradebook.open import course_directory, open_gradebook
from grader.read_file import MAX_NOTEBOOK, read_file
from grader.reports.bounded_map import bounded_map
from grader.reports.bounded_process import NoResult
from grader.reports.page.render import PageTask, render, warm_up
from grader.reports.page.titles import assignment_titles

_LOG = logging.getLogger(__name__)
_NO_ASCII = re.compile(rb"[\x80-\xff]++")


@dataclass(frozen=True)
class _Page:
    """A page to be made: the student's graded notebook, and why it is shown as plain text, if it is.

    With `only_ascii` other letters become question marks: a large notebook then takes a quarter of the memory.
    """

    path: Path
    student: str
    assignment: str
    titles: dict[str, str]
    grades: StudentGrades
    site_url: str
    plain_because: str = ""
    only_ascii: bool = False


@dataclass(frozen=True)
class Feedback:
    """Feedback pages that were written.

    Attributes
    ----------
    pages : tuple of pathlib.Path
        ``course_dir/feedback/S/A/A.html``, one for each student.
    left : tuple of str
        A sentence on each student whose page could not be made or written.
    """

    pages: tuple[Path, ...]
    left: tuple[str, ...]


def feedback(
    course_dir: Path, assignment: str, students: list[str] | None = None, db_url: str | None = None, jobs: int = 1
) -> Feedback:
    """Write the feedback pages of an assignment.

    A notebook that takes too much time or memory to be shown is shown as plain text, below the same reasons.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    students : list of str, optional
        All whose submission is graded, when left out.
    db_url : str, optional
        The gradebook; by default the one of the course folder.
    jobs : int, optional
        Number of processes.

    Returns
    -------
    Feedback

    Raises
    ------
    CannotStart
        Nothing is graded, or one of `students` is not.
    OSError
        No page can be written.
    """
    graded = graded_notebooks(course_dir, assignment)
    missing = set(students or []) - graded.keys()
    if missing or not graded:
        raise CannotStart(
            f"got no graded submission of {assignment} by {', '.join(sorted(missing)) or 'anyone'}, expected one; "
            f"run `python -m grader autograde {assignment}` first."
        )
    titles = _titles(course_dir, assignment)
    with open_gradebook(course_directory(course_dir, assignment, db_url)) as gradebook:
        settle_late_penalties(gradebook, read_course_config(course_dir))
        grades = read_grades(gradebook, assignment, assignment)  # closed before any process is forked
    names = list(students or graded)
    _LOG.info("making %d feedback pages of %s", len(names), assignment)
    again = f"run `python -m grader autograde --force {assignment} --student"
    left = {name: f"the gradebook has no grade; {again} {name}`" for name in names if name not in grades}
    site_url = read_course_config(course_dir).site_url
    pages = {
        name: _Page(graded[name], name, assignment, titles, grades[name], site_url)
        for name in names
        if name not in left
    }
    written: list[Path] = []
    unwritable = None
    for html, page in zip(_made(list(pages.values()), jobs), pages.values(), strict=True):
        path = course_dir / "feedback" / page.student / assignment / f"{assignment}.html"
        if isinstance(html, NoResult):
            left[page.student] = f"no page can be made of what was graded ({html.reason}); {again} {page.student}`"
            continue
        try:
            write_atomically(path, html)
            written.append(path)
        except OSError as error:
            unwritable, left[page.student] = error, explained(error).rstrip(".")
    if unwritable and not written:
        raise unwritable
    return Feedback(tuple(written), tuple(f"{student}: {left[student]}." for student in sorted(left)))


def graded_notebooks(course_dir: Path, assignment: str) -> dict[str, Path]:
    """The graded notebook of each student who has one, sorted by student."""
    found = course_dir.glob(f"autograded/*/{assignment}/{assignment}.ipynb")
    return {path.parts[-3]: path for path in sorted(found)}


def _made(pages: list[_Page], jobs: int) -> list[bytes | NoResult]:
    """Make the pages; those that cannot be made as usual once more, as plain text, then in plain letters."""
    results = bounded_map(_html, pages, jobs)
    for only_ascii in (False, True):
        failed = [(number, result.reason) for number, result in enumerate(results) if isinstance(result, NoResult)]
        plain = [replace(pages[number], plain_because=reason, only_ascii=only_ascii) for number, reason in failed]
        for (number, reason), result in zip(failed, bounded_map(_html, plain, jobs), strict=True):
            _LOG.info("%s: shown as plain text, because %s", pages[number].student, reason)
            results[number] = result
    return results


def _html(page: _Page) -> bytes:
    notebook = read_file(page.path, MAX_NOTEBOOK)
    if page.only_ascii:
        notebook = _NO_ASCII.sub(b"?", notebook)
    return render(
        PageTask(notebook, page.student, page.assignment, page.titles, page.grades, page.plain_because, page.site_url)
    )


def _titles(course_dir: Path, assignment: str) -> dict[str, str]:
    """Titles of the questions, from the source notebook; none where there is no source, as after a move."""
    source = course_dir / "source" / assignment / f"{assignment}.ipynb"
    if not source.exists():
        return {}
    notebook: dict[str, Any] = json.loads(read_file(source, MAX_NOTEBOOK))
    warm_up(notebook)
    return assignment_titles(notebook)
