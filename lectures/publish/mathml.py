"""Markdown to HTML with every formula as MathML, which browsers set by themselves: no script, no network.

Formulas are taken out before the markdown is read and put back after, as Jupyter does, so that ``_``, ``*`` and ``|``
within them mean nothing to markdown.
"""

import re

_CODE = r"^```.*?^```|`[^`]+`"
_DISPLAY = r"\$\$(?P<display>.+?)\$\$"
_INLINE = r"(?<!\\)\$(?P<inline>(?:[^$\n]|\n(?!\s*\n))+?)(?<!\\)\$"
_PIECES = re.compile(f"(?P<code>{_CODE})|{_DISPLAY}|{_INLINE}", re.MULTILINE | re.DOTALL)
_BETTER = (
    ("<mo>&#x02016;", '<mo stretchy="false">&#x02016;'),  # the bars of a norm are as high as what they enclose
    ("(<mover.*?)<mo>&#x0005E;", r'\1<mo stretchy="false">&#x002C6;'),  # the hat that is made to stand on letters
    (r"<mo>(\w\w+)</mo>(?=<mo[^>]*>&#x00028;)", r'<mo rspace="0">\1</mo>'),  # no gap between a function and its (
    # log p, not logp; but an exponent stands at its base
    (r"(?<!<msup>)(?<!<msub>)(<mi>[a-z]{2,}</mi>)(?=<m(?:[inf]|s[uq]))", r'\1<mspace width="0.17em"/>'),
    (r"(<msup><mi>[a-z]{2,}</mi>(?:<mn>\d</mn>|<mi>&#x02032;</mi>)</msup>)(?=<mi>)", r'\1<mspace width="0.17em"/>'),
    # one gap after = ≤ ≥ ( and a comma, not two
    (
        r"(<mo[^>]*>&#x0(?:003D|2264|2265|0028|002C);</mo>(?:<msub>)?)<mo( rspace=\"0\")?>(\w\w+)</mo>",
        r'\1<mo lspace="0"\2>\3</mo>',
    ),
    (r"(</m(?:i|n|sub|sup|row)>)(?=<mi>[a-z]{2,}</mi>)", r'\1<mspace width="0.17em"/>'),  # t log p, not tlog p
    # a sign first or after ( [ = ≈ , ≤ ≥ or at a column's beginning belongs to what follows: (-z), not ( - z)
    (
        r"(<mo[^>]*>(?:&#x0(?:0028|003D|2248|002C|2264|2265);|\[)</mo>|<mi ?/>|<mrow>)<mo>(?=&#x0(?:2212|002B);)",
        r'\1<mo form="prefix">',
    ),
    (r"(<math[^>]*><mrow>)<mo( rspace=\"0\")?>(\w\w+)</mo>", r'\1<mo lspace="0"\2>\3</mo>'),  # no gap before the first
    ("<mover>(?=(?:(?!</mover>).)*>&#x000AF;)", '<mover accent="true">'),  # a bar, which else is as short as a dot
    ("<mo>&#x0(2026|22EF);", r'<mo lspace="0.1em" rspace="0.1em">&#x0\1;'),  # what stands beside … has its own gaps
    ("</mfrac>(?=<mfrac>)", '</mfrac><mspace width="0.17em"/>'),  # or two lines of fractions look like one
    ("<mo>&#x02202;", '<mo lspace="0">&#x02202;'),  # ∂J/∂w without gaps
    # a prime is made to stand high: as an exponent it would be too small to see
    (
        r"<msup>(<mi>[^<]+</mi>|<mrow>(?:<mi[^>]*>[^<]+</mi>)+</mrow>)<mi>(&#x020(?:3[234]|57);)</mi></msup>",
        r'<mrow>\1<mo lspace="0" rspace="0">\2</mo></mrow>',
    ),
    ("<mi>&#x0007E;</mi>", "<mo>&#x0223C;</mo>"),  # a relation, with gaps on both sides
    # bars in pairs stand close to what they enclose
    (r'<mo (stretchy="false")>&#x0007C;(.*?)<mo \1>&#x0007C;', r'<mo \1 form="prefix">|\2<mo \1 form="postfix">|'),
)
_OPENS = re.compile(r"(?<!\\)\{|\\left\b|\\begin\b")
_ENDS = re.compile(r"(?<!\\)\}|\\right\b|\\end\b")
_INLINE_SET = r'<math [^>]*display="inline"(?:(?!</math>).)*</math>'
_BESIDE = re.compile(rf"\({_INLINE_SET}[,.;:!?)]*|{_INLINE_SET}[,.;:!?)]+", re.DOTALL)
_KEPT = "\ue000{}\ue001"  # private use characters: markdown leaves them alone


