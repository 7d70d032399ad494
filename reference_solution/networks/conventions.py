"""Conventions of the decks: how they store the weights of a layer, and which layer they call layer 1."""

import numpy as np


def convert_convention(W, b, source, target):
    """Convert the weights and bias of a layer from one deck's convention to another's.

    Parameters
    ----------
    W : ndarray
        Of shape (n_out, n_in) in ``"S0"``, ``"S1"`` and ``"S3 code"``, which write ``W x + b``; of shape (n_in, n_out)
        in ``"S2"``, ``"S3 slides"`` and ``"S4"``, which write ``W^T x + b``, and in ``"course"``.
    b : ndarray or None
        Of shape (n_out,) in ``"course"``; a column of shape (n_out, 1) in the decks; None in ``"S3 slides"``, which has
        no bias.
    source, target : {"S0", "S1", "S2", "S3 slides", "S3 code", "S4", "course"}

    Returns
    -------
    W : ndarray
    b : ndarray or None
        Copies, as `target` stores them.

    Raises
    ------
    ValueError
        If a convention is unknown, if the bias does not fit the weights, or if a bias that is not zero would be lost.

    Notes
    -----
    Source: the decks, S0-07, S1-24, S2-22, S3-12, S3-20, S4-08. A square W fits both ways: only the name of the
    convention tells which is meant.

    Examples
    --------
    >>> W, b = convert_convention(np.array([[1.0, 2.0, 3.0]]), np.array([[7.0]]), "S0", "course")
    >>> W, b
    (array([[1.],
           [2.],
           [3.]]), array([7.]))
    """
    out_by_in = ("S0", "S1", "S3 code")
    known = (*out_by_in, "S2", "S3 slides", "S4", "course")
    for name in (source, target):
        if name not in known:
            raise ValueError(f"got the convention {name!r}, expected one of {', '.join(known)}")
    n_out = np.shape(W)[0] if source in out_by_in else np.shape(W)[1]
    if b is None:
        b = np.zeros(n_out)
    if np.size(b) != n_out:
        raise ValueError(
            f"got weights of shape {np.shape(W)} and {np.size(b)} biases, expected {n_out} in the convention {source}: "
            "is W transposed?"
        )
    if target == "S3 slides" and np.any(b):
        raise ValueError("got a bias that is not zero, expected none: the slides of S3 have no bias")
    W = np.array(W, dtype=float)
    if (source in out_by_in) != (target in out_by_in):
        W = W.T.copy()
    b = np.array(b, dtype=float).reshape(n_out)
    if target == "S3 slides":
        return W, None
    return W, b if target == "course" else b[:, None]


def convert_layer_number(layer, source, target):
    """Convert the number of a layer from one deck's counting to another's.

    Parameters
    ----------
    layer : int
        In S1 the input is layer 1 and the first weights lead to layer 2; everywhere else the input is layer 0.
    source, target : str
        A deck, ``"S0"`` to ``"S4"``, or ``"course"``.

    Returns
    -------
    int

    Notes
    -----
    Source: S1-24 against S3-11, S4-12.

    Examples
    --------
    >>> convert_layer_number(2, "S1", "course")
    1
    """
    return layer - (source == "S1") + (target == "S1")
