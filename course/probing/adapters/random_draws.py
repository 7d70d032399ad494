"""Adapter for functions that take a random generator: a generator cannot be sent to a probe, but its seed can."""

import functools
from typing import Any

import numpy as np

from course.probing.stand_ins import Adapted
from course.types import StudentFunction

_SEEDS = 2**31


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

    def stand_in(remote: StudentFunction, sizes: Any, scheme: Any, rng: np.random.Generator) -> Any:
        return remote(sizes, scheme, int(rng.integers(_SEEDS)))[0]

    return Adapted(asked, asked, lambda remote: {"": functools.partial(stand_in, remote)})
