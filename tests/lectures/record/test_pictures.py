"""What a browser plays is what matplotlib draws: at random states, from a file, without a network.

A sample of the demos; ``EVERY_DEMO=1 pytest tests/lectures/record/test_pictures.py`` compares all of them.
"""

import io
from functools import reduce

import numpy as np
import pytest
from PIL import Image, ImageFilter

from lectures.record.states import state_of
from tests.lectures.record.in_chromium import opened, picture, show

pytestmark = [pytest.mark.chromium, pytest.mark.slow]
PLAIN = "body { padding: 0; max-width: none } .bp-demo { padding: 0 !important; border: 0 !important; margin: 0 }"
WIDE = "wide => document.querySelector('.bp-panel canvas').width === wide"
NEAR = 5  # pixels across, in which a colour may lie elsewhere: letters and edges are placed to the quarter of a pixel
PATCH = 7  # pixels across, over which what differs is averaged
MOST = 50  # of 255; smoothed edges of lines side by side make 46, a curve that is missing 80, a marker more than 100


def test_the_played_picture_is_matplotlibs(sampled, played_at_random, browser):
    recording, page_file = played_at_random(sampled)
    width, height = recording.size
    renderer = sampled.renderer()
    with opened(browser, page_file, width=width, height=height + 800) as page:
        page.add_style_tag(content=PLAIN)
        page.wait_for_function(WIDE, arg=width)
        for place, row in list(zip(recording.places, recording.rows, strict=True))[1:]:  # after the start
            if len(row) > 1:  # else it is the sentence of an error
                show(page, recording, place)
                frame = renderer.frame(state_of(place, recording.grids))
                drawn = np.array(Image.open(io.BytesIO(frame.png)).convert("RGB"))
                assert difference(picture(page), drawn) < MOST, place
                assert page.locator(".bp-says").text_content() == frame.says


def difference(picture, other):
    """The largest mean difference of a patch; a colour that the other picture has next to it is none."""
    far = np.maximum(beyond(picture, other), beyond(other, picture)).max(axis=2)
    return np.asarray(Image.fromarray(far.astype(np.uint8)).filter(ImageFilter.BoxBlur(PATCH // 2))).max()


def beyond(picture, other):
    """How far each pixel lies outside the range of the pixels around its place in the other picture."""
    low, high = (around(other, pick).astype(int) for pick in (np.minimum, np.maximum))
    return np.maximum(np.maximum(picture - high, low - picture), 0)


def around(picture, pick):
    """For each pixel the least or the greatest value of those near it; beyond an edge follows the opposite one."""
    for axis in (0, 1):
        picture = reduce(pick, [np.roll(picture, by, axis) for by in range(-(NEAR // 2), NEAR // 2 + 1)])
    return picture
