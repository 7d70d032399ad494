"""Figures of the notebooks, drawn without touching pyplot's global state.

matplotlib is imported only when something is drawn, so that a notebook whose checks all pass stays fast.
"""

import numpy as np

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


def decision_boundary(predict, X, labels, title=""):
    """Colour the plane by the class that a classifier predicts, with the examples on top.

    Parameters
    ----------
    predict : callable
        Maps points, ndarray of shape (M, 2), to class numbers, ndarray of shape (M,).
    X : ndarray of shape (N, 2)
    labels : ndarray of shape (N,)
        Integer classes, 0 or 1.
    title : str

    Returns
    -------
    matplotlib.figure.Figure
    """
    from matplotlib.figure import Figure

    low, high = X.min(axis=0) - 0.4, X.max(axis=0) + 0.4
    across, up = np.meshgrid(np.linspace(low[0], high[0], 100), np.linspace(low[1], high[1], 78))
    classes = predict(np.column_stack([across.ravel(), up.ravel()])).reshape(across.shape)

    figure = Figure(figsize=(5.2, 3.6))
    figure.suptitle(title, fontsize=11)
    axes = figure.add_axes((0.14, 0.14, 0.83, 0.77))  # a layout engine would draw everything twice
    axes.contourf(across, up, classes, levels=[-0.5, 0.5, 1.5], colors=["#fdd9a8", "#cfc6e6"])
    for label, colour, marker in [(0, "#b35806", "o"), (1, "#542788", "^")]:
        points = X[labels == label]
        axes.scatter(
            *points.T, s=20, c=colour, marker=marker, edgecolors="white", linewidths=0.5, label=f"class {label}"
        )
    axes.set(xlabel="first input", ylabel="second input", aspect="equal")
    axes.locator_params(nbins=4)
    axes.legend(loc="upper right", fontsize=8)
    return figure
