"""Opens the nbgrader gradebook of a course folder.

Importing this module takes about two seconds, because nbgrader loads all its applications; half of that after
`grader.gradebook.light_import.skip_nbgrader_apps`.
"""

import atexit
import glob
import logging
import os
import re
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import TracebackType

from nbgrader.api import Base, Course, Gradebook, InvalidEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import URL, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.errors import CannotStart
from grader.read_file import read_file

_LOG = logging.getLogger(__name__)
# What to do, by a part of the database's error message.
_CURES = {
    "locked": "close what else has it open, such as a formgrader that saves or a database browser",
    "readonly": "make the file and its folder writable",
    "read-only": "make the file and its folder writable",
    "unable to open": "make its folder, or see that it can be written to",
    "full": "make room on its disk",
    "I/O error": "see whether its disk is full",
    **dict.fromkeys(
        ("malformed", "not a database", "decode to UTF-8", "isoformat string", "polymorphic_identity"),
        "it is damaged: put back a copy of it; or move it away and run `python -m grader autograde`, which records all "
        "that the grader found again, but not what was given by hand",
    ),
    **dict.fromkeys(
        ("no such column", "no such table", "UndefinedColumn"),
        "it was made by an older nbgrader: run `nbgrader db upgrade` in the course folder",
    ),
}
_CHECKED_BYTES = 64 << 20  # larger files are not read as a whole before they are used


def load_config(course_dir: Path) -> Config:
    """Load ``nbgrader_config.py`` of a course folder; an empty `Config` if there is none.

    Raises
    ------
    CannotStart
        It is no Python file, or it fails; names it and the error.
    """
    path = course_dir / "nbgrader_config.py"
    try:
        read_file(path)
    except FileNotFoundError:
        return Config()
    try:
        return PyFileConfigLoader(str(path.resolve())).load_config()  # absolute: or else it expands $ in it
    except Exception as error:  # it is a program: anything can come out of it
        raise CannotStart(
            f"Got {path}, which fails ({type(error).__name__}: {error}); expected nbgrader's settings. Put it right, "
            "or move it away and run `python -m grader build`."
        ) from None


def course_directory(course_dir: Path, assignment: str = "", db_url: str | None = None) -> CourseDirectory:
    """Make nbgrader's `CourseDirectory` for a course folder; `db_url` overrides the configured one."""
    directory = CourseDirectory(
        config=load_config(course_dir), root=_without_wildcards(str(course_dir.resolve())), assignment_id=assignment
    )
    if db_url is None and "db_url" not in directory.config.CourseDirectory:
        db_url = _file_url(course_dir.resolve() / "gradebook.db")
    # SQLAlchemy before 2.1 would look for psycopg2; psycopg 3 is what is installed.
    directory.db_url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", db_url or directory.db_url)
    return directory


@cache
def _without_wildcards(root: str) -> str:
    """Another name for a folder that has ``*``, ``?`` or ``[`` in its own, which nbgrader reads as a pattern."""
    if glob.escape(root) == root:
        return root
    place = tempfile.TemporaryDirectory(prefix="course-")
    atexit.register(place.cleanup)
    link = os.path.join(place.name, "course")
    os.symlink(root, link)
    return link


def _file_url(path: Path) -> str:
    """The URL of a database file, with what has a meaning in URLs written otherwise."""
    url = URL.create("sqlite", database=str(path)).render_as_string()
    if make_url(url).database != str(path):
        raise CannotStart(f"Got the path {path}, which no database URL can name; rename its folders.")
    return url


class CourseGradebook(Gradebook):
    """nbgrader's gradebook; as a context manager, it says what is wrong with a database that cannot be read."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, traceback)
        in_a_row = isinstance(error, ValueError | AssertionError) and _cure(str(error))
        if isinstance(error, Exception) and (in_a_row or isinstance(error, SQLAlchemyError)):
            raise CannotStart(
                f"The gradebook {_without_password(str(self.engine.url))} cannot be used: "
                f"{explain_database_error(error)}."
            ) from error


def open_gradebook(directory: CourseDirectory) -> CourseGradebook:
    """Open the gradebook of a course, creating its tables if needed.

    Parameters
    ----------
    directory : nbgrader.coursedir.CourseDirectory
        As `course_directory` makes it.

    Returns
    -------
    CourseGradebook
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
        gradebook = CourseGradebook(directory.db_url, directory.course_id)
        _set_schema_version(gradebook)
        _add_course(gradebook)
    except (ArgumentError, SQLAlchemyError, ImportError, InvalidEntry) as error:
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
    return _without_password(str(directory.db_url))


def _without_password(db_url: str) -> str:
    try:
        url = make_url(db_url)
    except ArgumentError:
        return db_url
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def explain_database_error(error: Exception) -> str:
    """Say what a database reported and what to do, without a full stop at the end."""
    words = " ".join(str(getattr(error, "orig", None) or error).split())
    return f"{words}; {_cure(words) or 'see to it that it runs and can be reached'}"


def _cure(words: str) -> str:
    return next((cure for symptom, cure in _CURES.items() if symptom in words), "")


def _create_tables(db_url: str) -> None:
    """Create missing tables first: where nbgrader finds none, it starts the `alembic` program, which takes seconds."""
    engine = create_engine(db_url)
    try:
        _check_file(engine)
        Base.metadata.create_all(engine)
        _check_columns(engine)
    finally:
        engine.dispose()


def _check_file(engine: Engine) -> None:
    """Raise `CannotStart` or a database error if the file of the gradebook is none, or is damaged."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or path is None or not os.path.exists(path):
        return
    if not os.path.isfile(path):
        raise CannotStart(f"Got {path}, which is not a file; expected the gradebook. Move it away.")
    if os.path.getsize(path) <= _CHECKED_BYTES:
        with engine.connect() as connection:
            found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        if found != "ok":
            raise CannotStart(f"Got the gradebook {path}, which is malformed ({found}); {_cure('malformed')}.")


def _check_columns(engine: Engine) -> None:
    found = inspect(engine)
    for table in Base.metadata.sorted_tables:
        missing = {column.name for column in table.columns} - {c["name"] for c in found.get_columns(table.name)}
        if missing:
            raise CannotStart(
                f"Got the gradebook {_without_password(str(engine.url))}, which lacks {table.name}.{min(missing)}; "
                f"{_cure('no such column')}."
            )


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
