"""Decision boundary of a binary classifier, drawn as SVG."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from course.drawing import Drawing
from course.types import Array

_CLASSES = {0: ("#b35806", "#fdd9a8", "o"), 1: ("#542788", "#cfc6e6", "^")}  # colour of marks, of the area, and shape
_LEFT, _TOP, _RIGHT, _BOTTOM = 62, 54, 16, 46  # margins in pixels
_MAX_WIDTH, _MAX_HEIGHT, _MIN_SIDE = 279, 279, 60  # of the coloured area in pixels: a phone need not shrink it
_STEP = 3  # pixels between the points that are classified
_CHUNK = 1000  # points classified in one call

_Labels = NDArray[np.integer]


def decision_boundary(predict: Callable[[Array], _Labels], X: Array, labels: _Labels, title: str = "") -> Drawing:
    """Colour the plane by the class that a classifier predicts, and draw the examples on top.

    Parameters
    ----------
    predict : callable
        Maps points, ndarray of shape (M, 2), to class numbers, ndarray of shape (M,).
    X : ndarray of shape (N, 2)
        Examples.
    labels : ndarray of shape (N,)
        Integer classes, 0 or 1.
    title : str, optional
        Text above the drawing.

    Returns
    -------
    course.drawing.Drawing
        Both axes have the same scale, unless one of them would be too narrow to see.
    """
    low, high = X.min(axis=0) - 0.4, X.max(axis=0) + 0.4
    size = np.maximum(min(np.array([_MAX_WIDTH, _MAX_HEIGHT]) / (high - low)) * (high - low), _MIN_SIDE)
    width, height = _STEP * (size / _STEP).round()  # whole pixels: fractions leave seams between the rows
    scale = np.array([width, height]) / (high - low)
    drawing = Drawing(title or "decision boundary", _LEFT + width + _RIGHT, _TOP + height + _BOTTOM)
    drawing.text(drawing.width / 2, 16, title, 13)
    _background(drawing, predict, low, high, width, height)
    places = np.column_stack([_LEFT + scale[0] * (X[:, 0] - low[0]), _TOP + scale[1] * (high[1] - X[:, 1])])
    radius = 3 if len(X) > 30 else 6
    for (x, y), label in zip(places, labels, strict=True):
        colour, _, mark = _CLASSES[int(label)]
        drawing.mark(x, y, mark, colour, radius)
    _axes(drawing, low, high, scale, width, height)
    for label, (colour, _, mark) in _CLASSES.items():
        x = _LEFT + width - 140 + 76 * label
        drawing.mark(x, 40, mark, colour, 4)
        drawing.text(x + 10, 40, f"class {label}", 12, "start")
    return drawing


def _background(
    drawing: Drawing, predict: Callable[[Array], _Labels], low: Array, high: Array, width: float, height: float
) -> None:
    """Fill the area with the colour of class 0, then draw each horizontal run of class 1 as one rectangle."""
    columns, rows = int(width / _STEP), int(height / _STEP)
    across = low[0] + (np.arange(columns) + 0.5) / columns * (high[0] - low[0])
    down = high[1] - (np.arange(rows) + 0.5) / rows * (high[1] - low[1])
    points = np.column_stack([np.tile(across, rows), np.repeat(down, columns)])
    # In chunks: the hidden layers of all points at once do not fit into the processor's cache.
    classes = np.concatenate([predict(chunk) for chunk in np.array_split(points, len(points) // _CHUNK + 1)])
    is_class_1 = classes.reshape(rows, columns) == 1
    drawing.rectangle(_LEFT, _TOP, width, height, _CLASSES[0][1])
    edges = np.diff(np.pad(is_class_1, ((0, 0), (1, 1))).astype(int), axis=1)
    for (row, start), (_, end) in zip(np.argwhere(edges == 1), np.argwhere(edges == -1), strict=True):
        drawing.rectangle(_LEFT + _STEP * start, _TOP + _STEP * row, _STEP * (end - start), _STEP, _CLASSES[1][1])


def _axes(drawing: Drawing, low: Array, high: Array, scale: Array, width: float, height: float) -> None:
    drawing.rectangle(_LEFT, _TOP, width, height, "none", "black")
    for tick in _ticks(low[0], high[0]):
        drawing.text(_LEFT + scale[0] * (tick - low[0]), _TOP + height + 12, _tick_label(tick), 12)
    for tick in _ticks(low[1], high[1]):
        drawing.text(_LEFT - 7, _TOP + scale[1] * (high[1] - tick), _tick_label(tick), 12, "end")
    drawing.text(_LEFT + width / 2, _TOP + height + 34, "first input", 13)
    drawing.text(14, _TOP + height / 2, "second input", 13, upwards=True)


def _ticks(low: float, high: float) -> Array:
    """Three to six round numbers between two limits."""
    rough = (high - low) / 3
    unit = 10.0 ** np.floor(np.log10(rough))
    step = unit * max(m for m in (1, 2, 5) if m * unit <= rough)
    return np.asarray(step * np.arange(np.ceil(low / step), np.floor(high / step) + 1) + 0.0)  # + 0.0 turns -0 into 0


def _tick_label(tick: float) -> str:
    return f"{tick:.6g}".replace("-", "−")
