"""Whether the numbers told beside wrong answers of p8 are right, counted from the answers alone."""

import re

import numpy as np

from grader.exercises.p8.inputs import new_digits, true_digits


def told_is_true(text, answer):
    """Whether a sentence with numbers holds of an answer."""
    said = tuple(map(int, re.findall(r"\d+", text)))
    if "examples" in text:
        [marks] = answer.result_quantities
        named, spoilt = marks.got > 0, marks.expected > 0
        counted = len(named), spoilt.sum(), named.sum(), (named & spoilt).sum(), (named & ~spoilt).sum()
        again = ("more than once" in text) == bool((marks.got > 1).any())
        return again and said == (counted if named.any() else counted[:2])
    if "handwritten" in text:
        return said[0] == int(100 * np.mean(answer.result == true_digits(answer.case.args[-1])))
    X, labels, _ = answer.case.args
    A, labels_new = new_digits(X, labels)
    *hidden, (W, b) = answer.result[0]
    for V, c in hidden:
        A = np.maximum(A @ V + c, 0)
    return said[0] == int(100 * np.mean(np.argmax(A @ W + b, axis=1) == labels_new))
