"""Two gradients and their difference as heat-maps on one scale."""

import numpy as np

LABELLED = 60  # more numbers than this cannot be read


def gradient_picture(name, got, expected):
    """Draw the student's gradient, the measured one, and the difference.

    Parameters
    ----------
    name : str
    got, expected : ndarray of the same shape, one or two axes

    Returns
    -------
    matplotlib.figure.Figure
        Three axes on one scale, symmetric about 0; orange and purple can be told apart with any colour vision.
    """
    from matplotlib.figure import Figure

    panels = {f"your {name}": got, "central differences": expected, "yours − measured": got - expected}
    panels = {title: np.atleast_2d(values) for title, values in panels.items()}
    limit = max(np.abs(values).max() for values in panels.values()) or 1.0
    rows, columns = panels[f"your {name}"].shape

    unit = 1.0 if 0.1 <= limit < 1000 else 10.0 ** np.floor(np.log10(limit))
    in_units = "" if unit == 1 else f" (numbers in units of {unit:.0e})"

    width, height = min(3 * max(1.9, 0.55 * columns), 11), min(0.95 + max(0.55, 0.42 * rows), 7)
    figure = Figure(figsize=(width, height))
    figure.suptitle(f"{name}: where the two gradients differ{in_units}", fontsize=11, y=1 - 0.06 / height)
    for number, (title, values) in enumerate(panels.items()):
        # Inches from the edges: a layout engine would draw everything twice to find them.
        left, bottom, top = 0.25 + number * (width - 0.25) / 3, 0.22, 0.5
        place = left / width, bottom / height, ((width - 0.25) / 3 - 0.15) / width, 1 - (bottom + top) / height
        axes = figure.add_axes(place)
        axes.imshow(values, cmap="PuOr", vmin=-limit, vmax=limit, aspect="auto")
        axes.set_title(title, fontsize=9)
        axes.set_xticks(range(columns))
        axes.set_yticks(range(rows) if got.ndim == 2 and number == 0 else [])
        axes.tick_params(length=0, labelsize=7)
        if values.size <= LABELLED:
            _label(axes, values, limit, unit)
    return figure


def _label(axes, values, limit, unit):
    for (row, column), value in np.ndenumerate(values):
        colour = "white" if abs(value) > 0.65 * limit else "black"
        text = f"{value / unit:.2f}".replace("-0.00", "0.00").replace("-", "−")
        axes.text(column, row, text, ha="center", va="center", color=colour, fontsize=8)
