"""Each kind of small change is among the edits of a code that has the slip."""

import ast

import pytest

from grader.explain.code import Code
from grader.explain.donors import Donors, Piece
from grader.explain.edits.in_order import edits
from grader.explain.kinds import KINDS

SLIPS = {
    "another variable": ("dX = dZ @ dW.T", "dX = dZ @ W.T"),
    "a sign": ("g = y - X @ W", "g = y + X @ W"),
    "a sign that is missing": ("loss = np.log(X).mean()", "loss = -np.log(X).mean()"),
    "an operator": ("Z = X * W", "Z = X @ W"),
    "the order of a product": ("dW = dZ @ X", "dW = X @ dZ"),
    "both transposes of a product": ("dW = dZ.T @ X", "dW = X.T @ dZ"),
    "a transpose too many": ("dX = X.T + dZ", "dX = X + dZ"),
    "brackets": ("s = np.sqrt(2) / X", "s = np.sqrt(2 / X)"),
    "brackets of an exponent": ("g = 2 * X ** y - 1", "g = 2 * X ** (y - 1)"),
    "brackets that are missing": ("g = X - y * W @ dZ - dW", "g = X - y * (W @ dZ - dW)"),
    "brackets too many": ("g = X - y * (W @ dZ - dW)", "g = X - y * W @ dZ - dW"),
    "brackets of a call with two arguments": ("g = f(X, y) - dW / W", "g = f((X - dW / W), y)"),
    "exchanged between two lines": (
        "g = X.any(axis=0)\n    h = X.any(axis=1)",
        "g = X.any(axis=1)\n    h = X.any(axis=0)",
    ),
    "exchanged in a sum": ("g = X + y * W", "g = y + X * W"),
    "a loop over the length of another variable": (
        "for i in range(y):\n        pass",
        "for i in range(len(X)):\n        pass",
    ),
    "brackets of a sum": ("loss = -y * X + W", "loss = -(y * X + W)"),
    "a factor too many": ("g = 2 * X", "g = X"),
    "a factor that is missing": ("g = X", "g = X * 2"),
    "a divisor that is missing": ("g = X; n = len(y)", "g = X / n; n = len(y)"),
    "a term too many": ("g = X + W * y", "g = X"),
    "an axis": ("b = dZ.sum(axis=1)", "b = dZ.sum(axis=0)"),
    "keepdims too many": ("b = dZ.sum(axis=0, keepdims=True)", "b = dZ.sum(axis=0)"),
    "an axis that is missing": ("b = np.sum(dZ)", "b = np.sum(dZ, axis=0)"),
    "a constant": ("v = 0.01 * X", "v = 0.01 / 2 * X"),
    "a comparison": ("m = X > 0", "m = X >= 0"),
    "= for +=": ("g = 0\n    g = X", "g = 0\n    g += X"),
    "= -1 for -= 1": ("X[0] = -1", "X[0] -= 1"),
    "in place for a copy": ("W -= dZ", "W = W - dZ"),
    "a statement too many": ("X = X + 1\n    y = 2", "pass\n    y = 2"),
    "a statement in a loop too many": (
        "for i in y:\n        g = 0\n        g += X",
        "g = 0\n    for i in y:\n        pass\n        g += X",
    ),
    "a statement out of a loop": (
        "for i in y:\n        X = X + i\n    print(X)",
        "for i in y:\n        X = X + i\n        print(X)\n    pass",
    ),
    "the range of a loop": ("for i in range(y):\n        pass", "for i in range(y + 1):\n        pass"),
    "a call that is missing": ("g = X", "g = np.exp(X)"),
    "a call too many": ("g = np.round(X @ W, 3)", "g = X @ W"),
    "arguments swapped": ("g = f(X, W)", "g = f(W, X)"),
    "the order of results": ("return X, W", "return W, X"),
    "a clipped logarithm of a sigmoid": (
        "loss = y * np.log(np.clip(W, 1e-9, 1)) + (1 - y) * np.log(1 - W)",
        "loss = y * -np.logaddexp(0, -X) + (1 - y) * -np.logaddexp(0, X)",
    ),
    "a return that is missing": ("X @ W", "return X @ W"),
    "a return in a loop in a loop": (
        "for i in y:\n        while i:\n            return X\n            i = 0",
        "for i in y:\n        while i:\n            pass\n            i = 0\n    return X",
    ),
    "a position that is not moved on": (
        "n = 0\n    for i in y:\n        n += i * 2\n        g = X[n]\n        print(g)",
        "n = 0\n    for i in y:\n        n += i * 2\n        g = X[n]\n        n += i\n        print(g)",
    ),
    "a list that starts empty": ("g = []", "g = [X]"),
    "a sign that does not alternate": ("g = [1.0 for k in y]", "g = [1.0 * (-1) ** k for k in y]"),
    "a loop that ends at a number": ("for i in range(3):\n        pass", "for i in range(y - 1):\n        pass"),
    "a counter that is not set back": (
        "n = 0\n    for i in y:\n        n += i",
        "n = 0\n    for i in y:\n        n = 0\n        n += i",
    ),
    "another variable twice in a line": ("g = dZ * X * (1 - X)", "g = dZ * y * (1 - y)"),
    "an attribute twice in a line": ("g = X.data * (1 - X.data)", "g = y * (1 - y)"),
    "the same number twice in a list of pairs": ("g = [(0, 1), (3, 3)]", "g = [(0, 1), (1, 1)]"),
    "another number of a list": ("g = [(0, 7), (3, 3)]", "g = [(0, 7), (3, 7)]"),
    "rows that are not those that were drawn": ("g = W[y:y + 2]", "g = W[X]"),
    "a function of the transpose": ("g = X - f(W.T)", "g = X - f(W)[:, None]"),
    "drawn with replacement": ("g = y.integers(X, size=X)", "g = y.permutation(X)"),
    "the step before, and another part of it": ("g = W[y][0]", "g = W[y - 1][2]"),
    "the same in two lines": ("g = X\n    h = W", "g = X * 2\n    h = W * 2"),
    "the same in two parts of a pair": ("return X + dW, W + dZ", "return X - dW, W - dZ"),
    "a number for an argument": ("g = X[-1]", "g = X[y]"),
    "a product that is missing": ("g = X + W", "g = X @ dW + W"),
    "a matrix product that is missing": ("g = X", "g = X @ W"),
    "indices exchanged where something is set": ("W[X][y] += 1", "W[y][X] += 1"),
    "rounded down": ("n = y // X", "n = -(-y // X)"),
    "the same key twice in a line": (
        'W["a"] = W["b"] * (1 - W["b"])',
        'W["a"] = W["a"] * (1 - W["a"])',
    ),
    "a number in a pair": ("g = [(X, W.data)]", "g = [(X, 1.0)]"),
    "a far larger number": ("n = 3", "n = 100 * 3"),
    "a local variable for a number": ("h = X\n    g = 1 / W", "h = X\n    g = h / W"),
    "the gradient of another variable as a factor": (
        "X.grad = 0\n    W.grad = y",
        "X.grad = 0\n    W.grad = y * X.grad",
    ),
    "a copy of what is changed": (
        "n = len(X)\n    X[:] = W",
        "n = len(X)\n    X = __import__('copy').deepcopy(X); X[:] = W",
    ),
}
FROM_THE_REFERENCE = {
    "a truth value for a condition": ("if True:\n        pass", "if (y * X <= 0):\n        pass"),
    "a number for a formula": ("g = 0.0", "g = (max(X))"),
    "a formula with a part of one's own": ("g = W[0] + X ** 2", "g = (y * W[0] + (1 - y) * X ** 2)"),
    "a variable that is set and not read": ("e = np.exp(X)\n    g = 1 / X", "e = np.exp(X)\n    g = (X / (1 + e))"),
    "a long term": ("g = X", "g = X + (np.log(y * np.sqrt(2 * np.pi)))"),
    "a call with a part of the step before": (
        "A, Z = W[y]\n    g = dZ @ dW",
        "A, Z = W[y]\n    g = back((dZ @ dW), W[y - 1][1], X)",
    ),
    "a sum written in another way": ("g = X @ np.ones(len(X))", "g = (X.sum(axis=0))"),
    "what a variable is set to": ("n = W.size\n    g = X / n + y / n", "n = (max(X))\n    g = X / n + y / n"),
    "an entry that is added to": ("W[y, y] += y == X", "W[y, X] += 1"),
}
DONORS = Donors(
    ("back",),
    (("back", ("dA", "Z", "X")),),
    tuple(
        Piece(text, frozenset(names.split()))
        for text, names in (
            ("y * X <= 0", "y X"),
            ("max(X)", "X"),
            ("y * s + (1 - y) * X ** 2", "y s X"),
            ("X / (1 + E)", "X E"),
            ("X.sum(axis=0)", "X"),
        )
    ),
    (Piece("W[y, X] += 1", frozenset("WyX")),),
    (("+", Piece("np.log(y * np.sqrt(2 * np.pi))", frozenset("y"))),),
)


