"""The references of p4 with known bugs to switch on, as in `grader.exercises.p6.faulty`.

Those that construct networks are in `construction_faulty`.
"""

import math
from itertools import pairwise

import numpy as np

from course.probing.adapters.new_arrays import with_overwriting
from course.probing.adapters.random_draws import draws
from course.types import Array, Integers, Layer, Network
from grader.exercises.model import BugNames, Reference


def init_params(bugs: BugNames) -> Reference:
    """`init_params` with bugs, with the adapter that the notebook uses."""

    def faulty(sizes: list[int], scheme: str, rng: np.random.Generator) -> Network:
        if "own_generator" in bugs:
            rng = np.random.default_rng(0)
        if "global_generator" in bugs:
            rng = np.random.default_rng()
        params: Network = []
        drawn: dict[tuple[int, int], Array] = {}
        for n_in, n_out in pairwise(sizes):
            n = n_out if "fan_out" in bugs else n_in
            variance = {"lecun": 1 / n, "xavier": 2 / (n_in + n_out), "he": 2 / n}[scheme]
            if "scheme_ignored" in bugs:
                variance = 1 / n
            scale = variance if "variance_for_deviation" in bugs else np.sqrt(variance)
            if "not_scaled" in bugs:
                scale = 1.0
            W = rng.normal(scale=scale, size=(n_in, n_out))
            if "uniform_limit" in bugs:
                W = rng.uniform(-scale, scale, size=(n_in, n_out))
            if "one_sign" in bugs:
                W = np.abs(W)
            if "zeros" in bugs:
                W = np.zeros((n_in, n_out))
            if "drawn_once" in bugs:
                W = drawn.setdefault((n_in, n_out), W)
            params.append((W, rng.normal(size=n_out) if "random_biases" in bugs else np.zeros(n_out)))
        return params

    return draws(faulty)


def forward(bugs: BugNames) -> Reference:
    """`forward` with bugs."""

    def faulty(params: Network, X: Array, f: Reference = np.tanh) -> dict[str, list[Array]]:
        if "f_ignored" in bugs:
            f = np.tanh
        cache = {"A": [f(X) if "input_activated" in bugs else X], "Z": []}
        last = len(params) - 1
        for layer, (W, b) in enumerate(params):
            Z = cache["A"][-1] @ (W.T if "weights_transposed" in bugs else W)
            if "bias_to_columns" in bugs:
                Z = Z + b[:, None]
            elif "bias_subtracted" in bugs:
                Z = Z - b
            elif "no_bias" not in bugs:
                Z = Z + b
            linear = layer == last and "activation_on_output" not in bugs
            linear = linear or (layer == last - 1 and "last_hidden_linear" in bugs) or "no_activation" in bugs
            A = Z if linear else f(Z)
            cache["Z"].append(A if "Z_activated" in bugs else Z)
            cache["A"].append(A)
        return cache

    return faulty


def convert_convention(bugs: BugNames) -> Reference:
    """`convert_convention` with bugs."""

    def faulty(W: Array, b: Array | None, source: str, target: str) -> tuple[Array, Array | None]:
        out_by_in = {"S0", "S1", "S3 code"}
        if "code_like_slides" in bugs:
            out_by_in -= {"S3 code"}
        if "S2_like_S0" in bugs:
            out_by_in |= {"S2"}
        n_out = W.shape[0] if source in out_by_in else W.shape[1]
        if b is None and "no_bias_from_slides" not in bugs:
            b = np.zeros(n_out)
        turn = (source in out_by_in) != (target in out_by_in)
        if "only_from_rows" in bugs:
            turn = source in out_by_in
        turn = (turn or "always_transposed" in bugs) and "never_transposed" not in bugs
        if turn:
            W = W.reshape(W.shape[::-1]) if "reshaped" in bugs else W.T
        if b is None or (target == "S3 slides" and "zeros_for_slides" not in bugs):
            return W, None
        flat = target == "course"
        if "bias_as_given" in bugs:
            return W, b
        b = np.ravel(b)
        if "bias_row" in bugs and not flat:
            return W, b[None, :]
        return W, b if flat and "bias_column" not in bugs else b if "bias_flat" in bugs else b[:, None]

    return faulty


def count_params(bugs: BugNames) -> Reference:
    """`count_params` with bugs."""

    def faulty(sizes: list[int]) -> int:
        weights = sum(m * n for m, n in pairwise(sizes))
        if "product_of_all" in bugs:
            weights = math.prod(sizes)
        if "first_layer_only" in bugs:
            weights = sizes[0] * sizes[1]
        biases = sum(sizes[1:])
        if "input_biases" in bugs:
            biases += sizes[0]
        if "no_output_biases" in bugs:
            biases -= sizes[-1]
        if "one_bias_a_layer" in bugs:
            biases = len(sizes) - 1
        return weights + (0 if "weights_only" in bugs else biases)

    return faulty


