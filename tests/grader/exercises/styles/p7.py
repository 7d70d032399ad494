"""Right answers of p7 in the styles that students write: loops, other shuffles, other forms of the same step."""

import numpy as np

from course.probing.adapters.seeded_training import recorded, two_epochs


def path_preallocated(H, c, w, lr, steps):
    path = np.empty((steps + 1, len(w)))
    path[0] = w
    for t in range(steps):
        path[t + 1] = path[t] - lr * (H.dot(path[t]) - c)
    return path


def path_by_entries(H, c, w, lr, steps):
    rows = [[float(v) for v in w]]
    for _ in range(steps):
        here = rows[-1]
        slope = [sum(H[j, k] * here[k] for k in range(len(w))) - c[j] for j in range(len(w))]
        rows.append([v - lr * s for v, s in zip(here, slope, strict=True)])
    return np.array(rows)


def path_from_the_bottom(H, c, w, lr, steps):
    """In the directions of the eigenvectors every distance is multiplied by a number of its own."""
    stretch, directions = np.linalg.eigh(H)
    bottom = np.linalg.solve(H, c)
    distance = directions.T @ (w - bottom)
    return np.array([bottom + directions @ ((1 - lr * stretch) ** t * distance) for t in range(steps + 1)])


def critical_by_norm(H):
    return 2 / np.linalg.norm(H, 2)


def critical_by_all_eigenvalues(H):
    return (2 / np.linalg.eigvals(H)).min()


def critical_by_flattest_inverse(H):
    return float(2 * np.abs(1 / np.linalg.svd(H, compute_uv=False)).min())


def sgd_by_index(params, grads, lr):
    return [(params[i][0] - lr * grads[i][0], params[i][1] - lr * grads[i][1]) for i in range(len(params))]


def sgd_in_place_on_copies(params, grads, lr):
    stepped = [[W.copy(), b.copy()] for W, b in params]
    for layer, (dW, db) in zip(stepped, grads, strict=True):
        layer[0] -= lr * dW
        layer[1] -= lr * db
    return stepped


def sgd_by_numpy(params, grads, lr):
    return tuple(
        tuple(np.add(a, np.multiply(-lr, g)) for a, g in zip(*pair, strict=True))
        for pair in zip(params, grads, strict=True)
    )


def decay_by_reciprocal(lr, decay, t):
    return 1 / (1 / lr + decay / lr * t)


def decay_by_numpy(lr, decay, t):
    return np.divide(lr, 1 + np.float64(t) * decay)


def decay_by_adding(lr, decay, t):
    below = 1.0
    for _ in range(t):
        below += decay
    return lr / below


def momentum_by_index(params, grads, velocity, lr, momentum):
    new_params, new_velocity = [], []
    for i in range(len(params)):
        pair = [momentum * velocity[i][k] - lr * grads[i][k] for k in (0, 1)]
        new_velocity.append((pair[0], pair[1]))
        new_params.append((params[i][0] + pair[0], params[i][1] + pair[1]))
    return new_params, new_velocity


def momentum_subtracting(params, grads, velocity, lr, momentum):
    """With u = -v, which is subtracted."""
    u = [tuple(lr * g - momentum * v for g, v in zip(*pair, strict=True)) for pair in zip(grads, velocity, strict=True)]
    moved = [(W - uW, b - ub) for (W, b), (uW, ub) in zip(params, u, strict=True)]
    return moved, [(-uW, -ub) for uW, ub in u]


def momentum_in_place_on_copies(params, grads, velocity, lr, momentum):
    params = [[a.copy() for a in pair] for pair in params]
    velocity = [[v.copy() for v in pair] for pair in velocity]
    for pair, slopes, speeds in zip(params, grads, velocity, strict=True):
        for a, g, v in zip(pair, slopes, speeds, strict=True):
            v *= momentum
            v -= lr * g
            a += v
    return params, velocity


def nesterov_by_index(params, grads, velocity, lr, momentum):
    new_params, new_velocity = [], []
    for i in range(len(params)):
        v = [momentum * velocity[i][k] - lr * grads[i][k] for k in (0, 1)]
        new_velocity.append(tuple(v))
        new_params.append(tuple(params[i][k] + momentum * v[k] - lr * grads[i][k] for k in (0, 1)))
    return new_params, new_velocity


def nesterov_from_the_ball(params, grads, velocity, lr, momentum):
    """Back to the ball itself, a heavy step, and ahead again."""
    ball = [(W - momentum * vW, b - momentum * vb) for (W, b), (vW, vb) in zip(params, velocity, strict=True)]
    ball, velocity = momentum_by_index(ball, grads, velocity, lr, momentum)
    return [(W + momentum * vW, b + momentum * vb) for (W, b), (vW, vb) in zip(ball, velocity, strict=True)], velocity


def nesterov_in_old_velocities(params, grads, velocity, lr, momentum):
    """Everything in terms of the old velocity: w + mu² v - (1 + mu) lr g."""
    moved, kept = [], []
    for arrays in zip(params, grads, velocity, strict=True):
        pairs = list(zip(*arrays, strict=True))
        moved.append([w + momentum**2 * v - (1 + momentum) * lr * g for w, g, v in pairs])
        kept.append([momentum * v - lr * g for _, g, v in pairs])
    return moved, kept


