"""Recognises syntax of a later Python than the one that runs, in a line that this one cannot parse."""

import re
import sys

_TYPE_OR_GENERIC = re.compile(r"\s*type \w+(\[[^]]*\])? *=|\s*(async )?(def|class) \w+\[")
# A quotation mark of the string, a backslash or a comment between the braces of an f-string.
_F_STRING = re.compile(r""".*\b[rR]?[fF][rR]?(["'])[^"']*\{[^{}]*(\1|\\)[^{}]*\}""")
_T_PREFIX = re.compile(r"""(?<![\w'"])[tT]$""")
_MOST = 500  # characters of a line: the patterns are slow on very long ones
_EXCEPT_WITHOUT_PARENTHESES = re.compile(r"\s*except [\w.]+(, *[\w.]+)+ *:")


def newer_python(line: str, offset: int = 0) -> str:
    """The version of Python whose syntax a line seems to use; empty if it is no later one than that which runs.

    Parameters
    ----------
    line : str
    offset : int
        Where the parser stopped; 1 is the line's first character.

    Examples
    --------
    >>> newer_python("print(f'{1}'", 6)
    ''
    """
    version = _version(line[:_MOST], offset)
    return ".".join(map(str, version)) if version > sys.version_info else ""


def _version(line: str, offset: int) -> tuple[int, ...]:
    if _TYPE_OR_GENERIC.match(line) or _F_STRING.match(line):
        return 3, 12
    is_t_string = line[offset - 1 : offset] in ("'", '"') and _T_PREFIX.search(line[: offset - 1])
    return (3, 14) if is_t_string or _EXCEPT_WITHOUT_PARENTHESES.match(line) else ()
