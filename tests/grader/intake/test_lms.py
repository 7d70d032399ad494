"""What Moodle and Canvas export is collected, and grades go back in a form that they read."""

import csv
import io
import shutil
import subprocess
import sys
import zipfile

import pytest

from course.notebook.reading import Unreadable
from grader.authoring.assignment import Assignment
from grader.errors import CannotStart
from grader.gradebook.lms_export import export
from grader.intake.lms.collect import collect
from grader.intake.lms.filenames import parse_name
from grader.intake.lms.zip_plugins import Notebooks
from grader.intake.repair import read_submission
from tests.grader.gradebook.test_recorder import graded, record

NAME = "p9_scaling"
MOODLE = {
    "Ada Lovelace_4711_assignsubmission_file_/my work.ipynb": b"first",
    "Ada Lovelace_4711_assignsubmission_file_/p9_scaling.ipynb": b"of Ada",
    "Bob O'Neill_4712_assignsubmission_file/p9 scaling (1).ipynb": b"of Bob",
    "Cyd Ünal_4713_assignsubmission_file_p9_scaling.ipynb": b"of Cyd",
    "Dan Day_4714_assignsubmission_onlinetext_/onlinetext.html": b"<p>see my repository</p>",
    "Eve Ek_4715_assignsubmission_file_/everything.zip": b"PK",
    "../../Fay_4716_assignsubmission_file_/p9_scaling.ipynb": b"from afar",
}
CANVAS = {
    "lovelaceada_1042_33871_p9_scaling.ipynb": b"first",
    "lovelaceada_1042_33990_p9_scaling-1.ipynb": b"of Ada",
    "oneillbob_LATE_1043_33872_Untitled.ipynb": b"of Bob",
    "day_dan_1044_33873_p9_scaling.pdf": b"%PDF",
}


def archive(path, files):
    with zipfile.ZipFile(path, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return path


def handed_in(course):
    return {path.parts[-3]: path.read_bytes() for path in course.glob(f"submitted/*/{NAME}/*")}


def test_moodles_archive_is_collected_whole(released, tmp_path):
    paths = collect(released, NAME, [archive(tmp_path / "moodle.zip", MOODLE)])
    assert handed_in(released) == {"4711": b"of Ada", "4712": b"of Bob", "4713": b"of Cyd", "4716": b"from afar"}
    assert {path.read_bytes() for path in paths} == set(handed_in(released).values())
    assert not (tmp_path / "Fay_4716_assignsubmission_file_").exists()


def test_of_canvas_archive_the_last_of_each_student_is_collected(released, tmp_path):
    collect(released, NAME, [archive(tmp_path / "canvas.zip", CANVAS)])
    assert handed_in(released) == {"1042": b"of Ada", "1043": b"of Bob"}


def test_a_later_archive_replaces_what_its_students_had_and_nothing_else(released, tmp_path):
    collect(released, NAME, [archive(tmp_path / "first.zip", CANVAS)])
    again = {"lovelaceada_1042_34000_p9_scaling-2.ipynb": b"of Ada, later"}
    assert len(collect(released, NAME, [archive(tmp_path / "second.zip", again)])) == 1
    assert handed_in(released) == {"1042": b"of Ada, later", "1043": b"of Bob"}


def test_nbgraders_own_command_collects_the_same(released, tmp_path):
    shutil.copy("assignments/nbgrader_config.py", released)
    folder = released / "downloaded" / NAME / "archive"
    folder.mkdir(parents=True)
    archive(folder / "moodle.zip", MOODLE)
    command = [sys.executable, "-m", "nbgrader", "zip_collect", NAME, "--strict"]
    subprocess.run(command, cwd=released, check=True, capture_output=True)
    assert handed_in(released) == {"4711": b"of Ada", "4712": b"of Bob", "4713": b"of Cyd", "4716": b"from afar"}


def test_a_missing_archive_gets_a_sentence(released, tmp_path):
    with pytest.raises(CannotStart, match="there is no archive"):
        collect(released, NAME, [tmp_path / "none.zip"])


def test_an_archive_that_is_none_collects_nothing(released, tmp_path):
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and then nothing")
    assert collect(released, NAME, [tmp_path / "broken.zip"]) == []


def test_what_is_too_large_to_be_read_stays_in_its_archive(tmp_path, monkeypatch):
    monkeypatch.setattr("course.notebook.reading.MAX_BYTES", 10)
    monkeypatch.setattr("grader.intake.lms.zip_plugins.MAX_BYTES", 10)
    (tmp_path / "in").mkdir()
    archive(tmp_path / "in" / "a.zip", {"a_1_2_x.ipynb": bytes(11), "b_3_4_x.ipynb": bytes(10)})
    Notebooks().extract(str(tmp_path / "in"), str(tmp_path / "out"))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b_3_4_x.ipynb"]
    with pytest.raises(Unreadable, match="is empty"):
        read_submission(bytes(10), Assignment(NAME, ()))
    with pytest.raises(Unreadable, match="more than"):
        read_submission(bytes(11), Assignment(NAME, ()))


@pytest.mark.parametrize("name", ["p9_scaling.ipynb", "notes.txt", "a_b_c.ipynb", "x/y/z.ipynb"])
def test_a_name_of_neither_platform_is_nobodys(name):
    assert parse_name(name) is None


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_moodle_reads_its_worksheet(released):
    shutil.copytree(released / "release", released / "submitted" / "4711")
    record(released, graded(released, "4711"))
    (row,) = read(export(released, NAME, "moodle"))
    assert row["Identifier"] == "Participant 4711"
    assert (float(row["Grade"]), float(row["Maximum Grade"])) == (1.25, 10.5)
    assert row["Feedback comments"].split("<br>")[0] == "grade_scale: 1.25 of 3"
    assert list(row)[:5] == ["Identifier", "Full name", "Email address", "Status", "Grade"]


def test_canvas_reads_its_gradebook(released):
    shutil.copytree(released / "release", released / "submitted" / "1042")
    record(released, graded(released, "1042"))
    possible, row = read(export(released, NAME, "canvas"))
    assert list(row) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", NAME]
    assert possible["Student"].strip() == "Points Possible"
    assert (float(possible[NAME]), row["ID"], float(row[NAME])) == (10.5, "1042", 1.25)


def test_an_assignment_that_was_never_graded_stops_with_a_sentence(released):
    with pytest.raises(CannotStart, match="no assignment p0_nothing"):
        export(released, "p0_nothing", "moodle")
