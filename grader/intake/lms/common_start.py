"""The characters with which all of some texts begin."""

from collections.abc import Collection


def common_start(texts: Collection[str]) -> str:
    """The longest text with which all others begin; empty if there are none.

    Examples
    --------
    >>> common_start(["P_9_anna", "P_9_andy", "P_9_bob"])
    'P_9_'
    """
    first, last = min(texts, default=""), max(texts, default="")
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[:same]