def function(body):
    return f"def slip(X, W, dZ, dW, y):\n    {body}\n"


@pytest.mark.parametrize("name", SLIPS)
def test_the_right_code_is_among_the_edits(name):
    wrong, right = map(function, SLIPS[name])
    code = Code(wrong)
    texts = {code.changed(edit) for found in edits(code, Donors(), set(range(1, 20))) for edit in found}
    assert ast.dump(ast.parse(right)) in {ast.dump(ast.parse(text)) for text in texts}


@pytest.mark.parametrize("name", FROM_THE_REFERENCE)
def test_pieces_of_the_reference_are_fitted(name):
    wrong, right = map(function, FROM_THE_REFERENCE[name])
    code = Code(wrong)
    texts = {code.changed(edit) for found in edits(code, DONORS, set(range(1, 20))) for edit in found}
    assert ast.dump(ast.parse(right)) in {ast.dump(ast.parse(text)) for text in texts}


@pytest.mark.parametrize("name", SLIPS)
def test_every_edit_is_another_program_and_has_a_kind(name):
    code = Code(function(SLIPS[name][0]))
    for found in edits(code, Donors(("f",)), set(range(1, 20))):
        for edit in found:
            assert edit.kind in KINDS
            text = code.changed(edit)
            assert text != code.text
            ast.parse(text)


