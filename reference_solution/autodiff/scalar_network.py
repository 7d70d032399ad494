"""A multilayer perceptron neuron by neuron, on the graph of scalars; slow, but every step is visible."""

from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.softmax_graph import softmax_ce_graph
from reference_solution.autodiff.value import Value, tanh

XOR = [([0.0, 0.0], 0), ([0.0, 1.0], 1), ([1.0, 0.0], 1), ([1.0, 1.0], 0)]


def neurons(params):
    """Convert the arrays of a network to neurons, each a list of weights and a bias.

    Parameters
    ----------
    params : list of (W, b)
        W of shape (n_in, n_out), b of shape (n_out,).

    Returns
    -------
    list of list of (list of Value, Value)
        Layer by layer; a neuron's weights are a column of W.
    """
    return [
        [([Value(w) for w in weights], Value(bias)) for weights, bias in zip(W.T.tolist(), b.tolist(), strict=True)]
        for W, b in params
    ]


def scalar_mlp(layers, inputs):
    """Outputs of a network, neuron by neuron: tanh in the hidden layers, the last layer linear.

    Parameters
    ----------
    layers : list of list of (list of Value, Value)
        As of `neurons`.
    inputs : list of float

    Returns
    -------
    list of Value

    Notes
    -----
    Source: S3-19 and S1-24, a sum for each neuron.

    Examples
    --------
    >>> hidden = [([Value(1.0), Value(1.0)], Value(-1.0))]
    >>> output = [([Value(3.0)], Value(0.5))]
    >>> [z.data for z in scalar_mlp([hidden, output], [0.0, 1.0])]
    [0.5]
    """
    for layer in layers:
        sums = [sum((w * x for w, x in zip(weights, inputs, strict=True)), bias) for weights, bias in layer]
        inputs = sums if layer is layers[-1] else [tanh(z) for z in sums]
    return inputs


def descend(loss, parameters, lr, steps):
    """Plain gradient descent on parameters of a scalar graph.

    Parameters
    ----------
    loss : callable
        ``loss() -> Value``: builds a new graph from the current parameters.
    parameters : list of Value
        Their data is changed in place.
    lr : float
    steps : int

    Returns
    -------
    list of float
        The loss before each step.

    Notes
    -----
    Source: S3-22.

    Examples
    --------
    >>> x = Value(3.0)
    >>> descend(lambda: x * x, [x], lr=0.25, steps=3), x.data
    ([9.0, 2.25, 0.5625], 0.375)
    """
    losses = []
    for _ in range(steps):
        output = loss()
        backward(output)
        losses.append(output.data)
        for parameter in parameters:
            parameter.data -= lr * parameter.grad
    return losses


def learn_xor(params, lr, steps):
    """Train a network with two logits on the exclusive or.

    Parameters
    ----------
    params : list of (W, b)
        Initial parameters; not changed.
    lr : float
    steps : int

    Returns
    -------
    list of float
        The mean cross-entropy of the four rows before each step.

    Notes
    -----
    Source: S0-26 and S4-11, that such a network can be trained.
    """
    layers = neurons(params)
    parameters = [p for layer in layers for weights, bias in layer for p in (*weights, bias)]

    def loss():
        each = [softmax_ce_graph(scalar_mlp(layers, inputs), label) for inputs, label in XOR]
        return sum(each) / len(XOR)

    return descend(loss, parameters, lr, steps)
