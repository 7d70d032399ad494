"""The grades of all students in all assignments that are graded."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.course_config import CourseConfig, read_course_config
from grader.errors import CannotStart
from grader.gradebook.class_grades import StudentGrades, read_grades
from grader.gradebook.late_days import settle_late_penalties
from grader.gradebook.open import course_directory, open_gradebook
from grader.gradebook.students import student_of_row
from grader.gradebook.totals import total
from grader.intake.files import submission_place
from grader.intake.roster import Student, read_roster


@dataclass(frozen=True)
class Standing:
    """A student in an assignment that was handed in.

    Attributes
    ----------
    points : float
        With those given by hand and the late penalty, at least 0.
    max_points : float
    waiting : float
        Those of the points that wait to be given by hand.
    """

    points: float
    max_points: float
    waiting: float = 0.0

    @property
    def part(self) -> float | None:
        """The part of the points that the student has, of those that do not wait; None if all wait."""
        judged = self.max_points - self.waiting
        return self.points / judged if judged > 0 else None


@dataclass(frozen=True)
class Term:
    """A course over its assignments.

    Attributes
    ----------
    assignments : tuple of str
        Those that are graded, by their due dates and names.
    people : dict of str to Student
        All students of the roster, and those who are graded; without a roster, all of the gradebook.
    standings : dict of str to dict of str to Standing
        By student and assignment; without what was not handed in.
    ungraded : dict of str to frozenset of str
        By student: what was handed in and is not graded yet.
    config : CourseConfig
    """

    assignments: tuple[str, ...]
    people: Mapping[str, Student]
    standings: Mapping[str, Mapping[str, Standing]]
    ungraded: Mapping[str, frozenset[str]]
    config: CourseConfig

    def has_handed_in(self, student: str, assignment: str) -> bool:
        """Whether a student handed an assignment in, graded or not."""
        return assignment in self.standings[student] or assignment in self.ungraded[student]

    def parts(self, assignment: str) -> list[float]:
        """The parts of the points that those have who are graded."""
        standings = (own[assignment] for own in self.standings.values() if assignment in own)
        return [part for one in standings if (part := one.part) is not None]

    def total(self, student: str) -> float | None:
        """The total of a student, from 0 to 100, by the weights of ``course.toml``; None while some of it waits."""
        own = self.standings[student]
        return total({name: _counted(own.get(name)) for name in self.assignments}, self.config)


def _counted(one: Standing | None) -> float | None:
    if one is None:
        return 0.0
    return None if one.waiting else one.part or 0.0


def read_term(course_dir: Path, db_url: str | None = None) -> Term:
    """Read the grades of a course.

    Parameters
    ----------
    course_dir : Path
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    Term

    Raises
    ------
    CannotStart
        Nothing is graded.
    """
    config, roster = read_course_config(course_dir), read_roster(course_dir)
    with open_gradebook(course_directory(course_dir, db_url=db_url)) as gradebook:
        settle_late_penalties(gradebook, config)
        people = {one.id: student_of_row(one) for one in gradebook.students}
        graded = [one.name for one in gradebook.assignments if one.submissions]
        grades = {name: read_grades(gradebook, name, name) for name in graded}
    if not grades:
        raise CannotStart("the gradebook has no grades yet: grade an assignment first")
    standings: dict[str, dict[str, Standing]] = {}
    for name, students in grades.items():
        for student, own in students.items():
            standings.setdefault(student, {})[name] = _standing(own)
    if roster:  # who has left it is kept in the gradebook, and in the tables if there are points
        people = {name: one for name, one in people.items() if name in standings} | roster.students
    ungraded = {
        student: frozenset(name for name in grades.keys() - own.keys() if submission_place(course_dir, student, name))
        for student, own in ((student, standings.setdefault(student, {})) for student in people)
    }
    names = tuple(sorted(grades, key=config.order_key))
    return Term(names, dict(sorted(people.items())), standings, ungraded, config)


def _standing(own: StudentGrades) -> Standing:
    waiting = sum(grade["points"] for grade in own.grades.values() if grade["needs_manual_grade"])
    return Standing(max(0.0, own.score), own.max_score, waiting)
