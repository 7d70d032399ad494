"""The plane coloured by the class that a classifier predicts."""

import numpy as np

from course.drawing import Drawing

_CLASSES = {0: ("#b35806", "#fdd9a8", "o"), 1: ("#542788", "#cfc6e6", "^")}
_LEFT, _TOP, _RIGHT, _BELOW, _WIDTH, _HEIGHT, _LEAST = 62, 54, 16, 46, 420, 320, 60
_STEP = 3  # pixels between the points that are asked for
_AT_ONCE = 1000


def decision_boundary(predict, X, labels, title=""):
    """Colour the plane by the class that a classifier predicts, with the examples on top.

    Parameters
    ----------
    predict : callable
        Maps points, ndarray of shape (M, 2), to class numbers, ndarray of shape (M,).
    X : ndarray of shape (N, 2)
    labels : ndarray of shape (N,)
        Integer classes, 0 or 1.
    title : str

    Returns
    -------
    course.drawing.Drawing
        Both inputs on the same scale, unless one of them would be too narrow to see.
    """
    low, high = X.min(axis=0) - 0.4, X.max(axis=0) + 0.4
    room = np.maximum(min(np.array([_WIDTH, _HEIGHT]) / (high - low)) * (high - low), _LEAST)
    width, height = _STEP * (room / _STEP).round()  # whole pixels: parts of one would show between the rows
    scale = np.array([width, height]) / (high - low)
    drawing = Drawing(title or "decision boundary", _LEFT + width + _RIGHT, _TOP + height + _BELOW)
    drawing.text(drawing.width / 2, 16, title, 14)
    _background(drawing, predict, low, high, width, height)
    places = np.column_stack([_LEFT + scale[0] * (X[:, 0] - low[0]), _TOP + scale[1] * (high[1] - X[:, 1])])
    size = 3 if len(X) > 30 else 6
    for (x, y), label in zip(places, labels, strict=True):
        colour, _, mark = _CLASSES[int(label)]
        drawing.mark(x, y, mark, colour, size)
    _axes(drawing, low, high, scale, width, height)
    for label, (colour, _, mark) in _CLASSES.items():
        x = _LEFT + width - 140 + 76 * label
        drawing.mark(x, 40, mark, colour, 4)
        drawing.text(x + 10, 40, f"class {label}", 12, "start")
    return drawing


def _background(drawing, predict, low, high, width, height):
    """All of it in the colour of class 0; on it, row by row, the stretches of class 1."""
    columns, rows = int(width / _STEP), int(height / _STEP)
    across = low[0] + (np.arange(columns) + 0.5) / columns * (high[0] - low[0])
    down = high[1] - (np.arange(rows) + 0.5) / rows * (high[1] - low[1])
    points = np.column_stack([np.tile(across, rows), np.repeat(down, columns)])
    # Some at a time: all at once, a network's hidden layers outgrow the processor's cache.
    classes = np.concatenate([predict(some) for some in np.array_split(points, len(points) // _AT_ONCE + 1)])
    classes = classes.reshape(rows, columns) == 1
    drawing.rectangle(_LEFT, _TOP, width, height, _CLASSES[0][1])
    turns = np.diff(np.pad(classes, ((0, 0), (1, 1))).astype(int), axis=1)
    for (row, start), (_, end) in zip(np.argwhere(turns == 1), np.argwhere(turns == -1), strict=True):
        drawing.rectangle(_LEFT + _STEP * start, _TOP + _STEP * row, _STEP * (end - start), _STEP, _CLASSES[1][1])


def _axes(drawing, low, high, scale, width, height):
    drawing.rectangle(_LEFT, _TOP, width, height, "none", "black")
    for tick in _ticks(low[0], high[0]):
        drawing.text(_LEFT + scale[0] * (tick - low[0]), _TOP + height + 12, _written(tick), 12)
    for tick in _ticks(low[1], high[1]):
        drawing.text(_LEFT - 7, _TOP + scale[1] * (high[1] - tick), _written(tick), 12, "end")
    drawing.text(_LEFT + width / 2, _TOP + height + 34, "first input", 13)
    drawing.text(14, _TOP + height / 2, "second input", 13, upwards=True)


def _ticks(low, high):
    """Three to six round numbers in between."""
    rough = (high - low) / 3
    unit = 10.0 ** np.floor(np.log10(rough))
    step = unit * max(m for m in (1, 2, 5) if m * unit <= rough)
    return step * np.arange(np.ceil(low / step), np.floor(high / step) + 1) + 0.0  # no -0


def _written(tick):
    return f"{tick:.6g}".replace("-", "−")
