"""Right answers of p8 in the styles that students write: loops, other trainings, other ways to count and to ask."""

from collections import Counter
from itertools import islice, pairwise

import numpy as np

from course.probing.adapters.early_stopping import watched
from course.probing.adapters.random_draws import draws
from reference_solution.digits.train_network import network_gradient, network_logits


def standardise_by_column(X_train, X):
    columns = []
    for j in range(X.shape[1]):
        mean, spread = np.mean(X_train[:, j]), np.std(X_train[:, j])
        columns.append((X[:, j] - mean) / (spread if spread else 1.0))
    return np.column_stack(columns)


def standardise_by_moments(X_train, X):
    centre = X_train.sum(axis=0) / len(X_train)
    spread = (((X_train - centre) ** 2).sum(axis=0) / len(X_train)) ** 0.5
    spread[spread == 0] = 1
    return X / spread - centre / spread


def standardise_dividing_where_it_can(X_train, X):
    shifted, spread = X - X_train.mean(0), X_train.std(0)
    return np.divide(shifted, spread, out=shifted.copy(), where=np.broadcast_to(spread > 0, X.shape))


def split_by_lists(labels, share, rng):
    train, held_out = [], []
    for k in sorted(set(labels.tolist())):
        rows = [i for i in range(len(labels)) if labels[i] == k]
        rng.shuffle(rows)
        n = round(share * len(rows))
        held_out += rows[:n]
        train += rows[n:]
    rng.shuffle(train)
    rng.shuffle(held_out)
    return train, held_out


def split_by_choice(labels, share, rng):
    classes, counts = np.unique(labels, return_counts=True)
    drawn = [
        rng.choice(np.where(labels == k)[0], size=round(share * n), replace=False)
        for k, n in zip(classes, counts, strict=True)
    ]
    held_out = rng.permutation(np.concatenate(drawn))
    return rng.permutation(np.setdiff1d(np.arange(len(labels)), held_out)), held_out


def split_in_a_random_order(labels, share, rng):
    """One shuffle of all rows; the first of each class in that order are held out."""
    left = {k: round(share * n) for k, n in Counter(labels.tolist()).items()}
    train, held_out = [], []
    for i in rng.permutation(len(labels)):
        if left[int(labels[i])]:
            left[int(labels[i])] -= 1
            held_out.append(i)
        else:
            train.append(i)
    return np.array(train), np.array(held_out)


def train_with(widths, lr, batch_size, epochs, momentum=0.0):
    """A training of the student's own: other widths, other steps, arrays changed in place."""

    def train(X, labels, rng):
        sizes = [X.shape[1], *widths, 10]
        params = [[rng.normal(0, (2 / a) ** 0.5, (a, b)), np.zeros(b)] for a, b in pairwise(sizes)]
        speeds = [[0 * W, 0 * b] for W, b in params]
        rows = np.arange(len(X))
        for _ in range(epochs):
            rng.shuffle(rows)
            for start in range(0, len(X), batch_size):
                batch = rows[start : start + batch_size]
                _, grads = network_gradient(params, X[batch], labels[batch])
                for pair, speed, slopes in zip(params, speeds, grads, strict=True):
                    for k in (0, 1):
                        speed[k] *= momentum
                        speed[k] -= lr * slopes[k]
                        pair[k] += speed[k]
        return params

    return train


def stop_by_counting(history, patience):
    best, lowest, waited, kept, epoch = 0, float("inf"), 0, None, -1
    for params, loss in history:
        epoch += 1
        if loss < lowest:
            best, lowest, waited = epoch, loss, 0
            kept = [[np.array(W), np.array(b)] for W, b in params]
        else:
            waited += 1
            if waited == patience:
                return kept, best
    return kept, best


def stop_by_hand(history, patience):
    """With next, and a copy of every epoch."""
    history, seen = iter(history), []
    while True:
        entry = next(history, None)
        if entry is None:
            break
        seen.append(([(np.copy(W), np.copy(b)) for W, b in entry[0]], entry[1]))
        best = int(np.nanargmin([loss for _, loss in seen]))
        if len(seen) - 1 - best >= patience:
            break
    return seen[best][0], best


