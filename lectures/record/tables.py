"""Values stored once, and named by a number."""


class Table:
    """Numbers for values, in the order in which these are first seen.

    Attributes
    ----------
    values : list of str, tuple, int or float
    """

    def __init__(self):
        self._numbers = {}

    def number(self, value):
        """The number of an equal value; the next free one for a new value.

        Parameters
        ----------
        value : hashable

        Returns
        -------
        int
        """
        return self._numbers.setdefault(value, len(self._numbers))

    @property
    def values(self):
        return list(self._numbers)

    def __len__(self):
        return len(self._numbers)
