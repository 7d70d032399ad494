"""Where the kernel has no Landlock, a mount namespace holds the same attempts, and grading goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.execution.sandbox import files, mount_namespace
from tests.paths import CLONE

HERE = Path(__file__).parent
_SUITES = [HERE / f"{name}.py" for name in ("test_escapes", "test_each_lock", "test_limits", "../test_left_behind")]

pytestmark = [
    pytest.mark.slow,  # whole files of tests run once more
    pytest.mark.skipif(files.name() != "Landlock", reason="all tests run without Landlock here"),
    pytest.mark.skipif(bool(mount_namespace.problem()), reason=mount_namespace.problem()),
]


def without_landlock(*command):
    """The finished process of a Python command for which Landlock does not exist."""
    python = [sys.executable, "-m", "tests.without_landlock", sys.executable]
    return subprocess.run([*python, *command], cwd=CLONE, capture_output=True, text=True)


@pytest.mark.parametrize("suite", _SUITES, ids=lambda path: path.stem)
def test_its_tests_pass(suite):
    done = without_landlock("-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", str(suite))
    assert done.returncode == 0, done.stdout[-3000:]


def test_doctor_says_which_lock_is_used_and_why():
    done = without_landlock("-m", "grader", "doctor")
    assert done.returncode == 0, done.stdout
    said = " ".join(done.stdout.split())
    assert "a mount namespace: holds files here, since this kernel has no Landlock" in said
    assert "held: reading other files (a mount namespace)" in said
    assert "Grading works here." in said
