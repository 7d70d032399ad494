"""What has changed is graded again and nothing else, the run says so, and points given by hand stay."""

import json
import os
import shutil

import pytest

from grader.pipeline import autograde, code_fingerprint
from grader.pipeline.jobs import Jobs
from grader.reports import console_table, run_summary
from tests.grader.pipeline.tiny_course import NAME, RIGHT, TEXT, WRONG, Here, hand_in, make_course
from tests.paths import CLONE


@pytest.fixture
def place(monkeypatch):
    """Tasks run in this process."""
    place = Here()
    monkeypatch.setattr(autograde.Options, "backend", lambda self, tasks: place)
    return place


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of the rooms, in which the code behind a verdict may be changed."""
    folder = tmp_path_factory.mktemp("clone")
    for room in ("course", "reference_solution", "grader"):
        shutil.copytree(CLONE / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(code_fingerprint, "CLONE", folder)
        forget()
        yield folder
    forget()


def forget():
    for cached in (code_fingerprint.grader_hash, code_fingerprint.exercises_hash):
        cached.cache_clear()


@pytest.fixture(scope="module")
def graded(clone, tmp_path_factory):
    """A graded class."""
    folder = make_course(tmp_path_factory.mktemp("regraded") / "course")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(autograde.Options, "backend", lambda self, tasks: Here())
        autograde.autograde(folder, NAME)
    return folder


@pytest.fixture
def course(graded, place, tmp_path):
    """One's own copy of it."""
    return shutil.copytree(graded, tmp_path / "course")


def words(course, students=None, **options):
    """Grade again; what is said of it."""
    forget()
    return run_summary.summary_line(NAME, autograde.autograde(course, NAME, students, autograde.Options(**options)))


def test_nothing_has_changed(course, place):
    assert words(course) == "p9_tiny: 8 kept."
    assert place.graded == []


def test_a_new_and_a_changed_submission(course, place):
    hand_in(course, "bob", RIGHT)
    hand_in(course, "guy", RIGHT)
    hand_in(course, "ida", WRONG)
    assert words(course) == "p9_tiny: 1 graded; 2 regraded: the submission changed; 6 kept."
    assert place.graded == ["bob", "guy", "ida"]


def test_all_is_graded_again_when_told_so(course, place):
    assert words(course, force=True) == "p9_tiny: 8 regraded: --force."


def test_a_changed_text_of_the_assignment(course, place):
    (course / f"{NAME}.py").write_text(TEXT.replace("...", '"""Count."""\n    ...', 1))
    (course / "source" / NAME / f"{NAME}.ipynb").unlink()
    assert words(course) == "p9_tiny: 8 regraded: the assignment changed."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ("reference_solution/networks/mac_counts.py", "1 regraded: the exercises or the reference changed"),
        ("grader/exercises/p6/bugs.py", "1 regraded: the exercises or the reference changed"),
        ("grader/judging/judge.py", "1 regraded: the grader changed"),
        ("grader/execution/worker/shell.py", "1 regraded: the grader changed"),
        ("course/check/p6/checks.py", "1 regraded: the grader changed"),
        ("grader/exercises/p1/exercises.py", "1 kept"),
        ("grader/exercises/p1/bugs.py", "1 kept"),
        ("reference_solution/linear/lasso.py", "1 kept"),
        ("grader/reports/console_table.py", "1 kept"),
        ("grader/cli/grading.py", "1 kept"),
        ("grader/gradebook/recorder.py", "1 kept"),
        ("grader/exercises/__init__.py", "1 kept"),
    ],
)
def test_a_changed_module_regrades_its_dependents(course, clone, changed, said):
    before = (clone / changed).read_text()
    (clone / changed).write_text(before + "\n# changed\n")
    try:
        assert words(course, ["ada"]) == f"p9_tiny: {said}."
    finally:
        (clone / changed).write_text(before)


def give_by_hand(course, student, name, points):
    from grader.gradebook.open import course_directory, open_gradebook

    with open_gradebook(course_directory(course)) as gradebook:
        grade = gradebook.find_grade(name, NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def waits(course, student, name):
    from grader.gradebook.open import course_directory, open_gradebook

    with open_gradebook(course_directory(course)) as gradebook:
        return gradebook.find_grade(name, NAME, NAME, student).needs_manual_grade


def test_points_given_by_hand_stay(course, capsys):
    give_by_hand(course, "bob", "grade_answer", 4.5)
    give_by_hand(course, "bob", "words", 1.5)
    hand_in(course, "bob", RIGHT)
    rows = autograde.autograde(course, NAME)
    entries = {entry["student"]: entry for entry in json.loads(console_table.as_json(NAME, rows))["submissions"]}
    assert entries["bob"]["score"] == 6.0
    assert entries["bob"]["remarks"] == [
        "grade_answer: 4.5 points were given by hand and stay; the grader's 5 do not count.",
        "words: 1.5 points were given by hand and stay; look again, it was graded since.",
    ]
    assert entries["ada"]["remarks"] == []
    console_table.print_table(rows)
    assert "4.5 points were given by hand" in " ".join(capsys.readouterr().out.split())
    assert waits(course, "bob", "words")


def test_a_run_that_regrades_nothing_asks_for_no_other_look(course):
    give_by_hand(course, "ada", "words", 2.0)
    hand_in(course, "bob", RIGHT)
    rows = {row.graded.verdict.student: row for row in autograde.autograde(course, NAME)}
    assert rows["ada"].score == 7.0
    assert rows["ada"].remarks == ()
    assert not waits(course, "ada", "words")


def test_a_text_counts_although_its_notebook_is_newer(tmp_path):
    folder = make_course(tmp_path / "course", {})
    text, source = folder / f"{NAME}.py", folder / "source" / NAME / f"{NAME}.ipynb"
    assert 'points": 5' in Jobs(folder, NAME).job("ada").source
    text.write_text(TEXT.replace("points=5", "points=4"))
    os.utime(text, (0, 0))
    os.utime(source)
    assert 'points": 4' in Jobs(folder, NAME).job("ada").source
