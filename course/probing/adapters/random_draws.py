"""What a function draws at random, asked with a seed: a generator cannot travel to a probe, its seed can."""

import numpy as np


def draws(init_params):
    """An initialisation, asked three times: twice with one generator, then with a new one from the same seed.

    Parameters
    ----------
    init_params : callable
        ``init_params(sizes, scheme, rng)``.

    Returns
    -------
    callable
        ``asked(sizes, scheme, seed)``, which returns the three results: the first two must differ, the first and the
        third must not.

    Examples
    --------
    >>> first, second, again = draws(lambda sizes, scheme, rng: rng.normal(size=sizes))([2], "he", 0)
    >>> bool((first == second).any()), bool((first == again).all())
    (False, True)
    """

    def asked(sizes, scheme, seed):
        rng = np.random.default_rng(seed)
        first, second = init_params(sizes, scheme, rng), init_params(sizes, scheme, rng)
        return first, second, init_params(sizes, scheme, np.random.default_rng(seed))

    return asked
