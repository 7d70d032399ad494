"""Writes the page on the whole term."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from grader.atomic_write import write_atomically
from grader.authoring.assignment import read_assignment
from grader.errors import CannotStart
from grader.gradebook.term import Term, read_term
from grader.read_file import MAX_NOTEBOOK, read_file
from grader.reports.class_report.examples import Examples
from grader.reports.class_report.misconceptions import Misconception, known_bugs, misconceptions
from grader.reports.class_report.submissions import read_submissions
from grader.reports.template import render
from grader.reports.term.behind import FALL, LOW, Behind, falling_behind, recent
from grader.reports.term.stayed import Stayed, stayed

_MOST_STAYED = 15


def term_report(course_dir: Path, db_url: str | None = None) -> Path:
    """Write the page on all assignments that are graded.

    Parameters
    ----------
    course_dir : pathlib.Path
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    pathlib.Path
        ``course_dir/reports/term.html``.

    Raises
    ------
    CannotStart
        Nothing has been graded.
    """
    term = read_term(course_dir, db_url)
    found = {name: _misconceptions(course_dir, name, db_url) for name in term.assignments}
    path = course_dir / "reports" / "term.html"
    write_atomically(path, page(term, stayed(found), falling_behind(term)).encode("utf-8", "replace"))
    return path


def _misconceptions(course_dir: Path, assignment: str, db_url: str | None) -> list[Misconception]:
    """Those of one assignment; none where its source or its verdicts are gone, as of one that was graded elsewhere."""
    source = course_dir / "source" / assignment / f"{assignment}.ipynb"
    try:
        known = read_assignment(assignment, read_file(source, MAX_NOTEBOOK))
        submissions, _ = read_submissions(course_dir, assignment, db_url)
    except (CannotStart, FileNotFoundError):
        return []
    return misconceptions(submissions, Examples(known_bugs(known)))


def page(term: Term, again: Sequence[Stayed], behind: Sequence[Behind]) -> str:
    """Render the page.

    Parameters
    ----------
    term : grader.gradebook.term.Term
    again : sequence of Stayed
    behind : sequence of Behind

    Returns
    -------
    str
        HTML.
    """
    totals = {student: term.total(student) for student in term.people}
    known = [whole for whole in totals.values() if whole is not None]
    values = {
        "term": term,
        "totals": totals,
        "median_total": median(known) if len(known) == len(totals) else None,
        "assignments": [_Row.of(term, name) for name in term.assignments],
        "stayed": again[:_MOST_STAYED],
        "more_stayed": again[_MOST_STAYED:],
        "behind": behind,
        "recent": recent(term.assignments),
        "low": LOW,
        "fall": FALL,
    }
    return render("term", values)


@dataclass(frozen=True)
class _Row:
    """An assignment in the table: its name, and counts of students."""

    name: str
    graded: int
    missing: tuple[str, ...]
    waiting: int
    median: float | None

    @classmethod
    def of(cls, term: Term, name: str) -> "_Row":
        parts = term.parts(name)
        own = [standings[name] for standings in term.standings.values() if name in standings]
        missing = tuple(student for student in term.people if not term.has_handed_in(student, name))
        waiting = sum(one.waiting > 0 for one in own)
        return cls(name, len(own), missing, waiting, median(parts) if parts else None)
