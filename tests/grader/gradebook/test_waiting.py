"""Written answers are graded by people: a queue by question, and the comments given so far."""

import pytest
from click.testing import CliRunner

from grader.authoring.build import build
from grader.cli import main
from grader.gradebook.waiting import read_waiting
from grader.pipeline import autograde
from tests.grader.pipeline.tiny_course import NAME, RIGHT, TEXT, WRONG, Here, hand_in

WHY = """
# %% why [markdown] role="written" points=3
# ### BEGIN SOLUTION
# Because of the chain rule.
# ### END SOLUTION
"""
CLASS = {f"s{i}": WRONG if i % 2 else RIGHT for i in range(5)}
AGAIN = "Say *why* it is twice as much."


def make_course(folder):
    """A course folder in which a class has answered two written questions; nothing is graded."""
    folder.mkdir()
    (folder / f"{NAME}.py").write_text(TEXT + WHY)
    [source] = build(folder, [NAME])
    for student, answer in CLASS.items():
        hand_in(folder, student, answer, source.read_text().replace("Because", f"{student} says: because"))
    return folder


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setattr(autograde.Options, "backend", lambda self, tasks: Here())
    return make_course(tmp_path / "course")


def answers(queues):
    return {queue.question: [answer.student for answer in queue.answers] for queue in queues}


def test_the_queue_goes_by_question_and_says_what_was_commented(course):
    autograde.autograde(course, NAME)
    queues = read_waiting(course, NAME)
    assert {name: sorted(found) for name, found in answers(queues).items()} == dict.fromkeys(
        ("words", "why"), sorted(CLASS)
    )
    first = queues[0].answers[0].student
    grade_by_hand(course, first, "words", 1.0, AGAIN)
    words, why = read_waiting(course, NAME)
    assert first not in answers([words])["words"]
    assert first in answers([why])["why"]
    assert words.comments == {AGAIN: 1}
    done = CliRunner().invoke(main, ["--course-dir", str(course), "waiting", NAME, "--at", "http://hub:1/"])
    assert done.output.splitlines()[:2] == ["words: 4 wait", "why: 5 wait"]
    page = (course / "reports" / f"{NAME}-waiting.html").read_text()
    assert f'<div class="comment">{AGAIN}</div>' in page
    assert f'href="http://hub:1/formgrader/submissions/{words.answers[0].submission}/?index={words.index}"' in page


def grade_by_hand(course, student, question, points, comment):
    from grader.gradebook.open import course_directory, open_gradebook

    with open_gradebook(course_directory(course)) as gradebook:
        grade = gradebook.find_grade(question, NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.find_comment(question, NAME, NAME, student).manual_comment = comment
        gradebook.db.commit()
