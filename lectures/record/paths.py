"""Paths as SVG's path data, in whole units, relative to where they begin."""

import numpy as np
from matplotlib.path import Path

_LETTERS = {Path.MOVETO: "m", Path.LINETO: "l", Path.CURVE3: "q", Path.CURVE4: "c"}
_POINTS = {Path.MOVETO: 1, Path.LINETO: 1, Path.CURVE3: 2, Path.CURVE4: 3}


def svg(vertices, codes):
    """Path data, and the place of its first point.

    Parameters
    ----------
    vertices : ndarray of shape (n, 2)
        In the units of the result, with y pointing down; rounded here.
    codes : ndarray of shape (n,)
        Those of `matplotlib.path.Path`, without ``STOP``.

    Returns
    -------
    data : str
        Begins with ``m0 0``; empty for a path without points.
    x, y : int
    """
    if not len(vertices):
        return "", 0, 0
    points = np.rint(vertices).astype(int).tolist()
    x, y = points[0]
    parts, letter, here, start, i = [], "", (x, y), (x, y), 0
    while i < len(points):
        code = codes[i]
        if code == Path.CLOSEPOLY:
            parts.append("z")
            letter, here, i = "z", start, i + 1
            continue
        ends = points[i : i + _POINTS[code]]
        i += len(ends)
        if code == Path.LINETO and tuple(ends[0]) == here and letter == "l":
            continue
        told = " ".join(f"{px - here[0]} {py - here[1]}" for px, py in ends)
        here = tuple(ends[-1])
        if code == Path.MOVETO:
            start = here
        parts.append(told if letter == _LETTERS[code] and code != Path.MOVETO else _LETTERS[code] + told)
        letter = _LETTERS[code]
    return " ".join(parts).replace(" -", "-"), x, y
