"""The coordinator is killed at any moment; who runs the same command again ends as if nothing had happened."""

import random
import shutil
import signal

import pytest

from tests.grader.pipeline.tiny_course import ANSWERS, coordinate, make_course, state

_UNPREPARED, _PREPARED = 6, 14


@pytest.fixture(scope="module")
def unprepared(tmp_path_factory):
    """A course in which a class has handed in, and nothing else was done."""
    return make_course(tmp_path_factory.mktemp("killed") / "course")


@pytest.fixture(scope="module")
def whole(unprepared, tmp_path_factory):
    """An undisturbed run over it: how it ended, and all that it left."""
    folder = shutil.copytree(unprepared, tmp_path_factory.mktemp("whole") / "course")
    ended = coordinate(folder)
    assert ended.exit_code == 0
    return ended, state(folder)


@pytest.fixture(scope="module")
def prepared(whole, tmp_path_factory):
    """The same course with its secret, its notebook and a gradebook that knows the assignment; and its run's length."""
    folder = make_course(tmp_path_factory.mktemp("prepared") / "course", {"hal": None})
    assert coordinate(folder).exit_code == 0
    make_course(folder)
    again = shutil.copytree(folder, folder.with_name("again"))
    return folder, coordinate(again).events


def stored(folder):
    """Students whose verdicts are there, whole."""
    return {path.parent.name for path in (folder / "verdicts").glob("*/*/[!.]*.json")}


def survives(folder, kill_at, expected):
    """Kill a coordinator there, run another, and compare."""
    killed = coordinate(folder, kill_at)
    assert killed.exit_code == -signal.SIGKILL
    kept = stored(folder)
    rerun = coordinate(folder)
    assert rerun.exit_code == 0
    assert state(folder) == expected
    assert sorted(rerun.graded) == sorted(set(ANSWERS) - kept), "only what had no verdict is graded again"
    assert len(set(killed.graded) - kept) <= 3, "no more is repeated than was in hand"
    return killed, kept


@pytest.mark.parametrize("half_made", [False, True])
def test_a_half_made_gradebook_is_made_whole(tmp_path, half_made):
    from alembic.script import ScriptDirectory
    from nbgrader.api import Base
    from nbgrader.dbutil import ALEMBIC_DIR
    from sqlalchemy import create_engine, text

    from grader.gradebook.open import course_directory, open_gradebook

    engine = create_engine(course_directory(tmp_path).db_url)
    Base.metadata.create_all(engine)
    if half_made:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    for _ in range(2):
        with open_gradebook(course_directory(tmp_path)) as gradebook:
            versions = gradebook.db.execute(text("SELECT version_num FROM alembic_version")).all()
        assert versions == [(ScriptDirectory(ALEMBIC_DIR).get_current_head(),)]


def moments(seed, count, events):
    """One at random in each of so many equal parts of a run."""
    draw = random.Random(seed)
    return [int((part + draw.random()) * 0.99 * events / count) + 1 for part in range(count)]


@pytest.mark.parametrize("part", range(_UNPREPARED))
def test_killed_in_a_new_course(unprepared, whole, tmp_path, part):
    ended, expected = whole
    folder = shutil.copytree(unprepared, tmp_path / "course")
    survives(folder, moments(1, _UNPREPARED, ended.events)[part], expected)


@pytest.mark.parametrize(
    "part", [pytest.param(part, marks=[pytest.mark.slow] * (part % 3 > 0)) for part in range(_PREPARED)]
)
def test_killed_while_it_grades(prepared, whole, tmp_path, part):
    folder, events = prepared
    survives(shutil.copytree(folder, tmp_path / "course"), moments(2, _PREPARED, events)[part], whole[1])
