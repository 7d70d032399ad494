"""What a script needs to draw a widget by itself: for each moving artist its looks and the axes that it lives in."""

import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.text import Text

from lectures.record.drawing import UNIT

LETTERS = "".join(map(chr, range(32, 127))) + "−·×⁻⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆√γδ≈…–σ≤∞η"


def kit_of(artists, moving, figure, drawing):
    """Looks of the moving artists.

    Parameters
    ----------
    artists : object
        What `stage` returned.
    moving : list of matplotlib.artist.Artist
        In the order in which they are drawn.
    figure : matplotlib.figure.Figure
    drawing : Drawing
        Where styles, paths and letters are written down.

    Returns
    -------
    dict
        ``artists``: by name, such as ``"lines.0"``, in the order in which they are drawn; ``letters``: by weight, the
        glyph of each character.
    """
    names = {id(artist): name for name, artist in _named(artists, "")}
    looks, letters = {}, {}
    for artist in moving:
        shown = artist.get_visible()
        artist.set_visible(True)
        tell = next(tell for kind, tell in _TELLERS.items() if isinstance(artist, kind))
        number = figure.axes.index(artist.axes) if artist.axes in figure.axes else -1
        looks[names[id(artist)]] = {"axes": number, **tell(artist, drawing)}
        artist.set_visible(shown)
        if isinstance(artist, Text) and str(artist.get_weight()) not in letters:
            prop = artist.get_fontproperties()
            letters[str(artist.get_weight())] = {
                letter: drawing.letters.text(f"{letter}0", prop, False)[0][0] for letter in LETTERS
            }
    return {"artists": looks, "letters": letters}


def _named(artists, name):
    """Every artist by where it stands in nested namespaces, dicts and lists."""
    if hasattr(artists, "get_zorder"):
        return [(name, artists)]
    if isinstance(artists, (list, tuple)):
        artists = dict(enumerate(artists))
    elif hasattr(artists, "__dict__"):
        artists = vars(artists)
    parts = artists.items() if isinstance(artists, dict) else ()
    return [pair for key, part in parts for pair in _named(part, f"{name}.{key}".lstrip("."))]


def _line(line, drawing):
    """The style of a line, and that of its markers with their path, which begins at some distance from their place."""
    kept, marker, dashes = line.get_data(orig=True), line.get_marker(), line.get_linestyle()
    x, y = line.axes.transData.inverted().transform(line.axes.transAxes.transform((0.5, 0.5)))
    middle = np.rint(_units(line.axes.transAxes.transform((0.5, 0.5)), drawing)).astype(int)
    line.set_data([x, x], [y, y])
    line.set_marker("None")
    line.draw(drawing)
    lines = drawing.taken()
    line.set(marker=marker, linestyle="None")
    line.draw(drawing)
    markers = [
        [style, path, px - int(middle[0]), py - int(middle[1])] for _, style, path, px, py, *_ in drawing.taken()
    ]
    line.set(linestyle=dashes)
    line.set_data(*kept)
    return {"kind": "line", "line": lines[0][1] if lines else -1, "marker": markers[0] if markers else None}


def _text(text, drawing):
    """The style of a text, how it lies about its place, and the paper behind it."""
    kept = text.get_text()
    text.set_text("0")
    text.draw(drawing)
    *_, (_, style, _, x, y, size, *_) = drawing.taken()
    at = _units(text.get_transform().transform(text.get_position()), drawing)
    share = {"left": 0, "center": 0.5, "right": 1}[text.get_horizontalalignment()]
    told = {"kind": "text", "style": style, "size": size, "share": share, "weight": str(text.get_weight()),
            "rise": round(y - at[1]), "space": "data"}  # fmt: skip
    if text.axes is None or text.get_transform() == text.axes.transAxes:
        told["space"] = "figure" if text.axes is None else "axes"
    patch = text.get_bbox_patch()
    if patch is not None:
        patch.draw(drawing)
        [(_, paper, *_)] = drawing.taken()
        box = patch.get_window_extent(drawing)
        (left, low), (_, high) = _units(box.min, drawing), _units(box.max, drawing)
        told["paper"] = [paper, round(x - left), round(high - y), round(low - high)]
    text.set_text(kept)
    return told


def _image(image, drawing):
    """The place of an image and the colours of its values."""
    image.draw(drawing)
    [(_, style, _, *place)] = drawing.taken()
    colours, (low, high) = [to_hex(colour) for colour in image.cmap(np.arange(256))], image.get_clim()
    return {"kind": "image", "style": style, "place": place, "colours": colours, "low": low, "high": high}


def _collection(collection, drawing):
    return {"kind": "collection"}


def _patch(patch, drawing):
    """The style of an area."""
    patch.draw(drawing)
    return {"kind": "area", "style": drawing.taken()[0][1]}


def _units(place, drawing):
    return UNIT * place[0], UNIT * (drawing.height - place[1])


_TELLERS = {Line2D: _line, Text: _text, AxesImage: _image, Collection: _collection, object: _patch}
