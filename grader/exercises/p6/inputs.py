"""Inputs of p6, which make the known bugs visible and tell them apart.

In a square layer a transposed product raises nothing, in others it does; some bugs show for N = 1 only, others for
N > 1; biases are never zero; classes are unbalanced; no pre-activation is within `KINK` of a kink.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from course.types import Array, Integers, Network
from grader.exercises.inputs import KINK
from grader.exercises.model import Case, Faulty
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.network import mlp_backward, mlp_forward

_TRIES = 200
_FELT = 0.01  # the smallest gradient of a hidden unit's bias by which the loss feels it
_CHECKED_NETWORKS = (("tanh", (2, 2, 2), 3, 0.1), ("relu", (3, 2, 2), 4, 0.0), ("sigmoid", (2, 2, 3), 1, 3.0))
_REMEMBERED, _REMEMBERED_BYTES = 4000, 400


def mlp(rng: np.random.Generator, sizes: Sequence[int]) -> Network:
    """A network with random parameters.

    Returns
    -------
    list of (W, b)
    """
    return [(rng.normal(size=(m, n)) / np.sqrt(m) * 1.5, 0.5 * rng.normal(size=n)) for m, n in pairwise(sizes)]


def labels_for(rng: np.random.Generator, N: int, K: int) -> Integers:
    """N labels of unbalanced classes: for N > 1 the last class does not occur."""
    return rng.integers(0, max(K - 1, 1) if N > 1 else K, size=N)


def smooth_batch(rng: np.random.Generator, sizes: Sequence[int], N: int, kind: str) -> tuple[Network, Array, Integers]:
    """A network, a batch and its labels, with no hidden pre-activation near a kink.

    Returns
    -------
    params, X, labels
    """
    for _ in range(_TRIES):
        params, X = mlp(rng, sizes), rng.normal(size=(N, sizes[0]))
        _, caches = mlp_forward(params, X, kind)
        if all(np.abs(Z).min() > KINK for _, Z, _ in caches[:-1]):
            return params, X, labels_for(rng, N, sizes[-1])
    raise RuntimeError(f"no network of {sizes} with {N} examples and {kind} stays away from kinks")


def confidently_wrong_batch(
    rng: np.random.Generator, sizes: Sequence[int], N: int, kind: str
) -> tuple[Network, Array, Integers]:
    """As `smooth_batch`, with large logits for a wrong class of each example: hidden gradients are larger than 1."""
    params, X, _ = smooth_batch(rng, sizes, N, kind)
    params[-1][0][:] *= 20
    return params, X, mlp_forward(params, X, kind)[0].argmin(axis=1)


class MeanLoss:
    """The loss of a network as a function of its parameters, called outside the student's process.

    Results are cached: gradient checks, right and faulty, are tried with many gradients at the same parameters.
    """

    def __init__(self, X: Array, labels: Integers, kind: str, lam: float) -> None:
        self._batch = (X, labels, kind, lam)
        self._known: dict[bytes, float] = {}

    def __call__(self, params: Network) -> float:
        """Mean cross-entropy and penalty at these parameters, in nats."""
        key = b"".join(np.asarray(a, dtype=np.float64).tobytes() for pair in params for a in pair)
        if key in self._known:
            return self._known[key]
        loss = self._at(params)
        # Bounded, as a student's process may ask for anything. Other shapes with equal bytes share a key: no harm.
        if len(self._known) < _REMEMBERED and len(key) <= _REMEMBERED_BYTES:
            self._known[key] = loss
        return loss

    def _at(self, params: Network) -> float:
        X, labels, kind, lam = self._batch
        logits, _ = mlp_forward(params, X, kind)
        loss, _ = softmax_cross_entropy(logits, labels)
        return float(loss + lam / 2 * sum(np.sum(W**2) for W, _ in params))


def check_cases(rng: np.random.Generator, planted: Iterable[str], faulty_backward: Faulty) -> list[Case]:
    """Cases for a gradient check: right gradients, and one wrong gradient for each planted bug.

    Parameters
    ----------
    rng : numpy.random.Generator
    planted : iterable of str
        Names of bugs that `faulty_backward` knows.
    faulty_backward : Faulty
        `mlp_backward` with bugs to switch on.
    """
    cases = []
    for kind, sizes, N, lam in _CHECKED_NETWORKS:
        params, X, labels = (_with_a_unit_off if kind == "relu" else smooth_batch)(rng, sizes, N, kind)
        loss = MeanLoss(X, labels, kind, lam)
        _, grads = mlp_backward(params, X, labels, kind, lam)
        cases.append(Case("truly zero" if kind == "relu" else "right", (loss, params, grads), times=1, after=(1,)))
        if kind == "relu":
            cases += _no_gradients(loss, params, grads)
        if kind == "tanh":
            cases += _wrong_cases(rng, loss, params, grads)
            for bug in planted:
                _, bad = faulty_backward(frozenset({bug}))(params, X, labels, kind, lam)
                if _differs(bad, grads):
                    cases.append(Case("planted", (loss, params, bad), times=1))
    return [*cases, *_kink_cases(rng)]


def _with_a_unit_off(
    rng: np.random.Generator, sizes: Sequence[int], N: int, kind: str
) -> tuple[Network, Array, Integers]:
    """As `smooth_batch`, with the first hidden unit off for every example; the loss feels the others.

    Else all gradients of the hidden layer would be zero for some students.
    """
    for _ in range(_TRIES):
        params, X, labels = smooth_batch(rng, sizes, N, kind)
        params[0][1][0] -= 20
        _, ((_, db), _) = mlp_backward(params, X, labels, kind, 0.0)
        if np.abs(db[1:]).min() > _FELT:
            return params, X, labels
    raise RuntimeError("no network whose loss feels a hidden unit")


def _wrong_cases(rng: np.random.Generator, loss: MeanLoss, params: Network, grads: Network) -> Iterator[Case]:
    """Gradients with a single wrong entry, which a check of some parameters only accepts; and scaled gradients."""
    for layer in range(len(grads)):
        for which in (0, 1):
            bad = [list(map(np.copy, pair)) for pair in grads]
            entry = tuple(rng.integers(0, n) for n in bad[layer][which].shape)
            bad[layer][which][entry] += 0.05
            yield Case("one entry", (loss, params, [tuple(pair) for pair in bad]), times=1)
    for factor in (0.0, -1.0, 3.0):
        yield Case("scaled", (loss, params, [(factor * dW, factor * db) for dW, db in grads]), times=1)


def _no_gradients(loss: MeanLoss, params: Network, grads: Network) -> Iterator[Case]:
    """Claims that cannot be a gradient of these parameters: wrong shapes, a missing layer, NaN."""
    (dW, db), last = grads
    for claim in ([(dW.T, db), last], [(dW, db)], [(dW, np.full_like(db, np.nan)), last]):
        yield Case("no gradient", (loss, params, claim), times=1)


def _kink_cases(rng: np.random.Generator) -> Iterator[Case]:
    """Right gradients where steps of 1e-5 and 1e-6 cross the kink of a ReLU in a few coordinates, and where none does.

    A check that rejects both does so for another reason than the kink.
    """
    params, X, labels = _felt_at_the_kink(rng)
    W, b = params[0]
    loss = MeanLoss(X, labels, "relu", 0.0)
    for group, distance in (("near a kink", 2e-7), ("truly zero", 1e-2)):
        # With the unit off: with it on, the gradients of its outgoing weights would be too small for a relative error.
        b[0] -= (X @ W + b)[0, 0] + distance
        _, grads = mlp_backward(params, X, labels, "relu", 0.0)
        yield Case(group, (loss, [(W.copy(), b.copy()) for W, b in params], grads), times=1)


def _felt_at_the_kink(rng: np.random.Generator) -> tuple[Network, Array, Integers]:
    """A network and one example whose loss feels each hidden unit, and steps in the first one's weights cross its kink.

    Else a check that knows nothing of kinks would pass for one student and fail for another.
    """
    for _ in range(_TRIES):
        params, X, labels = smooth_batch(rng, (2, 2, 2), 1, "relu")
        W, b = params[0]
        b[0] -= (X @ W + b)[0, 0] - KINK  # on, so that its gradient is seen
        _, ((_, db), _) = mlp_backward(params, X, labels, "relu", 0.0)
        if np.abs(X).min() > 0.3 and np.abs(db).min() > _FELT:
            return params, X, labels
    raise RuntimeError("no network whose loss feels a hidden unit")


def _differs(bad: Network, good: Network) -> bool:
    return any(
        a.shape != b.shape or np.abs(a - b).max() > 1e-3
        for x, y in zip(bad, good, strict=True)
        for a, b in zip(x, y, strict=True)
    )
