"""A small SVG drawing that Jupyter shows below a cell.

Checks draw with this class because creating a matplotlib figure takes about fifty times as long.
"""

from collections.abc import Container
from xml.sax.saxutils import escape, quoteattr


class Drawing:
    """SVG drawing in pixel coordinates, measured from the upper left corner.

    Parameters
    ----------
    title : str
        Text alternative: what screen readers and consoles show.
    width, height : float
        Size in pixels.
    """

    def __init__(self, title: str, width: float, height: float) -> None:
        self.title, self.width, self.height = title, width, height
        self._elements: list[str] = []

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str, outline: str = "none") -> None:
        """Add a rectangle with its upper left corner at (x, y)."""
        self._elements.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"'
            f' stroke="{outline}"/>'
        )

    def mark(self, x: float, y: float, shape: str, fill: str, size: float) -> None:
        """Add a mark with a white edge, centred at (x, y): a circle for the shape "o", else a triangle."""
        outline = f'fill="{fill}" stroke="white" stroke-width="0.5" shape-rendering="auto"'
        if shape == "o":
            self._elements.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" {outline}/>')
        else:
            half, top, bottom = 1.15 * size, y - 1.3 * size, y + 0.9 * size
            corners = f"{x:.1f},{top:.1f} {x + half:.1f},{bottom:.1f} {x - half:.1f},{bottom:.1f}"
            self._elements.append(f'<polygon points="{corners}" {outline}/>')

    def text(
        self,
        x: float,
        y: float,
        words: object,
        size: float,
        anchor: str = "middle",
        colour: str = "black",
        upwards: bool = False,
    ) -> None:
        """Add one line of text.

        Parameters
        ----------
        x, y : float
            Position of the anchor; y is the vertical centre of the letters.
        words : object
            The text; other objects are converted by `str`.
        size : float
            Font size in pixels.
        anchor : str, optional
            SVG's ``text-anchor``: "start", "middle" or "end".
        colour : str, optional
            Any colour of CSS.
        upwards : bool, optional
            Rotate the text to read from bottom to top.
        """
        place = f'x="{x:.1f}" y="{y + 0.35 * size:.1f}"'
        if upwards:
            place = f'transform="translate({x + 0.35 * size:.1f} {y:.1f}) rotate(-90)"'
        self._elements.append(
            f'<text {place} font-size="{size}" text-anchor="{anchor}" fill="{colour}">{escape(str(words))}</text>'
        )

    def svg(self) -> str:
        """Return the drawing as an SVG document with a white background, so that it is readable on dark pages."""
        name = quoteattr(self.title)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:.0f}" height="{self.height:.0f}"'
            f' viewBox="0 0 {self.width:.0f} {self.height:.0f}" role="img" aria-label={name}'
            f' shape-rendering="crispEdges" font-family="DejaVu Sans, Verdana, sans-serif">'
            f'<rect width="100%" height="100%" fill="white"/>{"".join(self._elements)}</svg>'
        )

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        return {"image/svg+xml": self.svg(), "text/plain": self.title}
