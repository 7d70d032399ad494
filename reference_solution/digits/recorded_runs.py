"""Recorded trainings, healthy and faulty, for students to diagnose.

``python -m reference_solution.digits.recorded_runs`` writes those that students get: a file of arrays, without code.
"""

import numpy as np

from course.data.recorded_runs import DISEASES, FILE
from course.data.rendered_digits import rendered_digits

BATCH, HIDDEN, EPOCHS = 20, 16, 20
KINDS = {"gradient": ("biases", "derivative"), "scale": (16.0, 255.0)}


def record(disease, examples, new_examples, rng, kind=None):
    """Train a small ReLU network, faulty or healthy, and record the training.

    Parameters
    ----------
    disease : str
        One of `DISEASES`, ``"exchanged"`` for two classes whose labels are exchanged, or ``"healthy"``.
    examples, new_examples : tuple (X, labels)
        Standardised pictures of digits and which digit each one is.
    rng : numpy.random.Generator
    kind : optional
        One of the `KINDS` of a disease. Of a wrong gradient: those of the biases are 0, or the derivative of the ReLU
        is left out. Of a wrong scale: its factor.

    Returns
    -------
    dict
        - ``X``, ``labels``: the examples as the training saw them; ``X_new``, ``labels_new``: others.
        - ``lr``; ``order``: the row numbers of the first epoch, in the order of training, 20 a step.
        - ``start``, ``end``: the params before the first and after the last step.
        - ``grads``: what the training used as the gradients of its first batch, at ``start``.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> run = record("healthy", (rng.normal(size=(60, 4)), np.arange(60) % 10), (np.eye(4), np.arange(4)), rng)
    >>> [W.shape for W, b in run["end"]]
    [(4, 16), (16, 10)]
    """
    (X, labels), (X_new, labels_new) = examples, new_examples
    if disease == "exchanged":
        one, other = rng.choice(10, size=2, replace=False)
        labels = np.select([labels == one, labels == other], [other, one], labels)
    rows = np.argsort(labels, kind="stable")  # as in many files: all zeros first, then all ones
    X, labels = X[rows], labels[rows]
    kind = kind or rng.choice(KINDS.get(disease, ["none"]))
    if disease == "scale":
        X, X_new = kind * X, kind * X_new
    if disease == "labels":
        labels = (labels + 1) % 10
    start = _start(X.shape[1], rng)
    if disease == "dead":
        asleep = np.where(np.arange(HIDDEN) < 9, 60.0, rng.uniform(2, 6, size=HIDDEN))  # some are active now and then
        start[0] = (start[0][0], start[0][1] - asleep)
    order = np.arange(len(X)) if disease == "order" else rng.permutation(len(X))
    first = X[order[:BATCH]], labels[order[:BATCH]]
    loss, grads = _gradient(start, *first, kind)
    run = {"X": X, "labels": labels, "X_new": X_new, "labels_new": labels_new}
    run |= {"order": order, "start": start, "grads": grads}
    lr = 0.1
    if disease == "step":
        lr = float(rng.uniform(10, 20))
        while _gradient(_step(start, grads, lr), *first, kind)[0] < 4 * loss:
            lr *= 1.5
    params = start
    with np.errstate(all="ignore"):  # a faulty one may overflow
        for epoch in range(EPOCHS):
            if epoch and disease != "order":
                order = rng.permutation(len(X))
            for rows in np.array_split(order, range(BATCH, len(X), BATCH)):
                params = _step(params, _gradient(params, X[rows], labels[rows], kind)[1], lr)
    return run | {"lr": lr, "end": params}


def runs_for_students():
    """Seven runs on digits, named by letters, and the same and a healthy one on synthetic data.

    Returns
    -------
    dict
        ``{"A": run, …, "F": run, "gradient": run, …, "healthy": run, "G": run, "g": run}``; G and g are the seventh.
    """
    rng = np.random.default_rng(12)
    X, labels = rendered_digits(450, rng, side=8)
    X = np.round((X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8), 2)  # to two places: a small file
    digits = (X[:300], labels[:300]), (X[300:], labels[300:])
    diseases = rng.permutation(DISEASES)
    sealed = {letter: record(d, *digits, rng) for letter, d in zip("ABCDEF", diseases, strict=True)}

    centres = rng.normal(size=(10, 12))

    def clouds(N):
        labels = np.arange(N) % 10
        return centres[labels] + 0.3 * rng.normal(size=(N, 12)), labels

    synthetic = clouds(100), clouds(50)
    kinds = {"gradient": "biases", "scale": 255.0}
    known = {d: record(d, *synthetic, rng, kinds.get(d)) for d in (*DISEASES, "healthy")}
    return (
        sealed | known | {letter: record("exchanged", *data, rng) for letter, data in (("G", digits), ("g", synthetic))}
    )


def write(path):
    """Write the runs for students as one compressed file of plain arrays."""
    arrays = {}
    for name, run in runs_for_students().items():
        for key, value in run.items():
            if key not in ("start", "end", "grads"):
                arrays[f"{name} {key}"] = np.asarray(value)
                continue
            for i, layer in enumerate(value):
                arrays |= {f"{name} {key} {i} {part}": array for part, array in enumerate(layer)}
    np.savez_compressed(path, **arrays)


def _start(n, rng):
    W, V = rng.normal(size=(n, HIDDEN)) * np.sqrt(2 / n), rng.normal(size=(HIDDEN, 10)) * np.sqrt(2 / HIDDEN)
    return [(W, np.zeros(HIDDEN)), (V, np.zeros(10))]


def _step(params, grads, lr):
    return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def _gradient(params, X, labels, kind):
    """Loss and gradients; the gradients are wrong in the way that `kind` says."""
    (W, b), (V, c) = params
    Z = X @ W + b
    A = np.maximum(Z, 0)
    logits = A @ V + c
    logits = logits - logits.max(axis=1, keepdims=True)
    log_P = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    dlogits = (np.exp(log_P) - np.eye(10)[labels]) / len(X)
    dZ = dlogits @ V.T * (1.0 if kind == "derivative" else Z > 0)
    grads = [(X.T @ dZ, dZ.sum(axis=0)), (A.T @ dlogits, dlogits.sum(axis=0))]
    if kind == "biases":
        grads = [(dW, 0 * db) for dW, db in grads]
    return -log_P[np.arange(len(X)), labels].mean(), grads


if __name__ == "__main__":
    write(FILE)
