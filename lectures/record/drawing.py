"""A matplotlib renderer that writes down what it is told to draw, in quarters of a pixel."""

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from lectures.record.letters import Letters, letter_of
from lectures.record.paths import svg
from lectures.record.tables import Table

UNIT = 4  # to a pixel
COARSE = 4  # units to which the corners of a mesh are rounded: they are many, and a whole pixel is enough
MANY = 16  # polygons of one collection, from which on they are written as a mesh
NOTHING = (0, 0, 0, 0, "butt", "miter", 0)


class Drawing(RendererBase):
    """What is drawn, as operations, and the tables that they refer to.

    An operation is a tuple:

    - ``("p", style, path, x, y)``, and further pairs of x and y for markers;
    - ``("t", style, text, x, y, size)``, and the angle if there is one;
    - ``("i", style, image, x, y, width, height)``, the height less than zero where the first row is the lowest;
    - ``("f", style, corners, polygons, colours)``, polygons that share their corners.

    Parameters
    ----------
    width, height : int
        In pixels.
    dpi : float
    """

    def __init__(self, width, height, dpi):
        super().__init__()
        self.width, self.height, self.dpi = width, height, dpi
        self._measure = RendererAgg(width, height, dpi)
        self._flip = Affine2D().scale(UNIT, -UNIT).translate(0, UNIT * height)
        self.letters = Letters()
        self.paths, self.styles, self.texts, self.images, self.colours = (Table() for _ in range(5))
        self.operations = []

    def taken(self):
        """The operations since the last call."""
        operations, self.operations = self.operations, []
        return tuple(operations)

    def get_canvas_width_height(self):
        return self.width, self.height

    def points_to_pixels(self, points):
        return points * self.dpi / 72

    def get_text_width_height_descent(self, s, prop, ismath):
        return self._measure.get_text_width_height_descent(s, prop, ismath)

    def option_scale_image(self):
        return True

    def draw_path(self, gc, path, transform, rgbFace=None):
        data, x, y, shape = self._shape(gc, path, transform, rgbFace is not None or gc.get_hatch())
        if not data:
            return
        self._add(("p", self._style(gc, rgbFace), shape, x, y))
        if gc.get_hatch():
            self._hatch(gc, path, transform)

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None):
        flip = Affine2D().scale(UNIT, -UNIT)
        edge = self.points_to_pixels(gc.get_linewidth())
        same = rgbFace is not None and _hex(rgbFace) == _hex(gc.get_rgb()) and gc.get_rgb()[3] == 1
        disc = same and marker_path is Path.unit_circle()
        if disc:  # its edge has its colour: one larger disc is the same, and is drawn in a third of the time
            radius = marker_trans.get_matrix()[0, 0]
            marker_trans = Affine2D().scale(1 + edge / 2 / radius) + marker_trans
        data, dx, dy = svg(*_points(marker_path.cleaned(marker_trans + flip, remove_nans=True, curves=True)))
        places = path.transformed(trans + self._flip).vertices
        places = np.rint(places[np.isfinite(places).all(axis=1)] + [dx, dy]).astype(int)
        near = np.abs(places - [2 * self.width, 2 * self.height]).max(axis=1) < UNIT * 10_000
        if near.any():
            shape = self.paths.number(data)
            style = self._style(gc, rgbFace, stroked=not disc)
            self._add(("p", style, shape, *places[near].ravel().tolist()))

    def draw_path_collection(
        self, gc, master_transform, paths, all_transforms, offsets, offset_trans, facecolors, edgecolors, linewidths,
        linestyles, *more, **named,
    ):  # fmt: skip
        polygons = len(paths) >= MANY and not len(all_transforms) and not np.any(offset_trans.transform(offsets))
        if polygons and len(facecolors) and len({len(path.vertices) for path in paths}) == 1:
            gc.set_linewidth(linewidths[0] if len(linewidths) and len(edgecolors) else 0)
            self._mesh(gc, master_transform, paths, facecolors, edgecolors)
        else:
            super().draw_path_collection(
                gc, master_transform, paths, all_transforms, offsets, offset_trans, facecolors, edgecolors, linewidths,
                linestyles, *more, **named,
            )  # fmt: skip

    def draw_image(self, gc, x, y, im, transform=None):
        height, width = im.shape[:2]
        place = transform or Affine2D().scale(width, height)
        (_, b, _), (c, *_), _ = place.get_matrix()
        if b or c:
            raise NotImplementedError("got an image that is turned; expected one along the axes")
        (left, low), (right, high) = (place + Affine2D().translate(x, y) + self._flip).transform([(0, 0), (1, 1)])
        left, low, right, high = (round(float(edge)) for edge in (left, low, right, high))
        distinct, index = np.unique(_words(im), return_inverse=True)
        letters = np.array([letter_of(self.colours.number(f"#{word:08x}")) for word in distinct])
        image = self.images.number((width, height, "".join(letters[index])))
        style = self._style(gc, None, stroked=False, alpha=gc.get_alpha())
        self._add(("i", style, image, left, low, right - left, high - low))

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        text = self.texts.number(self.letters.text(s, prop, ismath))
        # To a hundredth: where the size is off by half a unit, the end of a long text is off by pixels.
        size = round(self.points_to_pixels(prop.get_size_in_points()) * UNIT, 2)
        style = self._style(gc, gc.get_rgb(), stroked=False)
        self._add(("t", style, text, round(UNIT * x), round(UNIT * y), size, *([round(angle)] if angle else [])))

    def _add(self, operation):
        self.operations.append(operation)

    def _shape(self, gc, path, transform, filled):
        """Path data, its place, and its number; what lies far outside the axes is cut off if it is a line."""
        clip, wide = None, self.points_to_pixels(gc.get_linewidth())
        if not filled and gc.get_dashes()[1]:
            clip = (-1, -1, self.width + 1, self.height + 1)  # as in Agg: it is where the dashes begin
        elif not filled:
            box = gc.get_clip_rectangle()
            low, high = (box.min, box.max) if box else ((0, 0), (self.width, self.height))
            clip = (low[0] - wide - 5, low[1] - wide - 5, high[0] + wide + 5, high[1] + wide + 5)
        clean = path.cleaned(
            transform, remove_nans=True, clip=clip, simplify=path.should_simplify and not filled, curves=True,
            stroke_width=wide, snap=gc.get_snap(),
        )  # fmt: skip
        vertices, codes = _points(clean)
        data, x, y = svg(self._flip.transform(vertices), codes)
        return data, x, y, self.paths.number(data) if data else None

    def _style(self, gc, face, stroked=True, alpha=None):
        wide = self.points_to_pixels(gc.get_linewidth()) if stroked else 0
        wide = round(UNIT * wide, 1)
        stroke = _hex(gc.get_rgb()) if wide and gc.get_rgb()[3] else 0
        fill = 0
        if face is not None:
            seen = gc.get_alpha() if gc.get_forced_alpha() or len(face) == 3 else face[3]
            fill = _hex((*face[:3], seen)) if seen else 0
        offset, dashes = gc.get_dashes()
        if dashes is not None and stroke:
            dashes = tuple(round(UNIT * self.points_to_pixels(part), 2) for part in (offset, *dashes))
        cap = {"projecting": "square"}.get(gc.get_capstyle(), gc.get_capstyle())
        line = (wide, dashes or 0, cap, gc.get_joinstyle()) if stroke else NOTHING[2:6]
        more = (alpha,) if alpha not in (None, 1) else ()
        return self.styles.number((fill, stroke, *line, self._clip(gc), *more))

    def _clip(self, gc):
        """A rectangle, or the number of a path and its place; 0 where nothing is cut off."""
        path, transform = gc.get_clip_path()
        if path is not None:
            data, x, y = svg(*_points(path.cleaned(transform + self._flip, curves=True)))
            return (self.paths.number(data), x, y)
        box = gc.get_clip_rectangle()
        if box is None:
            return 0
        left, top, right, bottom = box.x0, self.height - box.y1, box.x1, self.height - box.y0
        return tuple(round(UNIT * float(edge)) for edge in (left, top, right - left, bottom - top))

    def _hatch(self, gc, path, transform):
        """Lines over the bounding box of a path, cut off at its edge; Agg repeats them with a period of an inch."""
        box = path.get_extents(transform)
        if not np.isfinite(box.extents).all() or not box.width or not box.height:
            return
        one, inch, lines = gc.get_hatch_path(), self.dpi, []
        for column in range(int(box.x0 // inch), int(box.x1 // inch) + 1):
            for row in range(int(box.y0 // inch), int(box.y1 // inch) + 1):
                lines.append(one.transformed(Affine2D().scale(inch).translate(inch * column, inch * row)))
        hatch = self.new_gc()
        hatch.copy_properties(gc)
        hatch.set_hatch(None)
        hatch.set_foreground(gc.get_hatch_color())
        hatch.set_linewidth(gc.get_hatch_linewidth())
        hatch.set_clip_rectangle(None)
        hatch.set_clip_path(None)
        data, x, y, shape = self._shape(hatch, Path.make_compound_path(*lines), Affine2D(), filled=False)
        _, left, top, edge_shape = self._shape(gc, path, transform, filled=True)
        if data:
            number = self._style(hatch, None)
            fill, stroke, *line, _ = self.styles.values[number]
            style = self.styles.number((fill, stroke, *line, (edge_shape, left, top)))
            self._add(("p", style, shape, x, y))

    def _mesh(self, gc, transform, paths, fills, strokes):
        """Polygons that share their corners: the corners once, then each polygon by their numbers."""
        corners = np.array([path.vertices[:-1] for path in paths])  # the last one is the first again
        places = np.rint((transform + self._flip).transform(corners.reshape(-1, 2)) / COARSE).astype(int)
        order = Table()
        index = tuple(_back(order, place) for place in map(tuple, places.tolist()))
        steps = np.diff(order.values, axis=0, prepend=0)
        fills, strokes = (
            np.resize(_words(np.rint(255 * np.atleast_2d(colours))), len(paths)) if len(colours) else [0] * len(paths)
            for colours in (fills, strokes)
        )
        pairs = zip(fills, strokes, strict=True)
        colours = "".join(letter_of(self.colours.number(f"#{fill:08x} #{stroke:08x}")) for fill, stroke in pairs)
        corners, faces = self.paths.number(tuple(steps.ravel().tolist())), self.paths.number((corners.shape[1], index))
        self._add(("f", self._style(gc, None), corners, faces, colours))


def _points(path):
    keep = path.codes != Path.STOP
    return path.vertices[keep], path.codes[keep]


def _back(order, place):
    """0 for a corner that is new, else how many corners have been new since it was."""
    fresh, number = len(order), order.number(place)
    return fresh - number


def _words(colours):
    """Red, green, blue and alpha, from 0 to 255, as one number for each colour."""
    return np.ascontiguousarray(colours, dtype=np.uint8).reshape(-1, 4).view(">u4").ravel()


def _hex(colour):
    return to_hex(colour, keep_alpha=len(colour) == 4 and colour[3] < 1)
