"""The visible checks of p4 name typical slips, pass other right answers, and are stopped by nothing."""

import numpy as np
import pytest

from course.check import p4
from grader.exercises import EXERCISES
from grader.exercises.p4 import construction_faulty, faulty
from tests.course.check.odd import each_gets_a_sentence
from tests.grader.exercises.styles import p4 as styles_p4
from tests.grader.exercises.styles.p4 import STYLES

NAMES = [name.removeprefix("p4.") for name in EXERCISES if name.startswith("p4.")]
INIT_STYLES = (
    styles_p4.init_of_standard_normals,
    styles_p4.init_of_uniform_weights,
    styles_p4.init_from_the_last_layer,
)


def slipping(name, slip):
    module = faulty if hasattr(faulty, name) else construction_faulty
    function = getattr(module, name)(frozenset({slip}))
    if name != "init_params":
        return function
    return function.__closure__[0].cell_contents  # the function whose draws are asked for


@pytest.mark.parametrize(
    ("name", "slip", "sentence"),
    [
        ("init_params", "variance_for_deviation", "rng.normal takes the standard deviation"),
        ("init_params", "not_scaled", "where does the width of the layer come in?"),
        ("init_params", "zeros", "All weights are equal"),
        ("init_params", "fan_out", "which of them belongs under the fraction?"),
        ("init_params", "random_biases", "Some bias is not 0"),
        ("init_params", "one_sign", "expected about"),
        ("init_params", "own_generator", "The same numbers come twice"),
        ("init_params", "drawn_once", "The same numbers come twice"),
        ("init_params", "global_generator", "is np.random used in place of the rng"),
        ("forward", "activation_on_output", "The activation was applied to the output too"),
        ("forward", "bias_to_columns", "b was added to the columns"),
        ("forward", "Z_activated", "Z is what it was before f"),
        ("forward", "input_activated", "A_0 is wrong"),
        ("convert_convention", "reshaped", "That is a reshape"),
        ("convert_convention", "never_transposed", "W has shape (2, 3), expected (3, 2)"),
        ("convert_convention", "code_like_slides", "S2 to S3 code"),
        ("convert_convention", "bias_flat", "b has shape (2,), expected (2, 1)"),
        ("convert_convention", "zeros_for_slides", "expected None: the slides of S3 have no bias"),
        ("count_params", "weights_only", "Those are the weights alone"),
        ("count_params", "input_biases", "The input has no biases"),
        ("flatten", "by_columns", "W was taken column by column"),
        ("flatten", "weights_first", "b_1 comes right after W_1"),
        ("unflatten", "by_columns", "The rows were filled column by column"),
        ("unflatten", "shape_turned", "W_2 has shape (1, 2), expected (2, 1): rows belong to inputs"),
        ("collapse_linear", "biases_added", "what does layer 2 do to b_1?"),
        ("collapse_linear", "order_reversed", "W has shape (2, 2), expected (1, 1)"),
        ("permute_hidden", "out_not_moved", "W_2 is wrong"),
        ("permute_hidden", "inverse_order", "unit i of the result is unit order[i]"),
        ("rescale_relu", "out_not_divided", "W_2 is wrong"),
        ("bump_net", "never_ends", "what switches off at the right edge?"),
        ("bump_net", "bias_not_steep", "does the bias know k?"),
        ("bump_net", "steepness_ignored", "logistic units is wrong"),
        ("relu_interpolant", "slopes_for_bends", "Every unit adds the whole slope"),
        ("relu_interpolant", "no_start", "where does y_0 come in?"),
        ("tent_net", "not_down_again", "It goes up and stays there"),
        ("tent_net", "folds_once", "That is a single tent"),
        ("tent_net", "not_merged", "L = 2: 5 ReLUs, where 4 are enough"),
        ("mult_gate", "curvature_missing", "about 0.25 times the product"),
        ("product_net", "not_merged", "4 inputs: for"),
    ],
)
def test_a_slip_is_named(said, name, slip, sentence):
    text = said(getattr(p4, name), slipping(name, slip))
    assert "✗" in text
    assert sentence in text


@pytest.mark.parametrize("name", NAMES)
def test_any_right_answer_passes(said, name):
    for style in INIT_STYLES if name == "init_params" else STYLES[f"p4.{name}"]:
        text = said(getattr(p4, name), style)
        assert "✗" not in text, text


def test_views_of_the_vector_are_told(said):
    def unflatten(vector, sizes):
        n_in, n_out, *rest = sizes
        W, b, vector = np.split(vector, [n_in * n_out, n_in * n_out + n_out])
        return [(W.reshape(n_in, n_out), b)] + (unflatten(vector, [n_out, *rest]) if rest else [])

    text = said(p4.unflatten, unflatten)
    assert "To change the result would change the vector: return copies" in text
    assert text.count("✗") == 1


def test_inputs_that_are_changed_in_place_are_told(said):
    def rescale_in_place(params, layer, scale):
        params[layer][0][:] *= scale
        return params

    assert "rescale_relu changed" not in said(p4.rescale_relu, styles_p4.rescale_in_loops)
    assert "rescale_in_place changed the arrays it was given" in said(p4.rescale_relu, rescale_in_place)


@pytest.mark.parametrize("name", NAMES)
def test_odd_results_get_a_sentence(said, name):
    each_gets_a_sentence(said, getattr(p4, name), name)
