"""A grid to draw a digit on, which is read again at every click."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from course.types import Array

if TYPE_CHECKING:
    from ipywidgets import Box

_INK, _PAPER = "#222222", "#f4f4f4"


def draw_digit(read: Callable[[Array], Array], start: Array) -> None:
    """Show a grid to draw on, and what is read.

    Where nobody can click, as in a script or while a notebook is graded, the start alone is read.

    Parameters
    ----------
    read : callable
        ``read(x) -> scores``: from a picture of shape (height * width,) to one score for each digit.
    start : ndarray of shape (height, width)
        The picture to begin with: 1 is ink, 0 is paper.
    """
    if _clickable():
        from IPython.display import display

        display(grid(read, start))
    else:
        print(sentence(read(start.ravel())))


def sentence(scores: Array) -> str:
    """Say which digit has the largest score, and which come next.

    >>> sentence(np.array([0.5, 3.0, 1.0]))
    'This is read as a 1. Next likely: 2, then 0.'
    """
    first, second, third = np.argsort(-scores)[:3]
    return f"This is read as a {first}. Next likely: {second}, then {third}."


def grid(read: Callable[[Array], Array], start: Array) -> "Box":
    """The grid with its buttons: one for each pixel, one for a white page."""
    import ipywidgets as widgets

    picture = start.astype(float)
    said = widgets.HTML()
    pixels: dict[tuple[int, ...], widgets.Button] = {}

    def show() -> None:
        for place, pixel in pixels.items():
            pixel.style.button_color = _INK if picture[place] else _PAPER
        said.value = f"<b>{sentence(read(picture.ravel()))}</b>" if picture.any() else "Click on pixels to draw."

    def turn(place: tuple[int, ...]) -> None:
        picture[place] = 1 - picture[place]
        show()

    for place in np.ndindex(picture.shape):
        row, column = (int(i) + 1 for i in place)
        pixel = widgets.Button(
            tooltip=f"row {row}, column {column}", layout=widgets.Layout(width="30px", height="30px", margin="1px")
        )
        pixel.on_click(lambda _, place=place: turn(place))
        pixels[place] = pixel
    clear = widgets.Button(description="white page")

    def wipe(_: object) -> None:
        picture[...] = 0
        show()

    clear.on_click(wipe)
    show()
    rows = [widgets.HBox([pixels[i, j] for j in range(picture.shape[1])]) for i in range(picture.shape[0])]
    return widgets.VBox([*rows, clear, said])


def _clickable() -> bool:
    """Whether a kernel runs this: only then is there a page that can answer."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return getattr(get_ipython(), "kernel", None) is not None
