"""Writes the feedback pages of an assignment."""

import logging
from functools import partial
from pathlib import Path

import nbformat

from grader.atomic_write import write_atomically
from grader.gradebook.class_grades import StudentGrades, read_grades
from grader.gradebook.open import course_directory, open_gradebook
from grader.reports.feedback_exporter import STEPS, FeedbackExporter
from grader.reports.forked_map import forked_map

_LOG = logging.getLogger(__name__)


def feedback(
    course_dir: Path, assignment: str, students: list[str] | None = None, db_url: str | None = None, jobs: int = 1
) -> list[Path]:
    """Write the feedback pages of an assignment.

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
    list of pathlib.Path
        ``course_dir/feedback/S/A/A.html``, one for each student.

    Raises
    ------
    ValueError
        Nothing is graded, or one of `students` is not; or some pages could not be made (the others are written).
    """
    directory = course_directory(course_dir, assignment, db_url)
    graded = {path.parts[-3]: path for path in sorted(course_dir.glob(f"autograded/*/{assignment}/{assignment}.ipynb"))}
    missing = set(students or []) - graded.keys()
    if missing or not graded:
        raise ValueError(
            f"got no graded submission of {assignment} by {', '.join(sorted(missing)) or 'anyone'}, expected one; "
            f"run `python -m grader autograde {assignment}` first."
        )
    exporter = FeedbackExporter(config=directory.config)
    for step in STEPS:
        exporter.register_preprocessor(step, enabled=True)
    with open_gradebook(directory) as gradebook:  # closed before any process is forked
        grades = read_grades(gradebook, assignment, assignment)
    names = list(students or graded)
    _LOG.info("making %d feedback pages of %s", len(names), assignment)
    results = forked_map(partial(_write_page, exporter, grades, course_dir), [graded[name] for name in names], jobs)
    pages = [result for result in results if isinstance(result, Path)]
    if len(pages) < len(names):
        reasons = "; ".join(
            f"{student} ({type(result).__name__}: {result})"
            for student, result in zip(names, results, strict=True)
            if isinstance(result, Exception)
        )
        raise ValueError(f"{len(pages)} feedback pages were made, but none for {reasons}; grade those again.")
    return pages


def _write_page(
    exporter: FeedbackExporter, grades: dict[str, StudentGrades], course_dir: Path, path: Path
) -> Path | Exception:
    """Write the page of one graded notebook. An error is returned, so that the other pages are still made."""
    *_, student, assignment, _ = path.parts
    try:
        html = _html(exporter, path, grades)
    except Exception as error:
        return error
    page = course_dir / "feedback" / student / assignment / f"{assignment}.html"
    write_atomically(page, html.encode("utf-8", "replace"))
    return page


def _html(exporter: FeedbackExporter, path: Path, grades: dict[str, StudentGrades]) -> str:
    *_, student, assignment, _ = path.parts
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    if student not in grades:
        raise LookupError(f"the gradebook has no {assignment} of {student}")
    names = {"student": student, "assignment": assignment, "notebook": assignment, "grades": grades[student]}
    html, _ = exporter.from_notebook_node(notebook, {"nbgrader": names})
    return str(html)
