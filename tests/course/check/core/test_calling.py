"""Which frames of a traceback belong to the student: the line that a check quotes is always theirs."""

from pathlib import Path

import pytest

import course
from course.check import p5
from course.check.core.calling import frames
from course.plain_graphs import Asking

FOLDER = Path(course.__file__).parent
FILES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.py"))


def fails():
    raise ZeroDivisionError


def names_of_frames(filename):
    """The names of the student's frames where `runs`, which stands in a file of this name, calls `fails`."""
    module = {}
    exec(compile("def runs(function):\n    function()", filename, "exec"), module)
    with pytest.raises(ZeroDivisionError) as caught:
        module["runs"](fails)
    return [frame.name for frame in frames(caught.value)]


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_the_package_is_never_the_students(file):
    assert names_of_frames(str(FOLDER / file)) == ["names_of_frames", "fails"]


@pytest.mark.parametrize("file", ["check/p6/checks.py", "check/core/calling.py", "plain_graphs.py"])
def test_a_notebook_named_like_a_file_of_the_package_is_the_students(tmp_path, file):
    assert "runs" in names_of_frames(str(tmp_path / "course" / file))
    assert "runs" in names_of_frames(f"course/{file}")


@pytest.mark.parametrize("cell", ["<ipython-input-1-0123456789ab>", "checks.py"])
def test_a_cell_is_the_students_even_in_a_folder_of_the_package(monkeypatch, cell):
    monkeypatch.chdir(FOLDER / "check" / "p6")
    assert "runs" in names_of_frames(cell)


class Value:
    def __init__(self, data, edges=()):
        self.data, self.edges, self.grad = data, edges, 0.0


def test_an_error_inside_an_adapter_is_quoted_with_the_students_line(said):
    def descend(loss, parameters, lr, steps):
        parameters[0].data = "three"
        return [loss().data for _ in range(steps)]

    text = said(p5.descend, Asking(Value).descent(descend))
    assert "in the line `return [loss().data for _ in range(steps)]`" in text
