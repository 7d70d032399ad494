"""What the reference costs: a training step beside PyTorch's and its bare products, the graph beside micrograd's.

All on one thread, in turns, in processor time; every ratio is our time divided by theirs. Batches are drawn, the
activation is the ReLU, and neither side has a weight penalty.
"""

import gc
import importlib

import numpy as np

from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.value import Value, relu
from reference_solution.networks.network import mlp_backward
from reference_solution.training.optimisers import sgd_step
from tests.benchmarks.drawn import drawn
from tests.benchmarks.figure import Figure
from tests.benchmarks.growth import growth
from tests.benchmarks.interleaved import interleaved, one_thread, ratios

LARGE, SMALL = ([784, 512, 512, 10], 256), ([64, 32, 10], 64)
LR = 1e-3
TURNS = 10  # in each round
NUMBERS = np.random.default_rng(0).normal(size=8 + 16 * 8 + 16)
ROWS = [row.tolist() for row in np.split(NUMBERS, range(8, 137, 8))]  # x, W, v


def measure(folder, submissions, rounds):
    """Measure, and return the figures."""
    torch, micrograd = optional("torch", "torch"), optional("micrograd.engine", "micrograd==0.1.0")
    turns, figures = TURNS * rounds, []
    with one_thread(torch):
        for bits in (32, 64):
            figures += large_step(f"f{bits}", f"float{bits}", torch, turns)
        if torch:
            figures.append(small_step(torch, turns))
        if micrograd:
            figures.append(scalar_graph(micrograd, turns))
        return figures + growth(turns)


def optional(module, package):
    """The module, or None and a line that says how to get it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        print(f"Left out what needs {package}: pip install {package}", flush=True)


def large_step(name, dtype, torch, turns):
    """Of 784-512-512-10: against PyTorch, against the products it needs, and the one product that it leaves out."""
    params, X, labels = drawn(*LARGE, dtype)
    dZ = np.ones((len(X), params[0][0].shape[1]), dtype)
    functions = {
        "ours": our_step(params, X, labels),
        "products": lambda: bare_products(params, X),
        "first_dX": lambda: dZ @ params[0][0].T,
    }
    if torch:
        functions["torch"] = torch_step(torch, params, X, labels)
    seconds = interleaved(functions, 3, turns)
    what = f"step of 784-512-512-10, batch 256, {dtype}"
    figures = [
        Figure(f"train_large_{name}_seconds", what, "s", tuple(seconds["ours"])),
        Figure(
            f"train_large_{name}_vs_gemm", "… by its bare products (goal 1.3)", "x", ratios(seconds, "ours", "products")
        ),
        Figure(
            f"train_large_{name}_first_dx",
            "… the gradient of the input, left out, by the products",
            "x",
            ratios(seconds, "first_dX", "products"),
        ),
    ]
    if torch:
        figures.insert(
            1,
            Figure(f"train_large_{name}_vs_torch", "… by PyTorch's (goal 1.0)", "x", ratios(seconds, "ours", "torch")),
        )
    return figures


def small_step(torch, turns):
    """Of 64-32-10, where calls cost more than numbers; float64, as in the course."""
    params, X, labels = drawn(*SMALL, "float64")
    functions = {"ours": our_step(params, X, labels), "torch": torch_step(torch, params, X, labels)}
    seconds = interleaved(functions, 100, turns)
    return Figure(
        "train_small_vs_torch",
        "step of 64-32-10, batch 64, float64, by PyTorch's (goal 0.45)",
        "x",
        ratios(seconds, "ours", "torch"),
    )


def our_step(params, X, labels):
    """A function that makes a step each time it is called, from where the last one ended."""

    def step():
        nonlocal params
        _, grads = mlp_backward(params, X, labels, "relu", lam=0.0)
        params = sgd_step(params, grads, LR)
        return params

    return step


def torch_step(torch, params, X, labels):
    """The same step as PyTorch's users write it: modules, autograd, `torch.optim.SGD`."""
    layers = []
    for W, b in params:
        linear = torch.nn.Linear(*W.shape, dtype=torch.from_numpy(W).dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(W.T))
            linear.bias.copy_(torch.from_numpy(b))
        layers += [linear, torch.nn.ReLU()]
    network, loss_of = torch.nn.Sequential(*layers[:-1]), torch.nn.CrossEntropyLoss()
    optimiser = torch.optim.SGD(network.parameters(), lr=LR)
    X, labels = torch.from_numpy(X), torch.from_numpy(labels)

    def step():
        optimiser.zero_grad()
        loss_of(network(X), labels).backward()
        optimiser.step()
        return [(layer.weight.detach().numpy().T, layer.bias.detach().numpy()) for layer in layers[:-1:2]]

    agree(our_step(params, X.numpy(), labels.numpy())(), step())
    return step


def agree(ours, theirs):
    """Two that do not compute the same cannot be compared."""
    for pair, other in zip(ours, theirs, strict=True):
        for a, b in zip(pair, other, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)


def bare_products(params, X):
    """The products of a training step: three for a layer, two for the first, whose dX nobody needs."""
    inputs, A = [], X
    for W, _ in params:
        inputs.append(A)
        A = A @ W
    for layer in reversed(range(len(params))):
        inputs[layer].T @ A
        if layer:
            A = A @ params[layer][0].T


def scalar_graph(micrograd, turns):
    """Squared error of 8-16-1, number by number, forward and backward."""
    functions = {
        "ours": lambda: graph(Value, relu, backward),
        "theirs": lambda: graph(micrograd.Value, micrograd.Value.relu, micrograd.Value.backward),
    }
    np.testing.assert_allclose(functions["ours"](), functions["theirs"](), rtol=1e-12)
    # Micrograd's nodes lie in cycles, and only the collector frees them: that is its cost, but not its walks through
    # all the objects of PyTorch and of what else is loaded here.
    gc.collect()
    gc.freeze()
    seconds = interleaved(functions, 50, turns)
    gc.unfreeze()
    return Figure(
        "autodiff_vs_micrograd",
        "scalar graph of 8-16-1 by micrograd's (goal 0.5)",
        "x",
        ratios(seconds, "ours", "theirs"),
    )


def graph(number, relu, backward):
    """The slopes of the first weights: the same lines for both."""
    x, *W, v = [[number(value) for value in row] for row in ROWS]
    hidden = [relu(sum((w * a for w, a in zip(row, x, strict=True)), number(0.1))) for row in W]
    y = sum((w * a for w, a in zip(v, hidden, strict=True)), number(0.0))
    backward((y - 1.0) ** 2)
    return [w.grad for row in W for w in row]
