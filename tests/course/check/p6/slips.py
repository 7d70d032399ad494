"""What the visible checks of p6 say of typical slips."""

from functools import partial

from course.check import p6
from reference_solution.activations.by_name import activation
from reference_solution.networks.dense import dense_forward
from reference_solution.networks.network import mlp_backward

CHECKS = {
    "dense_backward": partial(p6.dense_backward, dense_forward),
    "activation_backward": partial(p6.activation_backward, activation),
    "input_gradient": partial(p6.input_gradient, mlp_backward),
}
SAID = [
    ("dense_forward", "cache_swapped", "The cache is not (X, W)"),
    ("dense_forward", "no_bias", "Z is wrong (3 examples, 2 → 3, by hand)"),
    ("dense_backward", "divided_again", "5 times too small, and N = 5"),
    ("dense_backward", "dense_sign", "dW is wrong (1 example, 2 → 2, by hand)"),
    ("dense_backward", "dW_transposed", "exactly the transpose"),
    ("dense_backward", "weights_not_transposed", "in the direction of the forward pass"),
    ("dense_backward", "db_mean", "db differs from central differences (5 examples, 4 → 3)"),
    ("dense_backward", "db_keeps_rows", "without keepdims"),
    ("dense_backward", "db_not_summed", "sum over the examples"),
    ("dense_backward", "whole_numbers", "every fraction is cut off; expected float64"),
    ("activation_backward", "upstream_ignored", "the upstream gradient dA is not used"),
    ("activation_backward", "no_derivative", "the slope of sigmoid is missing"),
    ("activation_backward", "derivative_at_a", "at A = f(Z): it belongs at Z"),
    ("activation_backward", "value_for_derivative", "dA times the value of tanh"),
    ("activation_backward", "mask_of_upstream", "the sign of dA"),
    ("activation_backward", "mask_inverted", "The mask is inverted"),
    ("softmax_cross_entropy", "not_divided", "7 times too large, and N = 7"),
    ("softmax_cross_entropy", "sign", "the wrong sign"),
    ("softmax_cross_entropy", "target_forgotten", "where do the labels come in?"),
    ("softmax_cross_entropy", "loss_summed", "sum over the batch"),
    ("softmax_cross_entropy", "bits", "in bits"),
    ("softmax_cross_entropy", "loss_sign", "The sign: the logarithm of a probability is negative"),
    ("softmax_cross_entropy", "loss_over_classes", "mean over all 6 entries"),
    ("softmax_cross_entropy", "softmax_over_examples", "runs down the columns"),
    ("softmax_cross_entropy", "no_shift", "loss is nan"),
    ("softmax_cross_entropy", "one_shift_for_all", "loss is"),
    ("mlp_forward", "activation_on_output", "applied to the output layer too"),
    ("mlp_backward", "not_divided", "4 times too large, and N = 4"),
    ("mlp_backward", "sign", "wrong sign"),
    ("mlp_backward", "db_mean", "db is a sum over examples"),
    ("mlp_backward", "db_zero", "Only the biases are wrong"),
    ("mlp_backward", "order_reversed", "reverse order"),
    ("mlp_backward", "hidden_zero", "all before it are 0"),
    ("mlp_backward", "no_derivative", "how dZ travels from layer to layer"),
    ("mlp_backward", "penalty_missing", "the penalty's part of the gradient"),
    ("mlp_backward", "penalty_doubled", "2 times what it should be"),
    ("mlp_backward", "penalty_over_N", "not divided by the number of examples"),
    ("mlp_backward", "bias_penalised", "are the biases penalised?"),
    ("mlp_backward", "loss_without_penalty", "The penalty is missing"),
    ("mlp_backward", "loss_penalty_not_halved", "the 1/2 is missing"),
    ("mlp_backward", "loss_penalises_bias", "The biases are in"),
    ("input_gradient", "not_divided", "5 times too large, and N = 5"),
    ("grad_check", "always_true", "accepts the last dW transposed"),
    ("grad_check", "always_false", "rejects the right gradients"),
    ("grad_check", "kink_crossed", "rejects the right gradients of max(0, w)"),
    ("grad_check", "biases_skipped", "accepts one entry of the last b, 1 % off"),
    ("grad_check", "nan_passes", "accepts NaN in the last db"),
    ("grad_check", "layer_missing", "accepts a list without the gradients of the last layer"),
    ("mac_counts", "batch_forgotten", "for one example"),
    ("mac_counts", "input_gradient_counted", "the gradient of the network's input"),
]
