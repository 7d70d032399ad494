"""Every lecture live in a browser: every control of every widget is moved, and the picture follows."""

import pytest

from lectures.publish.lecture import Shown
from lectures.publish.notebooks import texts
from lectures.widgetkit import Player, Points
from tests.lectures.move_controls import OnPage
from tests.lectures.served_gallery import watched
from tests.lectures.try_controls import try_out

pytestmark = pytest.mark.chromium
LECTURES = texts()
LETTERS = 20  # pixels of the smallest letters of a picture, which have 12 points
TRACKS = "() => [...document.querySelectorAll('.slider-container')].map(track => track.getBoundingClientRect().width)"


def test_the_gallery_shows_every_lecture(browser, gallery):
    with watched(browser, gallery) as (page, amiss):
        page.goto(gallery)
        cards = page.locator(".card")
        assert [card.locator("h2").inner_text() for card in cards.all()] == [Shown(text).title for text in LECTURES]
        assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0 && image.alt)")
        assert page.locator(".card img").count() == len(LECTURES)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert amiss == []


@pytest.mark.slow  # every control of every lecture is moved
@pytest.mark.parametrize("text", LECTURES, ids=lambda text: text.stem)
def test_every_control_moves_its_picture(browser, gallery, text):
    with watched(browser, gallery) as (page, amiss):
        page.goto(f"{gallery}voila/render/{text.stem}.ipynb")
        for widget in Shown(text).widgets:
            shown = OnPage(page, widget)
            shown.picture.wait_for()
            shown.wait(0)
            answer(shown)
            for control in sorted(widget.controls, key=lambda control: isinstance(control, Player)):
                try_out(shown, control)
            assert shown.error.text_content() == ""
            assert shown.nameless() == []
        assert page.locator("math").count() > 0
        assert page.locator(".bp-picture").count() == len(Shown(text).widgets)
        assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
        assert page.locator("details.code[open]").count() == 0
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert all(track >= 160 for track in page.evaluate(TRACKS))
        assert amiss == []


def test_a_presenter_fills_the_screen_and_goes_on_with_the_arrow_keys(browser, gallery):
    text = next(text for text in LECTURES if Shown(text).widgets)
    with watched(browser, gallery) as (page, amiss):
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(f"{gallery}voila/render/{text.stem}.ipynb")
        shown = OnPage(page, Shown(text).widgets[0])
        shown.picture.wait_for()
        shown.wait(0)
        shown.place.locator(".bp-present").click()
        page.wait_for_function("document.fullscreenElement?.matches('.bp-widget')")
        across = shown.picture.evaluate("picture => picture.clientWidth")
        assert across / shown.widget.size[0] / 72 * 12 >= 24  # pixels of the smallest letters, which have 12 points
        frames = shown.frames
        page.keyboard.press("ArrowRight")
        shown.wait(frames)
        page.keyboard.press("Escape")
        page.wait_for_function("!document.fullscreenElement")
        assert amiss == []


def test_a_page_is_legible_on_a_phone(browser, gallery):
    text, widget = next(
        (text, widget)
        for text in LECTURES
        for widget in Shown(text).widgets
        if any(isinstance(control, Points) for control in widget.controls)  # so a finger on it moves points
    )
    with watched(browser, gallery, has_touch=True) as (page, amiss):
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{gallery}voila/render/{text.stem}.ipynb")
        shown = OnPage(page, widget)
        panels = shown.place.locator(".bp-panel")
        panels.first.wait_for()
        shown.wait(0)
        assert not shown.picture.is_visible()  # its parts stand below each other
        for panel in panels.all():
            across, pixels = panel.locator("canvas").evaluate("canvas => [canvas.clientWidth, canvas.width]")
            assert across / pixels * LETTERS >= 11
            assert across <= 390
        tops = [panel.bounding_box()["y"] for panel in panels.all()]
        assert len(tops) > 1
        assert tops == sorted(set(tops))
        assert all(track >= 160 for track in page.evaluate(TRACKS))

        frames, pixels = shown.frames, shown.pixels()
        swipe(page, panels.first, by=0.2)
        shown.wait(frames)
        assert shown.becomes_another(pixels)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert amiss == []


def swipe(page, panel, by):
    """A finger goes down in the middle of a panel, across a part of it, and up."""
    hand = page.context.new_cdp_session(page)
    panel.scroll_into_view_if_needed()
    box = panel.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for kind, part in (("touchStart", 0), *(("touchMove", step / 10) for step in range(1, 11)), ("touchEnd", None)):
        touching = [] if part is None else [{"x": x + part * by * box["width"], "y": y}]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touching})


def answer(shown):
    """Predict: the picture moves to the state that shows the answer, and the explanation appears."""
    asked, frames, because = shown.widget.predict, shown.frames, shown.place.locator(".bp-because")
    assert not because.is_visible()
    shown.place.locator(".bp-answer").first.click()
    because.wait_for()
    assert asked.because in because.inner_text()
    if any(shown.widget.start[name] != value for name, value in asked.reveal.items()):
        shown.wait(frames)
