"""The pages students get back."""

import multiprocessing
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from functools import partial

import nbformat

from grader.atomic_write import write_atomically
from grader.gradebook.class_grades import read_grades
from grader.gradebook.open import course_directory, open_gradebook
from grader.reports.feedback_exporter import STEPS, FeedbackExporter

# Below so many pages for each, processes cost more than they save.
_PAGES_PER_JOB = 4


def feedback(course_dir, assignment, students=None, db_url=None, jobs=1):
    """Make the feedback pages of an assignment.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    students : list of str, optional
        Everyone whose submission is graded, when left out.
    db_url : str, optional
        The gradebook; by default the one of the course folder.
    jobs : int
        Processes side by side.

    Returns
    -------
    list of pathlib.Path
        ``course_dir/feedback/S/A/A.html``, one for each student.

    Raises
    ------
    ValueError
        Nothing is graded, or someone named is not; or some pages could not be made (the others are).
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
        of_all = read_grades(gradebook, assignment, assignment)
    make = partial(_made, exporter, of_all, course_dir)
    names = list(students or graded)
    pages, failed = [], {}
    for student, page in zip(names, _side_by_side(make, [graded[name] for name in names], jobs), strict=True):
        if isinstance(page, Exception):
            failed[student] = f"{type(page).__name__}: {page}"
        else:
            pages.append(page)
    if failed:
        reasons = "; ".join(f"{student} ({reason})" for student, reason in failed.items())
        raise ValueError(f"{len(pages)} feedback pages were made, but none for {reasons}; grade those again.")
    return pages


def _side_by_side(make, paths, jobs):
    """What comes of each path, in order."""
    jobs = min(jobs, len(paths) // _PAGES_PER_JOB)
    if jobs < 2:
        return list(map(make, paths))
    first, *rest = paths
    made = [make(first)]  # compiles the templates
    # Forked, not spawned: all that makes a page is loaded already, and nothing of a student's runs here.
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _take, (make,)) as executor:
        futures = [_submitted(executor, path) for path in rest]
        return made + [_result(future) for future in futures]


def _take(make):
    global _maker
    _maker = make


def _make(path):
    return _maker(path)


def _submitted(executor, path):
    try:
        return executor.submit(_make, path)
    except BrokenExecutor as error:  # already, while pages are still being handed over
        future = Future()
        future.set_exception(error)
        return future


def _result(future):
    try:
        return future.result()
    except BrokenExecutor as error:
        return error


def _made(exporter, of_all, course_dir, path):
    """The page of one graded notebook, written; or why it could not be made: it must not keep others from theirs."""
    *_, student, assignment, _ = path.parts
    try:
        html = _html(exporter, path, of_all)
    except Exception as error:
        return error
    page = course_dir / "feedback" / student / assignment / f"{assignment}.html"
    write_atomically(page, html.encode("utf-8", "replace"))
    return page


def _html(exporter, path, of_all):
    *_, student, assignment, _ = path.parts
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    if student not in of_all:
        raise LookupError(f"the gradebook has no {assignment} of {student}")
    names = {"student": student, "assignment": assignment, "notebook": assignment, "given": of_all[student]}
    html, _ = exporter.from_notebook_node(notebook, {"nbgrader": names})
    return html
