"""The page around a recording: addresses, what is not recorded, paper, the size of the script."""

import shutil

import pytest

from lectures.record.page import SCRIPT, embed, write_gallery, write_page, write_player
from lectures.record.states import grids, named
from lectures.widgets.registry import widgets
from tests.lectures.record.in_chromium import frames, opened, recorded, wait

WIDGETS = widgets()


def test_the_player_is_small(tmp_path):
    write_player(tmp_path)
    assert (tmp_path / SCRIPT).stat().st_size < 25_000


def test_every_demo_has_a_page_of_its_own(tmp_path):
    pages = write_gallery(WIDGETS.values(), tmp_path)
    assert {page.stem for page in pages} == {"index", *WIDGETS}
    for name in WIDGETS:
        assert f'href="{name}.html"' in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_addresses_are_relative_and_the_question_needs_no_script():
    html = embed(WIDGETS["W03"], "../recordings")
    assert 'src="../recordings/play.js"' in html
    assert "http" not in html
    assert WIDGETS["W03"].predict.because in html


@pytest.fixture(scope="module")
def w03(tmp_path_factory):
    widget = WIDGETS["W03"]
    start = tuple(grid.start for grid in grids(widget))
    steps = [(i, start[1]) for i in range(60, 80)]
    return recorded(widget, [*named(widget), *steps], tmp_path_factory.mktemp("w03"))


@pytest.fixture
def page(w03, browser):
    with opened(browser, w03[1], "#W03?margin=3.00&chosen=squared") as page:
        page.wait_for_function("() => document.querySelector('.bp-says').textContent.includes('squared loss')")
        yield page


@pytest.mark.chromium
def test_an_address_opens_its_state(page):
    assert page.locator(".bp-control-margin output").text_content() == "3.00"


@pytest.mark.chromium
def test_the_link_names_what_was_moved(page):
    page.locator(".bp-tools button").first.click()
    page.wait_for_function("() => document.querySelector('.bp-tools button').textContent === 'link copied'")
    assert page.url.endswith("#W03?margin=3.00&chosen=squared")


@pytest.mark.chromium
def test_what_is_not_recorded_is_said_in_a_sentence(page):
    before = frames(page)
    page.locator(".bp-control-chosen input").nth(2).press(" ")
    wait(page, before)
    note = page.locator(".bp-note").text_content()
    assert note.startswith("This combination is not recorded: shown is the nearest one, with ")
    assert page.locator(".bp-says").text_content().count("loss is") == 1


@pytest.mark.chromium
def test_paper_has_the_question_and_its_answer(page):
    page.emulate_media(media="print")
    assert page.locator(".bp-paper").is_visible()
    assert page.locator(".bp-controls").is_hidden()
    before = frames(page)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    wait(page, before)
    assert page.locator(".bp-says").text_content() == WIDGETS["W03"].renderer().says(first_values())


def first_values():
    widget = WIDGETS["W03"]
    return widget.renderer().values(widget.start)


@pytest.mark.chromium
def test_the_address_stays_with_the_demo_that_was_asked_for(w03, tmp_path_factory, browser):
    """Other demos of the page begin after it, and nobody has touched them."""
    other = recorded(WIDGETS["W05"], [], tmp_path_factory.mktemp("w05"))[1].parent
    shutil.copytree(other / "W05", w03[1].parent / "W05", dirs_exist_ok=True)
    page_file = w03[1].with_name("both.html")
    write_page(page_file, "Two", "".join(embed(WIDGETS[name], ".") for name in ("W03", "W05")))
    with opened(browser, page_file, "#W03?margin=3.00&chosen=squared") as page:
        page.clock.install()
        page.reload()
        page.wait_for_selector(".bp-demo[data-widget=W05][data-frames]")
        page.clock.run_for(1000)  # an address is written 0.4 s after a picture
        assert page.url.endswith("#W03?margin=3.00&chosen=squared")
        page.locator(".bp-demo[data-widget=W05] select").first.focus()
        page.locator(".bp-demo[data-widget=W05] input[type=range]").first.press("ArrowLeft")
        page.wait_for_function("() => location.hash.startsWith('#W05?lines=2')")


@pytest.mark.chromium
def test_a_recording_that_is_missing_is_said_in_a_sentence(tmp_path, browser):
    page_file = tmp_path / "W01.html"
    write_player(tmp_path)
    write_page(page_file, "W01", embed(WIDGETS["W01"], "."))
    page = browser.new_page()
    page.goto(page_file.as_uri())
    page.wait_for_selector(".bp-note")
    assert "needs the folder “recordings”" in page.locator(".bp-note").text_content()
    assert page.locator(".bp-note").text_content().endswith("cannot load W01/W01.js.")
    page.close()
