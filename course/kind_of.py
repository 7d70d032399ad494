"""The type of a value, as it stands in a sentence."""


def kind_of(value: object) -> str:
    """Name the type of a value with its article.

    Parameters
    ----------
    value : object

    Returns
    -------
    str

    Examples
    --------
    >>> kind_of([1]), kind_of(3)
    ('a list', 'an int')
    """
    name = type(value).__name__
    return f"{'an' if name.startswith(('a', 'e', 'i', 'o', 'nd')) else 'a'} {name}"
