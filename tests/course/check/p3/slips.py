"""What the visible checks of p3 say of typical slips."""

from reference_solution.activations.activation_table import ELEMENTWISE

ADAPTERS = ("grader.exercises.p3.faulty.with_refusal", "grader.exercises.p3.faulty.head")


PAIRS = (*ELEMENTWISE, "maxout")


def split(function):
    """The value and the slope of an activation; every other function as it is."""
    if function.__name__ not in PAIRS:
        return (function,)

    def f(Z, *rest):
        return function("f", Z, *rest)

    def slope(Z, *rest):
        return function("slope", Z, *rest)

    f.__name__, slope.__name__ = function.__name__, f"{function.__name__}_derivative"
    return f, slope


def given(name, function):
    """The function in both places of a pair."""
    return (function, function) if name in PAIRS else (function,)


SAID = [
    ("step", "sign_for_step", "That is the sign"),
    ("sigmoid", "exponent_sign", "the sign in the exponent"),
    ("sigmoid", "f_overflows", "NaN or infinite"),
    ("sigmoid", "value_for_slope", "This is the value f(z)"),
    ("sigmoid", "slope_at_a", "it belongs at z"),
    ("sigmoid", "slope_overflows", "NaN or infinite"),
    ("tanh", "not_stretched", "half as steep"),
    ("tanh", "sigmoid_for_tanh", "That is the sigmoid"),
    ("relu", "smaller_of_the_two", "the other side should pass"),
    ("leaky_relu", "larger_of_the_two", "That is the larger of z and alpha z"),
    ("leaky_relu", "no_leak", "Nothing leaks"),
    ("elu", "alpha_missing", "alpha is not used"),
    ("elu", "minus_one_missing", "do not meet at 0"),
    ("elu", "slope_alpha_missing", "It was right for alpha = 1: where does alpha enter the slope?"),
    ("elu", "f_overflows", "NaN or infinite"),
    ("softplus", "brackets_forgotten", "That is the exponential"),
    ("softplus", "f_overflows", "NaN or infinite"),
    ("swish", "as_printed", "It was right for beta = 1: where does beta enter the slope?"),
    ("swish", "inner_beta_missing", "It was right for beta = 1"),
    ("swish", "gate_alone", "the gate alone"),
    ("gelu", "tanh_approximation", "the approximation by a tanh"),
    ("gelu", "sigmoid_approximation", "the approximation by a swish"),
    ("gelu", "chance_alone", "the chance alone"),
    ("maxout", "over_units", "pieces are the last axis"),
    ("maxout", "sum_of_pieces", "the sum of the pieces"),
    ("maxout", "to_all_pieces", "does not move the maximum"),
    ("logsumexp", "temperature_not_multiplied", "does it multiply the logarithm?"),
    ("logsumexp", "temperature_ignored", "The temperature is not used"),
    ("logsumexp", "no_shift", "NaN or infinite"),
    ("log_softmax", "softmax_over_examples", "runs down the columns"),
    ("log_softmax", "log_of_softmax", "NaN or infinite"),
    ("softmax", "softmax_over_examples", "runs down the columns"),
    ("softmax", "not_normalised", "not yet divided"),
    ("softmax", "one_shift_for_all", "NaN or infinite"),
    ("gaussian_nll", "constant_missing", "normalising constant is missing"),
    ("gaussian_nll", "sigma_not_squared", "divided by sigma, not by its square"),
    ("gaussian_nll", "loss_not_halved", "The 1/2 of the squares is missing"),
    ("gaussian_nll", "constant_once", "its constant counts twice"),
    ("bce_with_logits", "loss_sign", "The sign"),
    ("bce_with_logits", "labels_pm1", "for labels -1 and 1"),
    ("bce_with_logits", "logarithm_of_probabilities", "loss is"),
    ("bce_with_logits", "not_divided", "5 times too large, and N = 5"),
    ("softmax_ce", "labels_from_rows", "taken for a label"),
    ("softmax_ce", "target_forgotten", "Every row should sum to 0"),
    ("softmax_ce", "softmax_over_examples", "runs down the columns"),
]
