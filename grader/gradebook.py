"""nbgrader's own folder, gradebook and `generate_assignment`, opened for one course folder.

Importing this module costs about two seconds: nbgrader loads all its applications.
"""

import json
import logging
import os
import sys
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.builder import build


def settings(course_dir):
    """What ``nbgrader_config.py`` of a course folder says; an empty `Config` where there is none."""
    if not (course_dir / "nbgrader_config.py").exists():
        return Config()
    return PyFileConfigLoader("nbgrader_config.py", path=str(course_dir.resolve())).load_config()


def course_directory(course_dir, assignment="", db_url=None):
    """nbgrader's idea of a course folder; `db_url` goes before the configured one."""
    directory = CourseDirectory(config=settings(course_dir), root=str(course_dir.resolve()), assignment_id=assignment)
    if db_url:
        directory.db_url = db_url
    return directory


def open_gradebook(directory):
    """The gradebook of a `CourseDirectory`; a context manager. A new one is made with all its tables."""
    _let_nbgrader_find_alembic()
    return Gradebook(directory.db_url, directory.course_id)


def knows(gradebook, assignment):
    """Whether the assignment was generated into the gradebook, cells and all."""
    try:
        return bool(gradebook.find_notebook(assignment, assignment).source_cells)
    except MissingEntry:
        return False


def generate(course_dir, assignment, db_url=None):
    """Make the students' version of an assignment and tell the gradebook its cells.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
        Built from its text first, so that release and gradebook follow the text.
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    pathlib.Path
        The folder ``course_dir/release/A``.

    Raises
    ------
    ValueError
        The text has a slip, or cells came or went although submissions have been graded. Release and
        gradebook are as they were.
    RuntimeError
        nbgrader could not do it; the sentence holds its own last words.
    """
    [source] = build(course_dir, [assignment])
    directory = course_directory(course_dir, assignment, db_url)
    with open_gradebook(directory) as gradebook:
        _check_same_cells(gradebook, assignment, source)
    said = _Said()
    converter = GenerateAssignment(coursedir=directory, config=directory.config, log=said.logger)
    converter.force = True
    try:
        converter.start()
    except NbGraderException as error:
        raise RuntimeError(f"nbgrader could not generate {assignment}: {said.cause() or error}") from error
    return Path(directory.format_path(directory.release_directory, ".", assignment)).resolve()


def _check_same_cells(gradebook, assignment, source):
    """nbgrader refuses this too, but only after it has removed the old release."""
    if not knows(gradebook, assignment):
        return
    notebook = gradebook.find_notebook(assignment, assignment)
    graded = len(notebook.submissions)
    old = {cell.name for cell in notebook.source_cells}
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    new = {cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if "nbgrader" in cell["metadata"]}
    if graded and new != old:
        raise ValueError(
            f"{assignment}: got new cells {sorted(new - old)} and lost cells {sorted(old - new)}, expected the same "
            f"cells as before because {graded} submissions are in the gradebook; give a new assignment a new name."
        )


def _let_nbgrader_find_alembic():
    """nbgrader calls the `alembic` program by name, also when its environment is not the active one."""
    folder = os.path.dirname(sys.executable)
    folders = os.environ.get("PATH", "").split(os.pathsep)
    if folder not in folders:
        os.environ["PATH"] = os.pathsep.join([folder, *folders])


class _Said(logging.Handler):
    """Keeps nbgrader's errors: its exceptions only say to look at the log."""

    def __init__(self):
        super().__init__(level=logging.ERROR)
        self.messages = []
        self.logger = logging.Logger("nbgrader")
        self.logger.addHandler(self)

    def emit(self, record):
        self.messages.append(record.getMessage())

    def cause(self):
        tracebacks = [m for m in self.messages if m.startswith("Traceback")]
        return tracebacks[0].strip().splitlines()[-1] if tracebacks else " ".join(self.messages)
