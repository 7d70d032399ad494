"""The references of p4 with slips: each `if` is one way to get it wrong (as in `p6_wrong`).

Those that build networks are in `p4_wrong_built`.
"""

import math
from itertools import pairwise

import numpy as np

from course.probing.adapters.random_draws import draws


def init_params(slips):
    """`init_params` with slips, asked for its draws."""

    def wrong(sizes, scheme, rng):
        if "own_generator" in slips:
            rng = np.random.default_rng(0)
        if "global_generator" in slips:
            rng = np.random.default_rng()
        params, drawn = [], {}
        for n_in, n_out in pairwise(sizes):
            n = n_out if "fan_out" in slips else n_in
            variance = {"lecun": 1 / n, "xavier": 2 / (n_in + n_out), "he": 2 / n}[scheme]
            if "scheme_ignored" in slips:
                variance = 1 / n
            scale = variance if "variance_for_deviation" in slips else np.sqrt(variance)
            if "not_scaled" in slips:
                scale = 1.0
            W = rng.normal(scale=scale, size=(n_in, n_out))
            if "uniform_limit" in slips:
                W = rng.uniform(-scale, scale, size=(n_in, n_out))
            if "one_sign" in slips:
                W = np.abs(W)
            if "zeros" in slips:
                W = np.zeros((n_in, n_out))
            if "drawn_once" in slips:
                W = drawn.setdefault((n_in, n_out), W)
            params.append((W, rng.normal(size=n_out) if "random_biases" in slips else np.zeros(n_out)))
        return params

    return draws(wrong)


def forward(slips):
    """`forward` with slips."""

    def wrong(params, X, f=np.tanh):
        if "f_ignored" in slips:
            f = np.tanh
        cache = {"A": [f(X) if "input_activated" in slips else X], "Z": []}
        last = len(params) - 1
        for layer, (W, b) in enumerate(params):
            Z = cache["A"][-1] @ (W.T if "weights_transposed" in slips else W)
            if "bias_to_columns" in slips:
                Z = Z + b[:, None]
            elif "bias_subtracted" in slips:
                Z = Z - b
            elif "no_bias" not in slips:
                Z = Z + b
            linear = layer == last and "activation_on_output" not in slips
            linear = linear or (layer == last - 1 and "last_hidden_linear" in slips) or "no_activation" in slips
            A = Z if linear else f(Z)
            cache["Z"].append(A if "Z_activated" in slips else Z)
            cache["A"].append(A)
        return cache

    return wrong


def convert_convention(slips):
    """`convert_convention` with slips."""

    def wrong(W, b, source, target):
        out_by_in = {"S0", "S1", "S3 code"}
        if "code_like_slides" in slips:
            out_by_in -= {"S3 code"}
        if "S2_like_S0" in slips:
            out_by_in |= {"S2"}
        n_out = W.shape[0] if source in out_by_in else W.shape[1]
        if b is None and "no_bias_from_slides" not in slips:
            b = np.zeros(n_out)
        turn = (source in out_by_in) != (target in out_by_in)
        if "only_from_rows" in slips:
            turn = source in out_by_in
        turn = (turn or "always_transposed" in slips) and "never_transposed" not in slips
        if turn:
            W = W.reshape(W.shape[::-1]) if "reshaped" in slips else W.T
        if b is None or (target == "S3 slides" and "zeros_for_slides" not in slips):
            return W, None
        flat = target == "course"
        if "bias_as_given" in slips:
            return W, b
        b = np.ravel(b)
        if "bias_row" in slips and not flat:
            return W, b[None, :]
        return W, b if flat and "bias_column" not in slips else b if "bias_flat" in slips else b[:, None]

    return wrong


def count_params(slips):
    """`count_params` with slips."""

    def wrong(sizes):
        weights = sum(m * n for m, n in pairwise(sizes))
        if "product_of_all" in slips:
            weights = math.prod(sizes)
        if "first_layer_only" in slips:
            weights = sizes[0] * sizes[1]
        biases = sum(sizes[1:])
        if "input_biases" in slips:
            biases += sizes[0]
        if "no_output_biases" in slips:
            biases -= sizes[-1]
        if "one_bias_a_layer" in slips:
            biases = len(sizes) - 1
        return weights + (0 if "weights_only" in slips else biases)

    return wrong


