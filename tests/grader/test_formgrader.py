"""Stock nbgrader's formgrader in a real JupyterLab and a real browser: generate, release, autograde, look."""

import shutil

import pytest
from playwright.sync_api import expect

from grader.authoring.build import build
from grader.gradebook.open import course_directory, open_gradebook
from grader.pipeline.autograde import autograde
from tests.browser import browsing, new_page
from tests.grader.pipeline.tiny_course import ANSWERS, NAME, make_course
from tests.jupyter_lab import jupyter_lab
from tests.paths import ASSIGNMENTS

pytestmark = [pytest.mark.chromium, pytest.mark.slow]  # JupyterLab starts
CLASS = {student: ANSWERS[student] for student in ("ada", "bob", "hal")}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder in which three have handed in, one of them half a file; and a place to release to."""
    folder = make_course(tmp_path_factory.mktemp("formgrader") / "course", CLASS)
    settings = (ASSIGNMENTS / "nbgrader_config.py").read_text()
    exchange = folder / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    (folder / "nbgrader_config.py").write_text(
        f"{settings}\nc.Exchange.root = {str(exchange)!r}\nc.CourseDirectory.course_id = 'mlp'\n"
    )
    build(folder, [NAME])
    return folder


@pytest.fixture(scope="module")
def lab(course):
    """The address of a JupyterLab in the course folder."""
    with jupyter_lab(course, course.parent / "jupyter") as address:
        yield address


def test_the_formgrader_shows_the_same_scores(course, lab, chromium):
    with browsing(chromium) as browser:
        page = new_page(browser)
        page.goto(f"{lab}/lab")
        page.get_by_role("menuitem", name="Nbgrader").click()
        page.get_by_role("menuitem", name="Formgrader").click()
        formgrader = page.frame_locator("iframe")

        row = formgrader.locator("tr", has_text=NAME)
        for action, done in (("assign", "Successfully created"), ("release", "Successfully released")):
            row.locator(f".{action} a").click()
            read_and_close(formgrader.locator(".modal.in"), done)
        assert (course / "release" / NAME / f"{NAME}.ipynb").exists()
        assert list((course / "exchange").glob(f"mlp/outbound/{NAME}/{NAME}.ipynb"))

        row.locator(".num-submissions a").click()
        scores = {student: formgrader.locator("tr", has_text=student).locator(".score") for student in CLASS}
        for student in CLASS:
            formgrader.locator("tr", has_text=student).locator(".autograde a").click()
            read_and_close(formgrader.locator(".modal.in"), f"Successfully autograded '{NAME}' for student '{student}'")
        for score in scores.values():
            expect(score).to_contain_text(" / ")  # the row is filled again after the box has appeared
        shown = {student: score.inner_text() for student, score in scores.items()}
        page.goto(f"{lab}/formgrader/submissions/{submission_of(course, 'bob')}/")
        notebook = page.locator("#notebook-container").first
        expect(notebook).to_contain_text("of 5 points")
        expect(notebook).to_contain_text("So says bob.")
        expect(notebook).not_to_contain_text("Shown as plain text")
        expect(page.locator("#words-comment")).to_be_visible()
    assert shown == scores_of_the_command_line(course)


def submission_of(course, student):
    """By which the formgrader's address of a submission ends."""
    with open_gradebook(course_directory(course)) as gradebook:
        return gradebook.find_submission_notebook(NAME, NAME, student).id


def read_and_close(box, text):
    """Wait for a box with this text; close it, and wait until it no longer covers the page."""
    expect(box).to_contain_text(text)
    box.locator(".close").first.click()
    expect(box).to_have_count(0)


def scores_of_the_command_line(course):
    """What `python -m grader` gives the same class in a folder of its own, as the formgrader writes it."""
    own = course.parent / "own"
    shutil.copytree(course / "submitted", own / "submitted")
    for name in (f"{NAME}.py", "secret.key"):
        shutil.copy(course / name, own)
    rows = autograde(own, NAME)
    return {row.graded.verdict.student: f"{row.score:g} / 7" for row in rows}
