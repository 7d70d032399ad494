"""Whatever a function returns or raises, a check answers with a sentence that helps, and never raises."""

import numpy as np
import pytest

from course.check import p6
from reference_solution.activations.by_name import activation
from reference_solution.networks.dense import dense_backward, dense_forward
from reference_solution.networks.network import mlp_backward
from tests.course.check.odd import each_gets_a_sentence

CHECKS = {
    "dense_forward": lambda f: p6.dense_forward(f),
    "dense_backward": lambda f: p6.dense_backward(dense_forward, f),
    "activation_backward": lambda f: p6.activation_backward(activation, f),
    "softmax_cross_entropy": lambda f: p6.softmax_cross_entropy(f),
    "mlp_forward": lambda f: p6.mlp_forward(f),
    "mlp_backward": lambda f: p6.mlp_backward(f),
    "input_gradient": lambda f: p6.input_gradient(mlp_backward, f),
    "grad_check": lambda f: p6.grad_check(f),
    "mac_counts": lambda f: p6.mac_counts(f),
    "residual_block_backward": lambda f: p6.residual_block_backward(lambda X, W, b, kind: X, f),
}


@pytest.mark.parametrize("name", CHECKS)
def test_odd_results_get_a_sentence(said, name):
    each_gets_a_sentence(said, CHECKS[name], name)


class Rude:
    """An object that objects to everything."""

    def __getattribute__(self, name):
        raise RuntimeError("no")


@pytest.mark.parametrize("name", CHECKS)
def test_even_a_rude_object_stops_no_notebook(said, name):
    assert "✗" in said(CHECKS[name], lambda *arguments: (Rude(), Rude()))


@pytest.mark.parametrize("error", [SystemExit, RecursionError, ZeroDivisionError, AssertionError, MemoryError])
@pytest.mark.parametrize("name", CHECKS)
def test_exceptions_become_sentences(said, name, error):
    def raises(*arguments):
        raise error("as it happens")

    text = said(CHECKS[name], raises)
    assert f"raises raised {error.__name__} in the line `raise error(" in text
    assert "as it happens" in text


@pytest.mark.parametrize("name", CHECKS)
def test_an_unfilled_function_is_named(said, name):
    def unfilled(*arguments):
        raise NotImplementedError()

    unfilled.__name__ = unfilled.__qualname__ = name
    assert "not filled in yet" in said(CHECKS[name], unfilled)


def test_an_unfilled_function_that_is_called_by_another_is_named(said):
    def mlp_forward(*arguments):
        raise NotImplementedError()

    def mlp_backward(params, X, labels, kind, lam):
        return mlp_forward(params, X, kind)

    assert "mlp_backward calls mlp_forward, which is not filled in yet" in said(p6.mlp_backward, mlp_backward)


def test_a_missing_return_is_named(said):
    def forgets(dZ, cache):
        dense_backward(dZ, cache)

    assert "forgets returned None: is the `return` line missing?" in said(p6.dense_backward, dense_forward, forgets)


def test_a_tuple_of_the_wrong_length_is_named(said):
    text = said(p6.dense_backward, dense_forward, lambda dZ, cache: dense_backward(dZ, cache)[:2])
    assert "returned 2 values; expected 3: (dX, dW, db)" in text


def test_integers_are_named(said):
    def cut_off(dZ, cache):
        return tuple(V.astype(int) for V in dense_backward(dZ, cache))

    assert "every fraction is cut off; expected float64" in said(p6.dense_backward, dense_forward, cut_off)


def test_lists_of_numbers_count_with_a_note(said):
    def lists(dZ, cache):
        return tuple(V.tolist() for V in dense_backward(dZ, cache))

    text = said(p6.dense_backward, dense_forward, lists)
    assert text.count("Lists of numbers count as arrays here") == 1
    assert "✗" not in text


def test_lists_that_are_no_array_are_named(said):
    def lists(dZ, cache):
        return [["a"]], *dense_backward(dZ, cache)[1:]

    assert "dX is a list; expected a numpy array" in said(p6.dense_backward, dense_forward, lists)


def test_a_matmul_that_does_not_fit_shows_line_shapes_and_slip(said):
    def slips(dZ, cache):
        X, _ = cache
        dW = dZ @ X
        return dZ, dW, dZ

    text = said(p6.dense_backward, dense_forward, slips)
    assert "in the line `dW = dZ @ X`" in text
    assert "called with (1, 2), ((1, 2), (2, 2))" in text
    assert "Write the shape under each factor" in text


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        (lambda dZ, cache: undefined_name, "Run the cells from the top"),  # noqa: F821
        (lambda dZ, cache: cache[5], "An index runs past the end"),
        (lambda dZ, cache: None + dZ, "Something in it is None"),
        (lambda dZ: dZ, "Keep the arguments"),
        (lambda dZ, cache: dZ + np.ones(9), "Write both shapes down"),
    ],
)
def test_common_exceptions_get_advice(said, slip, sentence):
    assert sentence in said(p6.dense_backward, dense_forward, slip)


def test_changed_inputs_are_named(said):
    def in_place(dA, Z, kind):
        dA *= 1.0 if kind == "identity" else 0.5
        dA += 1
        return dA

    text = said(p6.activation_backward, activation, in_place)
    assert "in_place changed the arrays it was given" in text


def test_a_keyboard_interrupt_still_interrupts():
    def interrupted(*arguments):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        p6.dense_forward(interrupted)


def test_a_demonstration_says_what_is_missing(capsys):
    def dense_forward(X, W, b):
        raise NotImplementedError()

    with p6.try_it():
        dense_forward(1, 2, 3)
    assert capsys.readouterr().out == "○ Fill in dense_forward first, then run this cell again.\n"


def test_a_demonstration_explains_an_exception(capsys):
    with p6.try_it():
        np.ones((2, 3)) @ np.ones((2, 3))
    said = capsys.readouterr().out
    assert "This cell raised ValueError" in said
    assert "Write the shape under each factor" in said
