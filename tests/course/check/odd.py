"""Results of every odd kind: a check answers each with a sentence, and none of them stops it."""

import numpy as np

_NAN, _COMPLEX = np.full((1, 1), np.nan), np.ones((1, 1)) * 1j
ODD = {
    "None": None,
    "a string": "w",
    "a number": 3.5,
    "infinity": np.inf,
    "a function": len,
    "an empty list": [],
    "an empty array": np.empty((0,)),
    "a list of numbers": [1.0, 2.0],
    "a list in a list": [[1.0, 2.0]],
    "an array": np.zeros((4, 1)),
    "whole numbers in an array": np.ones((2, 2), dtype=int),
    "objects in an array": np.array([None, {}], dtype=object),
    "strings in an array": np.array(["a", "b"]),
    "complex": np.ones(2) * 1j,
    "a list of arrays": [(np.zeros((4, 2)), np.zeros(3))],
    "a truth table": np.array([0, 1, 1, 0]),
    "a pair of strings": ("w", "b"),
    "a pair of None": (None, None),
    "three of None": (None, None, None),
    "five of one shape": tuple(np.ones((2, 2)) for _ in range(5)),
    "two lists": ([0, 1], [2, 3]),
    "a code without evidence": ("scale", None),
    "complex weights": (np.ones(2) * 1j, 0.0),
    "NaN": (np.full(2, np.nan), 0.0),
    "a loss of NaN": (np.nan, np.full((2, 3), np.nan)),
    "a loss in a list": ([0.5], []),
    "a loss and pairs of None": (0.5, [(None, None), (None, None)]),
    "a loss and a list of numbers": (0.5, [1.0, 2.0]),
    "pairs of None": [(None, None)],
    "pairs of text": [("a", "b")],
    "params of text": ([("a", "b")], 3),
    "two lists of pairs of None": ([(None, None)], [(None, None)]),
    "ragged": [([[1.0], [1.0, 2.0]], [0.0])],
    "ragged weights": ([[1.0], [1.0, 2.0]], 0.0),
    "layers of None": [(None, None), (None, None)],
    "layers that do not fit": [(np.ones((2, 3)), np.zeros(2)), (np.ones((3, 1)), np.zeros(1))],
    "one layer": [(np.ones((2, 1)), np.zeros(1))],
    "a complex layer": [(_COMPLEX, np.zeros(1))],
    "a layer of NaN": [(_NAN, np.zeros(1))],
    "gates without wires": ([(0, 9)], [3]),
    "gates of text": ([("a", "b")], ["c"]),
    "gates that are no pairs": ([1, 2], [0]),
    "an endless wire": ([(0, 10**30)], [0]),
    "a dict of words": {"forward": None, "backward": "many"},
    "a dict of numbers": {"A": 1, "Z": 2},
    "a dict of lists": {"A": [None] * 3, "Z": [None] * 2},
}


def each_gets_a_sentence(said, check, name, results=ODD):
    """Give a check a function that returns each of them.

    Parameters
    ----------
    said : callable
        The fixture.
    check : callable
        Takes the function.
    name : str
        The function's own.
    results : dict
        Odd results by their kind.
    """
    for kind, result in results.items():

        def function(*arguments, result=result):
            return result

        function.__name__ = name
        text = said(check, function)
        assert text.startswith(name), kind
        assert "✗" in text, kind
        assert "could not go on" not in text, kind
