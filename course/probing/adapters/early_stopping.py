"""Early stopping, watched: which epochs it asked for, and whether what it kept stays."""

import numpy as np


def watched(early_stopping):
    """Early stopping, asked about a training whose params say which epoch they are of.

    Returns
    -------
    callable
        ``asked(losses, patience, in_place)``, which returns what `early_stopping` returned, and how many epochs it
        asked for. After epoch e all weights are e, and all biases e + 1/2. With `in_place` the training goes on in its
        own arrays: whoever kept them without a copy sees them change.

    Examples
    --------
    >>> def last(history, patience):
    ...     for number, (params, price) in enumerate(history):
    ...         pass
    ...     return params, number
    >>> (params, best), epochs = watched(last)([3.0, 1.0, 2.0], 1, False)
    >>> best, epochs, params[0][1]
    (2, 3, array([2.5, 2.5, 2.5]))
    """

    def asked(losses, patience, in_place):
        epochs = []
        result = early_stopping(_training(losses, in_place, epochs), patience)
        if in_place and epochs:
            epochs[-1](len(losses))  # the training goes on
        return result, len(epochs)

    return asked


def _training(losses, in_place, epochs):
    """After each epoch (params, loss); notes how the params can still be changed."""
    params = _zeros()
    for epoch, loss in enumerate(losses):
        params = params if in_place else _zeros()

        def write(number, arrays=tuple(params)):
            for W, b in arrays:
                W[...], b[...] = number, number + 0.5

        write(epoch)
        epochs.append(write)
        yield params, loss


def _zeros():
    return [(np.zeros((2, 3)), np.zeros(3)), (np.zeros((3, 2)), np.zeros(2))]
