"""Writes the report: one HTML file that loads and runs nothing, with all that students wrote escaped."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean, median

from markupsafe import Markup

from grader.atomic_write import write_atomically
from grader.authoring.assignment import Assignment, read_assignment
from grader.course_config import read_course_config
from grader.errors import CannotStart
from grader.intake.roster import Student, not_handed_in
from grader.judging.verdict import STATUSES
from grader.read_file import MAX_NOTEBOOK, read_file
from grader.reports.bounded_process import BoundedProcess, Bounds, NoResult
from grader.reports.class_report import figures
from grader.reports.class_report.changed_lines import ChangedLine, changed_lines
from grader.reports.class_report.example_code import function_text
from grader.reports.class_report.examples import Examples, student_names
from grader.reports.class_report.misconceptions import Misconception, known_bugs, misconceptions, unexplained
from grader.reports.class_report.needs_review import slow_submissions, students_to_review
from grader.reports.class_report.questions import questions
from grader.reports.class_report.submissions import GradedSubmission, read_submissions
from grader.reports.template import render

_LOG = logging.getLogger(__name__)
_TEACH_AGAIN = 3
_MAX_ROWS = 500


def class_report(course_dir: Path, assignment: str, db_url: str | None = None) -> Path:
    """Write the report on a class.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    pathlib.Path
        ``course_dir/reports/A.html``.

    Raises
    ------
    CannotStart
        Nothing has been graded.
    """
    source = course_dir / "source" / assignment / f"{assignment}.ipynb"
    if not source.exists():
        raise CannotStart(f"Got no {source}, expected one; run `python -m grader autograde {assignment}` first.")
    submissions, ungraded = read_submissions(course_dir, assignment, db_url)
    _LOG.info("read %d verdicts on %s", len(submissions), assignment)
    known = read_assignment(assignment, read_file(source, MAX_NOTEBOOK))

    examples = BoundedProcess(_function_text, Bounds(seconds=2.0))

    def student_code(student: str, grade_id: str) -> str:
        notebook = course_dir / "autograded" / student / assignment / f"{assignment}.ipynb"
        exercise = known.nbgrader_cells[grade_id].exercise if grade_id in known.nbgrader_cells else None
        text = examples.call((notebook, exercise.function)) if exercise else b""
        return "" if isinstance(text, NoResult) else text.decode()

    try:
        missing = not_handed_in(course_dir, assignment)
        html = page(known, submissions, ungraded, student_code, read_course_config(course_dir).site_url, missing)
    finally:
        examples.end()
    path = course_dir / "reports" / f"{assignment}.html"
    write_atomically(path, html.encode("utf-8", "replace"))
    return path


def _function_text(place: tuple[Path, str]) -> bytes:
    notebook, name = place
    return function_text(read_file(notebook, MAX_NOTEBOOK), name).encode("utf-8", "replace")


def page(
    assignment: Assignment,
    submissions: Sequence[GradedSubmission],
    ungraded: Sequence[str] = (),
    student_code: Callable[[str, str], str] = lambda student, grade_id: "",
    site_url: str = "",
    missing: Sequence[Student] = (),
) -> str:
    """Render the page.

    Parameters
    ----------
    assignment : grader.authoring.assignment.Assignment
    submissions : sequence of GradedSubmission
        At least one.
    ungraded : sequence of str
        Students who handed in and have no verdict.
    student_code : callable, optional
        ``student_code(student, grade_id) -> str``: a student's function, to show as an example.
    site_url : str, optional
        Where the course's site is.
    missing : sequence of grader.intake.roster.Student
        Those of the roster who have not handed in.

    Returns
    -------
    str
        HTML.
    """
    examples = Examples(known_bugs(assignment), student_code, student_names(submissions, assignment))
    bugs, similar = misconceptions(submissions, examples, site_url), unexplained(submissions, examples)
    changed = changed_lines(submissions, examples)
    found: list[Misconception | ChangedLine] = [*bugs, *changed]
    shared = [one for one in found if len(one.students) > 1]
    counted = questions(submissions)
    max_score = max(one.verdict.max_score for one in submissions)
    scores = [one.score for one in submissions]
    statuses = {status: sum(one.verdict.status == status for one in submissions) for status in STATUSES}
    values = {
        "assignment": assignment.name,
        "count": len(submissions),
        "ungraded": len(ungraded),
        "missing": missing,
        "max_score": max_score,
        "median": median(scores),
        "mean": mean(scores),
        "all_points": sum(score >= max_score for score in scores),
        "pending_points": sum(question.points for question in counted if question.pending),
        "statuses": {status: count for status, count in statuses.items() if count},
        "seconds": median(one.seconds for one in submissions),
        "slow": len(slow_submissions(submissions)),
        "teach_again": sorted(shared, key=lambda one: -len(one.students))[:_TEACH_AGAIN],
        "misconceptions": bugs,
        "changed": changed,
        "unexplained": similar,
        "questions": counted,
        "to_review": students_to_review(submissions, ungraded, similar),
        "max_rows": _MAX_ROWS,
        "scores_figure": Markup(figures.scores([score / max_score for score in scores if max_score])),
        "questions_figure": Markup(figures.question_bars(counted)),
    }
    return render("class_report", values)
