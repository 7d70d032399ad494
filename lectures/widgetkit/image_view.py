"""The picture on the page: a canvas that counts its frames, the sentence under it, and what the pointer does."""

from pathlib import Path
from typing import Any

import anywidget
from traitlets import Bool, Bytes, Dict, Int, List, Unicode

HERE = Path(__file__).parent
FITTING = HERE / "fitting.js"


class ImageView(anywidget.AnyWidget):
    """What the browser shows.

    Attributes
    ----------
    widget : str
        The id of the widget.
    png : bytes
    says : str
        The sentence under the picture, and its text for screen readers.
    frames : int
        How many pictures were sent; the browser copies it to ``data-frames`` once the picture can be seen.
    error : str
        Shown below the picture, if not empty.
    pointer : dict
        From the browser: ``gesture``, a number that is new with each press, and ``path``, places as fractions of the
        picture's width and height from the upper left corner; only the first and the last place unless `paths`.
        ``serial`` counts these messages.
    heard : int
        The serial of the last message that was dealt with.
    told : int
        How many telling states a presenter has gone on; less than zero after steps back.
    touch : str
        CSS ``touch-action``: "auto" where the pointer does nothing, "pan-y" or "none" where it does.
    paths : bool
        Whether the browser sends the pointer's whole path.
    narrow : bool
        From the browser: whether there is too little room for the picture as a whole.
    tree : list
        Where it may then be taken apart, as `lectures.widgetkit.panels` says.
    """

    _esm = "".join(file.read_text(encoding="utf-8") for file in (FITTING, HERE / "image_view.js"))
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
    told = Int().tag(sync=True)
    narrow = Bool().tag(sync=True)
    tree: List[Any] = List().tag(sync=True)

    def show(self, png: bytes, says: str) -> None:
        """Show the next frame, in one message to the browser."""
        with self.hold_sync():
            self.png, self.says, self.error, self.frames = png, says, "", self.frames + 1
