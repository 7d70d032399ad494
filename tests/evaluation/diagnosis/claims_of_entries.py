"""Whether what is said of the entries of one wrong array is true, worked out entry by entry."""

import re

import numpy as np


def entries_are(code, claim, case, got, expected, names):
    """Whether a claim on wrong entries holds in a case."""
    wrong = {i for i in np.ndindex(expected.shape) if abs(got[i] - expected[i]) > 1e-6 * np.abs(expected).max()}
    every = set(np.ndindex(expected.shape))
    return bool(_CLAIMS[code](claim, case, got, expected, names, wrong, every))


def _labels(claim, case, got, expected, names, wrong, every):
    marked = [
        {(n, int(label)) for n, label in enumerate(arg)} if arg.ndim == 1 else {tuple(i) for i in np.argwhere(arg == 1)}
        for arg in case.args
        if isinstance(arg, np.ndarray) and len(arg) == len(expected) and arg.ndim in (1, 2)
    ]
    return (wrong if claim.startswith("wrong only") else every - wrong) in marked


def _with_input(claim, case, got, expected, names, wrong, every):
    act, name = re.match(r"the right value (times|divided by|plus|minus) (\w+)", claim).groups()
    x = case.args[list(names).index(name)]
    value = {
        "times": lambda: expected * x,
        "divided by": lambda: expected / x,
        "plus": lambda: expected + x,
        "minus": lambda: expected - x,
    }[act]()
    return np.allclose(got, value, rtol=1e-5, atol=1e-5 * np.abs(value).max())


def _edge(claim, case, got, expected, names, wrong, every):
    which, what = re.match(r"right but for the (first|last) (entry|row|column)", claim).groups()
    axis = 1 if what == "column" else 0
    index = expected.shape[axis] - 1 if which == "last" else 0
    turned = all(np.isclose(got[i], -expected[i]) for i in wrong)
    return all(i[axis] == index for i in wrong) and (turned or "sign" not in claim)


def _alike(claim, case, got, expected, names, wrong, every):
    lines = got if "rows" in claim else got.T
    return all((line == lines[0]).all() for line in lines)


def _clipped(claim, case, got, expected, names, wrong, every):
    bound = float(re.search(r"(?:±|above |below )(-?[\d.e+-]+)", claim)[1])
    size = 1e-3 * max(abs(bound), 1e-3)
    if "±" in claim:
        return all(abs(abs(got[i]) - bound) < size and abs(expected[i]) > abs(got[i]) for i in wrong)
    above = "above" in claim
    return all(abs(got[i] - bound) < size and (expected[i] > got[i]) == above for i in wrong)


def _capped(claim, case, got, expected, names, wrong, every):
    known = re.search(r"-log\((1e-\d+)\)", claim)
    bound = -np.log(float(known[1])) if known else float(re.match(r"always (\S+)", claim)[1])
    return abs(got.item() - bound) < 1e-3 * abs(bound) and expected.item() > bound


def _steps(claim, case, got, expected, names, wrong, every):
    count = int((re.search(r"first (\d+)", claim) or [0, 1])[1])
    return {i[0] for i in wrong} == set(range(count, len(expected)))


def _by_sign(claim, case, got, expected, names, wrong, every):
    name, sign = re.match(r"wrong wherever (\w+) is (negative|positive)", claim).groups()
    x = np.asarray(case.args[list(names).index(name)])
    side = {i for i in every if (x[i] < 0 if sign == "negative" else x[i] > 0)}
    return wrong <= side and all(abs(x[i]) <= 1e-3 for i in side - wrong)


_CLAIMS = {
    "labels": _labels,
    "with_input": _with_input,
    "edge": _edge,
    "alike": _alike,
    "clipped": _clipped,
    "capped": _capped,
    "steps": _steps,
    "by_sign": _by_sign,
}
