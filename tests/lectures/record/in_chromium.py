"""A recording of a few states, played in Chromium from a file, and the picture that stands on its canvas."""

import base64
import io
from contextlib import contextmanager
from urllib.parse import quote

import numpy as np
from PIL import Image

from lectures.record.job import write_scripts
from lectures.record.packing import pack
from lectures.record.page import write_gallery, write_player
from lectures.record.recording import record
from lectures.record.states import grids
from tests.lectures.served_gallery import watched

READY = ".bp-demo[data-frames]"
_CANVAS = "() => document.querySelector('.bp-panel canvas').toDataURL()"
_LATER = "frames => document.querySelector('.bp-demo').dataset.frames > frames"
_AS_LARGE = "([width, height]) => innerWidth === width && innerHeight === height"
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def recorded(widget, chosen, folder):
    """Record these states of a widget, and the one at the start; write its page.

    Returns
    -------
    Recording, pathlib.Path
    """
    start = tuple(grid.start for grid in grids(widget))
    recording = record(widget, list(dict.fromkeys([start, *chosen])))
    place = folder / widget.id
    place.mkdir(parents=True)
    pack(recording, place)
    write_player(folder)
    write_scripts(widget, place)
    _, page = write_gallery([widget], folder, ".")
    return recording, page


@contextmanager
def opened(browser, page_file, address="", width=1280, height=900, **options):
    """A page opened from disk with the network off, once its demo can be seen; nothing may be amiss at its end."""
    with watched(browser, "file:", offline=True, **options) as (page, amiss):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(page_file.as_uri() + address)
        page.wait_for_selector(READY)
        yield page
        assert not amiss, amiss


def frames(page):
    """How many pictures there have been."""
    return int(page.locator(".bp-demo").get_attribute("data-frames"))


def wait(page, before):
    """Until there have been more pictures."""
    page.wait_for_function(_LATER, arg=before)


def resize(page, width, height):
    """Another size of the window, and whatever is drawn anew because of it."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(_AS_LARGE, arg=[width, height])
    page.evaluate(_DRAWN)


def picture(page):
    """What stands on the first canvas, on white.

    Returns
    -------
    ndarray of shape (height, width, 3)
    """
    png = base64.b64decode(page.evaluate(_CANVAS).partition(",")[2])
    seen = Image.open(io.BytesIO(png)).convert("RGBA")
    return np.array(Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB"))


def show(page, recording, place):
    """Open a state by its address."""
    before = frames(page)
    page.evaluate("address => (location.hash = address)", address(recording, place))
    wait(page, before)


def address(recording, place):
    """``#W03?margin=3.00&chosen=hinge``, with every control named."""
    pairs = zip(recording.grids, place, strict=True)
    values = "&".join(f"{grid.control.name}={quote(grid.names[i].replace(' ', '_'))}" for grid, i in pairs)
    return f"#{recording.widget.id}?{values}"
