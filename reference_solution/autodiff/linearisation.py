"""The derivative as a linear approximation, and the error of that approximation."""


def linearisation_error(f, slope, x, dx):
    """How far ``f(x) + slope(x) dx`` is from ``f(x + dx)``.

    Parameters
    ----------
    f, slope : callable
        A function of one number, and its claimed derivative.
    x : float
        Where the approximation is exact.
    dx : float or ndarray
        Distance from there.

    Returns
    -------
    float or ndarray of the shape of dx
        Zero or more. For the right slope it shrinks like ``dx**2``, for any other only like ``dx``.

    Notes
    -----
    Source: S3-24, where ``dy = (dy/dx) dx`` "checks" the chain rule.

    Examples
    --------
    >>> linearisation_error(lambda x: x**2, lambda x: 2 * x, x=3.0, dx=0.5)
    0.25
    """
    return abs(f(x + dx) - f(x) - slope(x) * dx)


def composed(f, df, g, dg):
    """``g(f(x))`` and its derivative by the chain rule of one variable, ``g'(f(x)) f'(x)``.

    Parameters
    ----------
    f, df, g, dg : callable
        Two functions of one number and their derivatives; f comes first.

    Returns
    -------
    value, slope : callable

    Notes
    -----
    Source: S0-34.

    Examples
    --------
    >>> value, slope = composed(lambda x: x + 1, lambda x: 1, lambda y: y**2, lambda y: 2 * y)
    >>> value(2), slope(2)
    (9, 6)
    """
    return lambda x: g(f(x)), lambda x: dg(f(x)) * df(x)