def flatten(bugs: BugNames) -> Reference:
    """`flatten` with bugs."""

    def faulty(params: Network) -> Array:
        layers = params[::-1] if "last_first" in bugs else params
        rows = [(W.T if "by_columns" in bugs else W).ravel() for W, _ in layers]
        biases = [b[:0] if "biases_missing" in bugs else b for _, b in layers]
        if "weights_first" in bugs:
            return np.concatenate(rows + biases)
        pairs = zip(biases, rows, strict=True) if "biases_first" in bugs else zip(rows, biases, strict=True)
        return np.concatenate([part for pair in pairs for part in pair])

    return faulty


def unflatten(bugs: BugNames) -> Reference:
    """`unflatten` with bugs, with the adapter that the notebook uses."""

    def faulty(vector: Array, sizes: list[int]) -> Network:
        shapes = list(pairwise(sizes))
        if "last_first" in bugs:
            shapes = shapes[::-1]
        start, places = 0, {}
        kinds = [("W", "b"), ("b", "W")]["biases_first" in bugs]
        order = [(layer, kind) for layer in range(len(shapes)) for kind in kinds]
        if "weights_first" in bugs:
            order.sort(key=lambda place: place[1])
        for layer, kind in order:
            m, n = shapes[layer]
            if "always_from_the_start" in bugs and kind == kinds[0]:
                start = 0
            places[layer, kind] = vector[start : start + (m * n if kind == "W" else n)]
            start += m * n if kind == "W" else n
        params = []
        for layer, (m, n) in enumerate(shapes):
            numbers = places[layer, "W"]
            if "by_columns" in bugs:
                W = numbers.reshape(n, m).T
            else:
                W = numbers.reshape((n, m) if "shape_turned" in bugs else (m, n))
            params.append((W, places[layer, "b"]) if "views" in bugs else (W.copy(), places[layer, "b"].copy()))
        return params[::-1] if "last_first" in bugs else params

    return with_overwriting(faulty)


def collapse_linear(bugs: BugNames) -> Reference:
    """`collapse_linear` with bugs."""

    def faulty(params: Network) -> Layer:
        W, b = params[0]
        for W_next, b_next in params[1:]:
            if "biases_added" in bugs:
                b = b + b_next if b.shape == b_next.shape else b.sum() + b_next
            elif "only_the_last_bias" in bugs:
                b = b_next
            elif "only_the_first_bias" in bugs:
                b = b @ W_next
            elif "all_weights" in bugs:
                b = b @ (W @ W_next) + b_next
            else:
                b = b @ W_next + b_next
            W = W_next @ W if "order_reversed" in bugs else W @ W_next
        if "no_bias" in bugs:
            b = np.zeros(len(params[-1][1]))
        return W, b

    return faulty


def permute_hidden(bugs: BugNames) -> Reference:
    """`permute_hidden` with bugs."""

    def faulty(params: Network, layer: int, order: Integers) -> Network:
        (W_in, b_in), (W_out, b_out) = params[layer], params[layer + 1]
        if "inverse_order" in bugs:
            order = np.argsort(order)
        if "rows_for_columns" in bugs:
            W_in = W_in[order]
        elif "in_not_moved" not in bugs:
            W_in = W_in[:, order]
        if "biases_not_moved" not in bugs:
            b_in = b_in[order]
        if "out_columns" in bugs:
            W_out = W_out[:, order]
        elif "out_not_moved" not in bugs:
            W_out = W_out[order]
        return [*params[:layer], (W_in, b_in), (W_out, b_out), *params[layer + 2 :]]

    return faulty


def rescale_relu(bugs: BugNames) -> Reference:
    """`rescale_relu` with bugs."""

    def faulty(params: Network, layer: int, scale: Array) -> Network:
        (W_in, b_in), (W_out, b_out) = params[layer], params[layer + 1]
        if "inverse_scale" in bugs:
            scale = 1 / scale
        W_in = W_in * (scale[:, None] if "rows_for_columns" in bugs else scale)
        if "biases_not_scaled" not in bugs:
            b_in = b_in * scale
        if "out_multiplied" in bugs:
            W_out = W_out * scale[:, None]
        elif "out_columns" in bugs:
            W_out = W_out / scale
        elif "out_not_divided" not in bugs:
            W_out = W_out / scale[:, None]
        return [*params[:layer], (W_in, b_in), (W_out, b_out), *params[layer + 2 :]]

    return faulty
