"""What can truly be said of wrong answers that no known bug explains: no guesses, only what was seen."""

import numpy as np

from grader.judging.verdict import Finding

_CLOSE = 1e-6
_SOME_DIGITS = 1e-2
_RIGHT = ("right", "single")


def structural_findings(exercise, answers):
    """What all answers that did not raise have in common, quantity by quantity.

    Parameters
    ----------
    exercise : Exercise
    answers : list of Answer

    Returns
    -------
    list of Finding
        One for each thing to say, naming all the quantities of which it can be said.
    """
    answered = [answer for answer in answers if answer.raised is None]
    every = "every case" if len(answered) == len(answers) else "every case that did not raise"
    seen, inputs = {}, set()
    for answer in answered:
        for quantity in answer.quantities:
            if quantity.input_name:
                inputs.add(quantity.label)
            seen.setdefault(quantity.label, []).append((answer.case, quantity))
    said = {}
    for label, cases in seen.items():
        if any(q.state not in _RIGHT for _, q in cases):
            code, text, gap = _of_one(cases, every)
            said.setdefault((code, text), {})[label] = gap
    findings = [Finding(code, _sentence(code, text, gaps)) for (code, text), gaps in said.items()]
    wrong = {label for gaps in said.values() for label in gaps}
    right = [label for label in seen if label not in wrong and label not in inputs]
    if right and wrong:
        findings.append(Finding("right_parts", f"Right in {every}: {', '.join(right)}."))
    return findings


def _sentence(code, text, gaps):
    if code == "malformed":
        # A symbol such as dW keeps its small letter.
        text = f"T{text[1:]}" if text.startswith("the ") else text
        return text if text.endswith("?") else f"{text}."
    how_much = f"; the largest difference is {max(gaps.values()):.2g} of its size" if None not in gaps.values() else ""
    return f"{', '.join(gaps)}: {text}{how_much}."


def _of_one(cases, every):
    """Code and words for one quantity, at least once not right in these cases; and its gap where there is no more."""
    bad = [(case, q) for case, q in cases if q.state not in _RIGHT]

    def in_cases(those):
        if len(those) == len(cases):
            return "" if every == "every case" else f", in {every}"
        groups = dict.fromkeys(case.group for case, _ in those)
        return f", in {len(those)} of {len(cases)} cases ({', '.join(groups)})"

    malformed = [(case, q) for case, q in bad if q.state == "malformed"]
    if malformed:
        return "malformed", malformed[0][1].problem + in_cases(malformed), None
    if bad[0][1].expected.dtype.kind == "b":
        return "wrong", _true_for_false(bad) + in_cases(bad), None
    endless = [(case, q) for case, q in bad if not np.isfinite(q.got).all()]
    if endless:
        look = "look for an overflow, a logarithm of 0 or a division by 0"
        return "not_finite", f"NaN or infinity among the numbers{in_cases(endless)}; {look}", None
    with np.errstate(over="ignore"):
        for code, text, holds in _STATEMENTS:
            if all(holds(case, q.got, q.expected) for case, q in bad):
                return code, text + in_cases(bad), None
    gap = max(relative_gap(q.got, q.expected) for _, q in bad)
    if gap < _SOME_DIGITS and all(q.state == "imprecise" for _, q in bad):
        digits = int(-np.log10(gap))
        as_with = "as with single precision or a difference quotient"
        return "imprecise", f"right to about {digits} digits only{in_cases(bad)}, {as_with}", None
    ratio = _common_ratio([(q.got, q.expected) for _, q in bad])
    if ratio is not None:
        return "ratio", f"{ratio:.6g} times what it should be, the same in every entry" + in_cases(bad), None
    where = in_cases(bad).removeprefix(",") or f" in {every}"
    return "wrong", f"wrong{where}", gap


def _true_for_false(bad):
    answers = sorted({bool(answer) for _, q in bad for answer in q.got[q.got != q.expected]})
    return " and ".join(f"{answer} where {not answer} is right" for answer in answers)


def relative_gap(got, expected):
    """The largest difference, relative to the largest entry that is expected."""
    with np.errstate(over="ignore"):
        return float(np.abs(got - expected).max(initial=0.0) / (np.abs(expected).max(initial=0.0) or 1.0))


def _close(a, b):
    scale = np.abs(b).max(initial=0.0) or 1.0
    with np.errstate(over="ignore"):
        return a.shape == b.shape and bool((np.abs(a - b) <= _CLOSE * scale).all())


def _batch(case):
    """The number of examples: rows of the first two-dimensional array among the inputs, parameters aside."""
    arrays = [a for a in case.args if isinstance(a, np.ndarray) and a.ndim == 2]
    return len(arrays[0]) if arrays else 1


_STATEMENTS = (
    ("zero", "zero everywhere", lambda case, got, expected: not got.any()),
    ("sign", "the wrong sign in every entry", lambda case, got, expected: _close(-got, expected)),
    (
        "transposed",
        "the transpose of what it should be",
        lambda case, got, expected: got.ndim == 2 and _close(got.T, expected),
    ),
    (
        "times_N",
        "N times what it should be, with N the number of examples",
        lambda case, got, expected: _batch(case) > 1 and _close(got, _batch(case) * expected),
    ),
    (
        "over_N",
        "1/N of what it should be, with N the number of examples",
        lambda case, got, expected: _batch(case) > 1 and _close(_batch(case) * got, expected),
    ),
)


def _common_ratio(pairs):
    """The constant c with got = c * expected in every entry of every pair, or None."""
    got = np.concatenate([np.ravel(g) for g, _ in pairs])
    expected = np.concatenate([np.ravel(e) for _, e in pairs]).astype(float)
    if not expected.any():
        return None
    with np.errstate(all="ignore"):
        ratio = float(got @ expected) / float(expected @ expected)
        if not np.isfinite(ratio) or abs(ratio) <= _CLOSE:
            return None
        return ratio if all(_close(g, ratio * e) for g, e in pairs) else None
