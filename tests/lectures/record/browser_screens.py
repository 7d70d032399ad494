"""On a phone nothing is wider than the page and letters can be read; on a projector letters are large."""

import pytest

from lectures.record.states import named
from lectures.widgets.registry import widgets
from tests.lectures.live import watched
from tests.lectures.record.played import READY, frames, recorded, wait

pytestmark = pytest.mark.chromium
WIDGETS = widgets()
PANELS = """() => [...document.querySelectorAll('.bp-panel canvas')].map(canvas => ({
    wide: canvas.getBoundingClientRect().width, letters: Number(canvas.dataset.letters),
    signed: canvas.parentElement.classList.contains('bp-wide') }))"""
TRACKS = "() => [...document.querySelectorAll('input[type=range]')].map(track => track.getBoundingClientRect().width)"
PAGE = "() => document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def named_states(tmp_path_factory):
    made = {}

    def page_of(name):
        if name not in made:
            made[name] = recorded(WIDGETS[name], named(WIDGETS[name]), tmp_path_factory.mktemp(name))[1]
        return made[name]

    return page_of


@pytest.mark.parametrize("name", WIDGETS)
def test_a_phone_shows_all_of_it(name, named_states, browser):
    with watched(browser, "file:", offline=True) as (page, amiss):
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(named_states(name).as_uri())
        page.wait_for_selector(READY)
        panels = page.evaluate(PANELS)
        assert all(panel["letters"] >= 11 for panel in panels)
        assert all(panel["wide"] <= 390 or panel["signed"] for panel in panels)
        assert all(track >= 160 for track in page.evaluate(TRACKS))
        assert page.evaluate(PAGE) <= 390
        assert amiss == []


@pytest.mark.parametrize("name", ["W03", "W20", "W28", "W31"])
def test_a_projector_shows_large_letters(name, named_states, browser):
    with watched(browser, "file:", offline=True) as (page, amiss):
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(named_states(name).as_uri())
        page.wait_for_selector(READY)
        page.locator(".bp-present").click()
        page.wait_for_function("() => document.querySelector('.bp-demo').matches('.bp-presenting')")
        [panel] = page.evaluate(PANELS)
        assert panel["letters"] >= 24
        says, before = page.locator(".bp-says").text_content(), frames(page)
        page.keyboard.press("ArrowRight")
        wait(page, before)
        assert page.locator(".bp-says").text_content() != says
        page.keyboard.press("Escape")
        page.wait_for_function("() => !document.querySelector('.bp-demo').matches('.bp-presenting')")
        assert amiss == []


@pytest.mark.parametrize("name", ["W03", "W18b", "W24", "W28"])
def test_a_laptop_shows_picture_and_controls_together(name, named_states, browser):
    with watched(browser, "file:", offline=True) as (page, _):
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto(named_states(name).as_uri())
        page.wait_for_selector(READY)
        controls, panels = (page.locator(place).bounding_box() for place in (".bp-controls", ".bp-panels"))
        assert panels["y"] + panels["height"] - controls["y"] <= 720
