"""The pages students get back."""

import nbformat

from grader.atomic import write_atomically
from grader.feedback_page import STEPS, FeedbackExporter
from grader.gradebook import course_directory


def feedback(course_dir, assignment, students=None, db_url=None):
    """Make the feedback pages of an assignment.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    students : list of str, optional
        Everyone whose submission is graded, when left out.
    db_url : str, optional
        The gradebook; by default the one of the course folder.

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
    pages, failed = [], {}
    for student in students or graded:
        try:
            html = _page(exporter, graded[student], directory.db_url)
        except Exception as error:  # one broken notebook must not keep the others from their pages
            failed[student] = f"{type(error).__name__}: {error}"
            continue
        pages.append(course_dir / "feedback" / student / assignment / f"{assignment}.html")
        write_atomically(pages[-1], html.encode("utf-8", "replace"))
    if failed:
        reasons = "; ".join(f"{student} ({reason})" for student, reason in failed.items())
        raise ValueError(f"{len(pages)} feedback pages were made, but none for {reasons}; grade those again.")
    return pages


def _page(exporter, path, db_url):
    *_, student, assignment, _ = path.parts
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    names = {"student": student, "assignment": assignment, "notebook": assignment, "db_url": db_url}
    html, _ = exporter.from_notebook_node(notebook, {"nbgrader": names})
    return html