def stop_by_recursion(history, patience):
    """Each new best begins a new wait."""
    history = enumerate(history)
    epoch, (params, loss) = next(history)
    best, lowest, kept = epoch, loss, [(W.copy(), b.copy()) for W, b in params]
    while True:
        for epoch, (params, loss) in islice(history, patience):
            if loss < lowest:
                best, lowest, kept = epoch, loss, [(W.copy(), b.copy()) for W, b in params]
                break
        else:
            return kept, best


def dead_by_largest(params, X):
    dead, A = [], X
    for W, b in params[:-1]:
        A = np.clip(A @ W + b, 0, None)
        dead.append(A.max(axis=0) == 0)
    return dead


def dead_by_example(params, X):
    awake = [np.zeros(len(b), dtype=bool) for _, b in params[:-1]]
    for x in X:
        for (W, b), on in zip(params, awake, strict=False):
            z = x @ W + b
            on |= z > 0
            x = z * (z > 0)
    return [~on for on in awake]


def dead_by_counting(params, X):
    counts = []
    for layer in range(len(params) - 1):
        W, b = params[layer]
        Z = X @ W + b
        counts.append([int((z > 0).sum() == 0) for z in Z.T])
        X = np.where(Z > 0, Z, 0.0)
    return counts


def images_by_loop(W, shape):
    return np.array([W[:, j].reshape(shape) for j in range(W.shape[1])])


def images_by_axes(W, shape):
    return np.moveaxis(W.reshape(*shape, -1), -1, 0)


def images_pixel_by_pixel(W, shape):
    images = np.empty((W.shape[1], *shape))
    for p, weights in enumerate(W):
        images[:, p // shape[1], p % shape[1]] = weights
    return images


def filled_by_matrices(X, shape, level):
    def hats(inked, n):
        places = np.linspace(inked.min(), inked.max(), n)
        return np.maximum(0, 1 - np.abs(places[:, None] - np.arange(n)))

    filled = []
    for image in X.reshape(-1, *shape):
        rows, columns = np.nonzero(image > level)
        filled.append(hats(rows, shape[0]) @ image @ hats(columns, shape[1]).T if rows.size else image)
    return np.reshape(filled, X.shape)


def filled_pixel_by_pixel(X, shape, level):
    height, width = shape
    filled = np.zeros((len(X), height, width))
    for picture, image in zip(filled, X.reshape(len(X), height, width), strict=True):
        inked = np.argwhere(image > level)
        if not len(inked):
            picture[:] = image
            continue
        (top, left), (bottom, right) = inked.min(axis=0), inked.max(axis=0)
        for i in range(height):
            for j in range(width):
                y = top + (bottom - top) * i / (height - 1)
                x = left + (right - left) * j / (width - 1)
                i0, j0 = min(int(y), height - 2), min(int(x), width - 2)
                v, u = y - i0, x - j0
                picture[i, j] = (1 - v) * ((1 - u) * image[i0, j0] + u * image[i0, j0 + 1]) + v * (
                    (1 - u) * image[i0 + 1, j0] + u * image[i0 + 1, j0 + 1]
                )
    return filled.reshape(len(X), -1)


def filled_by_apply(X, shape, level):
    def stretched(line, first, last):
        return np.interp(np.linspace(first, last, len(line)), range(len(line)), line)

    filled = np.copy(X)
    for row, image in enumerate(np.reshape(X, (-1, *shape))):
        rows, columns = np.where((image > level).any(axis=1))[0], np.where((image > level).any(axis=0))[0]
        if rows.size == 0:
            continue
        image = np.apply_along_axis(stretched, 1, image, columns[0], columns[-1])
        filled[row] = np.apply_along_axis(stretched, 0, image, rows[0], rows[-1]).reshape(-1)
    return filled


def counts_by_loop(labels, predicted, K):
    counts = np.zeros((K, K), dtype=int)
    for pair in zip(labels, predicted, strict=True):
        counts[pair] += 1
    return counts


def counts_by_product(labels, predicted, K):
    return np.eye(K)[labels].T @ np.eye(K)[predicted]


def counts_by_bincount(labels, predicted, K):
    return np.bincount(labels * K + predicted, minlength=K * K).reshape(K, K)


def doctor_with(logits, gradient):
    """The questions one by one, with a network of the student's own."""

    def diagnose(run):
        order, lr = run["order"], run["lr"]
        X, labels = run["X"][order], run["labels"][order]
        loss, grads = gradient(run["start"], X[:20], labels[:20])
        gaps = [abs(a - b).max() for p, q in zip(grads, run["grads"], strict=True) for a, b in zip(p, q, strict=True)]
        if np.max(gaps) > 1e-6:
            return "gradient", float(np.max(gaps))
        size = np.linalg.norm(X) / np.sqrt(X.size)
        if size > 10:
            return "scale", float(size)
        same = sum(int(a == b) for a, b in pairwise(labels)) / (len(labels) - 1)
        if same > 0.5:
            return "order", same
        dead = dead_by_largest(run["start"], X)
        share = np.concatenate(dead).mean()
        if share > 0.5:
            return "dead", share
        moved = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(run["start"], grads, strict=True)]
        growth = gradient(moved, X[:20], labels[:20])[0] / loss
        if growth > 1:
            return ("step", np.array(growth))
        shift = (logits(run["end"], run["X_new"]).argmax(axis=1) - run["labels_new"]) % 10
        if (shift == 1).mean() > 0.5:
            return ["labels", (shift == 1).mean()]
        return "healthy", float((shift == 0).mean())

    return diagnose


