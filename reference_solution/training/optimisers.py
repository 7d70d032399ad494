"""One step of each optimiser, from gradients that are given. A step returns new arrays and changes none."""

import numpy as np


def sgd_step(params, grads, lr):
    """A step of gradient descent: ``w <- w - lr * dw``.

    Parameters
    ----------
    params, grads : list of (W, b) and (dW, db)
    lr : float
        Step size.

    Returns
    -------
    params : list of (W, b)

    Notes
    -----
    Source: S3-22 and S1-21, whose text says "in the direction of the gradient" (E05); the sign is minus.

    Examples
    --------
    >>> sgd_step([(np.array([[1.0]]), np.array([2.0]))], [(np.array([[10.0]]), np.array([-10.0]))], lr=0.1)
    [(array([[0.]]), array([3.]))]
    """
    # W comes last, so numpy adds it into the array of the product: one new array for each W, not two.
    return [(-lr * dW + W, -lr * db + b) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def momentum_step(params, grads, velocity, lr, momentum):
    """A step with momentum: ``v <- momentum * v - lr * dw``, ``w <- w + v``.

    Parameters
    ----------
    params, grads, velocity : list of (W, b), (dW, db) and (vW, vb)
        The velocity starts at zero.
    lr : float
        Step size.
    momentum : float
        From 0, which is plain gradient descent, to below 1.

    Returns
    -------
    params, velocity : list of (W, b) and (vW, vb)

    Notes
    -----
    Source: S1-18, "momentum". Under a constant gradient the step size grows to ``lr / (1 - momentum)``.

    Examples
    --------
    >>> params = [(np.array([[1.0]]), np.array([0.0]))]
    >>> grads = [(np.array([[1.0]]), np.array([0.0]))]
    >>> velocity = [(np.array([[-1.0]]), np.array([0.0]))]
    >>> params, velocity = momentum_step(params, grads, velocity, lr=0.5, momentum=0.5)
    >>> params[0][0], velocity[0][0]
    (array([[0.]]), array([[-1.]]))
    """
    velocity = [
        (momentum * vW - lr * dW, momentum * vb - lr * db) for (vW, vb), (dW, db) in zip(velocity, grads, strict=True)
    ]
    params = [(W + vW, b + vb) for (W, b), (vW, vb) in zip(params, velocity, strict=True)]
    return params, velocity


def nesterov_step(params, grads, velocity, lr, momentum):
    """A step with Nesterov momentum: ``v <- momentum * v - lr * dw``, ``w <- w + momentum * v - lr * dw``.

    Parameters
    ----------
    params, grads, velocity : list of (W, b), (dW, db) and (vW, vb)
        The velocity starts at zero.
    lr : float
        Step size.
    momentum : float
        From 0, which is plain gradient descent, to below 1.

    Returns
    -------
    params, velocity : list of (W, b) and (vW, vb)

    Notes
    -----
    Source: S1-18, "nesterov". Here `params` are the look-ahead points ``u + momentum * v``, so the gradient is taken
    where they are. In terms of the points u the method is: take the gradient at ``u + momentum * v``, then make a
    momentum step. The deck sets ``nesterov_val = 'False'``, and that string is true (E09).

    Examples
    --------
    >>> params = [(np.array([[1.0]]), np.array([0.0]))]
    >>> grads = [(np.array([[1.0]]), np.array([0.0]))]
    >>> velocity = [(np.array([[-1.0]]), np.array([0.0]))]
    >>> params, velocity = nesterov_step(params, grads, velocity, lr=0.5, momentum=0.5)
    >>> params[0][0], velocity[0][0]
    (array([[0.]]), array([[-1.]]))
    """
    velocity = [
        (momentum * vW - lr * dW, momentum * vb - lr * db) for (vW, vb), (dW, db) in zip(velocity, grads, strict=True)
    ]
    params = [
        (W + momentum * vW - lr * dW, b + momentum * vb - lr * db)
        for (W, b), (dW, db), (vW, vb) in zip(params, grads, velocity, strict=True)
    ]
    return params, velocity


def lr_decay(lr, decay, t):
    """The step size after t steps: ``lr / (1 + decay * t)``.

    Parameters
    ----------
    lr : float
        Step size of the first step, t = 0.
    decay : float
        Zero or more.
    t : int
        Steps already made.

    Returns
    -------
    float

    Notes
    -----
    Source: S1-18, where decay is 1e-6: it halves the step size after a million steps.

    Examples
    --------
    >>> lr_decay(0.1, 1e-6, 1_000_000)
    0.05
    """
    return lr / (1 + decay * t)


def rmsprop_step(params, grads, square, lr=1e-3, beta=0.9, eps=1e-8):
    """A step of RMSProp: each weight's gradient divided by its usual size, ``w <- w - lr * dw / (sqrt(s) + eps)``.

    Parameters
    ----------
    params, grads : list of (W, b) and (dW, db)
    square : list of (array, array)
        Running mean of the squared gradient; starts at zero.
    lr, beta, eps : float

    Returns
    -------
    params, square : list of (array, array)

    Notes
    -----
    Source: Tieleman and Hinton, 2012, lecture 6e of their course. A constant gradient of any size moves a weight by
    nearly `lr` in each step; the first step is ``1 / sqrt(1 - beta)`` times as long, because the mean starts at zero.

    Examples
    --------
    >>> params, zero = [(np.array([[1.0]]), np.array([1.0]))], [(np.zeros((1, 1)), np.zeros(1))]
    >>> params, _ = rmsprop_step(params, [(np.array([[1e-3]]), np.array([-1e3]))], zero, lr=0.5, beta=0.75, eps=0.0)
    >>> params[0]
    (array([[0.]]), array([2.]))
    """
    square = [
        tuple(beta * s + (1 - beta) * g**2 for s, g in zip(*layer, strict=True))
        for layer in zip(square, grads, strict=True)
    ]
    params = [
        tuple(w - lr * g / (np.sqrt(s) + eps) for w, g, s in zip(*layer, strict=True))
        for layer in zip(params, grads, square, strict=True)
    ]
    return params, square


def cosine_lr(lr, t, steps, warmup=0):
    """The step size of a cosine schedule: up in a line for `warmup` steps, then down along half a cosine to zero.

    Parameters
    ----------
    lr : float
        The largest step size.
    t : int
        Steps already made, from 0.
    steps : int
        Of the whole training, more than `warmup`.
    warmup : int

    Returns
    -------
    float

    Notes
    -----
    Source: Loshchilov and Hutter, 2017, without restarts.

    Examples
    --------
    >>> [round(cosine_lr(1.0, t, steps=12, warmup=2), 3) for t in (0, 1, 2, 7, 11)]
    [0.5, 1.0, 1.0, 0.5, 0.024]
    """
    if t < warmup:
        return lr * (t + 1) / warmup
    return float(lr * (1 + np.cos(np.pi * (t - warmup) / (steps - warmup))) / 2)


def adam_step(params, grads, mean, square, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """A step of Adam, which hardly depends on the scale of the gradient: ``w <- w - lr * m / (sqrt(s) + eps)``.

    Parameters
    ----------
    params, grads : list of (W, b) and (dW, db)
    mean, square : list of (array, array)
        Running means of the gradient and of its square; both start at zero.
    t : int
        Number of this step, 1 for the first. The running means start at zero, so they are too small by the factor
        ``1 - beta ** t``, and are divided by it.
    lr, beta1, beta2, eps : float

    Returns
    -------
    params, mean, square : list of (array, array)

    Notes
    -----
    Source: Kingma and Ba, 2015; an example of the "fancier optimisers" of S0-44.

    Examples
    --------
    >>> params, zero = [(np.array([[1.0]]), np.array([1.0]))], [(np.zeros((1, 1)), np.zeros(1))]
    >>> params, _, _ = adam_step(params, [(np.array([[1e-3]]), np.array([-1e3]))], zero, zero, t=1, lr=0.5, eps=0.0)
    >>> params[0]
    (array([[0.5]]), array([1.5]))
    """
    mean = [
        tuple(beta1 * m + (1 - beta1) * g for m, g in zip(*layer, strict=True))
        for layer in zip(mean, grads, strict=True)
    ]
    square = [
        tuple(beta2 * s + (1 - beta2) * g**2 for s, g in zip(*layer, strict=True))
        for layer in zip(square, grads, strict=True)
    ]
    params = [
        tuple(
            w - lr * (m / (1 - beta1**t)) / (np.sqrt(s / (1 - beta2**t)) + eps) for w, m, s in zip(*layer, strict=True)
        )
        for layer in zip(params, mean, square, strict=True)
    ]
    return params, mean, square
