"""A drawing that a notebook shows under its cell, written down as SVG.

For the pictures that a check draws again and again: a figure of matplotlib takes fifty times as long. A drawing stays
sharp at any size, and its words can be read aloud and copied.
"""

from xml.sax.saxutils import escape, quoteattr


class Drawing:
    """Rectangles, marks and words at places in pixels from the upper left; Jupyter shows it by its last method.

    Parameters
    ----------
    title : str
        Stands for the whole where pictures are not seen.
    width, height : float
        In pixels.
    """

    def __init__(self, title, width, height):
        self.title, self.width, self.height = title, width, height
        self._parts = []

    def rectangle(self, x, y, width, height, fill, outline="none"):
        """Add a rectangle with its upper left corner at (x, y)."""
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"'
            f' stroke="{outline}"/>'
        )

    def mark(self, x, y, shape, fill, size):
        """Add a mark around (x, y), "o" a circle or "^" a triangle, with a white edge."""
        outline = f'fill="{fill}" stroke="white" stroke-width="0.5" shape-rendering="auto"'
        if shape == "o":
            self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" {outline}/>')
        else:
            half, top, bottom = 1.15 * size, y - 1.3 * size, y + 0.9 * size
            corners = f"{x:.1f},{top:.1f} {x + half:.1f},{bottom:.1f} {x - half:.1f},{bottom:.1f}"
            self._parts.append(f'<polygon points="{corners}" {outline}/>')

    def text(self, x, y, words, size, anchor="middle", colour="black", upwards=False):
        """Add words on one line, in the middle of the height y, size in pixels; or from below upwards."""
        place = f'x="{x:.1f}" y="{y + 0.35 * size:.1f}"'
        if upwards:
            place = f'transform="translate({x + 0.35 * size:.1f} {y:.1f}) rotate(-90)"'
        self._parts.append(
            f'<text {place} font-size="{size}" text-anchor="{anchor}" fill="{colour}">{escape(str(words))}</text>'
        )

    def svg(self):
        """All of it; white behind, because dark pages exist."""
        name = quoteattr(self.title)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:.0f}" height="{self.height:.0f}"'
            f' viewBox="0 0 {self.width:.0f} {self.height:.0f}" role="img" aria-label={name}'
            f' shape-rendering="crispEdges" font-family="DejaVu Sans, Verdana, sans-serif">'
            f'<rect width="100%" height="100%" fill="white"/>{"".join(self._parts)}</svg>'
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/svg+xml": self.svg(), "text/plain": self.title}