def own_logits(params, X):
    (W, b), (V, c) = params
    return np.maximum(X @ W + b, 0) @ V + c


def own_gradient(params, X, labels):
    (W, b), (V, c) = params
    A = np.maximum(X @ W + b, 0)
    logits = A @ V + c
    log_sums = np.logaddexp.reduce(logits, axis=1)
    dZ = (np.exp(logits - log_sums[:, None]) - np.eye(10)[labels]) / len(X)
    dA = np.einsum("ik,jk->ij", dZ, V) * (A > 0)
    loss = np.mean(log_sums - logits[np.arange(len(X)), labels])
    return loss, [(np.einsum("ij,ik->jk", X, dA), dA.sum(axis=0)), (A.T @ dZ, dZ.sum(axis=0))]


def doctor_who_asks_all(run):
    """All answers first, then the first yes."""
    first = [int(i) for i in run["order"][:20]]
    loss, grads = own_gradient(run["start"], run["X"][first], run["labels"][first])
    flat = [np.concatenate([a.ravel() for pair in g for a in pair]) for g in (run["grads"], grads)]
    moved = [
        tuple(w - run["lr"] * g for w, g in zip(*pair, strict=True)) for pair in zip(run["start"], grads, strict=True)
    ]
    read = own_logits(run["end"], run["X_new"]).argmax(axis=1)
    met = run["labels"][run["order"]]
    answers = {
        "gradient": (np.abs(flat[0] - flat[1]).max(), 1e-6),
        "scale": ((run["X"] ** 2).mean() ** 0.5, 10),
        "order": ((np.diff(met) == 0).mean(), 0.5),
        "dead": (dead_by_example(run["start"], run["X"])[0].mean(), 0.5),
        "step": (own_gradient(moved, run["X"][first], run["labels"][first])[0] / loss, 1),
        "labels": ((read == (run["labels_new"] + 1) % 10).mean(), 0.5),
        "healthy": ((read == run["labels_new"]).mean(), -1),
    }
    return next((code, evidence) for code, (evidence, limit) in answers.items() if evidence > limit)


def spoilt_by_loops(run):
    """Each new example that is read as another digit counts for the pair."""
    pairs = Counter()
    for x, label in zip(run["X_new"], run["labels_new"], strict=True):
        read = int(own_logits(run["end"], x[None])[0].argmax())
        if read != label:
            pairs[frozenset((read, int(label)))] += 1
    [(pair, _)] = pairs.most_common(1)
    return [i for i, label in enumerate(run["labels"]) if int(label) in pair]


