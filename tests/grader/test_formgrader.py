"""Stock nbgrader's formgrader in a real JupyterLab and a real browser: generate, release, autograde, look."""

import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from grader.authoring.build import build
from grader.pipeline.autograde import autograde
from tests.grader.pipeline.tiny_course import ANSWERS, NAME, make_course
from tests.jupyter_lab import jupyter_lab
from tests.paths import ASSIGNMENTS

pytestmark = pytest.mark.chromium
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
CLASS = {student: ANSWERS[student] for student in ("ada", "bob", "hal")}
PATIENCE = 90_000  # milliseconds: JupyterLab starts, and nbgrader loads all of itself for each of its actions


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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.goto(f"{lab}/lab")
        page.get_by_role("menuitem", name="Nbgrader").click()
        page.get_by_role("menuitem", name="Formgrader").click()
        formgrader = page.frame_locator("iframe")

        row = formgrader.locator("tr", has_text=NAME)
        for action, done in (("assign", "Successfully created"), ("release", "Successfully released")):
            row.locator(f".{action} a").click()
            expect(formgrader.locator(".modal.in")).to_contain_text(done)
            formgrader.locator(".modal.in .close").first.click()
        assert (course / "release" / NAME / f"{NAME}.ipynb").exists()
        assert list((course / "exchange").glob(f"mlp/outbound/{NAME}/{NAME}.ipynb"))

        row.locator(".num-submissions a").click()
        for student in CLASS:
            of_student = formgrader.locator("tr", has_text=student)
            of_student.locator(".autograde a").click()
            expect(formgrader.locator(".modal.in")).to_contain_text("Successfully")
            formgrader.locator(".modal.in .close").first.click()
        shown = {
            student: formgrader.locator("tr", has_text=student).locator(".score").inner_text() for student in CLASS
        }
        browser.close()
    assert shown == scores_of_the_command_line(course)


def scores_of_the_command_line(course):
    """What `python -m grader` gives the same class in a folder of its own, as the formgrader writes it."""
    own = course.parent / "own"
    shutil.copytree(course / "submitted", own / "submitted")
    for name in (f"{NAME}.py", "secret.key"):
        shutil.copy(course / name, own)
    rows = autograde(own, NAME)
    return {row.graded.verdict.student: f"{row.score:g} / 7" for row in rows}
