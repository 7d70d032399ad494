"""Gives feedback pages back through nbgrader's exchange, as it is used on a JupyterHub."""

import shutil
from pathlib import Path

from grader.errors import CannotStart
from grader.returning.pages import Page

_STAMPS = ("timestamp.txt", "submission_secret.txt")


def copy_stamps(course_dir: Path, assignment: str, student: str) -> bool:
    """Put the time and the secret of a submission beside its feedback page, where nbgrader's exchange reads them.

    Returns
    -------
    bool
        Whether both are there: they are if the student handed in through the exchange.
    """
    submitted, feedback = (course_dir / step / student / assignment for step in ("submitted", "feedback"))
    for name in _STAMPS:
        if (submitted / name).is_file() and feedback.is_dir():
            shutil.copyfile(submitted / name, feedback / name)
    return all((feedback / name).is_file() for name in _STAMPS)


def give_by_exchange(course_dir: Path, assignment: str, pages: list[Page]) -> tuple[str, list[str], list[Page]]:
    """Release pages to the exchange; students then run ``nbgrader fetch_feedback``."""
    from nbgrader.exchange import ExchangeError
    from nbgrader.exchange.default import ExchangeReleaseFeedback

    from grader.gradebook.open import course_directory

    directory = course_directory(course_dir, assignment)
    if not directory.course_id:
        raise CannotStart("The exchange needs a name of the course: set course_id in course.toml.")
    left, given = [], []
    for page in pages:
        if not copy_stamps(course_dir, assignment, page.student):
            left.append(f"{page.student}: did not hand in through the exchange.")
            continue
        directory.student_id = page.student
        release = ExchangeReleaseFeedback(coursedir=directory, config=directory.config)
        try:
            release.start()
        except ExchangeError as error:
            raise CannotStart(f"nbgrader's exchange at {release.root} cannot be used: {error}") from None
        given.append(page)
    return f"the exchange of {directory.course_id}", left, given