def flatten(slips):
    """`flatten` with slips."""

    def wrong(params):
        layers = params[::-1] if "last_first" in slips else params
        rows = [(W.T if "by_columns" in slips else W).ravel() for W, _ in layers]
        biases = [b[:0] if "biases_missing" in slips else b for _, b in layers]
        if "weights_first" in slips:
            return np.concatenate(rows + biases)
        pairs = zip(biases, rows, strict=True) if "biases_first" in slips else zip(rows, biases, strict=True)
        return np.concatenate([part for pair in pairs for part in pair])

    return wrong


def unflatten(slips):
    """`unflatten` with slips."""

    def wrong(vector, sizes):
        shapes = list(pairwise(sizes))
        if "last_first" in slips:
            shapes = shapes[::-1]
        start, places = 0, {}
        kinds = [("W", "b"), ("b", "W")]["biases_first" in slips]
        order = [(layer, kind) for layer in range(len(shapes)) for kind in kinds]
        if "weights_first" in slips:
            order.sort(key=lambda place: place[1])
        for layer, kind in order:
            m, n = shapes[layer]
            if "always_from_the_start" in slips and kind == kinds[0]:
                start = 0
            places[layer, kind] = vector[start : start + (m * n if kind == "W" else n)]
            start += m * n if kind == "W" else n
        params = []
        for layer, (m, n) in enumerate(shapes):
            numbers = places[layer, "W"]
            if "by_columns" in slips:
                W = numbers.reshape(n, m).T
            else:
                W = numbers.reshape((n, m) if "shape_turned" in slips else (m, n))
            params.append((W.copy(), places[layer, "b"].copy()))
        return params[::-1] if "last_first" in slips else params

    return wrong


def collapse_linear(slips):
    """`collapse_linear` with slips."""

    def wrong(params):
        W, b = params[0]
        for W_next, b_next in params[1:]:
            if "biases_added" in slips:
                b = b + b_next if b.shape == b_next.shape else b.sum() + b_next
            elif "only_the_last_bias" in slips:
                b = b_next
            elif "only_the_first_bias" in slips:
                b = b @ W_next
            elif "all_weights" in slips:
                b = b @ (W @ W_next) + b_next
            else:
                b = b @ W_next + b_next
            W = W_next @ W if "order_reversed" in slips else W @ W_next
        if "no_bias" in slips:
            b = np.zeros(len(params[-1][1]))
        return W, b

    return wrong


def permute_hidden(slips):
    """`permute_hidden` with slips."""

    def wrong(params, layer, order):
        (W_in, b_in), (W_out, b_out) = params[layer], params[layer + 1]
        if "inverse_order" in slips:
            order = np.argsort(order)
        if "rows_for_columns" in slips:
            W_in = W_in[order]
        elif "in_not_moved" not in slips:
            W_in = W_in[:, order]
        if "biases_not_moved" not in slips:
            b_in = b_in[order]
        if "out_columns" in slips:
            W_out = W_out[:, order]
        elif "out_not_moved" not in slips:
            W_out = W_out[order]
        return [*params[:layer], (W_in, b_in), (W_out, b_out), *params[layer + 2 :]]

    return wrong


def rescale_relu(slips):
    """`rescale_relu` with slips."""

    def wrong(params, layer, scale):
        (W_in, b_in), (W_out, b_out) = params[layer], params[layer + 1]
        if "inverse_scale" in slips:
            scale = 1 / scale
        W_in = W_in * (scale[:, None] if "rows_for_columns" in slips else scale)
        if "biases_not_scaled" not in slips:
            b_in = b_in * scale
        if "out_multiplied" in slips:
            W_out = W_out * scale[:, None]
        elif "out_columns" in slips:
            W_out = W_out / scale
        elif "out_not_divided" not in slips:
            W_out = W_out / scale[:, None]
        return [*params[:layer], (W_in, b_in), (W_out, b_out), *params[layer + 2 :]]

    return wrong
