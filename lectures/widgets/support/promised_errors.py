"""Networks of bumps on [0, 1], how far they are from a curve, and how far they can be at most; for W15."""

from types import SimpleNamespace

import numpy as np

from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.expressivity.bumps import bump_net, nielsen_curve
from reference_solution.expressivity.relu_interpolant import relu_interpolant
from reference_solution.logic.threshold import step, threshold_forward
from reference_solution.networks.network import mlp_forward

COUNTS = np.array([1, 2, 3, 5, 7, 10, 14, 20, 28, 40, 57, 80, 113, 160])
JUMP = 1 / np.sqrt(5)  # where no edge ever lies
COARSE, NEAR = np.linspace(0, 1, 401), np.linspace(-2, 2, 401)


def aim_at(target, dots):
    """A curve on [0, 1], how steep it is at most, and how much that changes at most."""
    if target == "a jump":
        aim = SimpleNamespace(f=lambda x: np.where(x > JUMP, 0.8, 0.2), slope=np.inf, curvature=np.inf)
    elif target == "your own curve":
        x, y = np.array(sorted(dots)).T
        x = x + 1e-6 * np.arange(len(x))  # no two corners above each other
        aim = SimpleNamespace(f=lambda t: np.interp(t, x, y), curvature=np.inf)
        aim.slope = np.abs(np.diff(y) / np.diff(x)).max()
    else:
        x = np.linspace(0, 1, 20_001)
        slope = 0.8 * x + 0.3 * np.sin(15 * x) + 4.5 * x * np.cos(15 * x) - 2.5 * np.sin(50 * x)
        curvature = 0.8 + 9 * np.cos(15 * x) - 67.5 * x * np.sin(15 * x) - 125 * np.cos(50 * x)
        aim = SimpleNamespace(f=nielsen_curve, slope=np.abs(slope).max(), curvature=np.abs(curvature).max())
    aim.target, aim.dots = target, dots
    return aim


def network(f, n, units, k):
    """The network, and its edges; the outer bumps reach beyond [0, 1], so that nothing sags at the ends."""
    even = np.linspace(0, 1, n + 1)
    if units == "ReLUs":
        return relu_interpolant(even, f(even)), even
    edges = np.concatenate([[-1.0], even[1:-1], [2.0]])
    return bump_net(edges, f((even[:-1] + even[1:]) / 2), k), edges


def said_by(params, x, units):
    forward = {"steps": threshold_forward, "sigmoids": lambda p, X: mlp_forward(p, X, "sigmoid")[0]}
    return forward.get(units, lambda p, X: mlp_forward(p, X, "relu")[0])(params, x[:, None]).ravel()


def tried(aim, n, units, k, x=None):
    """The network with n bumps at x, the error there and the one that is promised."""
    params, edges = network(aim.f, n, units, k)
    x = telling_places(edges) if x is None else x
    said = said_by(params, x, units)
    promise = promised(aim, n, units, edges, params, x)
    return SimpleNamespace(
        x=x, edges=edges, said=said, error=np.abs(said - aim.f(x)), promise=promise, hidden=len(params[0][1]), k=k
    )


def sizes(aim, units, k):
    """The largest error for each N, and the largest promised."""
    x = COARSE if units == "sigmoids" else None
    nets = [tried(aim, n, units, k, x) for n in COUNTS]
    return [net.error.max() for net in nets], [net.promise.max() for net in nets]


def telling_places(edges):
    """A grid, both sides of every edge and of the jump, and the middles: where errors are largest."""
    beside = np.concatenate([edges, [JUMP]])
    x = np.concatenate([np.linspace(0, 1, 801), beside - 1e-9, beside + 1e-9, (edges[:-1] + edges[1:]) / 2])
    return np.unique(x[(x >= 0) & (x <= 1)])


def promised(aim, n, units, edges, params, x):
    """Half an interval times the steepest slope; for ReLUs M h² / 8 if that is less; for sigmoids, what they blur."""
    promise = np.full(len(x), aim.slope / (2 * n))
    if units == "ReLUs":
        return np.minimum(promise, aim.curvature / (8 * n**2))
    if units == "sigmoids":
        heights, k = params[1][0][:n, 0], params[0][0][0, 0]
        changes = np.abs(np.diff(heights, prepend=0.0, append=0.0))
        promise += sigmoid(-k * np.abs(x[:, None] - edges)) @ changes
    return promise


def one_bump(f, n, units, k, at, edges, x):
    """The bump nearest to `at`: its middle, and what each of its units adds, near the middle and at x."""
    if units == "ReLUs":
        middle = round(at * n) / n
        added = [lambda t: np.maximum(t + 1, 0), lambda t: -2 * np.maximum(t, 0), lambda t: np.maximum(t - 1, 0)]
    else:
        i, fire = min(int(at * n), n - 1), step if units == "steps" else sigmoid
        middle, (start, end) = (i + 0.5) / n, edges[i : i + 2]
        added = [lambda t: fire(k * (middle + t / n - start)), lambda t: -fire(k * (middle + t / n - end))]
    height = float(f(np.array(middle)))
    near, at_x = (height * np.array([add(t) for add in added]) for t in (NEAR, (x - middle) * n))
    return SimpleNamespace(middle=middle, parts=near, at_x=at_x)
