"""A derived file is the same to the byte wherever and whenever it is made."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.paths import CLONE

BUILD = "import sys; from pathlib import Path; from lectures.publish.notebooks import build; build(Path(sys.argv[1]))"


def built(folder, hash_seed):
    """The source notebooks of all assignments, made by a process of their own."""
    folder.mkdir()
    for path in (CLONE / "assignments").glob("p[0-9]*_*.py"):
        shutil.copy(path, folder)
    command = [sys.executable, "-m", "grader", "--course-dir", folder, "build"]
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=folder)
    return {path.name: path.read_bytes() for path in folder.glob("source/*/*.ipynb")}


@pytest.mark.parametrize("names", [{"p6_backprop.ipynb"}])
def test_two_processes_build_the_same_bytes(tmp_path, names):
    first, second = built(tmp_path / "a", "1"), built(tmp_path / "b", "2")
    assert set(first) >= names
    assert first == second


def built_lectures(folder, hash_seed):
    """The notebooks of all lectures, made by a process of their own."""
    folder.mkdir()
    for path in (CLONE / "lectures").glob("[0-9][0-9]_*.py"):
        shutil.copy(path, folder)
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, "-c", BUILD, folder], check=True, capture_output=True, env=environment, cwd=folder)
    return {path.name: path.read_bytes() for path in folder.glob("*.ipynb")}


@pytest.mark.slow  # all lectures are built twice
def test_two_processes_build_the_same_lectures_as_are_committed(tmp_path):
    first, second = built_lectures(tmp_path / "a", "1"), built_lectures(tmp_path / "b", "2")
    assert "01_linear_models.ipynb" in first
    assert first == second == {path.name: path.read_bytes() for path in (CLONE / "lectures").glob("*.ipynb")}
