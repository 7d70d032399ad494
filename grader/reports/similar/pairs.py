"""Ranks pairs of submissions: a passage counts the more, the fewer others have it."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.sparse import csr_array

_LITTLE = 20  # passages: short answers are alike by chance


@dataclass(frozen=True)
class Pair:
    """Two submissions that share something.

    Attributes
    ----------
    students : tuple of str
    shared : float
        How much: a passage that only these two have counts 1, one that all have counts 0.
    part : float
        What that is of all that the one with less has, from 0 to 1. Twenty passages are added to all, so that two
        who wrote little come after two who wrote much.
    """

    students: tuple[str, str]
    shared: float
    part: float


def rank(
    keys: Mapping[str, Set[str]],
    given: Set[str] = frozenset(),
    together: Collection[Collection[str]] = (),
) -> list[Pair]:
    """Rank the pairs of a class by the part that they share.

    Parameters
    ----------
    keys : mapping of str to set of str
        By student: keys of the passages of the submission.
    given : set of str, optional
        Those of what was given out and of the reference answers, which count nothing.
    together : collection of collections of str, optional
        Groups, whose members hand in together and are no pairs.

    Returns
    -------
    list of Pair
        The pair with most first; without those that share nothing.

    Examples
    --------
    >>> first, *_ = rank({"ada": {"a", "b"}, "bob": {"a", "b"}, "cyd": {"b"}})
    >>> first.students, round(first.shared, 1)
    (('ada', 'bob'), 1.4)
    """
    students = sorted(keys)
    column = {key: i for i, key in enumerate(sorted(set().union(*keys.values()) - given))}
    places = [(i, column[key]) for i, student in enumerate(students) for key in keys[student] if key in column]
    if not places:
        return []
    has = csr_array((np.ones(len(places)), np.transpose(places)), (len(students), len(column)))
    everybody = len(students) + 1
    weight = np.minimum(np.log(everybody / has.sum(axis=0)) / np.log(everybody / 2), 1.0)
    shared = ((has * weight) @ has.T).toarray()
    own = shared.diagonal()
    part = shared / (np.minimum.outer(own, own) + _LITTLE)
    groups = [set(members) for members in together]
    pairs = [
        Pair((one, other), float(shared[i, j]), float(part[i, j]))
        for (i, one), (j, other) in combinations(enumerate(students), 2)
        if shared[i, j] > 0 and not any({one, other} <= group for group in groups)
    ]
    return sorted(pairs, key=lambda pair: (-pair.part, pair.students))
