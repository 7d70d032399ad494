"""Every demo on a phone, a laptop and a projector: nothing is cut off, letters can be read, tracks can be held."""

import pytest

from tests.lectures.record.in_chromium import frames, opened, resize, wait

pytestmark = pytest.mark.chromium
PANELS = """() => [...document.querySelectorAll('.bp-panel canvas')].map(canvas => ({
    wide: canvas.getBoundingClientRect().width, letters: Number(canvas.dataset.letters),
    signed: canvas.parentElement.classList.contains('bp-wide') }))"""
TRACKS = "() => [...document.querySelectorAll('input[type=range]')].map(track => track.getBoundingClientRect().width)"
PAGE = "() => document.documentElement.scrollWidth"
PRESENTING = """yes => document.querySelector('.bp-demo').matches('.bp-presenting') === yes &&
    Boolean(document.fullscreenElement) === yes"""


def test_a_phone_shows_all_of_it_and_a_laptop_shows_it_at_once(widget, played, browser):
    with opened(browser, played(widget)[1], width=360, height=800) as page:
        for width, letters in ((360, 10), (390, 11)):
            resize(page, width, 844)
            assert_legible(page, width, letters)
            assert not any(panel["signed"] for panel in page.evaluate(PANELS))
        page.locator(".bp-present").click()
        assert page.locator(".bp-panels").bounding_box()["width"] > 340
        page.locator(".bp-present").click()
        resize(page, 1280, 720)
        assert_legible(page, 1280, letters=11)
        controls, panels = (page.locator(place).bounding_box() for place in (".bp-controls", ".bp-panels"))
        assert controls["y"] + controls["height"] - panels["y"] <= 720


def test_an_answer_leaves_the_picture_on_the_screen_of_a_phone(widget, played, browser):
    with opened(browser, played(widget)[1], width=390, height=844) as page:
        page.locator(".bp-showme").click()
        question, panel, controls = (
            page.locator(place).first.bounding_box() for place in (".bp-question", ".bp-panel", ".bp-controls")
        )
        assert panel["y"] + 150 <= question["y"] + 844
        assert panel["y"] + panel["height"] <= controls["y"]


def test_a_projector_shows_large_letters_and_tells_step_by_step(widget, played, browser):
    with opened(browser, played(widget)[1], width=1920, height=1080) as page:
        page.locator(".bp-present").click()
        page.wait_for_function(PRESENTING, arg=True)
        resize(page, 1920, 1080)
        assert_legible(page, 1920, letters=24)
        for place in (".bp-controls", ".bp-panels", ".bp-says"):
            box = page.locator(place).bounding_box()
            assert box["x"] + box["width"] <= 1920
            assert box["y"] + box["height"] <= 1080, place
        says, before = page.locator(".bp-says").text_content(), frames(page)
        page.keyboard.press("ArrowRight")
        wait(page, before)
        assert page.locator(".bp-says").text_content() != says
        page.keyboard.press("Escape")
        page.wait_for_function(PRESENTING, arg=False)


def assert_legible(page, width, letters):
    """Nothing is wider than the page but for a sign, letters are so large, and every slider has a track."""
    panels = page.evaluate(PANELS)
    assert all(panel["letters"] >= letters for panel in panels)
    assert all(panel["wide"] <= width or panel["signed"] for panel in panels)
    assert all(track >= 160 for track in page.evaluate(TRACKS))
    assert page.evaluate(PAGE) <= width
