"""Positions at which to draw the units of a network, and the edges between them."""


def network_layout(sizes):
    """Positions of all units in the unit square, and the edges.

    Parameters
    ----------
    sizes : list of int
        Widths n_0, n_1, …, n_L, the input first.

    Returns
    -------
    places : dict
        From ``(layer, unit)`` to ``(x, y)``: layers from left to right, units from top to bottom, each layer centred.
    edges : list of ((layer, unit), (layer, unit))
        From every unit to every unit of the next layer, one for each weight. Biases are not drawn.

    Notes
    -----
    Source: S0-01, S1-23. No edge goes back or stays within a layer: that is what feed-forward means (S0-06).

    Examples
    --------
    >>> places, edges = network_layout([2, 1])
    >>> places
    {(0, 0): (0.0, 0.75), (0, 1): (0.0, 0.25), (1, 0): (1.0, 0.5)}
    >>> edges
    [((0, 0), (1, 0)), ((0, 1), (1, 0))]
    """
    depth, widest = max(len(sizes) - 1, 1), max(sizes)
    places = {
        (layer, unit): (layer / depth, 0.5 + ((width - 1) / 2 - unit) / widest)
        for layer, width in enumerate(sizes)
        for unit in range(width)
    }
    edges = [
        ((layer, i), (layer + 1, j))
        for layer in range(len(sizes) - 1)
        for i in range(sizes[layer])
        for j in range(sizes[layer + 1])
    ]
    return places, edges
