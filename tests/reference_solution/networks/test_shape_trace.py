import numpy as np
import pytest

from reference_solution.activations.by_name import activation_backward
from reference_solution.networks.conventions import convert_convention
from reference_solution.networks.dense import dense_backward
from reference_solution.networks.forward_pass import forward
from reference_solution.networks.parameters import count_params
from reference_solution.networks.shape_trace import check_shapes, shape_trace
from tests.reference_solution.random_networks import SIZES, draw_network


@pytest.mark.syllabus("S0-01")
@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("N", [1, 7])
def test_announced_shapes_are_computed_shapes(sizes, N):
    params, X, _ = draw_network(sizes, N)
    cache = forward(params, X)
    seen = {"A0": X.shape}
    for layer, (W, b) in enumerate(params, start=1):
        arrays = {"W": W, "b": b, "Z": cache["Z"][layer - 1], "A": cache["A"][layer]}
        seen |= {f"{name}{layer}": array.shape for name, array in arrays.items()}
    dZ = np.ones_like(cache["Z"][-1])
    for layer in range(len(params), 0, -1):
        dA, dW, db = dense_backward(dZ, (cache["A"][layer - 1], params[layer - 1][0]))
        seen |= {f"dZ{layer}": dZ.shape, f"dW{layer}": dW.shape, f"db{layer}": db.shape}
        if layer > 1:
            seen[f"dA{layer - 1}"] = dA.shape
            dZ = activation_backward(dA, cache["Z"][layer - 2], "tanh")
    assert list(shape_trace(sizes, N).items()) == list(seen.items())


@pytest.mark.syllabus("S4-08")
def test_the_layer_of_s4_has_its_shapes():
    assert shape_trace([4, 3], 1, "S4") == {
        "A0": (4, 1),
        "W1": (4, 3),
        "b1": (3, 1),
        "Z1": (3, 1),
        "A1": (3, 1),
        "dZ1": (3, 1),
        "dW1": (4, 3),
        "db1": (3, 1),
    }


@pytest.mark.syllabus("S3-20")
def test_the_slides_network_has_its_shapes():
    trace = shape_trace([3, 4, 4, 1], 1, "S3 code")
    assert [trace[f"A{layer}"] for layer in range(4)] == [(3, 1), (4, 1), (4, 1), (1, 1)]
    assert [trace[f"W{layer}"] for layer in (1, 2, 3)] == [(4, 3), (4, 4), (1, 4)]


@pytest.mark.syllabus("S0-07")
@pytest.mark.parametrize("convention", ["S0", "S1", "S2", "S3 code", "S4", "course"])
def test_the_number_of_parameters_does_not_depend_on_how_they_are_stored(convention):
    for sizes in SIZES:
        trace = shape_trace(sizes, 5, convention)
        stored = sum(int(np.prod(shape)) for name, shape in trace.items() if name[0] in "Wb")
        assert stored == count_params(sizes)


def test_the_convention_without_biases_has_none():
    assert [name for name in shape_trace([3, 4], 5, "S3 slides") if "b" in name] == []


@pytest.mark.syllabus("S0-07")
@pytest.mark.syllabus("S4-08")
def test_what_does_not_fit_is_named_with_the_likely_slip():
    for sizes in SIZES:
        check_shapes(draw_network(sizes, 1)[0], sizes[0])
    W, b = convert_convention(np.zeros((3, 4)), np.zeros(4), "course", "S0")
    for params, message in (
        ([(W, b[:, 0])], r"got W1 of shape \(4, 3\), expected \(3, n_out\): it looks transposed"),
        ([(W.T, b)], r"got b1 of shape \(4, 1\), expected \(4,\): one bias for each column"),
        (
            [(W.T, b[:, 0]), (np.zeros((5, 2)), np.zeros(2))],
            r"got W2 of shape \(5, 2\), expected \(4, n_out\): its rows",
        ),
        ([(np.zeros(3), np.zeros(1))], r"got W1 of shape \(3,\), expected \(3, n_out\)"),
    ):
        with pytest.raises(ValueError, match=message):
            check_shapes(params, 3)
