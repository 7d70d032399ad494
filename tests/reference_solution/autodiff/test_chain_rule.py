import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.linearisation import composed, linearisation_error
from reference_solution.autodiff.logistic_least_squares import logistic_least_squares
from reference_solution.autodiff.two_paths import two_paths
from reference_solution.autodiff.value import Value, exp, sigmoid

numbers = st.floats(-2, 2)


@pytest.mark.syllabus("S0-34")
@pytest.mark.syllabus("S3-24")
@given(numbers)
def test_the_slope_of_a_composition_is_the_product_of_the_slopes(x):
    value, slope = composed(np.sin, np.cos, np.exp, np.exp)
    h = 1e-5
    assert slope(x) == pytest.approx((value(x + h) - value(x - h)) / (2 * h), abs=1e-9)


@pytest.mark.syllabus("S3-24")
def test_the_error_of_the_straight_line_falls_with_the_square_of_the_step():
    value, slope = composed(np.sin, np.cos, np.exp, np.exp)
    dx = 10.0 ** -np.arange(1, 5)
    right = np.polyfit(np.log(dx), np.log(linearisation_error(value, slope, 0.4, dx)), 1)[0]
    assert right == pytest.approx(2, abs=0.05)
    wrong = np.polyfit(np.log(dx), np.log(linearisation_error(value, lambda x: np.exp(np.sin(x)), 0.4, dx)), 1)[0]
    assert wrong == pytest.approx(1, abs=0.15)


@pytest.mark.syllabus("S0-42")
@pytest.mark.syllabus("S3-34")
def test_the_worksheet_has_the_numbers_of_the_course():
    numbers = logistic_least_squares(w=0.5, b=-0.3, x=2.0, t=1.0, lam=0.1)
    assert numbers["dw"] == pytest.approx(-0.0971341, abs=5e-8)
    assert numbers["db"] == pytest.approx(-0.0735670, abs=5e-8)


def objective(w, b, x, t, lam):
    return 0.5 * (1 / (1 + anp.exp(-(w * x + b))) - t) ** 2 + lam * w**2 / 2


@pytest.mark.syllabus("S0-35")
@given(numbers, numbers, numbers, numbers)
def test_the_closed_form_agrees_with_differences(w, b, x, t):
    numbers, h = logistic_least_squares(w, b, x, t, lam=0.0), 1e-5
    along_w = (objective(w + h, b, x, t, 0.0) - objective(w - h, b, x, t, 0.0)) / (2 * h)
    along_b = (objective(w, b + h, x, t, 0.0) - objective(w, b - h, x, t, 0.0)) / (2 * h)
    assert numbers["dw"] == pytest.approx(along_w, abs=1e-9)
    assert numbers["db"] == pytest.approx(along_b, abs=1e-9)


@pytest.mark.syllabus("S0-42")
@given(numbers, numbers, numbers, numbers, st.floats(0, 3))
def test_with_the_penalty_it_agrees_with_autograd(w, b, x, t, lam):
    numbers = logistic_least_squares(w, b, x, t, lam)
    assert numbers["L_reg"] == pytest.approx(objective(w, b, x, t, lam), rel=1e-12)
    assert numbers["dw"] == pytest.approx(autograd.grad(objective, 0)(w, b, x, t, lam), rel=1e-12, abs=1e-14)
    assert numbers["db"] == pytest.approx(autograd.grad(objective, 1)(w, b, x, t, lam), rel=1e-12, abs=1e-14)


@pytest.mark.syllabus("S0-38")
@pytest.mark.syllabus("S3-29")
@given(numbers, numbers, numbers, numbers, st.floats(0, 3))
def test_every_bar_of_the_worksheet_is_the_message_in_the_graph(w, b, x, t, lam):
    numbers = logistic_least_squares(w, b, x, t, lam)
    nodes = {"w": Value(w), "b": Value(b)}
    nodes["z"] = nodes["w"] * x + nodes["b"]
    nodes["y"] = sigmoid(nodes["z"])
    nodes["L"] = 0.5 * (nodes["y"] - t) ** 2
    nodes["R"] = 0.5 * nodes["w"] ** 2
    nodes["L_reg"] = nodes["L"] + lam * nodes["R"]
    backward(nodes["L_reg"])
    for name, node in nodes.items():
        assert node.grad == pytest.approx(numbers[f"d{name}"], rel=1e-12, abs=1e-15)
        if name not in "wb":
            assert node.data == pytest.approx(numbers[name], rel=1e-12, abs=1e-15)


@pytest.mark.syllabus("S0-42")
@pytest.mark.syllabus("S3-31")
def test_a_weight_hears_from_both_its_uses():
    numbers = logistic_least_squares(w=0.5, b=-0.3, x=2.0, t=1.0, lam=0.1)
    assert numbers["dw"] == numbers["dz"] * 2.0 + numbers["dR"] * 0.5
    assert numbers["dR"] * 0.5 == pytest.approx(0.05)


def test_a_far_neuron_does_not_overflow():
    for b in (-1000.0, 1000.0):
        assert np.isfinite(list(logistic_least_squares(1.0, b, 1.0, 0.5, 0.1).values())).all()


@pytest.mark.syllabus("S0-39")
@pytest.mark.parametrize("t", [0.3, 1.1, 2.0])
def test_the_sum_over_two_paths_is_the_derivative(t):
    h = 1e-5
    numeric = (two_paths(t + h)["f"] - two_paths(t - h)["f"]) / (2 * h)
    assert two_paths(t)["dt"] == pytest.approx(numeric, abs=1e-9)


@pytest.mark.syllabus("S0-40")
@pytest.mark.syllabus("S3-32")
@pytest.mark.parametrize("t", [0.3, 1.1, 2.0])
def test_either_path_alone_is_not_the_derivative(t):
    numbers = two_paths(t)
    assert numbers["dt"] == numbers["through_x"] + numbers["through_y"]
    assert abs(numbers["through_x"]) > 1e-3
    assert abs(numbers["through_y"]) > 1e-3


@pytest.mark.syllabus("S0-40")
def test_the_graph_adds_the_two_paths_of_the_example():
    t = Value(1.1)
    x, y = Value(np.cos(1.1), ((t, -np.sin(1.1)),)), t * t
    backward(y + exp(x * y))
    numbers = two_paths(1.1)
    assert (x.grad, y.grad) == (pytest.approx(numbers["dx"]), pytest.approx(numbers["dy"]))
    assert t.grad == pytest.approx(numbers["dt"], rel=1e-14)