def test_only_the_lines_that_run_are_changed():
    code = Code(function("if y:\n        X = X + 1\n    else:\n        X = X - 1\n    return X"))
    assert {edit.line for found in edits(code, Donors(), {3}) for edit in found} == {3}


def test_letters_of_any_alphabet_keep_their_place():
    code = Code("def slip(X):\n    größe = X  # ∂L/∂W\n    return 'ü', größe + X\n")
    texts = {code.changed(edit) for found in edits(code, Donors(), {2, 3}) for edit in found}
    assert any("größe) - X" in text or "größe - X" in text for text in texts)
    assert all(ast.parse(text) for text in texts)


def test_a_matrix_product_that_is_missing_is_a_factor():
    code = Code(function("g = X"))
    kinds = {edit.kind for found in edits(code, Donors(), {2}) for edit in found if "@" in code.changed(edit)}
    assert kinds == {"factor"}


def test_a_variable_that_is_filled_in_parts_gets_no_factor():
    code = Code("def slip(X, W):\n    Z = X * 0\n    Z[X > 0] = 1\n    Z[X < 0] = X[X < 0]\n    return Z\n")
    texts = [code.changed(edit) for found in edits(code, Donors(), {5}) for edit in found]
    assert texts
    assert not any("Z * W" in text for text in texts)


def test_a_list_that_is_only_collected_is_not_set_back():
    code = Code("def slip(X):\n    out = []\n    for x in X:\n        out.append(x)\n    return out\n")
    texts = [code.changed(edit) for found in edits(code, Donors(), {4}) for edit in found]
    assert texts
    assert not any(text.count("out = ([])") for text in texts)


def test_pieces_of_right_code_are_fitted_to_ones_own_names():
    piece = Piece("W[y] = y * f(X, y=2)", frozenset("Wyf"))
    assert list(piece.fitted(["a", "b[0]"], frozenset("Wf"), 1)) == [
        "W[a] = a * f(X, y=2)",
        "W[b[0]] = b[0] * f(X, y=2)",
    ]
    set_itself = Piece("y = y + 1", frozenset("y"))
    assert list(set_itself.fitted(["a", "b[0]"], frozenset(), 1)) == ["a = a + 1", "y = b[0] + 1"]
