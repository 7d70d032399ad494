"""From a state to a PNG: computes what changed, moves the artists, and draws them over what stays."""

import inspect
import io
from collections import OrderedDict
from functools import cached_property
from typing import NamedTuple

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from lectures.widgetkit import style


class Frame(NamedTuple):
    """One picture, the sentence under it, and the values they show."""

    png: bytes
    says: str
    values: object


class Easel:
    """The one figure of a widget on a page, and what it has computed so far."""

    def __init__(self, widget):
        self.widget = widget
        self._prepared, self._computed = _Memory(widget.prepare, 8), _Memory(widget.compute, 64)
        self._furniture = self._furniture_key = None

    @cached_property
    def figure(self):
        figure = Figure(figsize=self.widget.size, dpi=style.DPI, facecolor="white")
        FigureCanvasAgg(figure)
        return figure

    @cached_property
    def artists(self):
        with mpl.rc_context(style.STYLE):
            return self.widget.stage(self.figure)

    def prepared(self, state):
        """What `prepare` returns for the controls that it names; None without a `prepare`."""
        return self._prepared(state) if self.widget.prepare else None

    def values(self, state):
        """What `compute` returns for the controls that it names, after what was prepared."""
        if self.widget.prepare is None:
            return self._computed(state)
        return self._computed(state, self.prepared(state), self._prepared.key(state))

    def draw(self, state):
        """Move the artists; returns the values they show."""
        values = self.values(state)
        self.widget.draw(values, self.artists)
        return values

    def frame(self, state):
        values = self.draw(state)
        self._paint()
        canvas, png = self.figure.canvas, io.BytesIO()
        image = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
        image.convert("RGB").save(png, "png", compress_level=1)  # a third of the time of the usual level 6
        return Frame(png.getvalue(), self.widget.says(values), values)

    def _paint(self):
        # Ticks, labels and grids take most of the time, and seldom change: they are drawn once and put back as pixels.
        canvas, moving = self.figure.canvas, self._moving
        key = [_furniture_of(axes) for axes in self.figure.axes]
        with mpl.rc_context(style.STYLE):
            if key != self._furniture_key:
                canvas.draw()
                self._furniture, self._furniture_key = canvas.copy_from_bbox(self.figure.bbox), key
            canvas.restore_region(self._furniture)
            for artist in sorted(moving, key=lambda artist: artist.zorder):
                artist.draw(canvas.get_renderer())

    @cached_property
    def _moving(self):
        artists = [artist for artist in _flat(self.artists) if not isinstance(artist, Axes)]
        for artist in artists:
            artist.set_animated(True)
        return artists


class _Memory:
    """A function of some of the controls, and its latest answers."""

    def __init__(self, function, size):
        self.function, self.size, self.answers = function, size, OrderedDict()
        self.names = [] if function is None else list(inspect.signature(function).parameters)

    def key(self, state):
        return tuple(state[name] for name in self.names if name in state)

    def __call__(self, state, prepared=None, prepared_key=None):
        key = (prepared_key, self.key(state))
        if key not in self.answers:
            first = () if prepared_key is None else (prepared,)
            self.answers[key] = self.function(*first, **{name: state[name] for name in self.names[len(first) :]})
            if len(self.answers) > self.size:
                self.answers.popitem(last=False)
        return self.answers[key]


def _furniture_of(axes):
    texts = (axes.title, axes.xaxis.label, axes.yaxis.label)
    return (
        axes.get_xlim(),
        axes.get_ylim(),
        axes.get_visible(),
        *((text.get_text(), text.get_color()) for text in texts),
    )


def _flat(artists):
    """All artists in a namespace, dict, list or tuple of them, however nested."""
    if isinstance(artists, Artist):
        return [artists]
    if hasattr(artists, "__dict__") and not isinstance(artists, (list, tuple, dict)):
        artists = vars(artists)
    if isinstance(artists, dict):
        artists = artists.values()
    return [artist for part in artists for artist in _flat(part)] if not isinstance(artists, (str, int, float)) else []
