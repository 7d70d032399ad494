"""The addresses of the pages of both sites, without ``.html``."""

from lectures.publish.lecture import Shown
from lectures.publish.notebooks import texts
from tests.paths import CLONE

LECTURES = [Shown(text) for text in texts()]
DEMOS = [widget.id for lecture in LECTURES for widget in lecture.widgets]
ASSIGNMENTS = sorted(text.stem for text in (CLONE / "assignments").glob("p[0-9]*_*.py"))
OTHERS = ("index", "students", "lecturers", "glossary", "lectures/index", "demos/index", "assignments/index")
PAGES = [
    *OTHERS,
    *(f"lectures/{lecture.name}" for lecture in LECTURES),
    *(f"demos/{name}" for name in DEMOS),
    *(f"assignments/{name}" for name in ASSIGNMENTS),
]
FOR_STAFF = [
    *("architecture", "errata", "instructor", "teaching", "reference/index"),
    *(f"reference/{path.parent.name}" for path in sorted((CLONE / "reference_solution").glob("*/__init__.py"))),
]
