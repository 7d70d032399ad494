"""Diagnose a recorded training: what was wrong with it, and the number that shows it."""

import numpy as np

from reference_solution.digits.train_network import network_gradient, network_logits
from reference_solution.training.dead_units import dead_units


def diagnose(run):
    """Name what is wrong with a training; the most basic causes are examined first.

    Parameters
    ----------
    run : dict
        As of `reference_solution.digits.recorded_runs.record`.

    Returns
    -------
    code : str
        "gradient", "scale", "order", "dead", "step", "labels" or "healthy".
    evidence : float
        The number that shows it.

    Notes
    -----
    Source: S1-29 and S1-30. One fault causes the symptoms of others: with unscaled features every step is too long.
    `reference_solution.digits.vital_signs` measures more, by training further.
    """
    first = run["order"][:20]
    X, labels = run["X"][first], run["labels"][first]
    loss, grads = network_gradient(run["start"], X, labels)
    pairs = [(g, right) for layer in zip(run["grads"], grads, strict=True) for g, right in zip(*layer, strict=True)]
    off = max(np.abs(g - right).max() for g, right in pairs)
    if off > 1e-6:
        return "gradient", off

    size = np.sqrt(np.mean(run["X"] ** 2))
    if size > 10:
        return "scale", size

    in_order = run["labels"][run["order"]]
    same = np.mean(in_order[1:] == in_order[:-1])
    if same > 0.5:
        return "order", same

    dead = np.mean(dead_units(run["start"], run["X"])[0])
    if dead > 0.5:
        return "dead", dead

    stepped = [(W - run["lr"] * dW, b - run["lr"] * db) for (W, b), (dW, db) in zip(run["start"], grads, strict=True)]
    growth = network_gradient(stepped, X, labels)[0] / loss
    if growth > 1:
        return "step", growth

    read = network_logits(run["end"], run["X_new"]).argmax(axis=1)
    one_on = np.mean(read == (run["labels_new"] + 1) % 10)
    if one_on > 0.5:
        return "labels", one_on
    return "healthy", np.mean(read == run["labels_new"])
