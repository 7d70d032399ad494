"""Synthetic images of digits, rendered with the fonts that come with matplotlib."""

from functools import cache
from pathlib import Path as File
from typing import TypeAlias

import numpy as np

from course.types import Array, Integers

Polygons: TypeAlias = tuple[Array, ...]

FACES = (
    *("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique"),
    *("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic", "DejaVuSerif-BoldItalic"),
    *("STIXGeneral", "STIXGeneralBol", "STIXGeneralItalic", "STIXGeneralBolIta"),
    *("cmr10", "cmb10", "cmss10", "cmtt10"),
)


def rendered_digits(N: int, rng: np.random.Generator, side: int = 28) -> tuple[Array, Integers]:
    """Render random digits in random fonts, each rotated, slanted, scaled and shifted a little.

    Parameters
    ----------
    N : int
        Number of images.
    rng : numpy.random.Generator
    side : int, optional
        Height and width in pixels.

    Returns
    -------
    X : ndarray of shape (N, side * side)
        Grey values from 0 (background) to 1 (ink), one image per row, flattened in C order.
    labels : ndarray of shape (N,)
        Digits 0 to 9. The counts of two digits differ by at most one.

    Notes
    -----
    Source: the image of 28 x 28 = 784 numbers in S0-16. Rendering takes about 1 ms for each image.

    Examples
    --------
    >>> X, labels = rendered_digits(20, np.random.default_rng(0))
    >>> X.shape, np.bincount(labels).tolist()
    ((20, 784), [2, 2, 2, 2, 2, 2, 2, 2, 2, 2])
    """
    labels = rng.permutation(np.arange(N) % 10)
    faces = rng.integers(len(FACES), size=N)
    X = np.empty((N, side * side))
    for i, (digit, face) in enumerate(zip(labels, faces, strict=True)):
        X[i] = rasterise(outline(int(digit), FACES[face]), jitter(rng), side).ravel()
    return X, labels


@cache
def outline(digit: int, face: str) -> Polygons:
    """Outline of a digit, scaled to height 1 and centred at the origin; y points up.

    Parameters
    ----------
    digit : int
    face : str
        One of `FACES`.

    Returns
    -------
    tuple of ndarray of shape (M, 2)
        Closed polygons.
    """
    import matplotlib  # imported here because it is slow, and most users of this package render no digits
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    fonts = File(matplotlib.get_data_path()) / "fonts" / "ttf"
    text = TextPath((0, 0), str(digit), size=100, prop=FontProperties(fname=fonts / f"{face}.ttf"))
    polygons = text.to_polygons()
    corners = np.concatenate(polygons)
    low, high = corners.min(axis=0), corners.max(axis=0)
    return tuple((polygon - (low + high) / 2) / (high - low)[1] for polygon in polygons)


def jitter(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw a random affine map from the coordinates of the image to those of the undistorted digit.

    Parameters
    ----------
    rng : numpy.random.Generator

    Returns
    -------
    matrix : ndarray of shape (2, 2)
    shift : ndarray of shape (2,)
    """
    angle, slant = rng.uniform(-0.15, 0.15, size=2)
    width, height = rng.uniform(0.9, 1.15, size=2)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return turn @ np.array([[1.0, slant], [0.0, 1.0]]) * [width, height], rng.uniform(-0.08, 0.08, size=2)


def rasterise(polygons: Polygons, image_to_digit: tuple[Array, Array], side: int) -> Array:
    """Render polygons as an image whose side is 1.45 times the height of the digit.

    A point has ink if it lies inside an odd number of polygons, which keeps the holes of 0, 4, 6, 8 and 9 open.

    Parameters
    ----------
    polygons : tuple of ndarray of shape (M, 2)
        As of `outline`.
    image_to_digit : tuple of ndarray
        As of `jitter`.
    side : int
        Height and width in pixels.

    Returns
    -------
    ndarray of shape (side, side)
        Share of ink in each pixel, sampled at 2 x 2 points or more.
    """
    from matplotlib.path import Path

    matrix, shift = image_to_digit
    dots = max(2, 56 // side)  # per side of a pixel; with fewer, thin strokes fall between the points of a large pixel
    across = ((np.arange(dots * side) + 0.5) / (dots * side) - 0.5) * 1.45
    x, y = np.meshgrid(across, -across)
    points = np.column_stack([x.ravel(), y.ravel()]) @ matrix.T + shift
    ink = np.zeros(len(points), dtype=bool)
    for polygon in polygons:
        ink ^= Path(polygon).contains_points(points)
    return np.asarray(ink.reshape(side, dots, side, dots).mean(axis=(1, 3)))
