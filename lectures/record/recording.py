"""Goes through the states of a widget and writes down what is drawn in each."""

from dataclasses import dataclass, field

import matplotlib as mpl
import numpy as np
from matplotlib.image import AxesImage

from lectures.record.drawing import UNIT, Drawing
from lectures.record.kit import kit_of
from lectures.record.live import script_of
from lectures.record.states import grids, named, places, state_of
from lectures.record.tables import Table
from lectures.widgetkit import style
from lectures.widgetkit.panels import boxes_of

WATCHED = 40  # states in which it is looked up where texts and axes lie


@dataclass
class Recording:
    """A widget, recorded.

    Attributes
    ----------
    widget : lectures.widgetkit.Widget
    grids : list of Grid
    places : list of tuple of int
        The states, as numbers in the grids.
    rows : list of tuple
        For each state ``(furniture, sentence, last step or -1, *pieces)``, or the sentence of an error.
    drawing : Drawing
        With the tables that the operations refer to.
    pieces, furniture, says : Table
        Tuples of operations; pairs of a tuple of pieces and the number of the scales; sentences.
    scales : Table
        Of all axes: for each its place in the picture, its limits, and whether they are logarithmic.
    boxes : list of tuple
        Left, top, right and bottom of all that is never to be cut through, in pixels.
    kit : dict or None
        The looks of the artists, for a demo that the browser computes.
    """

    widget: object
    grids: list
    places: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    drawing: Drawing = None
    pieces: Table = field(default_factory=Table)
    furniture: Table = field(default_factory=Table)
    says: Table = field(default_factory=Table)
    scales: Table = field(default_factory=Table)
    boxes: list = field(default_factory=list)
    kit: dict | None = None

    @property
    def size(self):
        return self.drawing.width, self.drawing.height


def record(widget, chosen=None):
    """Record a widget.

    Parameters
    ----------
    widget : lectures.widgetkit.Widget
    chosen : list of tuple of int, optional
        The states; by default those that `places` finds, or for a demo that the browser computes those that the
        widget itself names.

    Returns
    -------
    Recording
    """
    return _Recorder(widget).record(chosen)


class _Recorder:
    def __init__(self, widget):
        self.widget, self.renderer = widget, widget.renderer()
        self.figure = self.renderer.figure
        with mpl.rc_context(style.STYLE):
            self.moving = sorted(self.renderer.moving, key=lambda artist: artist.zorder)
        width, height = (round(inches * style.DPI) for inches in widget.size)
        for image in self.figure.findobj(AxesImage):
            if image.get_interpolation() == "nearest":
                image.set_interpolation("none")  # the same, and matplotlib hands over the pixels as they are
        self.figure.patch.set_visible(False)
        self.recording = Recording(widget, grids(widget), drawing=Drawing(width, height, style.DPI))
        self.until = next((control for control in widget.controls if getattr(control, "until", None)), None)
        self.key = self.background = None

    def record(self, chosen):
        recording = self.recording
        computed = script_of(self.widget) is not None
        if chosen is None:
            chosen = named(self.widget) if computed else places(self.widget, self.last)
        recording.places = chosen
        boxes, watched = set(), {*named(self.widget), *chosen[:: max(1, len(chosen) // WATCHED)]}
        with mpl.rc_context(style.STYLE):
            for place in recording.places:
                state = state_of(place, recording.grids)
                try:
                    recording.rows.append(self.row(state))
                except ValueError as error:
                    recording.rows.append((str(error),))
                    continue
                if place in watched:
                    boxes |= boxes_of(self.figure, recording.drawing)
            recording.boxes = sorted(boxes)
            if computed:
                for state in self.widget.corners():
                    self.renderer.draw(state)
                    self.furniture()
                recording.kit = kit_of(self.renderer.artists, self.moving, self.figure, recording.drawing)
        return recording

    def last(self, state):
        return self.until.until(self.renderer.prepared(state)) if self.until else -1

    def row(self, state):
        values = self.renderer.draw(state)
        says = self.recording.says.number(self.renderer.says(values))
        furniture = self.furniture()  # first, as it is what places axes of equal scales
        drawn = [number for artist in self.renderer.shown() for number in self.pieces(artist.draw)]
        return (furniture, says, self.last(state), *drawn)

    def pieces(self, draw):
        """The numbers of the piece that is drawn: none, or one."""
        draw(self.recording.drawing)
        operations = self.recording.drawing.taken()
        return [self.recording.pieces.number(operations)] if operations else []

    def furniture(self):
        key = self.renderer.background_key()
        if key != self.key:
            self.key, drawing, numbers = key, self.recording.drawing, []
            self.figure.draw(drawing)
            numbers = tuple(self.recording.pieces.number((operation,)) for operation in drawing.taken())
            scales = self.recording.scales.number(tuple(scale_of(axes, drawing.height) for axes in self.figure.axes))
            self.background = self.recording.furniture.number((numbers, scales))
        return self.background


def scale_of(axes, height):
    """Left, top, width and height of axes in units; their limits, and whether x and y are logarithmic."""
    box, logarithmic = axes.bbox, tuple(int(scale == "log") for scale in (axes.get_xscale(), axes.get_yscale()))
    place = (UNIT * box.x0, UNIT * (height - box.y1), UNIT * box.width, UNIT * box.height)
    limits = [float(limit) for limit in np.round([*axes.get_xlim(), *axes.get_ylim()], 9)]
    return (*map(round, place), *limits, *logarithmic)
