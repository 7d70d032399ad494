"""From a state to a PNG: computes what changed, moves the artists, and draws them over a stored background."""

from __future__ import annotations

import inspect
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.text import Text
from threadpoolctl import ThreadpoolController

from lectures.widgetkit import style
from lectures.widgetkit.controls import State
from lectures.widgetkit.enlarged import Enlarged
from lectures.widgetkit.png import png_of
from lectures.widgetkit.typeset import typeset

if TYPE_CHECKING:
    from lectures.widgetkit.widget import Widget


BACKGROUNDS = 4  # of a widget, that are kept: each has 2.3 MB
BLAS = ThreadpoolController()


class Frame(NamedTuple):
    """One picture, the sentence under it, and the values that both show."""

    png: bytes
    says: str
    values: Any


class Renderer:
    """Draws a widget in one figure, and keeps what it has computed.

    Parameters
    ----------
    widget : Widget
    """

    def __init__(self, widget: Widget) -> None:
        self.widget = widget
        self._prepared = None if widget.prepare is None else _Cache(widget.prepare, 8)
        self._computed = _Cache(widget.compute, 64)
        self._backgrounds: OrderedDict[Hashable, Any] = OrderedDict()

    @cached_property
    def figure(self) -> Figure:
        """The figure that `stage` fills and `draw` changes."""
        return self._canvas.figure

    @cached_property
    def _canvas(self) -> FigureCanvasAgg:
        return FigureCanvasAgg(Figure(figsize=self.widget.size, dpi=style.DPI, facecolor="white"))

    @cached_property
    def artists(self) -> Any:
        """What `stage` returned, made once."""
        with mpl.rc_context(style.STYLE):
            return self.widget.stage(self.figure)

    def prepared(self, state: State) -> Any:
        """What `prepare` returns for the controls that it names; None without a `prepare`."""
        return None if self._prepared is None else self._prepared(state)

    def values(self, state: State) -> Any:
        """What `compute` returns for the controls that it names, after what was prepared."""
        if self._prepared is None:
            return self._computed(state)
        return self._computed(state, self._prepared(state), self._prepared.key(state))

    def draw(self, state: State) -> Any:
        """Move the artists, without drawing them; returns the values that they show."""
        values = self.values(state)
        self.widget.draw(values, self.artists)
        for text in self._texts:
            text.set_text(typeset(text.get_text()))
        return values

    def says(self, values: Any) -> str:
        """The sentence under the picture."""
        return typeset(self.widget.says(values))

    def frame(self, state: State) -> Frame:
        """Draw one picture.

        Parameters
        ----------
        state : dict
            The value of every control.

        Raises
        ------
        Exception
            Whatever `prepare`, `compute` or `draw` raises.
        """
        with mpl.rc_context(style.STYLE):  # for `draw`, too: a title set anew has its size from there
            values = self.draw(state)
            self._paint()
        png = png_of(np.asarray(self._canvas.buffer_rgba()))
        return Frame(png, self.says(values), values)

    def _paint(self) -> None:
        # Ticks, labels and grids take most of the time, and seldom change: they are drawn once and put back as pixels.
        canvas, shown, kept = self._canvas, self.shown(), self._backgrounds
        key = self.background_key()
        if key not in kept:
            canvas.draw()
            kept[key] = canvas.copy_from_bbox(self.figure.bbox)
            if len(kept) > BACKGROUNDS:
                kept.popitem(last=False)
        elif key != next(reversed(kept)):
            kept.move_to_end(key)
            for axes in self.figure.axes:
                axes.apply_aspect()  # other limits may mean another place in the picture
        canvas.restore_region(kept[key])
        for artist in shown:
            artist.draw(canvas.get_renderer())

    def shown(self) -> list[Artist]:
        """The moving artists in the order of drawing, without those in axes that are hidden."""
        there = (artist for artist in self.moving if artist.axes is None or artist.axes.get_visible())
        return sorted(there, key=lambda artist: artist.zorder)

    def background_key(self) -> Hashable:
        """What the stored background depends on: as long as it is equal, only `moving` has to be drawn."""
        return tuple(_background_key(axes) for axes in self.figure.axes)

    @cached_property
    def _texts(self) -> list[Text]:
        return [artist for artist in self.moving if isinstance(artist, Text)]

    @cached_property
    def moving(self) -> list[Artist]:
        """The artists that `draw` changes."""
        artists = [artist for artist in _flat(self.artists) if not isinstance(artist, Axes)]
        for artist in artists:
            artist.set_animated(True)
            if isinstance(artist, AxesImage):
                artist.make_image = Enlarged(artist)  # type: ignore[method-assign]
        return artists


class _Cache:
    """A function of some of the controls, and its latest results."""

    def __init__(self, function: Callable[..., Any], size: int) -> None:
        self.function, self.size = function, size
        self.results: OrderedDict[Hashable, Any] = OrderedDict()
        self.names = list(inspect.signature(function).parameters)

    def key(self, state: State) -> Hashable:
        """The values of the controls that the function names."""
        return tuple(state[name] for name in self.names if name in state)

    def __call__(self, state: State, prepared: Any = None, prepared_key: Hashable = None) -> Any:
        key = (prepared_key, self.key(state))
        if key not in self.results:
            first = () if prepared_key is None else (prepared,)
            chosen = {name: state[name] for name in self.names[len(first) :]}
            with BLAS.limit(limits=1, user_api="blas"):  # on small matrices, threads wait for one another
                self.results[key] = self.function(*first, **chosen)
            if len(self.results) > self.size:
                self.results.popitem(last=False)
        return self.results[key]


def _background_key(axes: Axes) -> Hashable:
    """What `draw` may change of an axes itself; anything else is drawn again only if this changes."""
    texts = (axes.title, axes.xaxis.label, axes.yaxis.label)
    return (
        axes.get_xlim(),
        axes.get_ylim(),
        axes.get_visible(),
        *((text.get_text(), text.get_color()) for text in texts),
    )


def _flat(artists: Any) -> list[Artist]:
    """All artists in a namespace, dict, list or tuple of them, however nested."""
    if isinstance(artists, Artist):
        return [artists]
    if hasattr(artists, "__dict__") and not isinstance(artists, (list, tuple, dict)):
        artists = vars(artists)
    if isinstance(artists, dict):
        artists = artists.values()
    return [artist for part in artists for artist in _flat(part)] if not isinstance(artists, (str, int, float)) else []
