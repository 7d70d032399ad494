"""A gradebook in PostgreSQL: the same rows as in SQLite, also when its server is restarted, or gone, midway."""

import shutil

import pytest

from grader.errors import CannotStart
from grader.pipeline import autograde, jobs
from tests.grader.pipeline.tiny_course import ANSWERS, NAME, Here, gradebook_rows, make_course

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server(postgres):
    from tests.grader.gradebook.postgres_server import Server

    with Server() as server:
        yield server


@pytest.fixture
def place(monkeypatch, server):
    """Tasks run in this process, and the database is new."""
    server.empty()
    place = Here()
    monkeypatch.setattr(autograde.Options, "backend", lambda self, tasks: place)
    monkeypatch.setattr(jobs, "grader_hash", lambda: b"as it is")
    return place


@pytest.fixture(scope="module")
def in_sqlite(tmp_path_factory):
    """The course, graded into SQLite, and the rows."""
    folder = make_course(tmp_path_factory.mktemp("graded") / "course")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(autograde.Options, "backend", lambda self, tasks: Here())
        autograde.autograde(folder, NAME)
    return folder, gradebook_rows(folder)


@pytest.fixture
def course(in_sqlite, tmp_path):
    """The same course, with its secret, before it was graded."""
    folder = shutil.copytree(in_sqlite[0], tmp_path / "course")
    (folder / "gradebook.db").unlink()
    shutil.rmtree(folder / "verdicts")
    shutil.rmtree(folder / "autograded")
    return folder


def run(course, url):
    return autograde.autograde(course, NAME, options=autograde.Options(db_url=url))


def test_the_rows_are_those_of_sqlite_and_nbgrader_reads_them(place, server, course, in_sqlite):
    from nbgrader.api import Gradebook

    rows = run(course, server.url)
    assert gradebook_rows(course, server.url) == in_sqlite[1]
    assert not (course / "gradebook.db").exists()
    with Gradebook(server.url.replace("postgresql", "postgresql+psycopg")) as gradebook:
        read = {s.student_id: s.score for s in gradebook.assignment_submissions(NAME)}
    assert read == {row.graded.verdict.student: row.score for row in rows}
    run(course, server.url)
    assert gradebook_rows(course, server.url) == in_sqlite[1]


@pytest.mark.parametrize("after", [1, 5])
def test_a_restarted_server_costs_nothing(place, server, course, in_sqlite, after):
    def restart():
        if len(place.graded) == after:
            server.stop()
            server.start()

    place.before = restart
    assert len(run(course, server.url)) == len(ANSWERS)
    assert gradebook_rows(course, server.url) == in_sqlite[1]


def test_a_server_that_goes_and_stays_away_is_said_and_a_rerun_goes_on(place, server, course, in_sqlite):
    place.before = lambda: server.stop() if len(place.graded) == 4 else None
    with pytest.raises(CannotStart, match=r"see to it that it runs .* verdicts are not in the gradebook yet\. All are"):
        run(course, server.url)
    try:
        with pytest.raises(CannotStart, match=r"gradebook postgresql.* cannot be opened"):
            run(course, server.url)
    finally:
        server.start()
    assert sorted(place.graded) == sorted(ANSWERS)
    place.graded.clear()
    run(course, server.url)
    assert place.graded == []
    assert gradebook_rows(course, server.url) == in_sqlite[1]


def test_a_name_too_long_for_its_column_keeps_nobody_else_out(place, server, course):
    name = "x" * 200
    shutil.copytree(course / "submitted" / "ada", course / "submitted" / name)
    with pytest.raises(CannotStart, match=rf"says of {name}: .*too long.* 1 verdicts are not in the gradebook yet"):
        run(course, server.url)
    assert gradebook_rows(course, server.url)["students"] == [(student,) for student in sorted(ANSWERS)]


def test_a_password_is_not_shown(place, course):
    with pytest.raises(CannotStart, match="cannot be opened") as caught:
        run(course, "postgresql://grader:sesame@127.0.0.1:1/grades")
    assert "sesame" not in str(caught.value)
    assert "grader:***@127.0.0.1" in str(caught.value)
