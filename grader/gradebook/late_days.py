"""Late days: each student has a number of them for the whole course; every further day takes points off."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nbgrader.api import Assignment, Gradebook, Notebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import and_

from grader.course_config import CourseConfig
from grader.gradebook.grade_rows import total_score

_DAY = 86_400


@dataclass(frozen=True)
class HandedIn:
    """A submission of one student.

    Attributes
    ----------
    assignment : str
    time : datetime or None
        In UTC; None if it is not known, which counts as in time.
    score : float
        Before the penalty.
    """

    assignment: str
    time: datetime | None
    score: float


def penalties(config: CourseConfig, student: str, submissions: Iterable[HandedIn]) -> dict[str, float]:
    """What being late costs one student.

    Late days are spent on assignments in the order in which these are due for everybody.

    Parameters
    ----------
    config : CourseConfig
    student : str
    submissions : iterable of HandedIn

    Returns
    -------
    dict of str to float
        Points to take off, by assignment.

    Examples
    --------
    >>> from grader.course_config import LateRules
    >>> due = {"p1": datetime(2026, 11, 1), "p2": datetime(2026, 11, 8)}
    >>> rules = CourseConfig(due=due, late=LateRules(days=1, penalty=0.1))
    >>> first = HandedIn("p1", datetime(2026, 11, 2, tzinfo=UTC), 80)
    >>> second = HandedIn("p2", datetime(2026, 11, 10, tzinfo=UTC), 50)
    >>> penalties(rules, "ada", [first, second])
    {'p1': 0.0, 'p2': 10.0}
    """
    rules, left, found = config.late, config.late.days, {}
    for one in sorted(submissions, key=lambda one: config.order_key(one.assignment)):
        late = _days_late(config, student, one)
        if rules.no_points_after and late > rules.no_points_after:
            lost = 1.0  # and no late day is spent on it
        else:
            free = min(left, late)
            left -= free
            lost = min(1.0, (late - free) * rules.penalty)
        found[one.assignment] = lost * max(one.score, 0.0)
    return found


def _days_late(config: CourseConfig, student: str, one: HandedIn) -> int:
    """Days that have begun since it was due, each from the due time of one day to that of the next.

    They are counted by the clock of the course: where it is put forward or back, a day has 23 or 25 hours.
    """
    due = config.due_time(one.assignment, student)
    if due is None or one.time is None or one.time <= due:
        return 0
    passed = config.on_the_clock(one.time) - config.on_the_clock(due)
    return max(1, math.ceil(passed.total_seconds() / _DAY))


def late_penalties(session: Any, config: CourseConfig, student: str) -> dict[str, float]:
    """What being late costs one student, by the submissions in the gradebook."""
    return penalties(config, student, [_handed_in(session, *row) for row in _submissions(session, student)])


def set_late_penalties(session: Any, config: CourseConfig, student: str, current: str = "") -> tuple[str, ...]:
    """Set the penalties of one student in the gradebook.

    Parameters
    ----------
    session : sqlalchemy.orm.Session
    config : CourseConfig
    student : str
    current : str, optional
        The assignment that is being recorded.

    Returns
    -------
    tuple of str
        A sentence on each other assignment for which the penalty changes: an earlier one spent other late days.
    """
    rows = _submissions(session, student)
    found = penalties(config, student, [_handed_in(session, *row) for row in rows])
    sentences = []
    for name, _, notebook in rows:
        before, now = notebook.late_submission_penalty or 0.0, found[name]
        notebook.late_submission_penalty = now or None
        if name != current and not math.isclose(before, now, abs_tol=1e-9):
            sentences.append(f"{name}: being late now costs {now:g} points there, before {before:g}.")
    return tuple(sentences)


def settle_late_penalties(gradebook: Gradebook, config: CourseConfig) -> None:
    """Set the penalties of all students: points given by hand since the grading change what a part of them is."""
    if not config.has_due_dates:
        return
    for student in gradebook.students:
        set_late_penalties(gradebook.db, config, student.id)
    gradebook.db.commit()


def set_due_dates(gradebook: Gradebook, config: CourseConfig) -> None:
    """Write the due dates into nbgrader's assignments, so that its pages show them and call us for what is late."""
    changed = False
    for assignment in gradebook.db.query(Assignment).filter(Assignment.name.in_(list(config.due))):
        due = config.due_time(assignment.name)
        if due is not None and assignment.duedate != due.replace(tzinfo=None):
            assignment.duedate, changed = due.replace(tzinfo=None), True
    if changed:
        gradebook.db.commit()


def _submissions(session: Any, student: str) -> list[tuple[str, datetime | None, Any]]:
    """Assignment, time and notebook of each submission of a student; each of our assignments has one notebook."""
    query = session.query(Assignment.name, SubmittedAssignment.timestamp, SubmittedNotebook)
    query = query.select_from(SubmittedAssignment).join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    query = query.join(Notebook, Notebook.assignment_id == Assignment.id)
    same = SubmittedNotebook.notebook_id == Notebook.id, SubmittedNotebook.assignment_id == SubmittedAssignment.id
    query = query.join(SubmittedNotebook, and_(*same))
    found = query.filter(SubmittedAssignment.student_id == student)
    return [(assignment, time, notebook) for assignment, time, notebook in found]


def _handed_in(session: Any, assignment: str, time: datetime | None, notebook: Any) -> HandedIn:
    return HandedIn(assignment, time.replace(tzinfo=UTC) if time else None, total_score(session, notebook))
