"""Show figures below a notebook cell without pyplot's global state.

matplotlib and IPython are imported only when a figure is shown: a notebook whose checks all pass does not wait for
them.
"""

from typing import TYPE_CHECKING

from course.drawing import Drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure


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
