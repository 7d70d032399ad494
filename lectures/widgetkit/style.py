"""How every picture looks: colours that colour-blind people tell apart, letters that the last row reads."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Okabe and Ito's palette; what stands for one thing in one widget stands for it in the others too.
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, YELLOW, BLACK = "#CC79A7", "#56B4E9", "#F0E442", "#1b1b1f"
GREY, PALE = "#80808a", "#e4e4ea"  # for what is beside the point: grids, helper lines, last year's curve
COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)  # of classes and curves, in this order

SIGNED, AMOUNT = "RdBu_r", "cividis"  # colour maps: values around zero, and values from zero on

PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85}  # ``bbox`` of a text over lines

SIZE = (9.0, 4.5)  # inches
DPI = 120

STYLE: dict[Any, object] = {
    "font.family": "DejaVu Sans",
    "font.size": 13,
    "axes.titlesize": 14,
    "axes.labelsize": 13,
    "xtick.labelsize": 12,
    "ytick.labelsize": 12,
    "mathtext.fontset": "dejavusans",
    "text.color": BLACK,
    "text.hinting": "none",  # shifts no stroke onto whole pixels: a third of a letter's time, and no letter the worse
    "axes.labelcolor": BLACK,
    "axes.edgecolor": GREY,
    "xtick.color": BLACK,
    "ytick.color": BLACK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": PALE,
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.5,
    "lines.markersize": 8,
    "image.cmap": SIGNED,
    "image.interpolation": "nearest",
    "legend.frameon": False,
    "figure.dpi": DPI,
}


def panels(
    figure: Figure,
    columns: int = 1,
    rows: int = 1,
    *,
    left: float = 0.1,
    right: float = 0.97,
    bottom: float = 0.17,
    top: float = 0.9,
    wspace: float = 0.3,
    hspace: float = 0.5,
    **more: Any,
) -> list[Axes]:
    """Axes side by side, with room for their labels; the margins are fractions of the picture.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    columns, rows : int
    **more
        Passed on to ``Figure.add_gridspec``, for example ``width_ratios``.

    Returns
    -------
    list of matplotlib.axes.Axes
        Row by row.
    """
    grid = figure.add_gridspec(
        rows, columns, left=left, right=right, bottom=bottom, top=top, wspace=wspace, hspace=hspace, **more
    )
    return [figure.add_subplot(grid[row, column]) for row in range(rows) for column in range(columns)]
