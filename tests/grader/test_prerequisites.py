"""What cannot work is named in the first line that ``make`` prints, with what to do about it."""

import os
import shutil
import subprocess
import sys

import pytest

from grader import prerequisites
from grader.execution.sandbox import landlock, mount_namespace
from tests.paths import CLONE

HERE = "{}.{}".format(*sys.version_info)


@pytest.fixture
def clone(tmp_path):
    """What ``make`` reads before it installs anything, in a folder of its own."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(CLONE / name, folder)
    (folder / "grader").symlink_to(CLONE / "grader")
    return folder


def changed_python(folder, change):
    """A Python that runs a line before what it is told to run."""
    (folder / "sitecustomize.py").write_text(f"import sys; {change}\n")
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH={folder} exec {sys.executable} "$@"\n')
    python.chmod(0o755)
    return python


def first_line(clone, verb, python):
    # As typed in a shell: under another make, make says first which folder it enters.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", verb, f"PYTHON={python}"],
        cwd=clone,
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode
    assert not (clone / ".venv").exists()
    return done.stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("change", "met", "to_do"),
    [
        ("sys.version_info = (3, 10, 13)", "This is Python 3.10.13", "make PYTHON="),
        ("sys.modules['ensurepip'] = None", f"Python {HERE}", f"apt-get install python{HERE}-venv"),
        ("sys.platform = 'darwin'", "Grading needs Linux", "make lectures"),
        (
            "import ctypes.util; ctypes.util.find_library = lambda name: None",
            "libseccomp",
            "apt-get install libseccomp",
        ),
    ],
)
def test_what_is_missing_is_said_first_and_nothing_is_installed(clone, tmp_path, change, met, to_do):
    line = first_line(clone, "demo", changed_python(tmp_path, change))
    assert met in line
    assert to_do in line


def test_a_python_that_is_not_there_is_named(clone):
    assert "There is no python3.999: install" in first_line(clone, "demo", "python3.999")


def test_lectures_need_no_linux(clone, tmp_path):
    python = changed_python(tmp_path, "sys.platform = 'darwin'")
    wanted = subprocess.run(["make", "-n", "lectures", f"PYTHON={python}"], cwd=clone, capture_output=True, text=True)
    assert "prerequisites venv" in wanted.stdout
    assert "prerequisites grading" not in wanted.stdout


def test_a_machine_without_a_lock_for_files_is_told_what_would_help(monkeypatch):
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    monkeypatch.setattr(mount_namespace, "problem", lambda: "unshare is not permitted")
    said = prerequisites.missing_for_grading()
    assert "Linux 5.13 or newer with landlock" in said
    assert "user.max_user_namespaces" in said


def test_a_mount_namespace_is_enough(monkeypatch):
    if mount_namespace.problem():
        pytest.skip(mount_namespace.problem())
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    assert prerequisites.missing_for_grading() is None


def test_an_environment_of_another_python_is_named(tmp_path):
    settings = tmp_path / ".venv" / "pyvenv.cfg"
    settings.parent.mkdir()
    settings.write_text("home = /usr/bin\nversion = 3.1.4\n")
    assert "rm -r .venv" in prerequisites.missing_for_venv(tmp_path)
    settings.write_text(f"home = /usr/bin\nversion = {HERE}.4\n")
    assert prerequisites.missing_for_venv(tmp_path) is None


def test_nothing_is_missing_where_these_tests_run():
    assert prerequisites.missing_for_venv(CLONE) is None
    assert prerequisites.missing_for_grading() is None


def test_the_standard_library_is_enough():
    command = [sys.executable, "-S", "-m", "grader.prerequisites", "grading"]
    done = subprocess.run(command, cwd=CLONE, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
