"""What can truly be said of wrong answers that no known bug explains: no guesses, only what was seen."""

import numpy as np

from grader.verdict import Finding

_CLOSE = 1e-6


def structural_findings(exercise, answers):
    """One finding for each quantity that is wrong in the same way wherever it is wrong.

    Parameters
    ----------
    exercise : Exercise
    answers : list of Answer

    Returns
    -------
    list of Finding
    """
    wrong, seen = {}, {}
    for answer in answers:
        for quantity in answer.quantities if answer.raised is None else ():
            seen.setdefault(quantity.label, []).append(quantity)
            if quantity.state not in ("right", "single"):
                wrong.setdefault(quantity.label, []).append((answer.case, quantity))
    findings = [_of_one(label, cases, len(seen[label])) for label, cases in wrong.items()]
    right = [label for label in seen if label not in wrong and not label.endswith("after the call")]
    if right and wrong and findings:
        findings.append(Finding("right_parts", f"Right in every case: {', '.join(right)}."))
    return findings


def _of_one(label, cases, count):
    malformed = next((q.problem for _, q in cases if q.state == "malformed"), None)
    if malformed:
        return Finding("malformed", f"{malformed[0].upper()}{malformed[1:]}.")
    for code, sentence, holds in _STATEMENTS:
        if all(holds(case, q.got, q.expected) for case, q in cases):
            return Finding(code, f"{label} {sentence}.")
    if all(q.state == "imprecise" for _, q in cases):
        return Finding(
            "imprecise", f"{label} agrees to about six digits only: single precision, or a difference quotient?"
        )
    constant = _common_ratio([(q.got, q.expected) for _, q in cases])
    if constant is not None:
        return Finding("ratio", f"{label} is {constant:.4g} times what it should be, the same in every entry.")
    groups = dict.fromkeys(case.group for case, _ in cases)
    where = "in every case" if len(cases) == count else f"in {len(cases)} of {count} cases ({', '.join(groups)})"
    worst = max(_relative_gap(q.got, q.expected) for _, q in cases)
    return Finding("wrong", f"{label} is wrong {where}; the largest difference is {worst:.2g} of its size.")


def _relative_gap(got, expected):
    return float(np.abs(got - expected).max(initial=0.0) / (np.abs(expected).max(initial=0.0) or 1.0))


def _close(a, b):
    return a.shape == b.shape and bool(
        np.allclose(a, b, rtol=_CLOSE, atol=_CLOSE * (np.abs(b).max(initial=0.0) or 1.0))
    )


def _batch(case):
    """The number of examples: rows of the first two-dimensional array among the inputs, parameters aside."""
    arrays = [a for a in case.args if isinstance(a, np.ndarray) and a.ndim == 2]
    return len(arrays[0]) if arrays else 1


def _not_finite(case, got, expected):
    return not np.isfinite(got).all()


_STATEMENTS = (
    ("not_finite", "contains NaN or infinity: look for an overflow, a logarithm of 0 or a division by 0", _not_finite),
    ("zero", "is zero everywhere", lambda case, got, expected: not got.any()),
    ("sign", "has the wrong sign in every entry", lambda case, got, expected: _close(-got, expected)),
    (
        "transposed",
        "is the transpose of what it should be",
        lambda case, got, expected: got.ndim == 2 and _close(got.T, expected),
    ),
    (
        "times_N",
        "is N times what it should be, with N the number of examples",
        lambda case, got, expected: _batch(case) > 1 and _close(got, _batch(case) * expected),
    ),
    (
        "over_N",
        "is 1/N of what it should be, with N the number of examples",
        lambda case, got, expected: _batch(case) > 1 and _close(_batch(case) * got, expected),
    ),
)


def _common_ratio(pairs):
    """The constant c with got = c * expected in every entry of every pair, or None."""
    got = np.concatenate([np.ravel(g) for g, _ in pairs])
    expected = np.concatenate([np.ravel(e) for _, e in pairs]).astype(float)
    square = float(expected @ expected)
    if not square or not np.isfinite(got).all():
        return None
    ratio = float(got @ expected) / square
    return ratio if abs(ratio) > _CLOSE and _close(got, ratio * expected) else None
