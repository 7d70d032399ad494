"""Whether what is said of wrong answers is true: each claim worked out again, from the numbers alone."""

import ast
import inspect
import re
from dataclasses import replace

import numpy as np

from grader.judging.compare import call_on_case, judged_result
from grader.judging.quantities import quantities
from grader.judging.symptoms_of_arguments import argument_names
from grader.judging.views import view_of
from tests.evaluation.diagnosis.claims_of_digits import told_is_true
from tests.evaluation.diagnosis.claims_of_entries import entries_are

_TIMES = {
    "zero": lambda claim, N, value: 0 * value,
    "sign": lambda claim, N, value: -value,
    "transposed": lambda claim, N, value: value.T,
    "times_N": lambda claim, N, value: N * value,
    "over_N": lambda claim, N, value: value / N,
    "ratio": lambda claim, N, value: float(claim.split()[0]) * value,
    "imprecise": lambda claim, N, value: value,
}


OF_ENTRIES = ("labels", "with_input", "edge", "alike", "clipped", "capped", "steps", "by_sign")


def is_true(finding, answers, exercise=None):
    """Whether a structural finding holds of these answers to an exercise."""
    text, names = finding.text, argument_names(exercise) if exercise else ()
    if finding.code == "ignored":
        return exercise is not None and _is_ignored(text, answers, exercise)
    if finding.code == "raises":
        raised = [answer for answer in answers if answer.raised]
        return bool(raised) and raised[0].raised.kind in text and _counted(text, len(raised), len(answers))
    answers = [answer for answer in answers if not answer.raised]
    quantities = [(answer.case, q) for answer in answers for q in answer.quantities]
    if finding.code == "told":
        return any(told_is_true(text, a) for a in answers if not all(q.is_right for q in a.result_quantities))
    if finding.code == "malformed":
        return any(q.state == "malformed" and q.problem.rstrip(".?")[1:] in text for _, q in quantities)
    if finding.code in ("G20", "G21"):
        return any(
            later.state != "right" or (first.input_name and first.state != "right")
            for answer in answers
            for first, later in zip(answer.quantities, answer.repeated, strict=True)
        )
    if finding.code == "right_parts":
        named = text.partition(": ")[2].rstrip(".")
        return all(q.is_right for _, q in quantities if _names(named, q.label))
    if finding.code == "not_so":
        return _not_so(text, quantities)
    if finding.code == "differs":
        return any(
            q.label in text and not np.array_equal(q.got, later.got)
            for answer in answers
            for q, later in zip(answer.quantities, answer.repeated, strict=True)
        )
    said_of, _, claim = text.partition(": ")
    labels = dict.fromkeys(q.label for _, q in quantities if _names(said_of, q.label))
    if "off by more than ten times" in claim and not any(
        q.label in labels and q.got is not None and _gap(q.got, q.expected) > 9.9 for _, q in quantities
    ):
        return False
    return bool(labels) and all(
        _holds(finding.code, claim, [pair for pair in quantities if pair[1].label == label], names) for label in labels
    )


def _is_ignored(text, answers, exercise):
    """Whether all results are the right ones for one value of an argument."""
    name, value = re.search(r"right one for (\w+) = (.+?)\. Is", text).groups()
    put = ast.literal_eval(value)
    for answer in answers:
        given = inspect.signature(exercise.reference).bind(*answer.case.args)
        given.apply_defaults()
        given.arguments[name] = put
        right = call_on_case(exercise.reference, exercise, replace(answer.case, args=given.args, after=(), times=1))
        got = view_of(exercise, answer.case, answer.result, right["results"][0])
        found = quantities((got,), (judged_result(exercise, replace(answer.case, after=()), right),), str)
        if not all(q.got is not None and _gap(q.got, q.expected) < 1e-5 for q in found):
            return False
    return True


def _holds(code, claim, held, names):
    bad = [(case, q) for case, q in held if not q.is_right]
    endless = [(case, q) for case, q in bad if not np.isfinite(q.got).all()]
    if code == "not_finite":
        wrong, _, no_number = claim.partition("NaN")
        counted = _counted(no_number, _cases(endless), _cases(held)) and (
            "wrong" not in wrong or _counted(wrong, _cases(bad), _cases(held))
        )
        return bool(endless) and counted and ("wrong" in wrong) == (len(endless) < len(bad))
    if not bad or not _counted(claim, _cases(bad), _cases(held)):
        return False
    if bad[0][1].expected.dtype.kind == "b":
        return all(f"{bool(v)} where {not v} is right" in claim for _, q in bad for v in q.got[q.got != q.expected])
    if code == "wrong" and "off by" not in claim:
        return all(np.isin([q.got, q.expected], (0, 1)).all() for _, q in bad)
    if code == "wrong":
        size, share = re.search(r"off by (?:up to|more than) (\S+) (%|times)", claim).groups()
        if size == "ten":
            return True  # of all that the sentence is about, the one that is off most: seen by `is_true`
        largest = float(size) / 100 if share == "%" else float(size)
        # Of 0 there is no share.
        return all(_gap(q.got, q.expected) <= 1.06 * largest for _, q in bad if q.expected.any())
    if code == "count":
        got, expected = map(float, re.search(r"(\S+) in place of (\S+?)\.?$", claim).groups())
        shown = [(float(f"{q.got.item():g}"), float(f"{q.expected.item():g}")) for _, q in bad]
        return (got, expected) in shown or (got, expected) in [(q.got.item(), q.expected.item()) for _, q in bad]
    if code == "not_zero":
        return all(q.got.any() and not q.expected.any() for _, q in bad)
    if code in OF_ENTRIES:
        return all(entries_are(code, claim, case, q.got, q.expected, names) for case, q in bad)
    nearly = 1e-2 if code in ("imprecise", "ratio") else 1e-4
    return all(_gap(q.got, _TIMES[code](claim, _batch(case), q.expected)) < nearly for case, q in bad)


def _not_so(text, quantities):
    """Whether each claim that is denied is expected to be true, and is false in as many cases as are named."""
    said = text.removeprefix("Not so: ").rstrip(".")
    said = re.sub(r", in (\d+ of \d+ cases .*|every case.*)$", "", said)
    for claim in said.split("; "):
        held = [(case, q) for case, q in quantities if q.label == claim]
        denied = [(case, q) for case, q in held if not q.is_right]
        if not denied or not _counted(text, _cases(denied), _cases(held)):
            return False
        if not all(q.expected.all() if q.expected.dtype.kind == "b" else not q.expected.any() for _, q in denied):
            return False
    return True


def _gap(got, expected):
    if got.shape != expected.shape:
        return np.inf
    return float(np.abs(got - expected).max(initial=0.0) / (np.abs(expected).max(initial=0.0) or 1.0))


def _batch(case):
    return next((len(a) for a in case.args if isinstance(a, np.ndarray) and a.ndim == 2), 1)


def _cases(pairs):
    """The number of different cases in pairs of a case and a quantity: a result may have a quantity more than once."""
    return len({id(case) for case, _ in pairs})


def _counted(text, count, of):
    match = re.search(r"in (\d+) of (\d+) cases", text)
    return (count, of) == tuple(map(int, match.groups())) if match else count == of


def _names(text, label):
    return f", {label}," in f", {text},"
