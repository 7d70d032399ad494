"""nbgrader's own zip_collect takes the same files out of archives as the grader's command."""

import subprocess
import sys

import pytest

from grader.gradebook.generate import generate_assignment
from tests.grader.intake.exports import EXPORTS, NAME, archive
from tests.grader.pipeline.tiny_course import make_course


@pytest.mark.slow  # nbgrader's own command
def test_nbgraders_own_command_collects_the_same(tmp_path):
    course = make_course(tmp_path / "course", {})
    generate_assignment(course, NAME)
    folder = course / "downloaded" / NAME / "archive"
    folder.mkdir(parents=True)
    files, expected = EXPORTS["blackboard"]
    archive(folder / "blackboard.zip", files)
    command = [sys.executable, "-m", "nbgrader", "zip_collect", NAME, "--strict"]
    subprocess.run(command, cwd=course, check=True, capture_output=True)
    places = {path.parts[-3]: path for path in course.glob(f"submitted/*/{NAME}/{NAME}.ipynb")}
    assert {student: path.read_bytes() for student, path in places.items()} == expected
    assert "2026-11-20 23:30:00" in places["s_ada"].with_name("timestamp.txt").read_text()
