"""The reference of p7 with slips: each `if` is one way to get it wrong.

A factory takes a set of slips and returns the function; without slips it equals the reference.
"""

import numpy as np

from course.probing.adapters import seeded_training


def gd_quadratic(slips):
    """`gd_quadratic` with slips."""

    def wrong(H, c, w, lr, steps):
        pull = 0 * c if "c_forgotten" in slips else -c if "c_sign" in slips else c
        curvature = 2 * H if "factor_2" in slips else H / 2 if "half_forgotten" in slips else H
        step = lr if "uphill" in slips else -lr
        path, here = [w], w
        for _ in range(steps):
            if "one_at_a_time" in slips:
                here = here.copy()
                for k in range(len(here)):
                    here[k] += step * (curvature[k] @ here - pull[k])
            else:
                at = w if "gradient_at_start" in slips else here
                here = here + step * (curvature @ at - pull)
            path.append(here)
        if "same_array" in slips:
            path = [here] * len(path)
        if "start_missing" in slips:
            path = path[1:]
        if "end_only" in slips:
            return path[-1] if path else w
        return np.array(path)

    return wrong


def critical_lr(slips):
    """`critical_lr` with slips."""

    def wrong(H):
        eigenvalues = np.linalg.eigvalsh(H)
        curvature = eigenvalues[-1]
        if "flattest" in slips:
            curvature = eigenvalues[0]
        if "diagonal" in slips:
            curvature = np.diag(H).max()
        if "trace" in slips:
            curvature = np.trace(H)
        if "frobenius" in slips:
            curvature = np.sqrt(np.sum(H**2))
        if "sum_of_both" in slips:
            curvature = eigenvalues[0] + eigenvalues[-1]
        if "not_inverted" in slips:
            return float(2.0 * curvature)
        return float((1.0 if "safest_step" in slips else 2.0) / curvature)

    return wrong


def sgd_step(slips):
    """`sgd_step` with slips."""

    def wrong(params, grads, lr):
        lr = 1.0 if "lr_missing" in slips else lr
        lr = -lr if "uphill" in slips else lr
        if "normalised" in slips:
            lr = lr / np.sqrt(sum(np.sum(g**2) for layer in grads for g in layer))
        stepped = []
        for layer, ((W, b), (dW, db)) in enumerate(zip(params, grads, strict=True)):
            here = 0.0 if "change_only" in slips else 1.0
            if "last_layer_only" in slips and layer < len(params) - 1:
                dW, db = 0 * dW, 0 * db
            if "biases_stay" in slips:
                db = 0 * db
            stepped.append((here * W - lr * dW, here * b - lr * db))
        return stepped

    return wrong


def lr_decay(slips):
    """`lr_decay` with slips."""

    def wrong(lr, decay, t):
        t = t + 1 if "one_late" in slips else t
        if "t_forgotten" in slips:
            return lr / (1 + decay)
        if "exponential" in slips:
            return float(lr * np.exp(-decay * t))
        if "power" in slips:
            return float(lr * (1 - decay) ** t)
        if "linear" in slips:
            return lr * (1 - decay * t)
        if "grows" in slips:
            return lr * (1 + decay * t)
        if "brackets" in slips:
            return lr / 1 + decay * t
        return lr / (1 + decay * t)

    return wrong


def momentum_step(slips):
    """`momentum_step` with slips."""
    return _heavy_ball(slips, ahead="looks_ahead" in slips)


def nesterov_step(slips):
    """`nesterov_step` with slips."""
    return _heavy_ball(slips, ahead="plain_momentum" not in slips)


def _heavy_ball(slips, ahead):
    def moved(w, dw, v, lr, momentum):
        """The new w and the new velocity of one array."""
        if "gradients_kept" in slips:  # the other convention: v is no step, but a sum of gradients
            new = momentum * v + dw
            return w - lr * (dw + momentum * new if ahead else new), new
        keep = 1.0 if "nothing_forgotten" in slips else momentum
        pull = (1 - momentum) * lr if "damped" in slips else lr
        pull = -pull if "uphill" in slips else pull
        new = keep * v - pull * dw
        if ahead:
            push = momentum * (v if "old_velocity" in slips else new)
            if "momentum_once" in slips:
                push = new
            return w + push - (0.0 if "ahead_only" in slips else pull) * dw, new
        push = v if "old_velocity" in slips else new
        return w + (lr * push if "lr_twice" in slips else push), new

    def wrong(params, grads, velocity, lr, momentum):
        last, stepped, kept = velocity[0], [], []
        for (W, b), (dW, db), (vW, vb) in zip(params, grads, velocity, strict=True):
            if "velocity_shared" in slips and last[0].shape == vW.shape:
                vW, vb = last
            last = vW, vb
            if "biases_without_velocity" in slips:
                vb = 0 * vb
            (W, new_vW), (b, new_vb) = moved(W, dW, vW, lr, momentum), moved(b, db, vb, lr, momentum)
            stepped.append((W, b))
            kept.append((vW, vb) if "velocity_not_kept" in slips else (new_vW, new_vb))
        return stepped, kept

    return wrong


