"""Writes ``nbgrader_config.py`` and ``course.toml`` into a course folder: its formgrader is ours from the start."""

from pathlib import Path

from grader.atomic_write import write_atomically
from grader.course_config import FILE as RULES_FILE
from grader.paths import ASSIGNMENTS
from grader.read_file import read_file

FILE = "nbgrader_config.py"
TEXT = '''"""nbgrader in this folder: its commands and its formgrader judge and show what `python -m grader` does.

Written by `python -m grader build`. The rules of the course are in course.toml. Settings of your own may stand below.
"""

from pathlib import Path

from grader.nbgrader_settings import configure

c = get_config()  # noqa: F821 - nbgrader gives this name
configure(c, Path(__file__).parent.resolve())
'''


def write_settings(course_dir: Path) -> None:
    """Write the file, and a ``course.toml`` of the defaults, where there is none. What staff wrote stays."""
    if not (course_dir / FILE).exists():
        write_atomically(course_dir / FILE, TEXT.encode())
    if not (course_dir / RULES_FILE).exists():
        write_atomically(course_dir / RULES_FILE, (ASSIGNMENTS / RULES_FILE).read_bytes())


def lacks_settings(course_dir: Path) -> str:
    """A sentence if the folder's own file does not make nbgrader judge as we do; else empty."""
    text = read_file(course_dir / FILE).decode(errors="replace")
    if "JudgeSubmission" in text or "nbgrader_settings" in text:
        return ""
    return (
        f"{course_dir / FILE} is your own, and its formgrader would run student code unlocked: add the lines "
        "`from grader.nbgrader_settings import configure` and `configure(c, Path(__file__).parent.resolve())`, or "
        "remove the file and build again."
    )
