"""Draw two gradients and their difference as heat maps on one colour scale."""

import numpy as np

from course.drawing import Drawing
from course.types import Array

_MAX_LABELS, _MIN_LABEL_WIDTH = 60, 38  # more numbers, or numbers in narrower cells, are unreadable
# Orange, white, purple (ColorBrewer's PuOr): told apart with any colour vision.
_STOPS = np.array([[127, 59, 8], [241, 163, 64], [247, 247, 247], [153, 142, 195], [45, 0, 75]])
# In pixels. The panels stand below each other: side by side, a phone would make their letters too small.
_WIDTH, _MAX_HEIGHT, _LEFT, _RIGHT, _TOP, _ABOVE, _BELOW = 310, 300, 26, 16, 42, 30, 22


def gradient_picture(name: str, got: Array, expected: Array) -> Drawing:
    """Draw the student's gradient, the numerical one, and their difference.

    Parameters
    ----------
    name : str
    got, expected : ndarray of the same shape
        With one or two axes.

    Returns
    -------
    course.drawing.Drawing
        Three panels below each other on one scale, symmetric about 0: orange is negative, purple positive.
    """
    panels = {f"your {name}": got, "central differences": expected, "yours − measured": got - expected}
    panels = {title: np.atleast_2d(values) for title, values in panels.items()}
    limit = max(np.abs(values).max() for values in panels.values()) or 1.0
    rows, columns = panels[f"your {name}"].shape

    unit = 1.0 if 0.1 <= limit < 1000 else 10.0 ** np.floor(np.log10(limit))
    what = f"{name}: where the two gradients differ"
    in_units = "" if unit == 1 else f"(numbers in units of {unit:.0e})"

    height = float(np.clip(30 * rows, 44, _MAX_HEIGHT))
    step = _ABOVE + height + _BELOW  # from panel to panel
    drawing = Drawing(f"{what} {in_units}".strip(), _LEFT + _WIDTH + _RIGHT, _TOP + len(panels) * step)
    drawing.text(drawing.width / 2, 16, what, 14)
    if in_units:
        drawing.text(drawing.width / 2, 36, in_units, 12)
    tops = [_TOP + number * step + _ABOVE for number in range(len(panels))]
    for top, (words, values) in zip(tops, panels.items(), strict=True):
        drawing.text(_LEFT + _WIDTH / 2, top - 12, words, 13)
        _heat_map(drawing, values, top, (_WIDTH / columns, height / rows), limit, unit)
        for column in range(0, columns, _every(columns, _WIDTH)):
            drawing.text(_LEFT + (column + 0.5) * _WIDTH / columns, top + height + 10, column, 11)
    for top in tops if got.ndim == 2 else []:
        for row in range(0, rows, _every(rows, height)):
            drawing.text(_LEFT - 6, top + (row + 0.5) * height / rows, row, 11, "end")
    return drawing


def _every(count: int, pixels: float) -> int:
    """Step between numbered positions on an axis, so that the numbers do not touch."""
    return -int(-count * 16 // pixels)


def _heat_map(
    drawing: Drawing, values: Array, top: float, cell: tuple[float, float], limit: float, unit: float
) -> None:
    width, height = cell
    labelled = values.size <= _MAX_LABELS and width >= _MIN_LABEL_WIDTH
    colours = _colours(values / limit)
    for (row, column), value in np.ndenumerate(values):
        x, y = _LEFT + column * width, top + row * height
        drawing.rectangle(x, y, width, height, colours[row][column])
        if labelled:
            text = f"{value / unit:.2f}".replace("-0.00", "0.00").replace("-", "−")
            colour = "white" if abs(value) > 0.65 * limit else "black"
            drawing.text(x + width / 2, y + height / 2, text, 12, colour=colour)
    drawing.rectangle(_LEFT, top, values.shape[1] * width, values.shape[0] * height, "none", "black")


def _colours(shares: Array) -> list[list[str]]:
    """Hexadecimal colours for a matrix of numbers from -1 to 1."""
    places = np.linspace(-1, 1, len(_STOPS))
    channels = np.stack([np.interp(shares, places, stops) for stops in _STOPS.T]).round().astype(int)
    colours: list[list[str]] = np.vectorize("#{:02x}{:02x}{:02x}".format)(*channels).tolist()
    return colours
