"""Lectures and widgets in JupyterLab, as they are: run all cells, move a control, see another picture."""

import json

import pytest
from playwright.sync_api import expect

from lectures.publish.notebooks import KERNEL, notebook_bytes, texts
from lectures.widgetkit.controls import Control
from lectures.widgets.registry import widgets
from tests.browser import new_page
from tests.jupyter_lab import jupyter_lab
from tests.lectures.move_controls import OnPage
from tests.lectures.try_controls import try_out

pytestmark = [pytest.mark.chromium, pytest.mark.slow]  # JupyterLab starts
FIRST = texts()[0]


def one_of_each_kind():
    """For each kind of control a widget that has it, as few widgets as come at once: (widget, its control)."""
    chosen, left = [], set(Control.__subclasses__())
    while left:
        widget = max(widgets().values(), key=lambda widget: len({type(c) for c in widget.controls} & left))
        for control in widget.controls:
            if type(control) in left and not control.still:
                left.remove(type(control))
                chosen.append((widget, control))
    return chosen


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    (folder / "lectures").mkdir()
    (folder / "lectures" / f"{FIRST.stem}.ipynb").write_bytes(notebook_bytes(FIRST))
    shown = {widget.id: f"display(widgets()[{widget.id!r}].show())" for widget, _ in one_of_each_kind()}
    source = "\n".join(["from lectures.widgets.registry import widgets", *shown.values()])
    cell = dict(cell_type="code", id="all", metadata={}, execution_count=None, outputs=[], source=source)
    notebook = dict(cells=[cell], metadata={"kernelspec": KERNEL}, nbformat=4, nbformat_minor=5)
    (folder / "lectures" / "controls.ipynb").write_text(json.dumps(notebook))
    with jupyter_lab(folder / "lectures", folder / "jupyter") as address:
        yield address


@pytest.fixture
def page(browser):
    page = new_page(browser, viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def run_all(page, lab, name):
    """Open a notebook, wait for its kernel, run its cells to the end.

    JupyterLab moves the focus to the last cell when the run ends: a key that is pressed earlier may go there.
    """
    # In a workspace of its own: what another test has opened would come back, and its kernel be taken for this one's.
    page.goto(f"{lab}/lab/workspaces/{name}/tree/{name}.ipynb")
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    expect(page.locator(".jp-InputPrompt", has_text="[1]")).to_be_visible()
    expect(page.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0)
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle")


def test_the_first_widget_moves(page, lab):
    run_all(page, lab, FIRST.stem)
    expect(page.locator(".jp-Notebook")).to_contain_text("From linear models")
    widget = page.locator(".bp-widget").first
    widget.scroll_into_view_if_needed()
    picture = widget.locator(".bp-whole")
    expect(picture).to_have_attribute("data-frames", "1")
    widget.locator(".bp-slider [role=slider]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(picture).not_to_have_attribute("data-frames", "1")


def test_every_kind_of_control_moves_its_picture(page, lab):
    run_all(page, lab, "controls")
    for widget, control in one_of_each_kind():
        shown = OnPage(page, widget)
        shown.picture.wait_for()
        shown.wait(0)
        try_out(shown, control)
        assert shown.error.text_content() == ""
        assert shown.nameless() == []
