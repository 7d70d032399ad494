"""The references of p7 with known bugs to switch on, as in `grader.exercises.p6.faulty`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.probing.adapters import seeded_training
from course.types import Array, Integers, Layer, Network
from grader.exercises.model import BugNames, Reference


def gd_quadratic(bugs: BugNames) -> Reference:
    """`gd_quadratic` with bugs."""

    def faulty(H: Array, c: Array, w: Array, lr: float, steps: int) -> Array:
        pull = 0 * c if "c_forgotten" in bugs else -c if "c_sign" in bugs else c
        curvature = 2 * H if "factor_2" in bugs else H / 2 if "half_forgotten" in bugs else H
        step = lr if "uphill" in bugs else -lr
        path, here = [w], w
        for _ in range(steps):
            if "one_at_a_time" in bugs:
                here = here.copy()
                for k in range(len(here)):
                    here[k] += step * (curvature[k] @ here - pull[k])
            else:
                at = w if "gradient_at_start" in bugs else here
                here = here + step * (curvature @ at - pull)
            path.append(here)
        if "same_array" in bugs:
            path = [here] * len(path)
        if "start_missing" in bugs:
            path = path[1:]
        if "end_only" in bugs:
            return path[-1] if path else w
        return np.array(path)

    return faulty


def critical_lr(bugs: BugNames) -> Reference:
    """`critical_lr` with bugs."""

    def faulty(H: Array) -> float:
        eigenvalues = np.linalg.eigvalsh(H)
        curvature = eigenvalues[-1]
        if "flattest" in bugs:
            curvature = eigenvalues[0]
        if "diagonal" in bugs:
            curvature = np.diag(H).max()
        if "trace" in bugs:
            curvature = np.trace(H)
        if "frobenius" in bugs:
            curvature = np.sqrt(np.sum(H**2))
        if "sum_of_both" in bugs:
            curvature = eigenvalues[0] + eigenvalues[-1]
        if "not_inverted" in bugs:
            return float(2.0 * curvature)
        return float((1.0 if "safest_step" in bugs else 2.0) / curvature)

    return faulty


def sgd_step(bugs: BugNames) -> Reference:
    """`sgd_step` with bugs."""

    def faulty(params: Network, grads: Network, lr: float) -> Network:
        lr = 1.0 if "lr_missing" in bugs else lr
        lr = -lr if "uphill" in bugs else lr
        if "normalised" in bugs:
            lr = lr / np.sqrt(sum(np.sum(g**2) for layer in grads for g in layer))
        stepped = []
        for layer, ((W, b), (dW, db)) in enumerate(zip(params, grads, strict=True)):
            here = 0.0 if "change_only" in bugs else 1.0
            if "last_layer_only" in bugs and layer < len(params) - 1:
                dW, db = 0 * dW, 0 * db
            if "biases_stay" in bugs:
                db = 0 * db
            stepped.append((here * W - lr * dW, here * b - lr * db))
        return stepped

    return faulty


def lr_decay(bugs: BugNames) -> Reference:
    """`lr_decay` with bugs."""

    def faulty(lr: float, decay: float, t: int) -> float:
        t = t + 1 if "one_late" in bugs else t
        if "t_forgotten" in bugs:
            return lr / (1 + decay)
        if "exponential" in bugs:
            return float(lr * np.exp(-decay * t))
        if "power" in bugs:
            return float(lr * (1 - decay) ** t)
        if "linear" in bugs:
            return lr * (1 - decay * t)
        if "grows" in bugs:
            return lr * (1 + decay * t)
        if "brackets" in bugs:
            return lr / 1 + decay * t
        return lr / (1 + decay * t)

    return faulty


def momentum_step(bugs: BugNames) -> Reference:
    """`momentum_step` with bugs."""
    return _heavy_ball(bugs, ahead="looks_ahead" in bugs)


def nesterov_step(bugs: BugNames) -> Reference:
    """`nesterov_step` with bugs."""
    return _heavy_ball(bugs, ahead="plain_momentum" not in bugs)


def _heavy_ball(bugs: BugNames, ahead: bool) -> Reference:
    def moved(w: Array, dw: Array, v: Array, lr: float, momentum: float) -> Layer:
        """The new w and the new velocity of one array."""
        if "gradients_kept" in bugs:  # the other convention: v is no step, but a sum of gradients
            new = momentum * v + dw
            return w - lr * (dw + momentum * new if ahead else new), new
        if "subtracted" in bugs:  # another convention: v is what is subtracted
            new = momentum * v + lr * dw
            return w - (lr * dw + momentum * new if ahead else new), new
        keep = 1.0 if "nothing_forgotten" in bugs else momentum
        pull = (1 - momentum) * lr if "damped" in bugs else lr
        pull = -pull if "uphill" in bugs else pull
        new = keep * v - pull * dw
        if ahead:
            push = momentum * (v if "old_velocity" in bugs else new)
            if "momentum_once" in bugs:
                push = new
            return w + push - (0.0 if "ahead_only" in bugs else pull) * dw, new
        push = v if "old_velocity" in bugs else new
        return w + (lr * push if "lr_twice" in bugs else push), new

    def faulty(
        params: Network, grads: Network, velocity: Network, lr: float, momentum: float
    ) -> tuple[Network, Network]:
        last, stepped, kept = velocity[0], [], []
        for (W, b), (dW, db), (vW, vb) in zip(params, grads, velocity, strict=True):
            if "velocity_shared" in bugs and last[0].shape == vW.shape:
                vW, vb = last
            last = vW, vb
            if "biases_without_velocity" in bugs:
                vb = 0 * vb
            (W, new_vW), (b, new_vb) = moved(W, dW, vW, lr, momentum), moved(b, db, vb, lr, momentum)
            stepped.append((W, b))
            kept.append((vW, vb) if "velocity_not_kept" in bugs else (new_vW, new_vb))
        return stepped, kept

    return faulty


def adam_step(bugs: BugNames) -> Reference:
    """`adam_step` with bugs."""

    def moved(
        w: Array, g: Array, m: Array, s: Array, t: int, lr: float, beta1: float, beta2: float, eps: float
    ) -> tuple[Array, Array, Array]:
        """The new w, m and s of one array."""
        if "betas_swapped" in bugs:
            beta1, beta2 = beta2, beta1
        m = beta1 * m + (1.0 if "mean_not_weighted" in bugs else 1 - beta1) * g
        s = beta2 * s + (1 - beta2) * (np.abs(g) if "not_squared" in bugs else g**2)
        t = t - 1 if "t_from_0" in bugs else t + 1 if "t_late" in bugs else t
        m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
        if "not_corrected" in bugs:
            m_hat, s_hat = m, s
        if "mean_not_corrected" in bugs:
            m_hat = m
        scale = np.sqrt(s_hat) + eps
        if "no_root" in bugs:
            scale = s_hat + eps
        if "eps_under_root" in bugs:
            scale = np.sqrt(s_hat + eps)
        step = lr * (g if "gradient_for_mean" in bugs else m_hat) / scale
        kept = (m_hat, s_hat) if "corrected_kept" in bugs else (m, s)
        return (w + step if "uphill" in bugs else w - step), *kept

    def faulty(
        params: Network,
        grads: Network,
        mean: Network,
        square: Network,
        t: int,
        lr: float = 1e-3,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
    ) -> tuple[list[tuple[Array, ...]], ...]:
        layers = zip(params, grads, mean, square, strict=True)
        moves = [[moved(*arrays, t, lr, beta1, beta2, eps) for arrays in zip(*layer, strict=True)] for layer in layers]
        return tuple([tuple(array[i] for array in layer) for layer in moves] for i in range(3))

    return faulty


def minibatches(bugs: BugNames) -> Reference:
    """`minibatches` with bugs, with the adapter that the notebook uses."""
    return seeded_training.two_epochs(_minibatches(bugs))


def _minibatches(bugs: BugNames) -> Reference:
    def faulty(
        X: Array, labels: NDArray[Any], batch_size: int, rng: np.random.Generator
    ) -> list[tuple[Array, NDArray[Any]]]:
        N = len(X)
        if "seed_fixed" in bugs:
            rng = np.random.default_rng(0)
        if "rng_ignored" in bugs:
            rng = np.random.default_rng()
        order = np.arange(N) if bugs & {"not_shuffled", "batches_shuffled"} else rng.permutation(N)
        if "with_replacement" in bugs:
            order = rng.integers(N, size=N)
        partners = order
        if "labels_stay" in bugs:
            partners = np.arange(N)
        if "shuffled_apart" in bugs:
            partners = rng.permutation(N)
        starts = np.arange(0, N, batch_size)
        if "last_dropped" in bugs:
            starts = starts[starts + batch_size <= N]
        if "last_filled" in bugs:
            starts = np.minimum(starts, max(N - batch_size, 0))
        cuts = [np.arange(start, min(start + batch_size, N)) for start in starts.tolist()]
        if "size_is_count" in bugs:
            cuts = np.array_split(np.arange(N), batch_size)
        if "batches_shuffled" in bugs:
            cuts = [cuts[i] for i in rng.permutation(len(cuts))]
        if "drawn_anew" in bugs:
            cuts = [rng.permutation(N)[: len(cut)] for cut in cuts]
        return [(X[order[cut]], labels[partners[cut]]) for cut in cuts]

    return faulty


def train(bugs: BugNames) -> Reference:
    """`train` with bugs, its own and those of `minibatches` and `sgd_step`, with the adapter that the notebook uses."""
    return seeded_training.recorded(_train(bugs))


def _train(bugs: BugNames) -> Reference:
    cut, step = _minibatches(bugs), sgd_step(bugs)

    def faulty(
        gradient: Reference,
        params: Network,
        X: Array,
        labels: Integers,
        lr: float,
        batch_size: int,
        epochs: int,
        rng: np.random.Generator,
    ) -> tuple[Network, Array]:
        start, new, losses = params, params, []
        batches = cut(X, labels, batch_size, rng)
        for epoch in range(epochs):
            if epoch and "same_batches" not in bugs:
                batches = cut(X, labels, batch_size, rng)
            if "begins_anew" in bugs:
                params = start
            for X_batch, labels_batch in batches:
                if "whole_batch" in bugs:
                    X_batch, labels_batch = X, labels
                loss, grads = gradient(params, X_batch, labels_batch)
                new = step(params, grads, lr)
                if "loss_after" in bugs:
                    loss = seeded_training.distance_to_the_mean(new, X_batch, labels_batch)[0]
                losses.append(loss)
                params = params if "always_from_start" in bugs else new
                if "one_step_an_epoch" in bugs:
                    break
            if "loss_of_epoch" in bugs:
                losses[epoch:] = losses[-1:]
            if "one_epoch" in bugs:
                break
        return start if "start_returned" in bugs else new, np.array(losses)

    return faulty
