"""How each deck scales the squared error and the weight penalty."""

# The factor of the sum, over all examples and outputs, of (output - target)**2, for N examples. S1 has both forms.
SQUARED_ERROR = {
    "S0": lambda N: 1 / (2 * N),
    "S1": lambda N: 1,
    "S1 mean": lambda N: 1 / N,
    "S2": lambda N: 1,
    "S3": lambda N: 1 / 2,
    "S4": lambda N: 1,
    "course": lambda N: 1 / (2 * N),
}
# The factor of lam times the sum of the squared weights; S2 and S4 have no penalty.
PENALTY = {"S0": 1 / 2, "S1": 1, "S1 mean": 1, "S3": 1 / 2, "course": 1 / 2}


def convert_lam(lam, N, source, target):
    """Convert the strength of a penalty to another deck's objective, so that the best weights stay the same.

    Parameters
    ----------
    lam : float
        Strength of the penalty in the convention `source`.
    N : int
        Number of examples.
    source, target : {"S0", "S1", "S1 mean", "S3", "course"}

    Returns
    -------
    float

    Notes
    -----
    Source: S0-42, S1-05, S1-17, S3-21, S3-31. Only the ratio of error and penalty matters.

    Examples
    --------
    >>> convert_lam(5.0, N=10, source="S1", target="course")
    0.5
    """
    ratio = lam * PENALTY[source] / SQUARED_ERROR[source](N)
    return ratio * SQUARED_ERROR[target](N) / PENALTY[target]
