"""The report's page: one file that loads nothing and runs nothing. What students wrote is text in it, never HTML."""

from pathlib import Path
from statistics import mean, median

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.atomic_write import write_atomically
from grader.authoring.assignment import read_assignment
from grader.errors import CannotStart
from grader.judging.verdict import STATUSES
from grader.reports.class_report import figures
from grader.reports.class_report.example_code import function_text
from grader.reports.class_report.examples import Examples, student_names
from grader.reports.class_report.misconceptions import known_bugs, misconceptions, unexplained
from grader.reports.class_report.needs_review import slow_submissions, students_to_review
from grader.reports.class_report.questions import questions
from grader.reports.class_report.submissions import read_submissions

_TEMPLATES = Path(__file__).parents[1] / "templates" / "class_report"
_TEACH_AGAIN = 3
_MOST_ROWS = 500


def class_report(course_dir, assignment, db_url=None):
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
    submissions, without = read_submissions(course_dir, assignment, db_url)
    asked = read_assignment(assignment, source.read_bytes())

    def code_of(student, grade_id):
        notebook = course_dir / "autograded" / student / assignment / f"{assignment}.ipynb"
        exercise = asked.nbgrader_cells[grade_id].exercise if grade_id in asked.nbgrader_cells else None
        return function_text(notebook.read_bytes(), exercise.function) if exercise and notebook.exists() else ""

    html = page(asked, submissions, without, code_of)
    path = course_dir / "reports" / f"{assignment}.html"
    write_atomically(path, html.encode("utf-8", "replace"))
    return path


def page(assignment, submissions, without=(), code_of=lambda student, grade_id: ""):
    """The page as HTML.

    Parameters
    ----------
    assignment : grader.authoring.assignment.Assignment
    submissions : list of HandedIn
        At least one.
    without : list of str
        Who handed in and have no verdict.
    code_of : callable, optional
        ``code_of(student, grade_id) -> str``: a student's function, to show as an example.

    Returns
    -------
    str
    """
    examples = Examples(known_bugs(assignment), code_of, student_names(submissions, assignment))
    bugs, alike = misconceptions(submissions, examples), unexplained(submissions, examples)
    asked = questions(submissions)
    most = max(one.verdict.max_score for one in submissions)
    shares = [one.score / most for one in submissions if most]
    points = [one.score for one in submissions]
    counts = {status: sum(one.verdict.status == status for one in submissions) for status in STATUSES}
    values = {
        "assignment": assignment.name,
        "count": len(submissions),
        "without": len(without),
        "most": most,
        "median": median(points),
        "mean": mean(points),
        "all_points": sum(score >= most for score in points),
        "by_hand": sum(question.points for question in asked if question.waits),
        "counts": {status: count for status, count in counts.items() if count},
        "seconds": median(one.seconds for one in submissions),
        "slow": len(slow_submissions(submissions)),
        "teach_again": [bug for bug in bugs if len(bug.students) > 1][:_TEACH_AGAIN],
        "misconceptions": bugs,
        "unexplained": alike,
        "questions": asked,
        "looks": students_to_review(submissions, without, alike),
        "most_rows": _MOST_ROWS,
        "scores_figure": Markup(figures.scores(shares)),
        "questions_figure": Markup(figures.questions(asked)),
    }
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters["percent"] = lambda part, whole: f"{100 * part / whole:.0f}%"
    environment.filters["points"] = lambda points: f"{points:.4g}"
    environment.filters["code"] = _with_code
    environment.filters["breakable"] = lambda name: Markup("_<wbr>").join(_printable(name).split("_"))
    return environment.get_template("page.html.j2").render(values)


def _printable(value):
    """Without what turns a line around or hides in it: a student chooses the words of an exception."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in value)


def _with_code(text):
    """A sentence whose `…` is set as code."""
    parts = [escape(part) for part in _printable(text).split("`")]
    if len(parts) % 2 == 0:
        return Markup("`").join(parts)
    return Markup("").join(Markup("<code>{}</code>").format(p) if i % 2 else p for i, p in enumerate(parts))
