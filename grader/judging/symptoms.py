"""Findings on wrong answers that no known bug explains: only what was observed, no guesses."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.exercises.model import Case, Claim
from grader.judging.compare import Answer
from grader.judging.quantities import Quantity
from grader.judging.symptoms_of_arguments import number_of_examples, telling_argument
from grader.judging.symptoms_of_entries import Wrong, close, symptom_of_entries
from grader.judging.verdict import Finding

_CLOSE = 1e-6
_SOME_DIGITS = 1e-2
_MOST_RIGHT = 6

Array = NDArray[Any]


def structural_findings(answers: Sequence[Answer], names: Sequence[str] = ()) -> list[Finding]:
    """Describe what all answers that did not raise have in common, quantity by quantity.

    Parameters
    ----------
    answers : sequence of Answer
    names : sequence of str, optional
        Of the function's arguments.

    Returns
    -------
    list of Finding
        Each names all quantities that it holds for.
    """
    answered = [answer for answer in answers if answer.raised is None]
    every = "every case" if len(answered) == len(answers) else "every case that did not raise"
    seen: dict[str, list[tuple[Case, Quantity]]] = {}
    for answer in answered:
        for quantity in answer.result_quantities:
            seen.setdefault(quantity.label, []).append((answer.case, quantity))
    said: dict[tuple[str, str], dict[str, float | None]] = {}
    malformed = _malformed(seen, [answer.case for answer in answered], every)
    for label, cases in seen.items():
        if label in malformed:
            said.setdefault(("malformed", malformed[label]), {})[label] = None
        elif any(not q.is_right for _, q in cases):
            everywhere = len({id(case) for case, _ in cases}) == len(answered)
            code, text, gap = _symptom(cases, every if everywhere else "", names)
            said.setdefault((code, text), {})[label] = gap
    findings = [Finding(code, _sentence(code, text, gaps)) for (code, text), gaps in said.items()]
    wrong = {label for gaps in said.values() for label in gaps}
    right = [label for label in seen if label not in wrong]
    if right and wrong:
        more = f" and {len(right) - _MOST_RIGHT} more" if len(right) > _MOST_RIGHT else ""
        findings.append(Finding("right_parts", f"Right in {every}: {', '.join(right[:_MOST_RIGHT])}{more}."))
    return findings


def _sentence(code: str, text: str, gaps: dict[str, float | None]) -> str:
    if code == "malformed":
        # A symbol such as dW is not capitalised.
        text = text[0].upper() + text[1:] if text.startswith(("the ", "a ")) else text
        return text if text.endswith("?") else f"{text}."
    sizes = [gap for gap in gaps.values() if gap is not None]
    how_much = f", off by up to {_share(max(sizes))}" if len(sizes) == len(gaps) else ""
    how_much = how_much.replace("up to more", "more")
    if code == "not_so":
        return f"Not so: {'; '.join(gaps)}{text}."
    return f"{', '.join(gaps)}: {text}{how_much}."


def _share(gap: float) -> str:
    """A gap as a share of the largest entry that is expected."""
    if gap < 1.995:
        return f"{float(f'{100 * gap:.2g}'):g} %"
    return f"{gap:.2g} times the right size" if gap < 10 else "more than ten times the right size"


def in_cases(those: Sequence[Case], of: Sequence[Case], every: str) -> str:
    """In how many cases, such as ``" in 2 of 4 cases"``, and in which groups; `every` if in all of them."""
    distinct, all_of = ({id(case): case for case in cases}.values() for cases in (those, of))
    if len(distinct) == len(all_of):
        return f" in {every}" if every else ""
    groups = dict.fromkeys(case.group for case in distinct)
    which = f" ({', '.join(groups)})" if len({case.group for case in all_of}) > 1 else ""
    return f" in {len(distinct)} of {len(all_of)} cases{which}"


def _malformed(seen: dict[str, list[tuple[Case, Quantity]]], of: Sequence[Case], every: str) -> dict[str, str]:
    """A sentence for each label that is malformed somewhere: what it is instead, and in which cases."""
    first = {label: next((q.problem for _, q in cases if q.state == "malformed"), "") for label, cases in seen.items()}
    where: dict[str, list[Case]] = {}
    for label, cases in seen.items():
        where.setdefault(first[label], []).extend(case for case, q in cases if q.state == "malformed")

    def sentence(problem: str) -> str:
        text = in_cases(where[problem], of, every)
        return problem if text == " in every case" else f"{problem},{text}"

    return {label: sentence(problem) for label, problem in first.items() if problem}


def _symptom(cases: list[tuple[Case, Quantity]], every: str, names: Sequence[str]) -> tuple[str, str, float | None]:
    """Code and text for a quantity that is not right in all cases; and its gap if nothing else can be said."""
    bad = [(case, q) for case, q in cases if not q.is_right]

    def place(those: Sequence[tuple[Case, object]]) -> str:
        text = in_cases([case for case, _ in those], [case for case, _ in cases], every)
        right = [case for case, q in cases if q.is_right]
        told = telling_argument([case for case, _ in bad], right, names) if len(those) == len(bad) else ""
        return f"{text}, those where {told}" if told else text

    def comma(those: Sequence[tuple[Case, object]]) -> str:
        text = place(those)
        return "" if text in ("", " in every case") else f",{text}"

    pairs = [(q.got, q.expected) for _, q in bad if q.got is not None]  # all of them: none is malformed
    if isinstance(bad[0][1].label, Claim):
        return "not_so", comma(bad), None
    if bad[0][1].expected.dtype.kind == "b":
        return "wrong", _true_for_false(pairs) + comma(bad), None
    where = place(bad)
    not_finite = [(case, q) for case, q in bad if q.got is not None and not np.isfinite(q.got).all()]
    if not_finite:
        look = "look for an overflow, a logarithm of 0 or a division by 0"
        wrong = f"wrong{where}, and " if len(not_finite) < len(bad) else ""
        return "not_finite", f"{wrong}NaN or infinity among the numbers{comma(not_finite)}; {look}", None
    with np.errstate(over="ignore"):
        for code, text, holds in _STATEMENTS:
            if all(holds(case, *pair) for (case, _), pair in zip(bad, pairs, strict=True)):
                return code, text + comma(bad), None
        arrays = [Wrong(case, *pair) for (case, _), pair in zip(bad, pairs, strict=True)]
        found = symptom_of_entries(arrays, names) if bad[0][1].expected.dtype.kind == "f" else None
    if found:
        return found[0], found[1] + comma(bad), None
    gap = max((relative_gap(got, expected) for got, expected in pairs if expected.any()), default=0.0)
    if 0 < gap < _SOME_DIGITS and all(q.state == "imprecise" for _, q in bad):
        digits = int(-np.log10(gap))
        as_with = "as with a difference quotient, or with single precision on the way"
        return "imprecise", f"right to about {digits} digits only{comma(bad)}, {as_with}", None
    if bad[0][1].expected.dtype.kind in "iu" and all(expected.size == 1 for _, expected in pairs):
        got, expected = pairs[0]
        such_as = "such as " if len(pairs) > 1 else ""
        return "count", f"wrong{where}, {such_as}{got.item():.6g} in place of {expected.item():.6g}", None
    if not any(expected.any() for _, expected in pairs):
        return "not_zero", f"not 0 where it should be{comma(bad)}", None
    ratio = _common_ratio(pairs)
    if ratio is not None:
        return "ratio", f"{ratio:.3g} times the right value, the same in every entry" + comma(bad), None
    if bad[0][1].expected.dtype.kind in "iu" and all(np.isin(pair, (0, 1)).all() for pair in pairs):
        return "wrong", f"wrong{where}", None  # marks have no size
    return "wrong", f"wrong{where}", gap


def _is_simple(ratio: float) -> bool:
    """Whether a number is a fraction of small integers, as a factor or a divisor that is wrong gives it."""
    return any(abs(ratio * n - round(ratio * n)) < _CLOSE * max(1.0, abs(ratio * n)) for n in range(1, 13))


def _true_for_false(pairs: Sequence[tuple[Array, Array]]) -> str:
    answers = sorted({bool(answer) for got, expected in pairs for answer in got[got != expected]})
    return " and ".join(f"{answer} where {not answer} is right" for answer in answers)


def relative_gap(got: Array, expected: Array) -> float:
    """The largest difference, relative to the largest expected entry."""
    with np.errstate(over="ignore"):
        return float(np.abs(got - expected).max(initial=0.0) / (np.abs(expected).max(initial=0.0) or 1.0))


_STATEMENTS: tuple[tuple[str, str, Callable[[Case, Array, Array], bool]], ...] = (
    ("zero", "zero everywhere", lambda case, got, expected: not got.any()),
    ("sign", "the wrong sign in every entry", lambda case, got, expected: close(-got, expected)),
    (
        "transposed",
        "the transpose of what it should be",
        lambda case, got, expected: got.ndim == 2 and close(got.T, expected),
    ),
    (
        "times_N",
        "N times what it should be, with N the number of examples",
        lambda case, got, expected: number_of_examples(case) > 1 and close(got, number_of_examples(case) * expected),
    ),
    (
        "over_N",
        "1/N of what it should be, with N the number of examples",
        lambda case, got, expected: number_of_examples(case) > 1 and close(number_of_examples(case) * got, expected),
    ),
)


def _common_ratio(pairs: Sequence[tuple[Array, Array]]) -> float | None:
    """The simple number c with got = c * expected in every entry of every pair; None if there is none.

    Chance makes a ratio of one or two numbers, so at least three entries in two cases are needed.
    """
    if len(pairs) < 2 or sum(np.count_nonzero(e) for _, e in pairs) < 3:
        return None
    got = np.concatenate([np.ravel(g) for g, _ in pairs])
    expected = np.concatenate([np.ravel(e) for _, e in pairs]).astype(float)
    if not expected.any():
        return None
    with np.errstate(all="ignore"):
        ratio = float(got @ expected) / float(expected @ expected)
        if not np.isfinite(ratio) or abs(ratio) <= _CLOSE or not _is_simple(ratio):
            return None
        return ratio if all(close(g, ratio * e) for g, e in pairs) else None
