"""Recorded training runs, with and without a bug, for the exercise on diagnosing a training."""

from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

Run: TypeAlias = dict[str, Any]

DISEASES = ("gradient", "scale", "order", "dead", "step", "labels")
FILE = Path(__file__).with_name("recorded_runs.npz")


def sealed_runs() -> dict[str, Run]:
    """Load six runs on digits, one of each disease, named by letters that do not tell which.

    Returns
    -------
    dict of str to dict
        From ``"A"`` to ``"F"``. Each run has these keys:

        ``X``, ``labels``
            The training examples as the training received them.
        ``X_new``, ``labels_new``
            Held-out examples.
        ``lr``
            The learning rate.
        ``order``
            The row numbers of the first epoch in the order of use, 20 for each step.
        ``start``, ``end``
            The params before the first step and after the last, a list of (W, b).
        ``grads``
            The gradients that the training computed for its first batch at the start, a list of (dW, db).

    Examples
    --------
    >>> [(W.shape, b.shape) for W, b in sealed_runs()["A"]["end"]]
    [((64, 16), (16,)), ((16, 10), (10,))]
    """
    return {name: run for name, run in _runs().items() if name in "ABCDEF"}


def known_runs() -> dict[str, Run]:
    """Load one run of each disease and a healthy one, on synthetic data.

    Returns
    -------
    dict of str to dict
        Keys are the `DISEASES` and ``"healthy"``; values are as in `sealed_runs`.
    """
    return {name: run for name, run in _runs().items() if len(name) > 1}


def seventh_run(on_digits: bool = True) -> Run:
    """Load a run with a fault that is none of the `DISEASES`, on digits or on synthetic data; as in `sealed_runs`."""
    return _runs()["G" if on_digits else "g"]


def _runs() -> dict[str, Run]:
    runs: dict[str, Run] = {}
    with np.load(FILE) as arrays:
        for entry, array in arrays.items():
            name, key, *layer = entry.split()
            run = runs.setdefault(name, {})
            if layer:
                run.setdefault(key, {}).setdefault(int(layer[0]), {})[int(layer[1])] = array
            else:
                run[key] = array if array.shape else float(array)
    for run in runs.values():
        for key in ("start", "end", "grads"):
            run[key] = [(layer[0], layer[1]) for _, layer in sorted(run[key].items())]
    return runs
