"""The live picture by itself, with a kernel that a page plays: what happens when something broken is sent."""

import base64

import numpy as np
import pytest

from lectures.widgetkit.image_view import FITTING
from lectures.widgetkit.png import png_of
from tests.lectures.served_gallery import watched

pytestmark = pytest.mark.chromium
SCRIPTS = (FITTING, FITTING.with_name("image_view.js"))
LIVE = """async script => {
    const { default: view } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    const values = { widget: "W00", png: new Uint8Array(), frames: 0, says: "", error: "", touch: "auto", tree: [] };
    const heard = {};
    const model = {
        get: (name) => values[name], set: (name, value) => (values[name] = value), save_changes() {},
        on: (event, listener) => (heard[event] = listener),
    };
    view.render({ model, el: document.body });
    window.send = (letters, says) => {
        const png = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt());
        Object.assign(values, { png, says, frames: values.frames + 1 });
        heard["change:frames"]();
    };
}"""
SEND = "([png, says]) => window.send(png, says)"
SHOWS = "says => document.querySelector('figcaption').textContent === says"


def letters(png):
    return base64.b64encode(png).decode()


def test_a_picture_that_cannot_be_decoded_does_not_hold_up_the_next(browser):
    picture = letters(png_of(np.zeros((4, 6, 4), np.uint8)))
    with watched(browser, "about:") as (page, amiss):
        page.evaluate(LIVE, "".join(file.read_text(encoding="utf-8") for file in SCRIPTS))
        page.evaluate(SEND, [picture, "first"])
        page.wait_for_function(SHOWS, arg="first")
        with page.expect_event("pageerror"):
            page.evaluate(SEND, [picture[:40], "broken"])
        page.evaluate(SEND, [picture, "second"])
        page.wait_for_function(SHOWS, arg="second")
        assert page.locator("canvas").get_attribute("data-frames") == "3"
        assert len(amiss) == 1, amiss
