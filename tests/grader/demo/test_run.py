"""The made class, graded for real: what is expected of everyone, and what nbgrader then says of it."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from grader.demo.expected import CLASS, FULL, differences
from grader.demo.hand_in import OVERLAYS
from grader.demo.run import ASSIGNMENT, LIMITS, grade, make_course
from grader.pipeline.autograde import Options, autograde
from grader.reports import console_table
from grader.reports.class_report.page import class_report
from tests.grader.in_a_browser import opened
from tests.paths import CLONE

_NO_MISCONCEPTION = ("no_answer", "unfilled", "raises", "counted_once", "given")
_SCHEMA = {
    "object": ["assignment", "submissions"],
    "submission": ["student", "status", "score", "max_score", "seconds", "remarks", "cells"],
    "cell": ["grade_id", "score", "max_score", "findings"],
    "finding": ["code", "text", "line", "shown"],
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder with the class handed in and graded; look, do not touch."""
    folder = tmp_path_factory.mktemp("class") / "course"
    make_course(folder)
    return folder


@pytest.fixture(scope="module")
def rows(course):
    """What grading the class said."""
    return grade(course, jobs=2)


@pytest.fixture(scope="module")
def entries(rows):
    """What ``--json`` says of each student."""
    return {entry["student"]: entry for entry in json.loads(console_table.as_json(ASSIGNMENT, rows))["submissions"]}


@pytest.fixture
def own_course(course, rows, tmp_path):
    """A copy of the graded course, to change."""
    return shutil.copytree(course, tmp_path / "course")


@pytest.mark.parametrize("student", CLASS, ids=lambda student: student.name)
def test_a_student_gets_the_status_points_and_findings_that_are_expected(entries, student):
    assert differences(student, entries[student.name]) == []


def test_the_class_is_large_and_nobody_is_missing(entries):
    assert len(CLASS) >= 20
    assert list(entries) == sorted(student.name for student in CLASS)


def test_every_finding_says_something_and_none_says_it_twice(entries):
    for name, entry in entries.items():
        for cell in entry["cells"]:
            texts = [finding["text"] for finding in cell["findings"]]
            assert len(set(texts)) == len(texts), (name, cell["grade_id"])
            assert all(map(_is_a_sentence, texts)), (name, texts)
        assert all(map(_is_a_sentence, entry["remarks"])), (name, entry["remarks"])


def test_lost_points_always_have_a_reason(entries):
    for name, entry in entries.items():
        for cell in entry["cells"]:
            assert cell["score"] == cell["max_score"] or cell["findings"], (name, cell["grade_id"])


def test_nbgrader_exports_the_points_of_the_table(course, entries, tmp_path):
    target = tmp_path / "grades.csv"
    _nbgrader("export", "--to", str(target), cwd=course)
    with open(target, newline="") as file:
        exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert exported == {name: entry["score"] for name, entry in entries.items()}


def test_the_spy_finds_nothing(course, rows):
    looked, *got = _printed(course, "spy", "solve_mac_counts").splitlines()
    assert looked == "looked 3 times during the examination"
    assert got == ["got nothing"]


def test_nothing_is_left_behind(course, rows):
    told = dict(line.split(": ") for line in _printed(course, "leaves_a_process", "solve_dense_forward").splitlines())
    ways = ("fork", "subprocess", "posix_spawn", "exec")
    assert {way: told[way] for way in ways} == dict.fromkeys(ways, "PermissionError")
    assert [line for line in _command_lines() if line.endswith(b"# backprop-left-behind\0")] == []


def test_grading_again_says_the_same(own_course, rows):
    before = _verdict_times(own_course)
    again = grade(own_course, jobs=2)
    assert _verdict_times(own_course) == before
    assert console_table.as_json(ASSIGNMENT, again) == console_table.as_json(ASSIGNMENT, rows)


def test_one_student_is_graded_again_alone_and_gets_the_same(own_course, entries):
    before = _verdict_times(own_course)
    [row] = autograde(own_course, ASSIGNMENT, ["two_bugs"], Options(limits=LIMITS, force=True))
    changed = {path.parent.name for path, time in _verdict_times(own_course).items() if before[path] != time}
    assert changed == {"two_bugs"}
    again = json.loads(console_table.as_json(ASSIGNMENT, [row]))["submissions"][0]
    assert again | {"seconds": 0} == entries["two_bugs"] | {"seconds": 0}


@pytest.mark.slow
@pytest.mark.parametrize("secret", ["0", "1"])
def test_what_is_expected_of_a_slip_does_not_depend_on_the_inputs(course, tmp_path, secret):
    """The demo has inputs of its own; a course draws others for each student."""
    ungraded = shutil.ignore_patterns("gradebook.db*", "verdicts", "autograded")
    folder = shutil.copytree(course, tmp_path / "course", ignore=ungraded)
    (folder / "secret.key").write_text(64 * secret)
    wrong = [student for student in CLASS if student.name in OVERLAYS and OVERLAYS[student.name].parent.name == "wrong"]
    again = autograde(folder, ASSIGNMENT, [student.name for student in wrong], Options(2, LIMITS))
    found = {entry["student"]: entry for entry in json.loads(console_table.as_json(ASSIGNMENT, again))["submissions"]}
    assert len(wrong) > 10
    assert [line for student in wrong for line in differences(student, found[student.name])] == []


