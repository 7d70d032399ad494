"""Two gradients and their difference as heat-maps on one scale."""

import numpy as np

LABELLED = 60  # more numbers than this cannot be read
_POINT = 1 / 72  # inches
_PAD = 3.5 * _POINT


def gradient_picture(name, got, expected):
    """Draw the student's gradient, the measured one, and the difference.

    Parameters
    ----------
    name : str
    got, expected : ndarray of the same shape, one or two axes

    Returns
    -------
    matplotlib.figure.Figure
        Three panels on one scale, symmetric about 0; orange and purple can be told apart with any colour vision.
    """
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    panels = {f"your {name}": got, "central differences": expected, "yours − measured": got - expected}
    panels = {title: np.atleast_2d(values) for title, values in panels.items()}
    limit = max(np.abs(values).max() for values in panels.values()) or 1.0
    rows, columns = panels[f"your {name}"].shape

    unit = 1.0 if 0.1 <= limit < 1000 else 10.0 ** np.floor(np.log10(limit))
    in_units = "" if unit == 1 else f" (numbers in units of {unit:.0e})"

    width, height = min(3 * max(1.9, 0.55 * columns), 11), min(0.95 + max(0.55, 0.42 * rows), 7)
    figure = Figure(figsize=(width, height))
    figure.suptitle(f"{name}: where the two gradients differ{in_units}", fontsize=11, y=1 - 0.06 / height)
    # One set of axes for all, in inches from the lower left: three with ticks and titles of their own take half as
    # long again, and a layout engine would draw everything twice.
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    for number, (title, values) in enumerate(panels.items()):
        left, right = 0.25 + np.array([number, number + 1]) * (width - 0.25) / 3 - np.array([0, 0.15])
        bottom, top = 0.22, height - 0.5
        axes.imshow(values, cmap="PuOr", vmin=-limit, vmax=limit, aspect="auto", extent=(left, right, bottom, top))
        axes.add_patch(Rectangle((left, bottom), right - left, top - bottom, fill=False, linewidth=0.8))
        axes.text((left + right) / 2, top + 6 * _POINT, title, fontsize=9, ha="center")
        x, y = _middles(left, right, columns), _middles(top, bottom, rows)
        for column in range(columns):
            axes.text(x[column], bottom - _PAD, column, fontsize=7, ha="center", va="top")
        for row in range(rows if got.ndim == 2 and number == 0 else 0):
            axes.text(left - _PAD, y[row], row, fontsize=7, ha="right", va="center_baseline")
        if values.size <= LABELLED:
            _label(axes, values, x, y, limit, unit)
    axes.set(xlim=(0, width), ylim=(0, height))
    return figure


def _middles(start, end, count):
    """Of so many equal parts of a line."""
    return start + (np.arange(count) + 0.5) * (end - start) / count


def _label(axes, values, x, y, limit, unit):
    for (row, column), value in np.ndenumerate(values):
        colour = "white" if abs(value) > 0.65 * limit else "black"
        text = f"{value / unit:.2f}".replace("-0.00", "0.00").replace("-", "−")
        axes.text(x[column], y[row], text, ha="center", va="center", color=colour, fontsize=8)
