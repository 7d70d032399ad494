"""What p6_backprop promises beyond what every assignment does."""

import ast
import re

import numpy as np
import pytest

from course import probing
from course.data.handwritten_digits import handwritten_digits
from grader.exercises import EXERCISES
from reference_solution.digits.preparation import standardise
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_forward
from reference_solution.training.minibatches import minibatches
from tests.assignments.notebooks import cells_of, solved, with_role


def test_the_four_equations_have_nielsens_numbers():
    table = "".join(cell.source for cell in cells_of("p6_backprop"))
    rows = dict(re.findall(r"^\| BP(\d) \| [\w ]+ \| (.*?) \|", table, re.MULTILINE))
    assert re.search("partial b", rows["3"])
    assert re.search("partial w", rows["4"])


def test_every_stub_says_what_it_returns():
    for cell in with_role("p6_backprop", "solution").values():
        assert "Returns" in ast.get_docstring(ast.parse(cell.source).body[0])


def test_solved_every_spoiled_gradient_learns_and_is_found_out():
    said = solved("p6_backprop").text
    shares = [float(share) for share in re.findall(r"new examples: ([\d.]+)%", said)]
    assert len(shares) == 4
    assert min(shares) > 80
    assert re.findall(r"^(\w+) +(right|wrong)$", said, re.MULTILINE) == [
        ("mlp_backward", "right"),
        ("transposed", "wrong"),
        ("without_biases", "wrong"),
        ("first_layer_frozen", "wrong"),
    ]


def test_staff_who_run_it_see_the_points_at_once(capsys):
    for name, function in solved("p6_backprop").probed.items():
        probing.probe(name, function)
        full = EXERCISES[name].points
        assert capsys.readouterr().out.startswith(f"{name}: {full:g} of {full:g} points\n")


def gradient_with(mistake, params, X, labels):
    """The gradient of a network of tanh units, with one mistake."""
    A = [X]
    for W, b in params[:-1]:
        A.append(np.tanh(A[-1] @ W + b))
    _, dZ = softmax_cross_entropy(A[-1] @ params[-1][0] + params[-1][1], labels)
    grads = []
    for layer in reversed(range(len(params))):
        W = params[layer][0]
        here = mistake if W.shape[0] == W.shape[1] else ""  # three of them fit square layers only
        dW = A[layer + (here == "own A")].T @ dZ
        grads.append((dW.T if here == "dW.T" else dW, dZ.sum(axis=0) * (mistake != "no db")))
        if layer:
            dZ = dZ @ (W if here == "W" else W.T) * (1 if mistake == "no slope" else 1 - A[layer] ** 2)
    return grads[::-1]


def share_read(mistake, seed):
    """Train as the text says, with one mistake in the gradient, and read the other digits."""
    X, labels = handwritten_digits()
    X, rng = standardise(X[:400], X), np.random.default_rng(seed)
    params = init_params([64, 32, 32, 10], "lecun", rng)
    for _ in range(15):
        for batch in minibatches(X[:400], labels[:400], 20, rng):
            grads = gradient_with(mistake, params, *batch)
            params = [(W - 0.2 * dW, b - 0.2 * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]
    return np.mean(mlp_forward(params, X[400:], "tanh")[0].argmax(axis=1) == labels[400:])


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        ("", "With the right gradient it is {} %"),
        ("dW.T", "it is {} % (`dW` transposed)"),
        ("W", "{} % (`W` in place of `W.T`)"),
        ("own A", "{} % (`A_l` in place of `A_{{l-1}}`)"),
        ("no db", "without any `db` it is {} %"),
        ("no slope", "without $f'$ still {} %"),
    ],
)
def test_a_network_reads_as_many_digits_with_each_mistake_as_the_text_says(mistake, said):
    text = " ".join(" ".join(cell.source for cell in cells_of("p6_backprop")).split())
    percent = 100 * np.median([share_read(mistake, seed) for seed in range(5)])
    assert said.format(f"{percent:.3g}") in text
