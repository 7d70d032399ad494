"""nbgrader's gradebook is loaded without nbgrader's applications, and nobody else notices."""

import subprocess
import sys

import pytest

_ALONE = "from grader.gradebook.light_import import skip_nbgrader_apps; skip_nbgrader_apps(); import sys\n"


def _printed(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_recording_loads_no_application_and_no_nbconvert():
    code = "import grader.gradebook.recorder; print({'nbgrader.api', 'nbgrader.apps', 'nbconvert'} & set(sys.modules))"
    assert _printed(_ALONE + code) == ["{'nbgrader.api'}"]


def test_feedback_loads_no_application_and_no_step_of_nbgraders():
    code = (
        "import grader.reports.feedback;"
        "print({'nbgrader.api', 'nbgrader.apps', 'nbgrader.preprocessors'} & set(sys.modules))"
    )
    assert _printed(_ALONE + code) == ["{'nbgrader.api'}"]


@pytest.mark.parametrize("before", [_ALONE, ""], ids=["alone", "as it comes"])
def test_what_the_package_itself_holds_is_there_all_the_same(before):
    code = "import nbgrader.api, nbgrader; print(nbgrader.__version__, nbgrader._jupyter_server_extension_points())"
    assert _printed(before + code)[1:] == ["[{'module':", "'nbgrader'}]"]


def test_what_the_package_does_not_hold_is_an_error_as_ever():
    code = "import nbgrader\ntry: nbgrader.nothing\nexcept AttributeError: print('none')"
    assert _printed(_ALONE + code) == ["none"]
