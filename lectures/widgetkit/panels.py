"""Where a picture may be taken apart, so that its parts can stand below each other on a narrow screen."""

from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.patches import Patch
from matplotlib.text import Text

Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""

SEAM = 6  # pixels around a part, where there is room
WHOLE = 0.9  # of the picture's width: axes from which on may themselves be cut


def boxes_of(figure: Figure, renderer: Any) -> set[Box]:
    """Left, top, right and bottom of whatever must not be cut through, in pixels.

    Axes with their labels; texts of the figure, and patches behind everything; and in axes that fill the whole picture
    their texts and images.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    renderer : matplotlib.backend_bases.RendererBase

    Returns
    -------
    set of tuple of int
    """
    found: list[Artist] = []
    for artist in figure.get_children():
        if isinstance(artist, Axes) and not artist.axison and artist.get_position().width > WHOLE:
            found += [part for part in artist.get_children() if isinstance(part, (Text, AxesImage))]
        elif isinstance(artist, (Axes, Text)) or (isinstance(artist, Patch) and artist.get_zorder() < 0):
            found.append(artist)
    boxes = set()
    for artist in found:
        box = artist.get_tightbbox(renderer) if artist.get_visible() else None
        if box is not None and box.width > 1 and box.height > 1:
            top, bottom = renderer.height - box.y1, renderer.height - box.y0
            left, right = max(box.x0, 0), min(box.x1, renderer.width)
            boxes.add((round(left), round(max(top, 0)), round(right), round(min(bottom, renderer.height))))
    return boxes


def tree_of(boxes: list[Box]) -> list[Any]:
    """Cut between boxes as long as there is a gap from edge to edge.

    Parameters
    ----------
    boxes : list of tuple of int

    Returns
    -------
    list
        ``[left, top, right, bottom]`` of what must stay together; or, with a fifth entry, the list of its parts,
        ``[left, top, right, bottom, [part, …]]``, side by side or below each other.
    """
    return _tree(boxes, [0, 0, 10**6, 10**6])


def _tree(boxes: list[Box], room: list[int]) -> list[Any]:
    frame = [min(box[0] for box in boxes), min(box[1] for box in boxes)]
    frame += [max(box[2] for box in boxes), max(box[3] for box in boxes)]
    seen: list[Any] = [max(frame[0] - SEAM, room[0]), max(frame[1] - SEAM, room[1])]
    seen += [min(frame[2] + SEAM, room[2]), min(frame[3] + SEAM, room[3])]
    for axis in (0, 1):
        groups = _groups(boxes, axis)
        if len(groups) > 1:
            return [*seen, [_tree(group, _room(seen, groups, i, axis)) for i, group in enumerate(groups)]]
    return seen


def _groups(boxes: list[Box], axis: int) -> list[list[Box]]:
    """Boxes that overlap along an axis, together."""
    groups: list[list[Box]] = []
    end = 0
    for box in sorted(boxes, key=lambda box: box[axis]):
        if not groups or box[axis] >= end:
            groups.append([])
            end = box[axis + 2]
        groups[-1].append(box)
        end = max(end, box[axis + 2])
    return groups


def _room(seen: list[int], groups: list[list[Box]], i: int, axis: int) -> list[int]:
    """The strip of a group, to the middle of the gaps beside it."""
    room = list(seen)
    if i > 0:
        room[axis] = (max(box[axis + 2] for box in groups[i - 1]) + min(box[axis] for box in groups[i])) // 2
    if i + 1 < len(groups):
        room[axis + 2] = (max(box[axis + 2] for box in groups[i]) + min(box[axis] for box in groups[i + 1])) // 2
    return room
