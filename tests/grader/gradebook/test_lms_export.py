"""A name that a student chose is a name in the teacher's spreadsheet too, not a formula; numbers stay numbers."""

import csv
import io
from types import SimpleNamespace

import pytest

from grader.gradebook.lms_export import PLATFORMS, grade_row

_NAMES = ['=HYPERLINK("http://x.invalid","Ada")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1+1", "\r\n=1+1"]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("name", _NAMES)
def test_a_name_is_no_formula(name, platform):
    student = SimpleNamespace(id="4711", first_name="", last_name=name, email=name)
    grade = grade_row(SimpleNamespace(student=student, score=1.25, late_submission_penalty=0.0, notebooks=[]))
    text = io.StringIO()
    csv.writer(text).writerows(PLATFORMS[platform]("p9", 10.5, [grade]))
    *_, row = csv.reader(io.StringIO(text.getvalue()))
    # One "-" alone is Moodle's for "never".
    assert not [cell for cell in row if cell.strip()[:1] in tuple("=+-@") and cell != "-"]
    assert "1.25" in row
