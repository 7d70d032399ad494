"""The network of W24, with a bug or none: both passes, each entry as a sum of products, and its training."""

from types import SimpleNamespace

import numpy as np

from course.data.toy import spirals
from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_forward
from reference_solution.training.minibatches import minibatches
from reference_solution.training.optimisers import sgd_step

N, SIZES, EPOCHS = 6, [2, 5, 5, 3], 40
SUB = "₀₁₂₃"
NONE = "none: the right gradient"
BUGS = {
    NONE: "everything is as it should be",
    "dW transposed": "dZᵀ A instead of Aᵀ dZ, unnoticed where W is square",
    "W instead of Wᵀ": "dA = dZ W on the way back, unnoticed where W is square",
    "no derivative": "dZ = dA: the factor f′(Z) is missing",
    "f′(A) instead of f′(Z)": "the slope is taken at the wrong place",
    "mask inverted": "1 − f′(Z) instead of f′(Z): for a ReLU, the units that were off",
    "no mean": "P − Y is not divided by the number of examples",
    "bias: mean, not sum": "db is the mean of the rows of dZ, not their sum",
    "own activation": "dW has Aˡ where the input of the layer belongs, unnoticed where W is square",
    "error signal lost on the way": "dA = 0: the loop ends before the hidden layers",
}


def passes(params, X, labels, kind, bug):
    """Every array of both passes, by its name; W and dW carry b and db as their last row."""
    logits, caches = mlp_forward(params, X, kind)
    Y = np.eye(SIZES[-1])[labels]
    P = softmax_cross_entropy(logits, labels)[1] * len(X) + Y
    v = {"X": X, "P": P, "Y": Y}
    dA = P - Y if bug == "no mean" else (P - Y) / len(X)
    for k in (3, 2, 1):
        (W, b), ((A_in, _), Z, layer_kind) = params[k - 1], caches[k - 1]
        A, square = activation(Z, layer_kind), W.shape[0] == W.shape[1]
        slope = activation_backward(np.ones_like(Z), A if bug == "f′(A) instead of f′(Z)" else Z, layer_kind)
        if k < 3:
            slope = {"no derivative": np.ones_like(Z), "mask inverted": 1 - slope}.get(bug, slope)
            v |= {f"A{SUB[k]}": A, f"dA{SUB[k]}": dA, f"slope{SUB[k]}": slope}
        dZ = dA * slope
        feeds = A if bug == "own activation" and square else A_in
        dW = dZ.T @ feeds if bug == "dW transposed" and square else feeds.T @ dZ
        db = dZ.mean(axis=0) if bug == "bias: mean, not sum" else dZ.sum(axis=0)
        back = W.T if bug == "W instead of Wᵀ" and square else W
        dA = dZ @ back.T * (bug != "error signal lost on the way")
        v |= {f"Z{SUB[k]}": Z, f"dZ{SUB[k]}": dZ, f"W{SUB[k]}": np.vstack([W, b]), f"dW{SUB[k]}": np.vstack([dW, db])}
    return v


def layers_of(v, name):
    return [(v[f"{name}{SUB[k]}"][:-1], v[f"{name}{SUB[k]}"][-1]) for k in (1, 2, 3)]


def explain(v, bug, name, r, c):
    """An entry as a sum of products: its formula, the first factors, the second ones, and the cells they come from."""
    one = [1.0]
    if name in ("X", "Y") or name[0] == "W":
        return "a given number" if name in "XY" else "a parameter", v[name][[r], c], one, ()
    if name == "P":
        cells = (("Z₃", r, None),)
        return f"softmax of the row Z₃[{r},:]", v["P"][[r], c], one, cells
    k = SUB.index(name[-1])
    before, W = ("X" if k == 1 else f"A{SUB[k - 1]}"), f"W{SUB[k]}"
    dZ, square = f"dZ{SUB[k]}", k == 2
    if name[0] == "Z":
        formula = f"Σᵢ {before}[{r},i] · {W}[i,{c}] + b{SUB[k]}[{c}]"
        return formula, np.append(v[before][r], 1), v[W][:, c], ((before, r, None), (W, None, c))
    if name[0] == "A":
        return f"f( Z{SUB[k]}[{r},{c}] )", v[name][[r], c], one, ((f"Z{SUB[k]}", r, c),)
    if name == "dZ₃":
        n = 1 if bug == "no mean" else N
        formula = f"P[{r},{c}] − Y[{r},{c}]" if n == 1 else f"( P[{r},{c}] − Y[{r},{c}] ) / {N}"
        return formula, [v["P"][r, c], -v["Y"][r, c]], [1 / n] * 2, (("P", r, c), ("Y", r, c))
    if name[:2] == "dZ":
        slope = {"no derivative": "1", "mask inverted": f"(1 − f′(Z{SUB[k]}[{r},{c}]))"}.get(bug)
        slope = slope or f"f′({'A' if bug.startswith('f′(A)') else 'Z'}{SUB[k]}[{r},{c}])"
        cells = ((f"dA{SUB[k]}", r, c), (f"Z{SUB[k]}", r, c))
        return f"dA{SUB[k]}[{r},{c}] · {slope}", v[f"dA{SUB[k]}"][[r], c], v[f"slope{SUB[k]}"][[r], c], cells
    if name[:2] == "dA":
        up, W = f"dZ{SUB[k + 1]}", f"W{SUB[k + 1]}"
        if bug == "error signal lost on the way":
            return "0, nothing is sent back", v[name][[r], c], one, ()
        if bug == "W instead of Wᵀ" and k == 1:
            return f"Σₖ {up}[{r},k] · {W}[k,{c}]", v[up][r], v[W][:-1, c], ((up, r, None), (W, None, c))
        return f"Σₖ {up}[{r},k] · {W}[{c},k]", v[up][r], v[W][c], ((up, r, None), (W, c, None))
    if r == SIZES[k - 1]:
        n = N if bug == "bias: mean, not sum" else 1
        return f"Σₙ {dZ}[n,{c}]" + (f" / {N}" if n > 1 else ""), v[dZ][:, c], [1 / n] * N, ((dZ, None, c),)
    feeds = f"A{SUB[k]}" if bug == "own activation" and square else before
    i, j = (c, r) if bug == "dW transposed" and square else (r, c)
    return f"Σₙ {feeds}[n,{i}] · {dZ}[n,{j}]", v[feeds][:, i], v[dZ][:, j], ((feeds, None, i), (dZ, None, j))


def train(kind, bug):
    """The parameters and the loss before training and after each epoch."""
    rng = np.random.default_rng(5)
    X, labels = spirals(90, rng, arms=3, turns=0.6, spread=0.04)
    X, params = 2 * X, init_params(SIZES, "he", rng)
    params = [(W, 0.1 * rng.normal(size=b.shape)) for W, b in params]
    history = [params]
    for _ in range(EPOCHS):
        for X_batch, labels_batch in minibatches(X, labels, N, rng):
            params = sgd_step(params, layers_of(passes(params, X_batch, labels_batch, kind, bug), "dW"), 0.15)
            if np.abs(params[0][0]).max() > 30:  # it runs away, and nothing can be seen in numbers without end
                params = history[-1]
        history.append(params)
    logits = [mlp_forward(params, X, kind)[0] for params in history]
    return SimpleNamespace(
        X=X, labels=labels, history=history, right=np.mean(logits[-1].argmax(axis=1) == labels),
        losses=np.array([softmax_cross_entropy(row, labels)[0] for row in logits]),
    )  # fmt: skip
