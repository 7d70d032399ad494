"""What a browser plays is what matplotlib draws: at random states of every widget, from a file, without a network."""

import io

import numpy as np
import pytest
from PIL import Image, ImageFilter

from lectures.record.states import state_of
from tests.lectures.live import watched
from tests.lectures.record.played import READY, picture, show

pytestmark = pytest.mark.chromium
NEAR = 5  # pixels across, in which a colour may lie elsewhere: letters and edges are placed to the quarter of a pixel
PATCH = 7  # pixels across, over which what differs is averaged
MOST = 40  # of 255; a marker that is missing makes more than 100


def test_the_played_picture_is_matplotlibs(widget, played, browser):
    recording, page_file = played(widget)
    width, height = recording.size
    renderer = widget.renderer()
    with watched(browser, "file:", offline=True) as (page, amiss):
        page.set_viewport_size({"width": width, "height": height + 800})
        page.goto(page_file.as_uri())
        page.wait_for_selector(READY)
        for place, row in zip(recording.places, recording.rows, strict=True):
            if len(row) > 1:  # else it is the sentence of an error
                show(page, recording, place)
                frame = renderer.frame(state_of(place, recording.grids))
                drawn = np.array(Image.open(io.BytesIO(frame.png)).convert("RGB"))
                assert difference(picture(page), drawn) < MOST, place
                assert page.locator(".bp-says").text_content() == frame.says
        assert amiss == []


def difference(picture, other):
    """The largest mean difference of a patch; a colour that the other picture has next to it is none."""
    far = np.maximum(beyond(picture, other), beyond(other, picture)).max(axis=2)
    return np.asarray(Image.fromarray(far.astype(np.uint8)).filter(ImageFilter.BoxBlur(PATCH // 2))).max()


def beyond(picture, other):
    """How far each pixel lies outside the range of the pixels around its place in the other picture."""
    image = Image.fromarray(other)
    low, high = (np.array(image.filter(kind(NEAR)), int) for kind in (ImageFilter.MinFilter, ImageFilter.MaxFilter))
    return np.maximum(np.maximum(picture - high, low - picture), 0)
