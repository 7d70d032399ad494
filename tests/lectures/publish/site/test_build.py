"""Which pages are for whom."""

import pytest

from lectures.publish.site.build import lay_out
from tests.paths import CLONE

STUDENTS = {"index", "students", "glossary", "lecturers"}


@pytest.mark.parametrize("staff", [False, True])
def test_what_is_not_named_as_for_students_is_for_staff(staff, tmp_path):
    lay_out(tmp_path / "sources", {}, tmp_path, staff)
    laid = {page.stem for page in (tmp_path / "sources").glob("*.md")}
    written = {page.stem for page in (CLONE / "docs").glob("*.md")}
    assert written > STUDENTS
    assert laid == (written | {"architecture"} if staff else STUDENTS)
    assert (tmp_path / "sources/reference").exists() == staff


@pytest.mark.parametrize("staff", [False, True])
def test_every_page_can_be_reached(staff, tmp_path):
    lay_out(tmp_path / "sources", {}, tmp_path, staff)
    start = (tmp_path / "sources/index.md").read_text(encoding="utf-8").splitlines()
    pages = {page.stem for page in (tmp_path / "sources").glob("*.md")} - {"index"}
    assert pages <= set(start)
