"""Two assistants grade written answers at once: a formgrader each, one gradebook in PostgreSQL, real browsers."""

import pytest

from grader.gradebook.waiting import read_waiting
from grader.pipeline import autograde
from tests.browser import browsing, new_page
from tests.grader.gradebook.test_waiting import AGAIN, CLASS, make_course
from tests.grader.pipeline.tiny_course import NAME, WRONG, Here, gradebook_rows
from tests.jupyter_lab import jupyter_lab


@pytest.mark.slow
@pytest.mark.chromium
@pytest.mark.postgres
def test_two_grade_at_once_and_no_score_is_lost(tmp_path, monkeypatch, chromium, postgres):
    from tests.grader.gradebook.postgres_server import Server

    monkeypatch.setattr(autograde.Options, "backend", lambda self, tasks: Here())
    course = make_course(tmp_path / "course")

    with Server() as server:
        (course / "course.toml").write_text(f'database = "{server.url}"\n')
        rows = autograde.autograde(course, NAME)
        reason = next(row for row in rows if row.score < 5).graded.verdict.cells[0].findings[0].text
        with (
            jupyter_lab(course, tmp_path / "ta1") as one,
            jupyter_lab(course, tmp_path / "ta2") as two,
            browsing(chromium) as browser,
        ):
            assistants = [Assistant(browser, one, "words", "1.5"), Assistant(browser, two, "why", "0.5")]
            queues = read_waiting(course, NAME)
            for places in zip(*(queue.answers for queue in queues), strict=True):
                for assistant, queue, answer in zip(assistants, queues, places, strict=True):
                    assistant.open(answer, queue.index)
                with assistants[0].saving(), assistants[1].saving():
                    for assistant in assistants:  # both on the same submission
                        assistant.give_points()
                with assistants[0].saving(), assistants[1].saving():
                    for assistant in assistants:
                        assistant.comment(AGAIN)
                shown = assistants[0].page.locator("body").inner_text()
                assert (reason[:40] in shown) == (CLASS[places[0].student] == WRONG)
        assert read_waiting(course, NAME) == []
        found = gradebook_rows(course, server.url)
    given = {(student, cell): manual for student, cell, _, manual, *_ in found["grades"] if manual is not None}
    assert given == {(student, cell): p for student in CLASS for cell, p in (("words", 1.5), ("why", 0.5))}
    comments = [comment for *_, comment in found["comments"] if comment]
    assert comments == [AGAIN] * (2 * len(CLASS))


class Assistant:
    """Grades one question for all students, in a browser of their own."""

    def __init__(self, browser, address, question, points):
        self.page, self._address, self._question, self._points = new_page(browser), address, question, points

    def open(self, answer, index):
        """Follow a link of `waiting`, which counts the boxes; the page goes there when MathJax is loaded."""
        with self.page.expect_response(lambda found: "/api/comments" in found.url):
            self.page.goto(f"{self._address}/formgrader/submissions/{answer.submission}/?index={index}")
        box = self.page.locator(".tabbable").nth(index)
        assert box.get_attribute("id") == self._question
        box.focus()

    def give_points(self):
        self.page.keyboard.type(self._points)
        self.page.keyboard.press("Tab")

    def comment(self, text):
        box = self.page.locator(f"#{self._question}-comment")
        box.fill(text)
        box.blur()

    def saving(self):
        return self.page.expect_response(lambda found: found.request.method == "PUT")
