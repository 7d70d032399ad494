"""Opens the nbgrader gradebook of a course folder.

Importing this module takes about two seconds, because nbgrader loads all its applications; half of that after
`grader.gradebook.light_import.skip_nbgrader_apps`.
"""

import logging
import os
import re
import sys
from pathlib import Path

from nbgrader.api import Base, Course, Gradebook, InvalidEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.errors import CannotStart

_LOG = logging.getLogger(__name__)
# What to do, by a part of the database's error message.
_CURES = {
    "locked": "close what else has it open, such as a formgrader that saves or a database browser",
    "readonly": "make the file and its folder writable",
    "read-only": "make the file and its folder writable",
    "unable to open": "make its folder, or see that it can be written to",
    "full": "make room on its disk",
    "I/O error": "see whether its disk is full",
}


def load_config(course_dir: Path) -> Config:
    """Load ``nbgrader_config.py`` of a course folder; an empty `Config` if there is none."""
    if not (course_dir / "nbgrader_config.py").exists():
        return Config()
    return PyFileConfigLoader("nbgrader_config.py", path=str(course_dir.resolve())).load_config()


def course_directory(course_dir: Path, assignment: str = "", db_url: str | None = None) -> CourseDirectory:
    """Make nbgrader's `CourseDirectory` for a course folder; `db_url` overrides the configured one."""
    directory = CourseDirectory(
        config=load_config(course_dir), root=str(course_dir.resolve()), assignment_id=assignment
    )
    # SQLAlchemy before 2.1 would look for psycopg2; psycopg 3 is what is installed.
    directory.db_url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", db_url or directory.db_url)
    return directory


def open_gradebook(directory: CourseDirectory) -> Gradebook:
    """Open the gradebook of a course, creating its tables if needed.

    Parameters
    ----------
    directory : nbgrader.coursedir.CourseDirectory
        As `course_directory` makes it.

    Returns
    -------
    nbgrader.api.Gradebook
        A context manager, which closes it.

    Raises
    ------
    CannotStart
        It cannot be opened; says why and what to do.
    """
    _add_alembic_to_path()
    gradebook = None
    try:
        _create_tables(directory.db_url)
        gradebook = Gradebook(directory.db_url, directory.course_id)
        _set_schema_version(gradebook)
        _add_course(gradebook)
    except (ArgumentError, DBAPIError, ImportError, InvalidEntry) as error:
        if gradebook is not None:
            gradebook.close()
        raise CannotStart(
            f"The gradebook {url_without_password(directory)} cannot be opened: {explain_database_error(error)}. "
            "What is graded is kept; run the same command again then."
        ) from None
    _LOG.info("opened the gradebook %s", url_without_password(directory))
    return gradebook


def url_without_password(directory: CourseDirectory) -> str:
    """The gradebook's URL, fit to be shown."""
    try:
        return make_url(directory.db_url).render_as_string(hide_password=True)
    except ArgumentError:
        return str(directory.db_url)


def explain_database_error(error: Exception) -> str:
    """Say what a database reported and what to do, without a full stop at the end."""
    words = " ".join(str(getattr(error, "orig", None) or error).split())
    cures = (cure for symptom, cure in _CURES.items() if symptom in words)
    return f"{words}; {next(cures, 'see to it that it runs and can be reached')}"


def _create_tables(db_url: str) -> None:
    """Create missing tables first: where nbgrader finds none, it starts the `alembic` program, which takes seconds."""
    engine = create_engine(db_url)
    try:
        Base.metadata.create_all(engine)
    finally:
        engine.dispose()


def _latest_schema_version() -> str | None:
    """Revision of the last of nbgrader's migrations."""
    from alembic.script import ScriptDirectory  # slow to import, and needed only for a new gradebook

    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


def _set_schema_version(gradebook: Gradebook) -> None:
    """Write the revision of the tables, where it is missing because their creator was killed before it wrote it."""
    if inspect(gradebook.engine).has_table("alembic_version"):
        if gradebook.db.execute(text("SELECT count(*) FROM alembic_version")).scalar():
            gradebook.db.commit()
            return
    elif gradebook.assignments:
        return  # made by an nbgrader that had no migrations yet
    else:
        gradebook.db.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    row = {"version": _latest_schema_version()}
    gradebook.db.execute(text("INSERT INTO alembic_version (version_num) VALUES (:version)"), row)
    gradebook.db.commit()


def _add_course(gradebook: Gradebook) -> None:
    """Add a row for the course. nbgrader's assignments refer to it, and every database but SQLite insists on it."""
    if gradebook.engine.dialect.name != "sqlite" and gradebook.db.get(Course, gradebook.course_id) is None:
        gradebook.db.add(Course(id=gradebook.course_id))
    gradebook.db.commit()


def _add_alembic_to_path() -> None:
    """nbgrader starts `alembic` by name; its folder is on PATH only where the environment is activated."""
    folder = os.path.dirname(sys.executable)
    folders = os.environ.get("PATH", "").split(os.pathsep)
    if folder not in folders:
        os.environ["PATH"] = os.pathsep.join([folder, *folders])
