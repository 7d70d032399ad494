"""The feedback pages of an assignment, and which of them are new since they were given back last."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.atomic_write import write_atomically
from grader.errors import CannotStart
from grader.intake.files import submitted_students
from grader.read_file import read_file


@dataclass(frozen=True)
class Page:
    """A student's feedback page.

    Attributes
    ----------
    student : str
    path : Path
    content : bytes
    score, max_score : float
        As on the page.
    waits : bool
        Whether an answer waits to be graded by hand.
    """

    student: str
    path: Path
    content: bytes
    score: float
    max_score: float
    waits: bool

    @property
    def digest(self) -> str:
        """Equal for equal pages."""
        return hashlib.sha256(self.content).hexdigest()


def make_pages(course_dir: Path, assignment: str, db_url: str | None, jobs: int) -> tuple[list[Page], tuple[str, ...]]:
    """Make the feedback pages of all who are graded.

    Returns
    -------
    list of Page
        Sorted by student.
    tuple of str
        A sentence on each student who handed in and has no page.

    Raises
    ------
    ValueError
        See `grader.reports.feedback.feedback`.
    """
    from grader.gradebook.class_grades import read_grades
    from grader.gradebook.open import course_directory, open_gradebook
    from grader.reports.feedback import feedback, graded_notebooks

    done = feedback(course_dir, assignment, None, db_url, jobs)
    with open_gradebook(course_directory(course_dir, assignment, db_url)) as gradebook:
        grades = read_grades(gradebook, assignment, assignment)
    not_graded = set(submitted_students(course_dir, assignment)) - graded_notebooks(course_dir, assignment).keys()
    left = [f"{name}: not graded yet; run `python -m grader autograde {assignment}`." for name in sorted(not_graded)]
    pages = []
    for path in sorted(done.pages):
        own = grades[path.parts[-3]]
        waits = any(grade["needs_manual_grade"] for grade in own.grades.values())
        pages.append(Page(path.parts[-3], path, path.read_bytes(), max(0.0, own.score), own.max_score, waits))
    return pages, (*done.left, *left)


class Sent:
    """What was given back, in ``returned/A.json``.

    Parameters
    ----------
    course_dir : Path
    assignment : str
    way : str
        Such as ``"moodle"``; each way has its own memory.
    """

    def __init__(self, course_dir: Path, assignment: str, way: str) -> None:
        self._path, self._way = course_dir / "returned" / f"{assignment}.json", way
        try:
            self._all: dict[str, dict[str, Any]] = json.loads(read_file(self._path))
            if not all(isinstance(page, dict) for own in self._all.values() for page in own.values()):
                raise ValueError
        except FileNotFoundError:
            self._all = {}
        except (ValueError, AttributeError, RecursionError):
            raise CannotStart(f"Got {self._path}, which is damaged; remove it to give all pages back again.") from None

    def is_new(self, page: Page) -> bool:
        """Whether the student does not have this page yet."""
        return bool(self._before(page).get("page") != page.digest)

    def change(self, page: Page) -> str:
        """How the score changed since the student's last page; empty on the first one and if it is the same."""
        before = self._before(page).get("score")
        if not isinstance(before, int | float) or before == page.score:
            return ""
        return f"{page.student}: {before:g} before, now {page.score:g} of {page.max_score:g} points"

    def remember(self, pages: list[Page]) -> None:
        """Write down that students have these pages."""
        own = self._all.setdefault(self._way, {})
        own |= {page.student: {"page": page.digest, "score": page.score} for page in pages}
        write_atomically(self._path, json.dumps(self._all, ensure_ascii=False, indent=1).encode())

    def _before(self, page: Page) -> dict[str, Any]:
        found: dict[str, Any] = self._all.get(self._way, {}).get(page.student, {})
        return found


Give = Callable[[Path, str, list[Page]], tuple[str, list[str], list[Page]]]
"""``give(course_dir, assignment, pages)``: where they are now, sentences on who was left, and who has theirs."""
