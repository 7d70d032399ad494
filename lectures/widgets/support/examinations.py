"""The tests that the doctor of W28 has at hand, done on a sick training."""

from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import numpy as np

from course.data.rendered_digits import rendered_digits
from reference_solution.digits.faulty_runs import epochs, make_run
from reference_solution.digits.vital_signs import diagnose, vital_signs
from reference_solution.losses.evaluation import accuracy
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.training.dead_units import dead_units

N, HELD_OUT, EPOCHS = 700, 200, 5
LOSS, GRADIENT, ACTIVE, DEAD, LABELS, FEATURES = (
    "loss curve",
    "gradient check",
    "activations",
    "dead units",
    "labels",
    "features",
)


@cache
def digits():
    X, labels = rendered_digits(N + HELD_OUT, np.random.default_rng(0), side=8)
    X = X / np.sqrt(np.mean(X[:N] ** 2))
    return (X[:N], labels[:N]), (X[N:], labels[N:])


@cache
def course_of(disease):
    """A run, its parameters after each epoch, the loss of every batch, and what the vital signs say."""
    run, losses = make_run(disease, *digits(), np.random.default_rng(0)), []

    def noted(*arguments):
        loss, grads = run.gradient(*arguments)
        losses.append(loss)
        return loss, grads

    with np.errstate(all="ignore"):  # a sick run may overflow
        path = [run.params, *epochs(replace(run, gradient=noted), EPOCHS, np.random.default_rng(1))]
    seen, unseen = (run.X, run.labels), (run.X_held_out, run.labels_held_out)
    right = [[accuracy(mlp_forward(params, X, "relu")[0], y) for params in path] for X, y in (seen, unseen)]
    _, grads = run.gradient(run.params, run.X[:32], run.labels[:32], "relu", 0.0)
    first = [run.lr * np.linalg.norm(dW) / np.linalg.norm(W) for (dW, _), (W, _) in zip(grads, run.params, strict=True)]
    order = np.random.default_rng(2).permutation(N) if run.shuffle else np.arange(N)
    signs = vital_signs(run, np.random.default_rng(0))
    return SimpleNamespace(
        run=run, path=path, losses=np.array(losses), right=np.array(right), first=np.array(first), order=order,
        dead=[int(dead_units(params, run.X)[0].sum()) for params in path], signs=signs, found=diagnose(signs),
    )  # fmt: skip


def slopes(params, run):
    """Claimed derivatives and central differences: all biases, and every 25th weight; on three examples."""
    few = run.X[:3], run.labels[:3]
    _, claimed = run.gradient(params, *few, "relu", 0.0)
    params = [(W.copy(), b.copy()) for W, b in params]
    pairs = {"weights": [], "biases": []}
    for layer, claims in zip(params, claimed, strict=True):
        for kind, array, claim in zip(pairs, layer, claims, strict=True):
            flat, stride = array.reshape(-1), 25 if kind == "weights" else 1
            for i in range(0, flat.size, stride):
                kept, ends = flat[i], []
                for h in (1e-6, -1e-6):
                    flat[i] = kept + h
                    ends.append(mlp_backward(params, *few, "relu", 0.0)[0])
                flat[i] = kept
                pairs[kind].append(((ends[0] - ends[1]) / 2e-6, claim.reshape(-1)[i]))
    return {kind: np.array(both).T for kind, both in pairs.items()}


def bars(Z, first=1):
    """The 10th, 50th and 90th percentile of every column, as one line with gaps, from column `first` on."""
    low, middle, high = np.percentile(Z, [10, 50, 90], axis=0)
    gap = np.full(len(low), np.nan)
    return np.repeat(np.arange(len(low)) + first, 4), np.column_stack([low, middle, high, gap]).ravel()


def examine(case, test, epoch):
    """What a test shows of one run: for either panel two curves, (x, y) each."""
    run, params, past = case.run, case.path[epoch], np.arange(epoch + 1)
    nothing = (np.array([]), np.array([]))
    if test == LOSS:
        losses = case.losses[: epoch * (len(case.losses) // EPOCHS) + 1]
        return [(np.arange(len(losses)), losses), nothing], [(past, line[: epoch + 1]) for line in case.right]
    if test == GRADIENT:
        pairs = slopes(params, run)
        off, start = [], 1
        for measured, claimed in pairs.values():
            off.append((np.arange(start, start + len(measured)), np.maximum(np.abs(measured - claimed), 1e-13)))
            start += len(measured)
        return [tuple(pair) for pair in pairs.values()], off
    logits, caches = mlp_forward(params, run.X, "relu")
    Z = caches[0][1]
    if test == ACTIVE:
        return [bars(Z), nothing], [bars(logits, first=0), nothing]
    if test == DEAD:
        share = np.sort((Z > 0).mean(axis=0))
        return [(np.arange(1, 17), share), nothing], [(past, case.dead[: epoch + 1]), nothing]
    if test == LABELS:
        read = mlp_forward(params, run.X_held_out, "relu")[0].argmax(axis=1)
        spread = np.random.default_rng(3).uniform(-0.3, 0.3, size=(2, HELD_OUT))
        order = (np.arange(N), run.labels[case.order])
        return [order, nothing], [(run.labels_held_out + spread[0], read + spread[1]), nothing]
    return [bars(run.X), nothing], [(np.array([1, 2]), np.maximum(case.first, 1e-4)), nothing]