def html_of(markdown):
    """HTML of a markdown cell.

    Examples
    --------
    >>> print(html_of("The loss $x_1$ and not `$x$`.").strip()[:35])
    <p>The loss <math xmlns="http://www
    """
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    formulas = []

    def keep(found):
        if found["code"]:
            return found[0]
        display = found["display"]
        formulas.append(mathml(display or found["inline"], "block" if display else "inline"))
        return _KEPT.format(len(formulas) - 1)

    html = MarkdownWithMath(IPythonRenderer(escape=False, exclude_anchor_links=True)).render(
        _PIECES.sub(keep, markdown)
    )
    return with_its_comma(re.sub(_KEPT.format(r"(\d+)"), lambda found: formulas[int(found[1])], html))


def with_its_comma(html):
    """HTML in which no line begins with what follows a formula, nor ends with the bracket before it.

    Examples
    --------
    >>> with_its_comma('<math display="inline">x</math>, and')
    '<span class="unbroken"><math display="inline">x</math>,</span> and'
    """
    return _BESIDE.sub(r'<span class="unbroken">\g<0></span>', html)


def mathml(formula, display="inline"):
    r"""A LaTeX formula as MathML.

    Parameters
    ----------
    formula : str
        Without its dollars.
    display : {"inline", "block"}

    Returns
    -------
    str

    Raises
    ------
    ValueError
        Names the command that cannot be set.

    Examples
    --------
    >>> "\u211d" in mathml(r"\mathbb{R}") or "&#x0211D;" in mathml(r"\mathbb{R}")
    True
    >>> mathml(r"\nosuch{x}")
    Traceback (most recent call last):
    ValueError: got the formula \nosuch{x}, in which \nosuch cannot be set; expected LaTeX that latex2mathml knows
    """
    if display == "block":
        parts = "".join(_set(part, display) for part in _parts(formula))
        return f'<span class="formula">{parts}</span>'
    return _set(formula, display)


def _parts(formula):
    """What stands between the wide gaps: on a phone, each has a line of its own."""
    parts = [""]
    for piece in formula.split(r"\qquad"):
        whole = len(_OPENS.findall(parts[-1])) == len(_ENDS.findall(parts[-1]))
        if whole:
            parts.append(piece)
        else:
            parts[-1] += rf"\qquad{piece}"
    return [part for part in parts if part.strip()]


def _set(formula, display):
    from latex2mathml.converter import convert

    known = re.sub(r"\{(?:aligned|split)\}", "{align*}", formula.strip())  # the same table by the name it has there
    # without braces the letter gets a mathvariant, which no browser reads
    known = re.sub(r"(\\math(?:bb|bf|cal)) ?(\w)", r"\1{\2}", known)
    known = re.sub(r"\\mathrm\{(\w)\}", r"{\\mathrm \1}", known)  # and the other way round: only so it is upright
    made = convert(known, display=display)
    if unknown := re.search(r">(\\[A-Za-z]+)<", made):
        raise ValueError(
            f"got the formula {formula}, in which {unknown[1]} cannot be set; expected LaTeX that latex2mathml knows"
        )
    for found, better in _BETTER:
        made = re.sub(found, better, made)
    return made
