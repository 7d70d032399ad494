"""What students install: `course`, and nothing else of this clone."""

import ast
import subprocess
import sys
import zipfile

import pytest

from tests.paths import CLONE

_TELLING = 25  # characters; shorter lines, such as `X, W = cache`, belong to the interface and tell nothing


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Name and text of each file in the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, CLONE]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    [path] = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_the_wheel_holds_course_alone(wheel):
    rooms = {name.partition("/")[0] for name in wheel}
    assert len(rooms) == 2
    assert "course" in rooms
    assert next(iter(rooms - {"course"})).endswith(".dist-info")


def test_the_wheel_holds_all_of_course(wheel):
    files = (path.relative_to(CLONE).as_posix() for path in (CLONE / "course").rglob("*.py"))
    assert {name for name in wheel if name.endswith(".py")} == set(files)


def telling_lines():
    """Lines of the bodies of the reference's functions, without their docstrings."""
    for path in (CLONE / "reference_solution").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                for statement in body:
                    yield from (line.strip() for line in ast.unparse(statement).splitlines())


def test_no_line_of_the_reference_is_in_the_wheel(wheel):
    answers = {line for line in telling_lines() if len(line) >= _TELLING}
    assert len(answers) > 40
    for name, text in wheel.items():
        if name.endswith(".py"):
            text += ast.unparse(ast.parse(text))  # quotes and blanks may differ
        found = {line for line in answers if line in text}
        assert not found, name
