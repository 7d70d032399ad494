"""Adapter for functions that take a random generator: a generator cannot be sent to a probe, but its seed can."""

from typing import Any

import numpy as np

from course.types import StudentFunction


def draws(init_params: StudentFunction) -> StudentFunction:
    """Call an initialisation three times: twice with one generator, then with a new one of the same seed.

    Parameters
    ----------
    init_params : callable
        ``init_params(sizes, scheme, rng)``, or any other function of two arguments and a generator.

    Returns
    -------
    callable
        ``asked(sizes, scheme, seed)``, which returns the three results. The first two must differ; the first and the
        third must be equal.

    Examples
    --------
    >>> first, second, again = draws(lambda sizes, scheme, rng: rng.normal(size=sizes))([2], "he", 0)
    >>> bool((first == second).any()), bool((first == again).all())
    (False, True)
    """

    def asked(sizes: Any, scheme: Any, seed: int) -> tuple[Any, Any, Any]:
        rng = np.random.default_rng(seed)
        first, second = init_params(sizes, scheme, rng), init_params(sizes, scheme, rng)
        return first, second, init_params(sizes, scheme, np.random.default_rng(seed))

    return asked
