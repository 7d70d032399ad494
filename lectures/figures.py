"""Axes whose letters a phone can show; a neuron; a computation graph; a network with its shapes at its arrows."""

import matplotlib.pyplot as plt

from lectures.widgetkit import style

WIDTH = 5.2  # inches: in the 358 pixels that a phone leaves, letters of 12 points are 11 pixels high


def panels(columns=1, height=3.2, **more):
    """Axes side by side, in a figure so small that its letters can be read on a phone.

    Parameters
    ----------
    columns : int
    height : float
        Inches; the width is always the same.
    **more
        Passed on to ``plt.subplots``.

    Returns
    -------
    matplotlib.axes.Axes, or an array of them
    """
    figure, axes = plt.subplots(1, columns, figsize=(WIDTH, height), layout="constrained", **more)
    for one in figure.axes:
        one.set_prop_cycle(color=style.COLOURS)  # which colour-blind people tell apart
    return axes


def draw_neuron(names=("x₁", "x₂", "x₃"), weights=("w₁", "w₂", "w₃")):
    """Draw inputs, weights, the sum, the activation and the output of one neuron.

    Parameters
    ----------
    names, weights : sequence of str
        Of the inputs and of the edges from them.
    """
    axes = _blank((WIDTH, 2.4), xlim=(-0.5, 6.9), ylim=(-0.5, len(names) - 0.5))
    middle = (len(names) - 1) / 2
    for i, (name, weight) in enumerate(zip(names, weights, strict=True)):
        height = len(names) - 1 - i
        _arrow(axes, (0.3, height), (1.75, middle + 0.12 * (height - middle)))
        axes.text(1.0, height + 0.45 * (middle - height) + 0.16, weight, ha="center", color=style.VERMILION)
        _node(axes, 0, height, name)
    _arrow(axes, (2.1, middle + 0.85), (2.1, middle + 0.38))
    axes.text(2.1, middle + 0.95, "b", ha="center", color=style.VERMILION)
    _node(axes, 2.1, middle, "Σ")
    _arrow(axes, (2.4, middle), (4.5, middle))
    axes.text(3.45, middle + 0.14, "z = x·w + b", ha="center")
    _node(axes, 4.8, middle, "f")
    _arrow(axes, (5.1, middle), (6.7, middle))
    axes.text(5.9, middle + 0.14, "a = f(z)", ha="center")
    plt.show()


def draw_shapes(sizes, batch="N", backward=False):
    """Draw a network layer by layer, with the shape of what runs along each arrow and of what stands on it.

    Parameters
    ----------
    sizes : list of int
        Widths, the input's first.
    batch : str or int
        The number of examples, as it is to be printed.
    backward : bool
        Also draw the way of the gradients.
    """
    last = len(sizes) - 1
    axes = _blank(
        (WIDTH, 3.0 if backward else 1.9),
        xlim=(-0.45, 2 * last + 0.45),
        ylim=(-1.4 if backward else -0.3, 1.3),
    )
    for layer, size in enumerate(sizes):
        x, name = 2 * layer, f"A{subscript(layer)}" if layer else "X"
        axes.text(x, 0.75, f"{name}\n({batch}, {size})", ha="center", color=style.BLUE, linespacing=1.4)
        _node(axes, x, 0.25, "", colour=style.BLUE)
        if layer == last:
            continue
        mark = subscript(layer + 1)
        _arrow(axes, (x + 0.3, 0.25), (x + 1.7, 0.25), style.BLUE)
        axes.text(x + 1, 0.4, f"W{mark} ({size}, {sizes[layer + 1]})", ha="center")
        axes.text(x + 1, -0.02, f"b{mark} ({sizes[layer + 1]},)", ha="center")
        if backward:
            _arrow(axes, (x + 1.7, -0.45), (x + 0.3, -0.45), style.VERMILION)
            axes.text(x + 1, -0.72, f"dW{mark} ({size}, {sizes[layer + 1]})", ha="center")
            axes.text(
                x + 2, -0.78, f"dZ{mark}\n({batch}, {sizes[layer + 1]})", ha="center", va="top", color=style.VERMILION
            )
    plt.show()


def draw_graph(places, edges, height=2.6, along=0.5):
    """Draw a computation graph, a number or a formula at every edge.

    Parameters
    ----------
    places : dict
        ``{name: (x, y)}``, from 0 to 1 both.
    edges : dict
        ``{(from, to): label}``.
    height : float
        Inches.
    along : float
        Where on its edge a label stands, from 0 to 1: in the middle, labels of edges that cross would meet.
    """
    axes = _blank((WIDTH, height), xlim=(-0.06, 1.06), ylim=(-0.16, 1.16))
    for (start, end), label in edges.items():
        (x, y), (x2, y2) = places[start], places[end]
        _arrow(axes, (x, y), (x2, y2), shrink=17)
        at = (x + along * (x2 - x), y + along * (y2 - y))
        lifted = {"va": "bottom"} if y == y2 else {"va": "center", "bbox": style.PAPER}  # a line is no minus sign
        axes.text(*at, str(label).replace("-", "−"), ha="center", color=style.VERMILION, **lifted)
    for name, (x, y) in places.items():
        _node(axes, x, y, name)
    plt.show()


def subscript(number):
    """A number in small digits below the line, for labels that are plain text."""
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def _blank(size, **limits):
    axes = plt.figure(figsize=size, layout="constrained").add_subplot()
    axes.set(**limits)
    axes.axis("off")
    return axes


def _node(axes, x, y, name, colour=style.BLACK):
    axes.plot([x], [y], "o", markersize=26, markerfacecolor="white", markeredgecolor=colour, markeredgewidth=1.8)
    axes.text(x, y, name, ha="center", va="center")


def _arrow(axes, start, end, colour=style.BLACK, shrink=2):
    looks = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.6, "shrinkA": shrink, "shrinkB": shrink}
    axes.annotate("", end, start, arrowprops=looks)
