"""Networks that multiply: a gate of four units for two numbers, and a deep and a shallow network for many."""

from itertools import product

import numpy as np

from reference_solution.activations.sigmoid_family import softplus


def softplus_forward(params, X):
    """Run a network with softplus hidden units and a linear output layer.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    X : ndarray of shape (N, n_0)
        One example a row.

    Returns
    -------
    ndarray of shape (N, n_L)

    Examples
    --------
    >>> softplus_forward(mult_gate(1e-3), np.array([[0.5, -0.8]])).round(6)
    array([[-0.4]])
    """
    A = X
    for W, b in params[:-1]:
        A = softplus(A @ W + b)
    W, b = params[-1]
    return A @ W + b


def mult_gate(lam):
    """A network of four softplus units whose output is nearly the product of its two inputs.

    Parameters
    ----------
    lam : float
        Factor by which the inputs are scaled down.

    Returns
    -------
    params : list of (W, b)
        Two inputs, four hidden units, one output, for `softplus_forward`.

    Notes
    -----
    Source: S3-15 (Lin, Tegmark and Rolnick)::

        x y ~ [s(lam (x+y)) + s(-lam (x+y)) - s(lam (x-y)) - s(-lam (x-y))] / (4 lam**2 s''(0))

    because ``s(u) + s(-u) = 2 s(0) + s''(0) u**2 + …``. It needs ``s''(0) != 0``: softplus has 1/4, but the sigmoid has
    0, by which one cannot divide. The error shrinks like ``lam**2`` until rounding, like ``1e-16 / lam**2``, grows
    past it: the best lam is about 1e-4.

    Examples
    --------
    >>> (W, b), (V, c) = mult_gate(0.5)
    >>> W
    array([[ 0.5, -0.5,  0.5, -0.5],
           [ 0.5, -0.5, -0.5,  0.5]])
    >>> V.ravel()
    array([ 4.,  4., -4., -4.])
    """
    curvature = 0.25  # of softplus at 0
    W = lam * np.array([[1.0, -1.0, 1.0, -1.0], [1.0, -1.0, -1.0, 1.0]])
    V = np.array([[1.0], [1.0], [-1.0], [-1.0]]) / (4 * lam**2 * curvature)
    return [(W, np.zeros(4)), (V, np.zeros(1))]


def product_net(n):
    """A deep network whose output is nearly the product of its n inputs: a tree of multiplication gates.

    Parameters
    ----------
    n : int
        Number of inputs, a power of two, at least 2.

    Returns
    -------
    params : list of (W, b)
        log2(n) hidden layers with 4 (n - 1) softplus units in all, for `softplus_forward`.

    Raises
    ------
    ValueError
        If n is not a power of two.

    Notes
    -----
    Source: S3-15: "grows only linearly with n for deep networks". Every hidden layer multiplies neighbours; the output
    of its gates and the input of the next ones are both linear, so they combine to one matrix.

    Examples
    --------
    >>> [W.shape for W, b in product_net(8)]
    [(8, 16), (16, 8), (8, 4), (4, 1)]
    >>> softplus_forward(product_net(4), np.array([[0.5, -0.8, 0.5, 1.0]])).round(5)
    array([[-0.2]])
    """
    if n < 2 or n & (n - 1):
        raise ValueError(f"got {n} inputs, expected a power of two: 2, 4, 8, …")
    (W, _), (V, _) = mult_gate(1e-3)
    params, output = [], np.eye(n)
    while n > 1:
        n //= 2
        gates = np.eye(n)
        params.append((output @ np.kron(gates, W), np.zeros(4 * n)))
        output = np.kron(gates, V)
    return [*params, (output, np.zeros(1))]


def shallow_product_net(n, lam, derivative):
    """The product of n inputs, by one hidden layer with a unit for every choice of signs.

    Parameters
    ----------
    n : int
        Number of inputs.
    lam : float
        Factor by which the inputs are scaled down.
    derivative : float
        The n-th derivative of the activation at 0; for softplus 1/4, -1/8, 1/4 at n = 2, 4, 6, and 0 at 3, 5, 7.

    Returns
    -------
    params : list of (W, b)
        n inputs, 2**n hidden units, one output.

    Notes
    -----
    Source: S3-15: "grows exponentially when merely a single hidden layer is allowed". In the sum over all signs
    ``s1 … sn * f(lam (s1 x1 + … + sn xn))`` every term of Taylor's series in which an input is missing cancels; the
    first that stays is ``2**n lam**n x1 … xn f⁽ⁿ⁾(0)``. Rolnick and Tegmark prove that 2**n units are also needed where
    no derivative of f at 0 vanishes; the odd ones of softplus do, and from n = 4 on half of the units would do.

    Examples
    --------
    >>> softplus_forward(shallow_product_net(4, 0.03, -1 / 8), np.array([[0.5, -0.8, 0.5, 1.0]])).round(3)
    array([[-0.2]])
    """
    signs = np.array(list(product([1.0, -1.0], repeat=n)))
    V = signs.prod(axis=1, keepdims=True) / (2**n * lam**n * derivative)
    return [(lam * signs.T, np.zeros(2**n)), (V, np.zeros(1))]