def spoilt_by_matrix(run):
    counts = counts_by_product(run["labels_new"], network_logits(run["end"], run["X_new"]).argmax(1), 10)
    one, other = divmod(int(((counts + counts.T) * (1 - np.eye(10))).argmax()), 10)
    return np.where((run["labels"] == one) | (run["labels"] == other))[0]


def spoilt_by_majority(run):
    """What most examples of a class are read as, where it is another class."""
    read = network_logits(run["end"], run["X_new"]).argmax(axis=1)
    shares = {
        (a, b): np.mean(read[run["labels_new"] == a] == b) + np.mean(read[run["labels_new"] == b] == a)
        for a in range(10)
        for b in range(a)
        if np.any(run["labels_new"] == a) and np.any(run["labels_new"] == b)
    }
    return np.argwhere(np.isin(run["labels"], max(shares, key=shares.get)))[:, 0]


def read_by_momentum(X, labels, X_hand, labels_hand, X_new):
    """Frames by matrices, and a training of its own."""
    pictures = filled_by_matrices(np.vstack([X, X_hand, X_hand]), (8, 8), 0.2)
    digits = np.concatenate([labels, labels_hand, labels_hand])
    rng = np.random.default_rng(3)
    train = train_with([64], 0.05, 25, 10, momentum=0.8)
    params = train(standardise_by_moments(pictures, pictures), digits, rng)
    new = filled_by_matrices(X_new, (8, 8), 0.2)
    return network_logits(params, standardise_by_moments(pictures, new)).argmax(axis=1).tolist()


def read_by_neighbours(X, labels, X_hand, labels_hand, X_new):
    """No network: the nearest handwritten example."""
    gaps = (X_new**2).sum(1)[:, None] - 2 * X_new @ X_hand.T + (X_hand**2).sum(1)
    return labels_hand[gaps.argmin(axis=1)]


def read_by_vote(X, labels, X_hand, labels_hand, X_new):
    """Three networks, the sum of their logits."""
    both = filled_by_apply(np.vstack([X, X_hand, X_hand, X_hand]), (8, 8), 0.25)
    new = filled_by_apply(X_new, (8, 8), 0.25)
    digits = np.concatenate([labels] + 3 * [labels_hand])
    logits = 0
    for seed in range(3):
        train = train_with([48], 0.2, 20, 8)
        params = train(standardise_by_column(both, both), digits, np.random.default_rng(seed))
        logits = logits + network_logits(params, standardise_by_column(both, new))
    return np.argmax(logits, axis=1)


AS_WRITTEN = {
    "p8.split": (split_by_lists, split_by_choice, split_in_a_random_order),
    "p8.train_digits": (
        train_with([64], 0.1, 20, 12),
        train_with([48, 32], 0.1, 20, 15),
        train_with([64], 0.05, 25, 10, momentum=0.8),
    ),
    "p8.early_stopping": (stop_by_counting, stop_by_hand, stop_by_recursion),
}
STYLES = {
    "p8.standardise": (standardise_by_column, standardise_by_moments, standardise_dividing_where_it_can),
    "p8.split": tuple(map(draws, AS_WRITTEN["p8.split"])),
    "p8.train_digits": tuple(map(draws, AS_WRITTEN["p8.train_digits"])),
    "p8.early_stopping": tuple(map(watched, AS_WRITTEN["p8.early_stopping"])),
    "p8.confusion_matrix": (counts_by_loop, counts_by_product, counts_by_bincount),
    "p8.dead_units": (dead_by_largest, dead_by_example, dead_by_counting),
    "p8.first_layer_images": (images_by_loop, images_by_axes, images_pixel_by_pixel),
    "p8.read_handwriting": (read_by_momentum, read_by_neighbours, read_by_vote),
    "p8.spoilt_examples": (spoilt_by_loops, spoilt_by_matrix, spoilt_by_majority),
    "p8.fill_frame": (filled_by_matrices, filled_pixel_by_pixel, filled_by_apply),
    "p8.diagnose": (
        doctor_with(network_logits, network_gradient),
        doctor_with(own_logits, own_gradient),
        doctor_who_asks_all,
    ),
}