def adam_by_index(params, grads, mean, square, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    new = [], [], []
    for i in range(len(params)):
        moved = [], [], []
        for k in (0, 1):
            g = grads[i][k]
            m = beta1 * mean[i][k] + (1 - beta1) * g
            s = beta2 * square[i][k] + (1 - beta2) * g * g
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            for part, value in zip(moved, (params[i][k] - lr * m_hat / (np.sqrt(s_hat) + eps), m, s), strict=True):
                part.append(value)
        for part, pair in zip(new, moved, strict=True):
            part.append(tuple(pair))
    return new


def adam_with_one_rate(params, grads, mean, square, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """Both corrections in the learning rate, and eps scaled to match."""
    root = np.sqrt(1 - beta2**t)
    rate = lr * root / (1 - beta1**t)
    mean = [tuple(m + (1 - beta1) * (g - m) for m, g in zip(*p, strict=True)) for p in zip(mean, grads, strict=True)]
    square = [
        tuple(s + (1 - beta2) * (g**2 - s) for s, g in zip(*p, strict=True)) for p in zip(square, grads, strict=True)
    ]
    params = [
        tuple(w - rate * m / (s**0.5 + eps * root) for w, m, s in zip(*p, strict=True))
        for p in zip(params, mean, square, strict=True)
    ]
    return params, mean, square


def adam_entry_by_entry(params, grads, mean, square, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    params, mean, square = ([[a.copy() for a in pair] for pair in part] for part in (params, mean, square))
    for i, pair in enumerate(params):
        for k, w in enumerate(pair):
            for at in np.ndindex(w.shape):
                g = grads[i][k][at]
                mean[i][k][at] = m = beta1 * mean[i][k][at] + (1 - beta1) * g
                square[i][k][at] = s = beta2 * square[i][k][at] + (1 - beta2) * g**2
                w[at] -= lr * (m / (1 - beta1**t)) / ((s / (1 - beta2**t)) ** 0.5 + eps)
    return params, mean, square


def batches_by_shuffle(X, labels, batch_size, rng):
    rows = list(range(len(X)))
    rng.shuffle(rows)
    batches = []
    while rows:
        taken, rows = rows[:batch_size], rows[batch_size:]
        batches.append((X[taken], labels[taken]))
    return batches


def batches_by_sorting(X, labels, batch_size, rng):
    order = rng.random(len(X)).argsort()
    cuts = np.arange(batch_size, len(X), batch_size)
    return list(zip(np.split(X[order], cuts), np.split(labels[order], cuts), strict=True))


def batches_one_by_one(X, labels, batch_size, rng):
    order = rng.choice(len(X), size=len(X), replace=False)
    for start in range(0, len(X), batch_size):
        yield [X[i] for i in order[start : start + batch_size]], [labels[i] for i in order[start : start + batch_size]]


def train_with(batches, step):
    def train(gradient, params, X, labels, lr, batch_size, epochs, rng):
        losses = []
        for _ in range(epochs):
            for batch in batches(X, labels, batch_size, rng):
                loss, grads = gradient(params, *map(np.asarray, batch))
                params = step(params, grads, lr)
                losses += [loss]
        return params, np.asarray(losses)

    return train


def train_on_copies(gradient, params, X, labels, lr, batch_size, epochs, rng):
    """Own arrays, changed in place; batches as slices of a shuffled copy."""
    params = [[W.copy(), b.copy()] for W, b in params]
    steps = -(-len(X) // batch_size)
    losses = np.zeros(epochs * steps)
    for t in range(epochs * steps):
        if t % steps == 0:
            order = rng.permutation(len(X))
        rows = order[(t % steps) * batch_size :][:batch_size]
        losses[t], grads = gradient(params, X[rows], labels[rows])
        for pair, slopes in zip(params, grads, strict=True):
            pair[0] -= lr * slopes[0]
            pair[1] -= lr * slopes[1]
    return params, losses


def train_asking_twice(gradient, params, X, labels, lr, batch_size, epochs, rng):
    """The loss and the gradients by a call each; losses as a list."""
    losses = []
    for _ in range(epochs):
        for batch in batches_by_sorting(X, labels, batch_size, rng):
            losses.append(gradient(params, *batch)[0])
            params = sgd_by_index(params, gradient(params, *batch)[1], lr)
    return params, losses


AS_WRITTEN = {
    "p7.minibatches": (batches_by_shuffle, batches_by_sorting, batches_one_by_one),
    "p7.train": (
        train_with(batches_by_shuffle, sgd_by_numpy),
        train_with(batches_one_by_one, sgd_by_index),
        train_on_copies,
        train_asking_twice,
    ),
}
STYLES = {
    "p7.gd_quadratic": (path_preallocated, path_by_entries, path_from_the_bottom),
    "p7.critical_lr": (critical_by_norm, critical_by_all_eigenvalues, critical_by_flattest_inverse),
    "p7.sgd_step": (sgd_by_index, sgd_in_place_on_copies, sgd_by_numpy),
    "p7.lr_decay": (decay_by_reciprocal, decay_by_numpy, decay_by_adding),
    "p7.momentum_step": (momentum_by_index, momentum_subtracting, momentum_in_place_on_copies),
    "p7.nesterov_step": (nesterov_by_index, nesterov_from_the_ball, nesterov_in_old_velocities),
    "p7.adam_step": (adam_by_index, adam_with_one_rate, adam_entry_by_entry),
    "p7.minibatches": tuple(map(two_epochs, AS_WRITTEN["p7.minibatches"])),
    "p7.train": tuple(map(recorded, AS_WRITTEN["p7.train"])),
}
