"""Trainings that were written down, healthy ones and ill ones, for a doctor to look at: numbers alone."""

from pathlib import Path

import numpy as np

DISEASES = ("gradient", "scale", "order", "dead", "step", "labels")
FILE = Path(__file__).with_name("recorded_runs.npz")


def sealed_runs():
    """Six trainings on digits, one of each disease, under letters that do not tell.

    Returns
    -------
    dict
        From ``"A"`` to ``"F"``, each a dict: ``X``, ``labels``: the examples as the training met them; ``X_new``,
        ``labels_new``: others. ``lr``; ``order``: the row numbers of the first epoch, in the order in which they were
        met, 20 a step. ``start``, ``end``: the params before the first and after the last step. ``grads``: what the
        training took for the gradients of its first batch, at the start.

    Examples
    --------
    >>> [(W.shape, b.shape) for W, b in sealed_runs()["A"]["end"]]
    [((64, 16), (16,)), ((16, 10), (10,))]
    """
    return {name: run for name, run in _runs().items() if len(name) == 1}


def known_runs():
    """One training of each disease, and a healthy one, on made data; as of `sealed_runs`, by the disease."""
    return {name: run for name, run in _runs().items() if len(name) > 1}


def _runs():
    runs = {}
    with np.load(FILE) as arrays:
        for place, array in arrays.items():
            name, key, *layer = place.split()
            run = runs.setdefault(name, {})
            if layer:
                run.setdefault(key, {}).setdefault(int(layer[0]), {})[int(layer[1])] = array
            else:
                run[key] = array if array.shape else float(array)
    for run in runs.values():
        for key in ("start", "end", "grads"):
            run[key] = [(layer[0], layer[1]) for _, layer in sorted(run[key].items())]
    return runs
