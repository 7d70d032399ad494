"""nbgrader's own folder, gradebook and `generate_assignment`, opened for one course folder.

Importing this module costs about two seconds, because nbgrader loads all its applications; half of it after
`grader.gradebook.light_import.leave_out_applications`.
"""

import json
import logging
import os
import re
import sys
from pathlib import Path

from nbgrader.api import Base, Course, Gradebook, InvalidEntry, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.authoring.build import build
from grader.errors import CannotStart

# What databases say, and what helps.
_CURES = {
    "locked": "close what else has it open, such as a formgrader that saves or a database browser",
    "readonly": "make the file and its folder writable",
    "read-only": "make the file and its folder writable",
    "unable to open": "make its folder, or see that it can be written to",
    "full": "make room on its disk",
    "I/O error": "see whether its disk is full",
}


def settings(course_dir):
    """What ``nbgrader_config.py`` of a course folder says; an empty `Config` where there is none."""
    if not (course_dir / "nbgrader_config.py").exists():
        return Config()
    return PyFileConfigLoader("nbgrader_config.py", path=str(course_dir.resolve())).load_config()


def course_directory(course_dir, assignment="", db_url=None):
    """nbgrader's idea of a course folder; `db_url` goes before the configured one."""
    directory = CourseDirectory(config=settings(course_dir), root=str(course_dir.resolve()), assignment_id=assignment)
    # psycopg 3, also where SQLAlchemy would look for psycopg2 (before its version 2.1).
    directory.db_url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", db_url or directory.db_url)
    return directory


def open_gradebook(directory):
    """The gradebook of a `CourseDirectory`; a context manager. A new one is made with all its tables.

    Raises
    ------
    CannotStart
        It cannot be opened; says why and what to do.
    """
    _let_nbgrader_find_alembic()
    gradebook = None
    try:
        _make_tables(directory.db_url)
        gradebook = Gradebook(directory.db_url, directory.course_id)
        _finish(gradebook)
        _add_course(gradebook)
    except (ArgumentError, DBAPIError, ImportError, InvalidEntry) as error:
        if gradebook is not None:
            gradebook.close()
        raise CannotStart(
            f"The gradebook {shown_url(directory)} cannot be opened: {database_words(error)}. What is graded is kept; "
            "run the same command again then."
        ) from None
    return gradebook


def shown_url(directory):
    """The gradebook's URL without its password."""
    try:
        return make_url(directory.db_url).render_as_string(hide_password=True)
    except ArgumentError:
        return directory.db_url


def database_words(error):
    """Why a database did not do it, and what to do, without a stop at the end."""
    words = " ".join(str(getattr(error, "orig", None) or error).split())
    cures = (cure for symptom, cure in _CURES.items() if symptom in words)
    return f"{words}; {next(cures, 'see to it that it runs and can be reached')}"


def _make_tables(db_url):
    """As nbgrader does; but where there were none, it also starts a program for seconds to learn a version."""
    engine = create_engine(db_url)
    try:
        Base.metadata.create_all(engine)
    finally:
        engine.dispose()


def _version():
    """The version of nbgrader's tables: the last of the steps that lead to them."""
    from alembic.script import ScriptDirectory  # takes a moment, and is needed only for a new gradebook

    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


def _finish(gradebook):
    """Say which version of nbgrader's tables they are, which whoever made them may have been killed before."""
    if inspect(gradebook.engine).has_table("alembic_version"):
        if gradebook.db.execute(text("SELECT count(*) FROM alembic_version")).scalar():
            gradebook.db.commit()
            return
    elif gradebook.assignments:
        return  # older than such versions
    else:
        gradebook.db.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    row = {"version": _version()}
    gradebook.db.execute(text("INSERT INTO alembic_version (version_num) VALUES (:version)"), row)
    gradebook.db.commit()


def _add_course(gradebook):
    """The row of a course without a name: nbgrader's assignments refer to it, and only SQLite does without."""
    if gradebook.engine.dialect.name != "sqlite" and gradebook.db.get(Course, gradebook.course_id) is None:
        gradebook.db.add(Course(id=gradebook.course_id))
    gradebook.db.commit()


def knows(gradebook, assignment, source=None):
    """Whether the assignment was generated into the gradebook; given its source notebook, with all cells of that."""
    try:
        known = {cell.name for cell in gradebook.find_notebook(assignment, assignment).source_cells}
    except MissingEntry:
        return False
    return bool(known) if source is None else known == _cell_names(source)


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
    from nbgrader.converters import GenerateAssignment  # loads all of nbconvert
    from nbgrader.converters.base import NbGraderException

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
    new = _cell_names(source)
    if graded and new != old:
        raise ValueError(
            f"{assignment}: got new cells {sorted(new - old)} and lost cells {sorted(old - new)}, expected the same "
            f"cells as before because {graded} submissions are in the gradebook; give a new assignment a new name."
        )


def _cell_names(source):
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    return {cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if "nbgrader" in cell["metadata"]}


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
