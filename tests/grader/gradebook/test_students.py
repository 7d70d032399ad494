"""``roster``: lists of students become nbgrader's own students, and who has not handed in is listed."""

import subprocess
import sys

from tests.grader.intake.test_student_lists import LISTS
from tests.grader.pipeline.tiny_course import NAME, RIGHT, make_course


def run(course, *arguments):
    command = [sys.executable, "-m", "grader", "--course-dir", course, *arguments]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True)


def test_a_list_becomes_nbgraders_students_and_shows_who_is_missing(tmp_path):
    from grader.gradebook.open import course_directory, open_gradebook

    course = make_course(tmp_path / "course", {"s_bob": RIGHT})
    (tmp_path / "list.csv").write_text(LISTS["blackboard"] + "O'Neill\tBob\ts_bob\t4712\n")
    done = run(course, "roster", tmp_path / "list.csv", "--missing", NAME)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("2 students, 2 of them new: ")
    assert done.stdout.splitlines()[1:] == [f"{NAME}: 1 of 2 have not handed in.", "s_ada  Ada Lovelace"]
    with open_gradebook(course_directory(course)) as gradebook:
        assert {(one.id, one.first_name, one.lms_user_id) for one in gradebook.students} == {
            ("s_ada", "Ada", "4711"),
            ("s_bob", "Bob", "4712"),
        }


def test_without_a_roster_or_an_assignment_a_sentence_says_so(tmp_path):
    course = make_course(tmp_path / "course", {})
    done = run(course, "roster", "--missing", NAME)
    assert (done.returncode, "there is no roster.csv" in done.stderr) == (2, True)
    (course / "roster.csv").write_text("student\nada\n")
    assert "Got the assignment 'p9_other'" in run(course, "roster", "--missing", "p9_other").stderr
    assert run(course, "roster").returncode == 2
