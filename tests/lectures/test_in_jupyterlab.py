"""A lecture in JupyterLab, as it is: run all cells, move a control, see another picture."""

import pytest
from playwright.sync_api import expect

from lectures.tools.build import notebook_bytes, texts
from tests.jupyter_lab import jupyter_lab
from tests.lectures.live import PATIENCE

pytestmark = pytest.mark.chromium


def test_the_first_lecture_runs_and_its_first_widget_moves(browser, tmp_path):
    text = texts()[0]
    (tmp_path / "lectures").mkdir()
    (tmp_path / "lectures" / f"{text.stem}.ipynb").write_bytes(notebook_bytes(text))
    with jupyter_lab(tmp_path / "lectures", tmp_path / "jupyter") as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.goto(f"{address}/lab/tree/{text.stem}.ipynb")
        expect(page.locator(".jp-Notebook")).to_contain_text("From linear models")
        expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        widget = page.locator(".bp-widget").first
        widget.scroll_into_view_if_needed()
        picture = widget.locator(".bp-picture img")
        expect(picture).to_have_attribute("data-frames", "1")
        widget.locator(".bp-slider [role=slider]").first.focus()
        page.keyboard.press("ArrowRight")
        expect(picture).not_to_have_attribute("data-frames", "1")
        page.close()
