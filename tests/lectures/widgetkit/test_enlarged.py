"""A heat map looks as matplotlib draws it, whatever changes between two frames."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from lectures.widgetkit.enlarged import Enlarged

CHANGES = (
    dict(),
    dict(shape=(7, 4)),
    dict(shape=(240, 240)),
    dict(extent=(0.1, 0.6, 0.3, 0.7)),  # a part of the axes
    dict(xlim=(0.4, 0.5), ylim=(0.9, 0.1)),  # a part of the image, upside down
    dict(xlim=(2, 3)),  # nothing of it
    dict(hole=True),
    dict(alpha=0.4),
    dict(interpolation="bilinear"),
)


@pytest.mark.parametrize("origin", ["upper", "lower"])
def test_every_pixel_is_the_one_that_matplotlib_draws(origin):
    rng, figure = np.random.default_rng(0), Figure()
    renderer, axes = FigureCanvasAgg(figure).get_renderer(), figure.add_subplot()
    image = axes.imshow(np.zeros((5, 9)), origin=origin, cmap="cividis", vmin=0, vmax=1, interpolation="nearest")
    enlarged = Enlarged(image)
    for change in (*CHANGES, *CHANGES[::-1]):
        data = rng.random(change.get("shape", (5, 9)))
        data[0, 1] = np.nan if change.get("hole") else 0
        image.set(data=data, extent=change.get("extent", (0, 1, 0, 1)), alpha=change.get("alpha"))
        image.set_interpolation(change.get("interpolation", "nearest"))
        axes.set(xlim=change.get("xlim", (0, 1)), ylim=change.get("ylim", (0, 1)))
        pixels, *place = enlarged(renderer)
        expected, *there = image.make_image(renderer)
        assert place[:2] == there[:2], change
        assert np.array_equal(pixels, expected), change
