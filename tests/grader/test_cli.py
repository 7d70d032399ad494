"""What the command line itself adds: a log with --verbose, and one sentence for an error."""

import subprocess
import sys

import pytest


@pytest.fixture
def course(tmp_path):
    """A course folder whose one assignment is a line of text."""
    (tmp_path / "p9_small.py").write_text("# %% [markdown]\n# Words.\n", encoding="utf-8")
    return tmp_path


def run(*arguments):
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.parametrize("option", ["-v", "--verbose"])
def test_verbose_logs_each_step_on_standard_error(course, option):
    done = run(option, "--course-dir", course, "build")
    notebook = course / "source" / "p9_small" / "p9_small.ipynb"
    assert done.stderr.endswith(f" grader.authoring.build: built {notebook}\n")
    assert done.stdout == f"{notebook}\n"


def test_nothing_is_logged_by_default(course):
    done = run("--course-dir", course, "build")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_error_is_one_sentence(course):
    done = run("--course-dir", course, "build", "p7_missing")
    assert done.returncode == 2
    assert done.stderr.startswith("grader: got the assignment 'p7_missing', expected one of ")
    assert done.stderr.count("\n") == 1


def test_verbose_shows_the_traceback_of_an_error(course):
    done = run("-v", "--course-dir", course, "build", "p7_missing")
    assert "Traceback (most recent call last)" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("grader: got the assignment 'p7_missing'")


@pytest.mark.parametrize("command", ["autograde", "plan", "feedback", "report", "waiting", "similar", "release"])
def test_a_name_that_is_no_assignment_is_said_before_anything_else(command, course):
    from click.testing import CliRunner

    from grader.cli import main

    done = CliRunner().invoke(main, ["--course-dir", str(course), command, "p9_smal"])
    assert (done.exit_code, done.output) == (2, "grader: Got the assignment 'p9_smal', expected 'p9_small'.\n")
    done = CliRunner().invoke(main, ["--course-dir", str(course / "mpl"), command, "p9_small"])
    assert (done.exit_code, done.output) == (
        2,
        f"grader: there is no course folder {course / 'mpl'}: `build` makes one.\n",
    )


def test_a_python_without_our_packages_says_what_to_do(course):
    command = [sys.executable, "-S", "-m", "grader", "--course-dir", str(course), "build"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "lacks the package click: activate the environment" in done.stderr
