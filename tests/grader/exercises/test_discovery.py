"""An assignment is its folder: nothing lists them by hand."""

import importlib
import shutil
from pathlib import Path

import pytest

import grader.exercises


@pytest.fixture
def package(tmp_path, monkeypatch):
    """`grader.exercises` with two other assignments, and a module that is none."""
    folder = tmp_path / "two_assignments"
    for name in ("p9", "p10"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").touch()
        (folder / name / "exercises.py").write_text(
            f"from types import SimpleNamespace\nEXERCISES = (SimpleNamespace(name='{name}.f'),)\n"
        )
    (folder / "model.py").touch()
    shutil.copy(Path(grader.exercises.__file__), folder)
    monkeypatch.syspath_prepend(tmp_path)
    return importlib.import_module("two_assignments")


def test_a_new_folder_is_all_that_an_assignment_needs(package):
    assert set(package.EXERCISES) == {"p9.f", "p10.f"}
