"""Building makes a course folder whose nbgrader is ours from the start; what staff wrote there stays."""

import subprocess
import sys

import pytest

from grader.authoring.build import build
from grader.authoring.nbgrader_config import lacks_settings
from tests.grader.pipeline.tiny_course import NAME, TEXT
from tests.paths import ASSIGNMENTS


@pytest.fixture
def course(tmp_path):
    (tmp_path / f"{NAME}.py").write_text(TEXT)
    return tmp_path


def test_a_new_course_folder_gets_nbgraders_settings_and_the_rules(course):
    from grader.gradebook.open import load_config

    build(course)
    for name in ("nbgrader_config.py", "course.toml"):
        assert (course / name).read_bytes() == (ASSIGNMENTS / name).read_bytes()
    config = load_config(course)
    assert "grader.nbgrader_plugin.JudgeSubmission" in config.Autograde.sanitize_preprocessors
    assert config.JudgeSubmission.course_dir == str(course)
    assert lacks_settings(course) == ""


def test_the_rules_become_nbgraders_settings(course):
    from grader.gradebook.open import course_directory

    build(course)
    (course / "course.toml").write_text('course_id = "mlp"\nexchange = "/srv/x"\ndatabase = "sqlite:///other.db"\n')
    directory = course_directory(course)
    assert (directory.course_id, directory.db_url) == ("mlp", "sqlite:///other.db")
    assert directory.config.Exchange.root == "/srv/x"


def test_settings_of_ones_own_stay_and_are_pointed_out(course):
    (course / "nbgrader_config.py").write_text("c = get_config()\n")
    (course / "course.toml").write_text("count_once = false\n")
    command = [sys.executable, "-m", "grader", "--course-dir", str(course), "build"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "its formgrader would run student code unlocked" in done.stderr
    assert (course / "nbgrader_config.py").read_text() == "c = get_config()\n"
    assert (course / "course.toml").read_text() == "count_once = false\n"


def test_without_texts_of_its_own_a_folder_gets_all_of_the_clone(tmp_path):
    built = {path.stem for path in build(tmp_path / "new")}
    assert built == {path.stem for path in ASSIGNMENTS.glob("p[0-9]*_*.py")}
