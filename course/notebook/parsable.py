"""The statements of a cell that can be parsed, where another is no Python: a fence, a sentence, newer syntax."""

from collections.abc import Callable
from itertools import pairwise

_MAX_LINES = 1000
_MOST_TOGETHER = 20  # pieces that a text or brackets over several lines at the margin may hold together
_GOES_ON = (" ", "\t", "#", ")", "]", "}", "else", "elif", "except", "finally")


def parsable_part(source: str, parses: Callable[[str], bool]) -> tuple[str, list[tuple[int, str]]]:
    """Blank out the statements that cannot be parsed.

    Parameters
    ----------
    source : str
        Of a cell that cannot be parsed as a whole.
    parses : callable
        Whether a piece of a cell can be parsed.

    Returns
    -------
    part : str
        With all lines where they were; empty if nothing is left.
    left_out : list of (int, str)
        For each statement that is left out: its first line, from 1, and its text.
    """
    lines = source.split("\n")
    if len(lines) > _MAX_LINES:
        return "", [(1, source)]
    starts = [i for i, line in enumerate(lines) if line.strip() and not line.startswith(_GOES_ON)] + [len(lines)]
    kept, left_out, k = [""] * len(lines), [], 0
    while k < len(starts) - 1:
        first = starts[k]
        last = min(k + _MOST_TOGETHER, len(starts) - 1)
        whole = next((j for j in range(k + 1, last + 1) if parses("\n".join(lines[first : starts[j]]))), None)
        if whole is not None:
            kept[first : starts[whole]] = lines[first : starts[whole]]
        else:
            after = _after_a_whole_function(lines, first, starts[k + 1], parses)
            kept[first:after] = lines[first:after]
            left_out.append((after + 1, "\n".join(lines[after : starts[k + 1]])))
        k = whole or k + 1
    return "\n".join(kept) if any(kept) else "", left_out


def _after_a_whole_function(lines: list[str], first: int, end: int, parses: Callable[[str], bool]) -> int:
    """Where a badly indented line follows a function that ends with a `return` of its own; `first` if there is none."""
    body = [i for i in range(first + 1, end) if lines[i].strip()]
    if not lines[first].startswith(("def ", "async def ")) or not body:
        return first
    margin = lines[body[0]][: len(lines[body[0]]) - len(lines[body[0]].lstrip())]
    returns = next((k for k, i in enumerate(body) if lines[i].startswith(f"{margin}return")), len(body))
    for i, after in pairwise(body[returns : returns + _MOST_TOGETHER]):
        if parses("\n".join(lines[first : i + 1])):
            return after
    return first
