"""Feedback pages go back as each platform takes them, and only those that are new."""

import json
import zipfile

import pytest

from grader.intake.lms.collect import collect
from grader.pipeline import autograde
from grader.returning.give_back import give_back
from tests.grader.intake.exports import archive
from tests.grader.pipeline.tiny_course import NAME, RIGHT, Here, hand_in, make_course


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Three have handed in, by Moodle, by Canvas and by hand, and are graded."""
    monkeypatch.setattr(autograde.Options, "backend", lambda self, tasks: Here())
    folder = make_course(tmp_path / "course", dict.fromkeys(("ada", "bob", "cyd"), RIGHT))
    data = (folder / "submitted" / "ada" / NAME / f"{NAME}.ipynb").read_bytes()
    moodle = {"Ada {Lovelace}_4711_assignsubmission_file_/my work.ipynb": data}
    canvas = {"o_neillbob_LATE_1043_33872_work-2.ipynb": data}
    for name, files in (("moodle", moodle), ("canvas", canvas)):
        collect(folder, NAME, [archive(tmp_path / f"{name}.zip", files)])
    autograde.autograde(folder, NAME)
    return folder


def names(path):
    with zipfile.ZipFile(path) as made:
        return made.namelist()


def test_moodle_takes_pages_named_by_participant(course):
    done = give_back(course, NAME, "moodle")
    assert names(done.where) == [f"Ada {{Lovelace}}_4711_assignsubmission_file_/{NAME}.html"]
    assert done.students == ("4711",)
    assert [sentence.split(":")[0] for sentence in done.left] == ["1043", "ada", "bob", "cyd"]


def test_canvas_takes_pages_named_as_the_files_that_it_gave_out(course):
    done = give_back(course, NAME, "canvas")
    assert names(done.where) == [f"o_neillbob_LATE_1043_33872_{NAME}.html"]
    with zipfile.ZipFile(done.where) as made:
        page = made.read(made.namelist()[0])
    assert page == (course / "feedback" / "1043" / NAME / f"{NAME}.html").read_bytes()


def test_only_new_pages_go_back_and_say_what_changed(course):
    assert len(give_back(course, NAME, "folder").students) == 5
    assert give_back(course, NAME, "folder").where == ""
    hand_in(course, "cyd", "")
    autograde.autograde(course, NAME)
    done = give_back(course, NAME, "folder")
    assert done.students == ("cyd",)
    assert done.changes == ("cyd: 5 before, now 0 of 7 points",)
    assert done.waiting == ("cyd",)
    assert len(give_back(course, NAME, "folder", everything=True).students) == 5


def test_a_zip_that_was_not_uploaded_yet_is_not_replaced(course):
    first = give_back(course, NAME, "moodle").where
    second = give_back(course, NAME, "moodle", everything=True).where
    assert first != second
    assert names(first) == names(second)


def test_what_could_not_go_back_is_new_the_next_time(course):
    give_back(course, NAME, "moodle")
    assert json.loads((course / "returned" / f"{NAME}.json").read_bytes())["moodle"].keys() == {"4711"}
    assert give_back(course, NAME, "moodle").left


def test_one_page_that_cannot_be_made_holds_nobody_up(course):
    (course / "autograded" / "bob" / NAME / f"{NAME}.ipynb").write_text("{")
    hand_in(course, "late", RIGHT)
    done = give_back(course, NAME, "folder")
    assert done.students == ("1043", "4711", "ada", "cyd")
    assert done.left[0].startswith("bob: no page can be made of what was graded")
    assert done.left[1] == f"late: not graded yet; run `python -m grader autograde {NAME}`."
    again = give_back(course, NAME, "folder")
    assert (again.where, again.left) == ("", done.left)
