"""Numbers as a book prints them: −1.1·10⁻⁵ where Python writes -1.1e-05."""

import re

_POWER = re.compile(r"\b(\d+(?:\.\d+)?)e([+-])0*(\d+)\b")
_HYPHEN = re.compile(r"(^|[\s(\[=≈])-(?=\d)", re.MULTILINE)  # of a number, not of a range
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def typeset(text: str) -> str:
    """A sentence with its numbers as a book prints them.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> typeset("-0.5 at η = 1e-05, then 7.7e+02")
    '−0.5 at η = 10⁻⁵, then 7.7·10²'
    """
    return _HYPHEN.sub(r"\1−", _POWER.sub(_power, text))  # a hyphen may stand alone at the end of a line


def _power(number: re.Match[str]) -> str:
    mantissa, sign, exponent = number.groups()
    return (mantissa != "1") * f"{mantissa}·" + "10" + (sign.strip("+") + exponent).translate(_RAISED)
