"""A recording played in Chromium from a file, and the picture that stands on its canvas."""

import base64
import io

import numpy as np
from PIL import Image

from lectures.record.packing import pack
from lectures.record.page import embed, write_player
from lectures.record.recording import record
from lectures.record.states import grids

PLAIN = "body { margin: 0 } .bp-demo { padding: 0 !important; border: 0 !important; margin: 0 !important }"
_CANVAS = "() => document.querySelector('.bp-panel canvas').toDataURL()"
_SHOWN = "number => document.querySelector('.bp-demo').dataset.shown === String(number)"


def recorded(widget, chosen, folder):
    """Record these states of a widget, and the one at the start; write a page with it and nothing else.

    Returns
    -------
    Recording, pathlib.Path
    """
    start = tuple(grid.start for grid in grids(widget))
    recording = record(widget, list(dict.fromkeys([start, *chosen])))
    write_player(folder)
    (folder / widget.id).mkdir()
    pack(recording, folder / widget.id)
    page = folder / "page.html"
    head = f"<!doctype html><meta charset=utf-8><style>{PLAIN}</style>"
    page.write_text(head + embed(widget, "."), encoding="utf-8")
    return recording, page


def picture(page, recording, number):
    """The picture of a state, by its address, on white.

    Returns
    -------
    ndarray of shape (height, width, 3)
    """
    page.evaluate("address => (location.hash = address)", address(recording, number))
    page.wait_for_function(_SHOWN, arg=number)
    png = base64.b64decode(page.evaluate(_CANVAS).partition(",")[2])
    seen = Image.open(io.BytesIO(png)).convert("RGBA")
    return np.array(Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB"))


def address(recording, number):
    """``#W03?margin=3.00``, with every control named."""
    place = zip(recording.grids, recording.places[number], strict=True)
    values = "&".join(f"{grid.control.name}={quoted(grid.names[i])}" for grid, i in place)
    return f"#{recording.widget.id}?{values}"


def quoted(name):
    from urllib.parse import quote

    return quote(name.replace(" ", "_"))
