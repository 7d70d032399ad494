"""Boolean functions as threshold networks: any truth table, and parity with few units."""

import numpy as np


def boolean_inputs(n):
    """Every row of n zeros and ones, in counting order.

    Parameters
    ----------
    n : int
        Number of inputs.

    Returns
    -------
    X : ndarray of shape (2**n, n)
        Row r holds the binary digits of r, the highest first.

    Examples
    --------
    >>> boolean_inputs(2)
    array([[0., 0.],
           [0., 1.],
           [1., 0.],
           [1., 1.]])
    """
    return np.indices((2,) * n).reshape(n, -1).T.astype(float)


def dnf_compile(table):
    """The network that computes a truth table: one hidden unit for each row that is 1, and an OR over them.

    Parameters
    ----------
    table : ndarray of shape (2**n,)
        Zeros and ones: the value at each row of `boolean_inputs`.

    Returns
    -------
    params : list of (W, b)
        Two layers for `threshold_forward`; the step of the logits is the value. As many hidden units as the table
        has ones, possibly none.

    Raises
    ------
    ValueError
        If the length of the table is no power of two.

    Notes
    -----
    Source: S3-09, the disjunctive normal form. The unit of a row r has weight +1 where r is 1 and -1 where r is 0:
    its sum is the number of ones of r at r itself and at least one less anywhere else.

    Examples
    --------
    >>> (W, b), output = dnf_compile(np.array([0, 1, 1, 0]))
    >>> W
    array([[-1.,  1.],
           [ 1., -1.]])
    >>> b
    array([-0.5, -0.5])
    """
    table = np.asarray(table)
    n = len(table).bit_length() - 1
    if len(table) != 2**n:
        raise ValueError(f"got a table of {len(table)} values, expected 2**n, one for each row of n inputs")
    minterms = boolean_inputs(n)[table == 1]
    W = 2 * minterms.T - 1
    b = 0.5 - minterms.sum(axis=1)
    return [(W, b), (np.ones((len(minterms), 1)), np.array([-0.5]))]


def parity_net(n):
    """The network that computes parity, whether the number of ones is odd, with one hidden layer of n units.

    Parameters
    ----------
    n : int
        Number of inputs.

    Returns
    -------
    params : list of (W, b)
        Two layers, n hidden units, for `threshold_forward`; the step of the logits is the parity.

    Notes
    -----
    Source: S3-14 and E12. Printed as Boolean functions that "require an exponential number of hidden units in the
    single layer case": a network of ANDs under an OR needs 2**(n-1) of them for parity, but thresholds can count.
    Unit k says "at least k ones"; with the signs + - + - … the output adds up to 1 or 0.

    Examples
    --------
    >>> (W, b), (signs, _) = parity_net(3)
    >>> b
    array([-0.5, -1.5, -2.5])
    >>> signs.ravel()
    array([ 1., -1.,  1.])
    """
    at_least = np.arange(1, n + 1)
    signs = np.where(at_least % 2 == 1, 1.0, -1.0)
    return [(np.ones((n, n)), 0.5 - at_least), (signs[:, None], np.array([-0.5]))]


def units_needed_by_counting(n):
    """A lower bound on the threshold units that some Boolean function of n inputs needs, however deep the network.

    Parameters
    ----------
    n : int
        Number of inputs, at least 2.

    Returns
    -------
    int

    Notes
    -----
    Source: the counting argument of E12. A unit that reads m signals is one of at most 2**(m**2) threshold functions.
    Put the units in the order in which they fire: unit j reads at most the n inputs and the j units before it, so s
    units make at most 2**(n**2 + (n+1)**2 + … + (n+s-1)**2) functions. There are 2**(2**n) Boolean functions.

    Examples
    --------
    >>> [units_needed_by_counting(n) for n in (10, 20, 30)]
    [7, 128, 1448]
    """
    units, exponent = 0, 0
    while exponent < 2**n:
        exponent += (n + units) ** 2
        units += 1
    return units