def test_what_a_person_gave_survives_grading_again_and_wins(own_course):
    from grader.gradebook.open import course_directory, open_gradebook

    def grades(gradebook):
        return {g.name: g for g in gradebook.find_submission(ASSIGNMENT, "bias_mean").notebooks[0].grades}

    with open_gradebook(course_directory(own_course)) as gradebook:
        given = grades(gradebook)
        given["grade_dense_backward"].manual_score = 29.5
        given["grade_dense_backward"].needs_manual_grade = False
        waiting = [name for name, grade in given.items() if grade.auto_score is None]
        gradebook.db.commit()
    [row] = autograde(own_course, ASSIGNMENT, ["bias_mean"], Options(limits=LIMITS, force=True))
    with open_gradebook(course_directory(own_course)) as gradebook:
        cell = grades(gradebook)["grade_dense_backward"]
        assert (cell.manual_score, cell.auto_score, cell.score) == (29.5, 21.0, 29.5)
        assert cell.needs_manual_grade
    assert row.score == 136 - 21 + 29.5
    assert waiting == []


@pytest.mark.chromium
def test_the_report_tells_in_a_browser_how_many_share_a_misconception(own_course, rows, chromium):
    path = class_report(own_course, ASSIGNMENT)
    expected = {}
    for student in CLASS:
        for code in {code for codes in student.findings.values() for code in codes} - set(_NO_MISCONCEPTION):
            expected[code] = expected.get(code, 0) + 1
    with opened(chromium, path, width=390) as found:
        bugs = found.page.locator("[data-code]").evaluate_all(
            "all => all.map(e => [e.dataset.code, e.dataset.students])"
        )
        assert {code: int(students) for code, students in bugs} == expected
        told = found.page.locator("#statuses tbody tr").evaluate_all("all => all.map(e => e.innerText.split('\\t'))")
        statuses = Counter(student.status for student in CLASS)
        assert {status: int(count) for status, count, _ in told} == statuses
        assert found.page.locator("#questions tbody tr").count() == 10
        assert found.page.locator("svg").count() == 2
        assert found.page.evaluate("document.documentElement.scrollWidth") == 390
        assert found.asked == [path.as_uri()]
        assert found.said == []


@pytest.fixture(scope="module")
def unprepared(course, tmp_path_factory):
    """A course folder with the text of the assignment and three submissions: nothing built, released or graded."""
    folder = tmp_path_factory.mktemp("unprepared")
    shutil.copy(course / f"{ASSIGNMENT}.py", folder)
    for name in ("einsum", "transposed", "truncated"):
        shutil.copytree(course / "submitted" / name, folder / "submitted" / name)
    return folder


@pytest.fixture(scope="module")
def told(unprepared):
    """The command line's answer on it."""
    return _command(unprepared, "--json")


def test_the_command_line_prints_one_object_of_the_promised_form(told):
    found = json.loads(told.stdout)
    assert list(found) == _SCHEMA["object"]
    assert found["assignment"] == ASSIGNMENT
    for submission in found["submissions"]:
        assert list(submission) == _SCHEMA["submission"]
        for cell in submission["cells"]:
            assert list(cell) == _SCHEMA["cell"]
            assert all(list(finding) == _SCHEMA["finding"] for finding in cell["findings"])
    got = [tuple(s[key] for key in ("student", "status", "score", "max_score")) for s in found["submissions"]]
    assert got == [
        ("einsum", "graded", FULL, 150),
        ("transposed", "graded", 135, 150),
        ("truncated", "unreadable", 0, 150),
    ]


def test_exit_status_1_says_one_is_ungraded(told):
    assert told.returncode == 1, told.stderr


def test_exit_status_0_says_that_all_were_graded(unprepared, told):
    done = _command(unprepared, "--json", "--student", "einsum", "--student", "transposed")
    assert done.returncode == 0, done.stderr
    assert [s["student"] for s in json.loads(done.stdout)["submissions"]] == ["einsum", "transposed"]


def test_an_unknown_student_is_answered_with_the_known_ones(unprepared):
    _assert_refused(_command(unprepared, "--student", "nobody"), "'nobody'", "einsum, transposed, truncated")


def test_an_empty_folder_is_told_where_submissions_belong(tmp_path):
    _assert_refused(_command(tmp_path), f"submitted/<student>/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    assert list(tmp_path.iterdir()) == []


def _is_a_sentence(text):
    return text.strip() == text and text.removesuffix(")").endswith((".", "?"))


def _assert_refused(done, *fragments):
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.endswith(".")
    assert all(fragment in line for fragment in fragments), line


def _command(folder, *options):
    command = [sys.executable, "-m", "grader", "--course-dir", str(folder), "autograde", ASSIGNMENT, *options]
    return subprocess.run(command, cwd=CLONE, capture_output=True, text=True)


def _nbgrader(*arguments, cwd):
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _printed(course, student, cell_id):
    path = course / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    [cell] = [cell for cell in json.loads(path.read_bytes())["cells"] if cell["id"] == cell_id]
    return "".join("".join(out["text"]) for out in cell["outputs"] if out["output_type"] == "stream")


def _verdict_times(course):
    return {path: path.stat().st_mtime_ns for path in (course / "verdicts").rglob("*.json")}


def _command_lines():
    for entry in os.scandir("/proc"):
        try:
            yield Path(entry.path, "cmdline").read_bytes()
        except OSError:  # no process, or one that has ended
            continue
