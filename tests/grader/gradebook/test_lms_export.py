"""A name that a student chose is a name in the teacher's spreadsheet too, not a formula; numbers stay numbers."""

import csv
import io
import shutil
from types import SimpleNamespace

import pytest

from grader.course_config import CourseConfig
from grader.errors import CannotStart
from grader.gradebook.lms_export import export, export_all, grade_row
from grader.gradebook.platform_tables import PLATFORMS
from grader.gradebook.totals import total
from grader.intake.lms.origin import Origin, add_origins
from grader.intake.roster import Student, write_roster
from tests.grader.gradebook.test_recorder import graded, record

NAME = "p9_scaling"
_NAMES = ['=HYPERLINK("http://x.invalid","Ada")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1+1", "\r\n=1+1"]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("name", _NAMES)
def test_a_name_is_no_formula(name, platform):
    student = SimpleNamespace(id="4711", first_name="", last_name=name, email=name, lms_user_id=name)
    grade = grade_row(SimpleNamespace(student=student, score=1.25, late_submission_penalty=0.0, notebooks=[]))
    text = io.StringIO()
    csv.writer(text).writerows(PLATFORMS[platform]("p9", 10.5, [grade]))
    *_, row = csv.reader(io.StringIO(text.getvalue()))
    # One "-" alone is Moodle's for "never".
    assert not [cell for cell in row if cell.strip()[:1] in tuple("=+-@") and cell != "-"]
    assert "1.25" in row


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


BLANK = "YOUR ANSWER HERE"
ADA = Student("ada", "Ada", "Lovelace", "ada@example.org", "s_ada", "4711", "1042")


@pytest.fixture
def course(released):
    """Ada is graded; Bob's written answer waits. Both are known on every platform."""
    for name in ("ada", "bob"):
        shutil.copytree(released / "release", released / "submitted" / name)
    record(released, graded(released, "ada", words=BLANK), graded(released, "bob"))
    write_roster(released, [ADA, Student("bob", "Bob", "Ek", "b@x.org", "s_bob", "4712", "1043")])
    add_origins(released, NAME, {"ada": Origin("Moodle", "", "77"), "bob": Origin("Moodle", "", "78")})
    return released


@pytest.mark.parametrize(
    ("platform", "known", "grade"),
    [
        ("moodle", {"Identifier": "Participant 77", "Email address": "ada@example.org"}, "Grade"),
        ("canvas", {"Student": "Lovelace, Ada", "ID": "1042", "SIS User ID": "4711", "SIS Login ID": "s_ada"}, NAME),
        ("gradescope", {"First Name": "Ada", "SID": "4711", "Email": "ada@example.org"}, NAME),
        ("blackboard", {"Username": "s_ada", "Student ID": "4711"}, f"{NAME} [Total Pts: 10.5 Score]"),
        (
            "brightspace",
            {"OrgDefinedId": "4711", "Username": "s_ada", "End-of-Line Indicator": "#"},
            f"{NAME} Points Grade <Numeric MaxPoints:10.5>",
        ),
    ],
)
def test_each_platform_reads_who_it_is_and_the_grade_and_what_waits_is_empty(platform, known, grade, course):
    done = export(course, NAME, platform)
    *_, ada, bob = read(done.text)
    assert {key: ada[key] for key in known} == known
    assert (ada[grade], bob[grade]) == ("1.25", "")
    assert done.warnings == ("An answer waits to be graded by hand, so the grade is left empty: bob.",)


def test_moodle_reads_its_worksheet(course):
    row, _ = read(export(course, NAME, "moodle").text)
    assert (float(row["Grade"]), float(row["Maximum Grade"])) == (1.25, 10.5)
    assert row["Feedback comments"].split("<br>")[0] == "grade_scale: 1.25 of 3"
    assert list(row)[:5] == ["Identifier", "Full name", "Email address", "Status", "Grade"]


def test_who_has_no_number_of_moodles_is_named_and_left_out(released):
    for name in ("4711", "ada"):
        shutil.copytree(released / "release", released / "submitted" / name)
    record(released, graded(released, "4711", words=BLANK), graded(released, "ada", words=BLANK))
    done = export(released, NAME, "moodle")
    assert [row["Identifier"] for row in read(done.text)] == ["Participant 4711"]
    assert done.warnings == ("Without a number of Moodle's, so left out: ada.",)


def test_canvas_reads_the_points_of_the_assignment_first(course):
    possible, *_ = read(export(course, NAME, "canvas").text)
    assert possible["Student"].strip() == "Points Possible"
    assert float(possible[NAME]) == 10.5


def test_the_totals_hold_all_assignments_and_nothing_that_waits(course):
    done = export_all(course, "brightspace")
    ada, bob = read(done.text)
    assert (ada["OrgDefinedId"], ada[NAME], ada["Total"]) == ("4711", "1.25", f"{125 / 10.5:.2f}")
    assert (bob["OrgDefinedId"], bob[NAME], bob["Total"]) == ("4712", "", "")
    assert "left empty: bob" in done.warnings[0]


def test_who_has_left_the_roster_is_in_the_totals_only_with_points(course):
    from grader.gradebook.students import enter_students

    enter_students(course, [Student("gone"), Student("eve")])
    write_roster(course, [Student("eve")])
    assert [row["SID"] for row in read(export_all(course, "gradescope").text)] == ["ada", "bob", "eve"]
    (course / "roster.csv").unlink()
    assert len(read(export_all(course, "gradescope").text)) == 4


@pytest.mark.parametrize(
    ("parts", "rules", "expected"),
    [
        ({"a": 1.0, "b": 0.5}, {}, 75.0),
        ({"a": 1.0, "b": 0.5}, {"weights": {"a": 3.0}}, 87.5),
        ({"a": 1.0, "b": 0.5}, {"drop_lowest": 1}, 100.0),
        ({"a": 1.0, "b": 0.5}, {"drop_lowest": 5}, 100.0),
        ({"a": 0.0, "b": 0.0, "c": 1.0}, {"drop_lowest": 1, "weights": {"b": 3.0}}, 50.0),
        ({"a": 1.0, "b": 0.0}, {"weights": {"b": 0.0}}, 100.0),
        ({"a": 1.0, "b": None}, {}, None),
        ({"a": 1.0, "b": None}, {"weights": {"b": 0.0}}, 100.0),
        ({}, {}, None),
    ],
)
def test_weights_and_dropped_assignments_make_the_total(parts, rules, expected):
    assert total(parts, CourseConfig(**rules)) == expected


def test_an_assignment_that_was_never_graded_stops_with_a_sentence(released):
    with pytest.raises(CannotStart, match="no assignment p0_nothing"):
        export(released, "p0_nothing", "moodle")