def adam_step(slips):
    """`adam_step` with slips."""

    def moved(w, g, m, s, t, lr, beta1, beta2, eps):
        """The new w, m and s of one array."""
        if "betas_swapped" in slips:
            beta1, beta2 = beta2, beta1
        m = beta1 * m + (1.0 if "mean_not_weighted" in slips else 1 - beta1) * g
        s = beta2 * s + (1 - beta2) * (np.abs(g) if "not_squared" in slips else g**2)
        t = t - 1 if "t_from_0" in slips else t + 1 if "t_late" in slips else t
        m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
        if "not_corrected" in slips:
            m_hat, s_hat = m, s
        if "mean_not_corrected" in slips:
            m_hat = m
        scale = np.sqrt(s_hat) + eps
        if "no_root" in slips:
            scale = s_hat + eps
        if "eps_under_root" in slips:
            scale = np.sqrt(s_hat + eps)
        step = lr * (g if "gradient_for_mean" in slips else m_hat) / scale
        kept = (m_hat, s_hat) if "corrected_kept" in slips else (m, s)
        return (w + step if "uphill" in slips else w - step), *kept

    def wrong(params, grads, mean, square, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        layers = zip(params, grads, mean, square, strict=True)
        moves = [[moved(*arrays, t, lr, beta1, beta2, eps) for arrays in zip(*layer, strict=True)] for layer in layers]
        return tuple([tuple(array[i] for array in layer) for layer in moves] for i in range(3))

    return wrong


def minibatches(slips):
    """`minibatches` with slips, asked as in the notebook."""
    return seeded_training.two_epochs(_minibatches(slips))


def _minibatches(slips):
    def wrong(X, labels, batch_size, rng):
        N = len(X)
        if "seed_fixed" in slips:
            rng = np.random.default_rng(0)
        if "rng_ignored" in slips:
            rng = np.random.default_rng()
        order = np.arange(N) if slips & {"not_shuffled", "batches_shuffled"} else rng.permutation(N)
        if "with_replacement" in slips:
            order = rng.integers(N, size=N)
        partners = order
        if "labels_stay" in slips:
            partners = np.arange(N)
        if "shuffled_apart" in slips:
            partners = rng.permutation(N)
        starts = np.arange(0, N, batch_size)
        if "last_dropped" in slips:
            starts = starts[starts + batch_size <= N]
        if "last_filled" in slips:
            starts = np.minimum(starts, max(N - batch_size, 0))
        cuts = [np.arange(start, min(start + batch_size, N)) for start in starts]
        if "size_is_count" in slips:
            cuts = np.array_split(np.arange(N), batch_size)
        if "batches_shuffled" in slips:
            cuts = [cuts[i] for i in rng.permutation(len(cuts))]
        return [(X[order[cut]], labels[partners[cut]]) for cut in cuts]

    return wrong


def train(slips):
    """`train` with slips of its own, of its batches and of its steps, asked as in the notebook."""
    return seeded_training.recorded(_train(slips))


def _train(slips):
    cut, step = _minibatches(slips), sgd_step(slips)

    def wrong(gradient, params, X, labels, lr, batch_size, epochs, rng):
        start, new, losses = params, params, []
        batches = cut(X, labels, batch_size, rng)
        for epoch in range(epochs):
            if epoch and "same_batches" not in slips:
                batches = cut(X, labels, batch_size, rng)
            if "begins_anew" in slips:
                params = start
            for X_batch, labels_batch in batches:
                if "whole_batch" in slips:
                    X_batch, labels_batch = X, labels
                loss, grads = gradient(params, X_batch, labels_batch)
                new = step(params, grads, lr)
                if "loss_after" in slips:
                    loss = seeded_training.distance_to_the_mean(new, X_batch, labels_batch)[0]
                losses.append(loss)
                params = params if "always_from_start" in slips else new
                if "one_step_an_epoch" in slips:
                    break
            if "loss_of_epoch" in slips:
                losses[epoch:] = losses[-1:]
            if "one_epoch" in slips:
                break
        return start if "start_returned" in slips else new, np.array(losses)

    return wrong
