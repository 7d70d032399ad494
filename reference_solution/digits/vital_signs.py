"""Vital signs of a training: numbers that are within known bounds if it is healthy, and a diagnosis if not."""

from dataclasses import replace

import numpy as np

from reference_solution.digits.faulty_runs import epochs
from reference_solution.losses.evaluation import accuracy, confusion_matrix
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.gradient_check import grad_check
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.training.dead_units import dead_units


def vital_signs(run, rng):
    """Measure the vital signs of a training.

    Parameters
    ----------
    run : Run
        Of `faulty_runs`.
    rng : numpy.random.Generator

    Returns
    -------
    dict
        - ``first_loss``: loss before training over log K; 1 to 1.6, because the network knows nothing yet.
        - ``gradient_is_right``: what `grad_check` says on three examples.
        - ``feature_size``: root of the mean square of all features; about 1.
        - ``dead_share``: share of hidden units that are inactive for every example; near 0.
        - ``update_ratio``: length of the first step over length of the weights, first layer; between 0.001 and 0.1.
        - ``same_label_next``: share of neighbours in an epoch with the same label; about 1 / K.
        - ``ten_examples``: loss on ten examples after training on them alone; near 0.
        - ``train_accuracy``, ``held_out_accuracy``: after five epochs.
        - ``one_off``: largest share of held-out examples predicted as the class at one fixed distance, other than 0.

    Notes
    -----
    Source: the heuristics that S1-30 announces.
    """
    K = run.params[-1][1].size
    logits, _ = mlp_forward(run.params, run.X, "relu")
    few = run.X[:3], run.labels[:3]
    params = [(W.copy(), b.copy()) for W, b in run.params]
    right = grad_check(
        lambda params: mlp_backward(params, *few, "relu", 0.0)[0],
        params,
        run.gradient(params, *few, "relu", 0.0)[1],
    )
    _, grads = run.gradient(run.params, run.X[:32], run.labels[:32], "relu", 0.0)
    order = rng.permutation(len(run.X)) if run.shuffle else np.arange(len(run.X))
    rows = np.sort(rng.permutation(len(run.X))[:10])
    ten = replace(run, X=run.X[rows], labels=run.labels[rows])
    with np.errstate(all="ignore"):  # a faulty run may overflow, and that is a sign too
        *_, learnt = epochs(ten, 500, rng)
        ten_loss, _ = softmax_cross_entropy(mlp_forward(learnt, ten.X, "relu")[0], ten.labels)
        *_, trained = epochs(run, 5, rng)
        outputs, _ = mlp_forward(trained, run.X_held_out, "relu")
        train_accuracy = accuracy(mlp_forward(trained, run.X, "relu")[0], run.labels)
    counts = confusion_matrix(run.labels_held_out, outputs.argmax(axis=1), K)
    return {
        "first_loss": softmax_cross_entropy(logits, run.labels)[0] / np.log(K),
        "gradient_is_right": right,
        "feature_size": np.sqrt(np.mean(run.X**2)),
        "dead_share": np.mean(np.concatenate(dead_units(run.params, run.X))),
        "update_ratio": run.lr * np.linalg.norm(grads[0][0]) / np.linalg.norm(run.params[0][0]),
        "same_label_next": np.mean(run.labels[order][1:] == run.labels[order][:-1]),
        "ten_examples": ten_loss,
        "train_accuracy": train_accuracy,
        "held_out_accuracy": accuracy(outputs, run.labels_held_out),
        "one_off": max(np.trace(np.roll(counts, -shift, axis=1)) for shift in range(1, K)) / counts.sum(),
    }


def diagnose(signs):
    """The disease that the signs point to; the most basic causes are examined first.

    Parameters
    ----------
    signs : dict
        From `vital_signs`.

    Returns
    -------
    str
        One of `reference_solution.digits.faulty_runs.DISEASES`, or "none".

    Notes
    -----
    Source: S1-29. One disease causes the signs of others, so the order is: gradient, data, initialisation, step size.
    """
    if not signs["gradient_is_right"]:
        return "wrong gradient"
    if signs["feature_size"] > 10:
        return "features not scaled"
    if signs["same_label_next"] > 0.5:
        return "examples not shuffled"
    if signs["dead_share"] > 0.5:
        return "dead units"
    if not signs["ten_examples"] < 0.1:  # nor is NaN
        return "learning rate too large"
    if signs["one_off"] > 0.5:
        return "labels off by one"
    return "none"
