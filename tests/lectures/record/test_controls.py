"""Every control of every demo moves its picture: by keyboard, from a file, with the network off."""

import pytest

from lectures.widgetkit import Pick, Player, Points, Slider, Stroke, Text
from lectures.widgets.registry import widgets
from tests.lectures.record.in_chromium import frames, opened, wait

pytestmark = pytest.mark.chromium


def test_every_control_changes_the_picture(widget, played, browser):
    with opened(browser, played(widget)[1]) as page:
        for control in widget.controls:
            restart(page, widget)
            for name, value in control.when.items():
                bring(page, widget, name, value)
            before = shown(page)
            for part in parts(page, control):
                move(page, part)
            if isinstance(control, Slider) and shown(page) == before:  # one step may show the same
                move(page, part, far=True)
            assert control.still or shown(page) != before, f"{control.name} does nothing"
            assert page.locator(".bp-note").is_hidden() or isinstance(control, (Pick, Points)), control.name


def test_an_answer_shows_why_and_where(sampled, played, browser):
    asked = sampled.predict
    with opened(browser, played(sampled)[1]) as page:
        because = page.locator(".bp-because")
        assert because.is_hidden()
        before = frames(page)
        page.locator(".bp-answer").nth(asked.answer).click()
        assert because.text_content() == f"Yes. {asked.because}"
        assert page.locator(".bp-right").text_content() == asked.choices[asked.answer]
        wait(page, before)
        values = sampled.renderer().values(sampled.start | asked.reveal)
        assert page.locator(".bp-says").text_content() == sampled.renderer().says(values)


def restart(page, widget):
    """Everything as at the start; the address is another one each time, or the page would not look at it."""
    before = frames(page)
    page.evaluate("id => (location.hash = '#' + id + '?' + Math.random() + '=')", widget.id)
    wait(page, before)


def shown(page):
    """Every pixel of every panel, and the sentence."""
    return page.evaluate("() => [...document.querySelectorAll('.bp-panel canvas')].map(c => c.toDataURL()).join()")


def bring(page, widget, name, value):
    """Choose the value of a `Choice` or tick a `Toggle` that another control needs."""
    control = next(control for control in widget.controls if control.name == name)
    box, before = page.locator(f".bp-control-{name}"), frames(page)
    number = control.corners().index(value)
    if box.locator("select").count():
        box.locator("select").select_option(index=number)
    elif box.locator("input[type=radio]").count():
        if box.locator("input").nth(number).is_checked():
            return
        box.locator("input").nth(number).press(" ")
    else:
        box.locator("input").set_checked(value)
    wait(page, before)


def parts(page, control):
    """What can be operated of a control, one step of each."""
    box = page.locator(f".bp-control-{control.name}")
    found = box.locator("input[type=range], select, input[type=checkbox], input[type=radio]:not(:checked)").all()
    if isinstance(control, (Points, Pick)):
        return found[-2:]
    return found if isinstance(control, (Text, Stroke, Player)) else found[:1]


def move(page, part, far=False):
    """One step with the keyboard, or to the `far` end of a slider."""
    before, kind = frames(page), part.evaluate("part => part.type")
    if kind == "range":
        end = part.evaluate("part => part.value === part.max")
        back, on = ("Home", "End") if far else ("ArrowLeft", "ArrowRight")
        part.press(back if end else on)
    elif kind == "select-one":
        many, now = part.locator("option").count(), part.evaluate("part => part.selectedIndex")
        part.select_option(index=(now + 1) % many)
    else:
        part.press(" ")
    wait(page, before)


def test_a_finger_drags_a_point(played, browser):
    with opened(browser, played(widgets()["W05"])[1], has_touch=True) as page:
        before, pixels = frames(page), shown(page)
        panel, hand = page.locator(".bp-panel canvas").bounding_box(), page.context.new_cdp_session(page)
        y = panel["y"] + panel["height"] / 2
        for kind, part in (("touchStart", 0.25), ("touchMove", 0.3), ("touchMove", 0.35), ("touchEnd", None)):
            touching = [] if part is None else [{"x": panel["x"] + part * panel["width"], "y": y}]
            hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touching})
        wait(page, before)
        assert shown(page) != pixels


def test_a_finger_beside_what_can_be_dragged_moves_the_page(played, browser):
    with opened(browser, played(widgets()["W05"])[1], width=390, height=500, has_touch=True) as page:
        second, hand = page.locator(".bp-panel canvas").nth(1), page.context.new_cdp_session(page)
        second.scroll_into_view_if_needed()
        panel, before = second.bounding_box(), page.evaluate("scrollY")
        x, y = panel["x"] + panel["width"] / 2, panel["y"] + panel["height"] / 2
        for kind, by in (("touchStart", 0), ("touchMove", 40), ("touchMove", 120), ("touchEnd", None)):
            touching = [] if by is None else [{"x": x, "y": y + by}]
            hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touching})
        page.wait_for_function("before => scrollY < before", arg=before)
