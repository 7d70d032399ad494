"""Names that a cell defines and calls, read from its text alone: parsing it can crash Python's own parser."""

import re

_DEFINITION = re.compile(r"^(?:async +)?def +(\w+)|^class +(\w+)|^(\w+) *(?::[^=\n]+)?=(?!=)", re.MULTILINE)
# A function inside `if`, `try` or `with` at the top level; a method is more than one level deep or below a class.
_INDENTED = re.compile(
    r"^(?:if|try|else|elif|except|finally|with)\b[^\n]*:[^\n]*\n((?:[ \t]+[^\n]*\n|\n)*)", re.MULTILINE
)
_INNER = re.compile(r"^(?: {1,4}|\t)(?:async +)?def +(\w+)", re.MULTILINE)
# Each part takes all that it can and gives nothing back: a line of many blanks would take for ever otherwise.
_IMPORT = re.compile(r"^(?:from ++[\w.]++ ++)?import ++(?:\(([\w., \n]++)\)|([\w., ]++))[ \t]*+(?:#.*)?$", re.MULTILINE)

# The text below one of these is no code of the notebook: it is written to a file, or shown, or run by another program.
_NO_PYTHON = re.compile(r"\s*%%(?:writefile|file|bash|sh|script|html|HTML|javascript|js|latex|markdown|svg)\b")
_IMPORT_ALL = re.compile(r"^from +[\w.]+ +import +\*", re.MULTILINE)

_FUNCTION = re.compile(r"^(?:async +)?def +(\w+)|^class +(\w+)", re.MULTILINE)
_CALLED = re.compile(r"(?<![\w.])([A-Za-z_]\w*+)\(")
_TEXT = re.compile(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|#[^\n]*')
_LOCAL = re.compile(r"\b(?:def|lambda|for)\b([^:\n]*)|^[ \t]+(\w+)[ \t]*=(?!=)", re.MULTILINE)


def defined_names(source: str) -> set[str]:
    """Names that a cell defines at its top level: functions, classes, plain assignments, imports.

    Examples
    --------
    >>> sorted(defined_names("%pip install torch\\nfrom os import path as p\\ndef f():\\n    x = 1\\ng = lambda: 2"))
    ['f', 'g', 'p']
    >>> sorted(defined_names("def f(:\\n    pass\\nif True:\\n    def h(): pass\\n"))
    ['f', 'h']
    >>> defined_names("%%writefile answers.py\\ndef f(): pass")
    set()
    """
    if _NO_PYTHON.match(source):
        return set()
    found = {name for match in _DEFINITION.finditer(source) for name in match.groups() if name}
    for block in _INDENTED.finditer(f"{source}\n"):
        found |= set(_INNER.findall(block[1]))
    for match in _IMPORT.finditer(source):
        names = (match[1] or match[2]).split(",")
        found |= {part.split(" as ")[-1].strip().partition(".")[0] for part in names}
    return found - {""}


def imports_all(source: str) -> bool:
    """Whether a cell has a line such as ``from math import *``.

    Examples
    --------
    >>> imports_all("import math\\nfrom math import *"), imports_all("from math import sin")
    (True, False)
    """
    return bool(_IMPORT_ALL.search(source))


def functions(source: str) -> set[str]:
    """Functions and classes that a cell defines at its top level.

    Examples
    --------
    >>> functions("def f():\\n    pass\\ng = 1")
    {'f'}
    """
    if _NO_PYTHON.match(source):
        return set()
    return {name for match in _FUNCTION.finditer(source) for name in match.groups() if name}


def called_names(source: str) -> set[str]:
    """Names that a cell calls and that are no methods, and no names inside its functions.

    Examples
    --------
    >>> called_names("def f(loss):  # as g(x)\\n    y = h(loss(1))\\n    return y.dot(2)")
    {'h'}
    """
    code = _TEXT.sub("", source)
    local = {word for match in _LOCAL.finditer(code) for word in re.findall(r"\w+", match[1] or match[2] or "")}
    return set(_CALLED.findall(code)) - local
