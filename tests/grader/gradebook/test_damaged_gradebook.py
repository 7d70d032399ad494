"""A gradebook that cannot be used is named, with why and what to do."""

import os
import sqlite3

import pytest
from nbgrader.api import Student
from sqlalchemy import text

from grader.errors import CannotStart
from grader.gradebook.open import course_directory, open_gradebook


@pytest.fixture
def path(tmp_path):
    with open_gradebook(course_directory(tmp_path)) as gradebook:
        gradebook.db.add_all([Student(id=f"student{n}", first_name="x" * 200) for n in range(500)])
        gradebook.db.commit()
    return tmp_path / "gradebook.db"


def opened(path):
    return open_gradebook(course_directory(path.parent))


def test_an_older_schema_is_named_and_the_command_that_upgrades_it(path):
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE student DROP COLUMN lms_user_id")
    with pytest.raises(CannotStart, match=r"gradebook\.db, which lacks student\.lms_user_id; .*nbgrader db upgrade"):
        opened(path)


def test_damage_in_the_middle_is_found_when_it_is_opened(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8192] = os.urandom(8192)
    path.write_bytes(data)
    with pytest.raises(CannotStart, match=r"(?s)gradebook\.db.*malformed .*put back a copy"):
        opened(path)


@pytest.mark.parametrize("content", [b"no database" * 1000, bytes(8192)])
def test_what_is_no_database_is_named(path, content):
    path.write_bytes(content)
    with pytest.raises(CannotStart, match=r"gradebook\.db.*damaged"):
        opened(path)


def test_a_damaged_value_is_named_when_it_is_read(path):
    from nbgrader.api import SubmittedAssignment

    with opened(path) as gradebook:
        gradebook.add_assignment("p1")
        with gradebook.db.no_autoflush:
            gradebook.add_submission("p1", "student1")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE submitted_assignment SET timestamp = 'yesterday'")
    with (
        pytest.raises(CannotStart, match=r"gradebook\.db cannot be used: .*isoformat string"),
        opened(path) as gradebook,
    ):
        gradebook.db.query(SubmittedAssignment).all()


def test_an_error_of_the_caller_stays_what_it_is(path):
    with pytest.raises(ValueError, match="mine"), opened(path):
        raise ValueError("mine")
    with pytest.raises(CannotStart, match="no such table"), opened(path) as gradebook:
        gradebook.db.execute(text("SELECT * FROM no_such_rows"))


def test_a_password_is_never_shown(path):
    directory = course_directory(path.parent, db_url="postgresql://teacher:geheim@127.0.0.1:1/x")
    with pytest.raises(CannotStart) as caught:
        open_gradebook(directory)
    assert "geheim" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


_ODD = ["query?x=1", "percent%20x", "hash#x", "[ab]", "*", "$HOME", "{x}", "%(x)s", "two\nlines", "a:b@c", "it's"]


@pytest.mark.parametrize("name", _ODD)
def test_an_assignment_is_made_in_a_course_folder_of_any_name(name, tmp_path):
    from grader.gradebook.generate import generate_assignment
    from tests.evaluation.fuzz.course import NAME, make_course

    folder = tmp_path / name
    make_course(folder)
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'mine'\n")
    assert generate_assignment(folder, NAME) == (folder / "release" / NAME).resolve()
    assert (folder / "gradebook.db").exists()
    assert [path.name for path in tmp_path.iterdir()] == [name]
