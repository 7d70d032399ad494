"""nbgrader's exchange as on a JupyterHub: release, fetch, submit, collect, grade, and pages come back to students.

Everybody is ``jovyan`` here, as in the containers of a JupyterHub, and has a home; the hub says who they are.
"""

import json
import os
import subprocess
import sys

import pytest

from tests.grader.pipeline.tiny_course import ANSWERS, NAME, TEXT

_IN_A_CONTAINER = """
import pwd, runpy, sys
real = pwd.getpwuid
pwd.getpwuid = lambda uid: pwd.struct_passwd(("jovyan", *real(uid)[1:]))
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


@pytest.fixture
def course(tmp_path):
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / f"{NAME}.py").write_text(TEXT)
    (folder / "course.toml").write_text(f'course_id = "mlp"\nexchange = "{exchange}"\n')
    return folder


def run(folder, user, *command):
    """Run a command in a folder as a user; its output."""
    home = folder.parent / f"home-{user}"
    home.mkdir(exist_ok=True)
    names = {"HOME": home, "JUPYTERHUB_USER": user, "JUPYTER_DATA_DIR": home / "jupyter"}
    environment = os.environ | {key: str(value) for key, value in names.items()}
    done = subprocess.run(
        [sys.executable, "-c", _IN_A_CONTAINER, *map(str, command)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow  # nbgrader's own commands start a process each
def test_two_students_get_the_assignment_and_their_pages_through_the_exchange(course, tmp_path):
    grader = ("grader", "--course-dir", course)
    run(course, "teacher", *grader, "release", NAME)
    run(course, "teacher", "nbgrader", "release_assignment", NAME)
    students = {"ada": ANSWERS["ada"], "bob": ANSWERS["bob"]}
    for student, answer in students.items():
        place = tmp_path / student
        place.mkdir()
        settings = (
            f"c = get_config()\nc.Exchange.root = {str(tmp_path / 'exchange')!r}\nc.CourseDirectory.course_id = 'mlp'\n"
        )
        (place / "nbgrader_config.py").write_text(settings)
        run(place, student, "nbgrader", "fetch_assignment", NAME)
        path = place / NAME / f"{NAME}.ipynb"
        notebook = json.loads(path.read_bytes())
        for cell in notebook["cells"]:
            if cell["id"] == "answer":
                cell["source"] = answer
        path.write_text(json.dumps(notebook))
        run(place, student, "nbgrader", "submit", NAME)
    run(course, "teacher", "nbgrader", "collect", NAME)
    run(course, "teacher", *grader, "autograde", NAME)
    out = run(course, "teacher", *grader, "return", NAME, "--to", "exchange")
    assert out.startswith("2 pages: the exchange of mlp")
    for student in students:
        run(tmp_path / student, student, "nbgrader", "fetch_feedback", NAME)
        [page] = (tmp_path / student / NAME / "feedback").rglob("*.html")
        assert page.read_bytes() == (course / "feedback" / student / NAME / f"{NAME}.html").read_bytes()


@pytest.mark.slow
def test_nbgraders_own_release_feedback_works_after_our_feedback(course, tmp_path):
    grader = ("grader", "--course-dir", course)
    run(course, "teacher", *grader, "release", NAME)
    place = course / "submitted" / "ada" / NAME
    place.mkdir(parents=True)
    (place / f"{NAME}.ipynb").write_bytes((course / "release" / NAME / f"{NAME}.ipynb").read_bytes())
    (place / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC")
    (place / "submission_secret.txt").write_text("secret")
    run(course, "teacher", *grader, "autograde", NAME)
    run(course, "teacher", *grader, "feedback", NAME)
    run(course, "teacher", "nbgrader", "release_feedback", NAME)
    assert len(list((tmp_path / "exchange" / "mlp" / "feedback").glob("*.html"))) == 1
