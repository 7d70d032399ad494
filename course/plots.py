"""Figures of the notebooks, drawn without touching pyplot's global state.

matplotlib is imported only when something is drawn, so that a notebook whose checks all pass stays fast.
"""

from course.drawing import Drawing


def show(figure):
    """Put a figure under the running notebook cell; outside a notebook there is nowhere to put it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure or course.drawing.Drawing
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
