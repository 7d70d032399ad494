"""Make figures and show them below a notebook cell without pyplot's global state.

matplotlib and IPython are imported only when a figure is shown: a notebook whose checks all pass does not wait for
them.
"""

from typing import TYPE_CHECKING

from course.drawing import Drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure


WIDTH = 3.8  # inches: in the 274 pixels that JupyterLab leaves on a phone, letters of 11 points are 11 pixels high
_POINTS = 11


def new_figure(title: str, height: float) -> "Figure":
    """Make a figure with its title above, in letters that a phone can show; later ones have that size, too.

    Parameters
    ----------
    title : str
    height : float
        Inches; the width is always the same.

    Returns
    -------
    matplotlib.figure.Figure
        Without axes.
    """
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.rcParams.update({"font.size": _POINTS, "axes.titlesize": _POINTS, "figure.titlesize": _POINTS})
    figure = Figure(figsize=(WIDTH, height))
    figure.suptitle(title)
    return figure


def show(figure: "Figure | Drawing") -> None:
    """Show a figure below the running notebook cell; do nothing outside a notebook.

    Parameters
    ----------
    figure : matplotlib.figure.Figure or course.drawing.Drawing
        Figures of matplotlib are shown as PNG at 100 dots per inch.
    """
    import io

    try:
        from IPython import get_ipython
        from IPython.display import Image, display
    except ImportError:
        return
    if get_ipython() is None:
        return
    if isinstance(figure, Drawing):
        display(figure)
        return
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=100)
    display(Image(png.getvalue(), alt=figure.get_suptitle() or "figure"))
