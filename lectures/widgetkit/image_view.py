"""The picture on the page: an <img> that counts its frames, the sentence under it, and the way of the pointer."""

from pathlib import Path

import anywidget
from traitlets import Bool, Bytes, Dict, Int, Unicode

HERE = Path(__file__).parent


class Picture(anywidget.AnyWidget):
    """What the browser shows.

    Attributes
    ----------
    png : bytes
    says : str
        The sentence under the picture, and what a screen reader says instead of it.
    frames : int
        How many pictures there have been; the browser copies it to ``data-frames`` once the picture can be seen.
    error : str
        Shown below, if there is any.
    pointer : dict
        From the browser: ``gesture``, a number that is new with each press, and ``path``, where it has been in parts of
        the picture's width and height from the upper left corner; only the first and the last place unless `paths`.
        ``serial`` counts these messages.
    heard : int
        The serial of the last one that was dealt with.
    touch : str
        CSS ``touch-action``: "auto" where the pointer does nothing, "pan-y" or "none" where it does.
    """

    _esm = HERE / "image_view.js"
    _css = HERE / "image_view.css"

    widget = Unicode().tag(sync=True)
    png = Bytes().tag(sync=True)
    says = Unicode().tag(sync=True)
    frames = Int().tag(sync=True)
    error = Unicode().tag(sync=True)
    touch = Unicode("auto").tag(sync=True)
    paths = Bool().tag(sync=True)
    pointer = Dict().tag(sync=True)
    heard = Int().tag(sync=True)

    def show(self, png, says):
        """The next frame, in one message."""
        with self.hold_sync():
            self.png, self.says, self.error, self.frames = png, says, "", self.frames + 1
