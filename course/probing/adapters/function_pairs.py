"""Functions that belong together, as one: a probe asks one function."""


def pair(f, slope):
    """An activation and its slope.

    Parameters
    ----------
    f, slope : callable
        ``f(Z, ...)`` and ``slope(Z, ...)``.

    Returns
    -------
    callable
        ``asked(part, Z, ...)``, where the part is ``"f"`` or ``"slope"``.

    Examples
    --------
    >>> pair(lambda Z: Z**2, lambda Z: 2 * Z)("slope", 3.0)
    6.0
    """

    def asked(part, Z, *rest):
        return (f if part == "f" else slope)(Z, *rest)

    return asked


def with_refusal(loss):
    """A loss, and whether it refuses what it is given.

    Returns
    -------
    callable
        ``asked(part, A, Y)``: for the part ``"result"`` what the loss returns, for ``"refuses"`` True or False.

    Examples
    --------
    >>> with_refusal(lambda A, Y: A - Y)("refuses", 1.0, 2.0)
    False
    """

    def asked(part, A, Y):
        if part == "result":
            return loss(A, Y)
        try:
            loss(A, Y)
        except (ValueError, AssertionError):
            return True
        return False

    return asked


def head(output_head):
    """What the two functions that `output_head` chooses answer.

    Returns
    -------
    callable
        ``asked(task, Z, Y)``, which returns ``(f(Z), dZ)``: the gradient tells which loss it is, and a slip in the
        loss's own value has cost its points already.
    """

    def asked(task, Z, Y):
        f, loss = output_head(task)
        _, dZ = loss(Z, Y)
        return f(Z), dZ

    return asked
