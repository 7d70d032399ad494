"""A whole class of odd files, odd folders and odd names: one row each, and pages for all."""

import json
import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from grader.errors import CannotStart
from grader.pipeline.autograde import Options, autograde
from grader.reports import console_table
from grader.reports.feedback import feedback
from tests.evaluation.fuzz.course import NAME, hand_in, make_course
from tests.evaluation.fuzz.mutations import files
from tests.evaluation.fuzz.test_fuzz import KEPT
from tests.evaluation.fuzz.way import LIMITS

_NAMES = ("Zoë O'Brien", "-dash", "<b>&amp;", "名前", "two\nlines", "a" * 200, "%s {x}", "..ada")
_DRAWN = 12


def _drawn(notebook):
    """A few files, always the same."""
    drawn = []

    @settings(max_examples=_DRAWN, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(files(notebook))
    def draw(file):
        drawn.append(file)

    draw()
    return drawn


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("batch"))
    right = json.dumps(course.filled_in).encode()
    for name in _NAMES:
        hand_in(course, name, right)
    for i, file in enumerate(_drawn(course.filled_in)):
        hand_in(course, f"drawn{i:02d}", file)
    for path in KEPT:
        hand_in(course, path.stem, path.read_bytes())
    submitted = course.folder / "submitted"
    (submitted / "nothing in it" / NAME).mkdir(parents=True)
    (submitted / "a folder" / NAME / f"{NAME}.ipynb").mkdir(parents=True)
    for name, make in (("a link", lambda path: path.symlink_to("/etc/passwd")), ("a pipe", os.mkfifo)):
        (submitted / name / NAME).mkdir(parents=True)
        make(submitted / name / NAME / f"{NAME}.ipynb")
    (submitted / "a file").write_text("not a folder")
    return course


@pytest.fixture(scope="module")
def rows(course):
    return autograde(course.folder, NAME, options=Options(jobs=2, limits=LIMITS))


def test_everyone_has_a_row_and_whatever_cannot_be_read_says_so(course, rows):
    got = {row.graded.verdict.student: row for row in rows}
    handed_in = {os.fsdecode(name) for name in os.listdir(os.fsencode(course.folder / "submitted"))} - {"a file"}
    assert set(got) == handed_in
    for name in ("nothing in it", "a folder", "a link", "a pipe"):
        assert got[name].graded.verdict.status == "unreadable"
        assert got[name].graded.verdict.remarks
    for name in _NAMES:
        assert got[name].score == 10, name


def test_the_table_can_be_written_and_printed(rows, capsys):
    entries = json.loads(console_table.as_json(NAME, rows).encode())["submissions"]
    assert len(entries) == len(rows)
    console_table.print_table(rows)
    assert capsys.readouterr().out


def test_everyone_has_a_feedback_page(course, rows):
    assert len(feedback(course.folder, NAME).pages) == len(rows)


def test_a_name_that_no_gradebook_can_hold_is_refused_at_once_in_a_sentence(tmp_path):
    (tmp_path / "submitted" / "caf\udce9" / NAME).mkdir(parents=True)
    with pytest.raises(CannotStart, match=r"caf\\xe9.*rename it\."):
        autograde(tmp_path, NAME)
