"""The same number of parameters, spent on depth or on width."""


def width_for_budget(budget, n_in, n_out, depth):
    """The largest width at which a network of equal hidden layers stays within a budget of parameters.

    Parameters
    ----------
    budget : int
        Total number of weights and biases.
    n_in, n_out : int
        Inputs and outputs of the network.
    depth : int
        Hidden layers, at least 1.

    Returns
    -------
    int
        0 if the budget is too small for one unit a layer.

    Notes
    -----
    Source: S2-23, "how do we decide depth, width?" No formula answers it; with the budget fixed, the networks can be
    compared. In theory one hidden layer suffices (S2-24); `montufar_bound` first grows with depth and falls again when
    the layers become too narrow to fold.

    Examples
    --------
    >>> [width_for_budget(500, 2, 1, depth) for depth in (1, 2, 4, 8)]
    [124, 19, 11, 7]
    """

    def parameters(width):
        return (n_in + 1) * width + (depth - 1) * (width + 1) * width + (width + 1) * n_out

    width = 0
    while parameters(width + 1) <= budget:
        width += 1
    return width
