"""A new gradebook is the one that nbgrader itself would have made."""

import subprocess

import pytest
from nbgrader import api
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine, inspect, text

from grader.gradebook.open import open_gradebook


@pytest.fixture
def directory(tmp_path):
    return CourseDirectory(root=str(tmp_path))


def tables(db_url):
    """All that a database says of its tables, and the version that it notes."""
    engine = create_engine(db_url)
    found = inspect(engine)
    shapes = {
        name: (
            [str(column | {"type": repr(column["type"])}) for column in found.get_columns(name)],
            found.get_pk_constraint(name),
            found.get_foreign_keys(name),
            found.get_unique_constraints(name),
            found.get_indexes(name),
        )
        for name in found.get_table_names()
    }
    with engine.connect() as connection:
        rows = [
            sorted(map(tuple, connection.execute(text(f"SELECT * FROM {t}")))) for t in ("alembic_version", "course")
        ]
    engine.dispose()
    return shapes, rows


@pytest.mark.slow
def test_it_has_the_tables_that_nbgrader_gives_it(directory, tmp_path):
    open_gradebook(directory).close()
    theirs = f"sqlite:///{tmp_path / 'theirs.db'}"
    api.Gradebook(theirs, directory.course_id).close()
    assert tables(directory.db_url) == tables(theirs)


def test_no_program_is_started_to_make_it(directory, monkeypatch):
    def start(*args, **kwargs):
        raise AssertionError(f"started {args}")

    monkeypatch.setattr(subprocess, "Popen", start)
    open_gradebook(directory).close()
