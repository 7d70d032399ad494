import autograd
import autograd.numpy
import numpy as np
import pytest
from scipy.special import expit, xlogy
from sklearn.linear_model import LogisticRegression

from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.linear.least_squares import add_bias
from reference_solution.linear.neuron import neuron
from reference_solution.losses.regression_and_classification import bce_with_logits
from reference_solution.networks.network import mlp_forward
from tests.reference_solution.agreement import assert_agree

rng = np.random.default_rng(3)
X = rng.normal(size=(60, 4))
labels = (X @ [1.0, -2.0, 0.5, 0.0] + rng.logistic(size=60) > 0).astype(int)


@pytest.mark.syllabus("S0-03")
@pytest.mark.syllabus("S4-07")
def test_a_sigmoid_neuron_predicts_what_logistic_regression_predicts():
    model = LogisticRegression().fit(X, labels)
    a = neuron(X, model.coef_[0], model.intercept_[0], sigmoid)
    assert_agree(a, model.predict_proba(X)[:, 1])


@pytest.mark.syllabus("S4-07")
def test_a_sigmoid_neuron_has_its_optimum_where_logistic_regression_has_it():
    model = LogisticRegression(C=2.0, tol=1e-12, max_iter=10_000).fit(X, labels)
    _, dZ = bce_with_logits(neuron(X, model.coef_[0], model.intercept_[0], lambda Z: Z), labels)
    assert np.abs(X.T @ dZ + model.coef_[0] / (2.0 * len(X))).max() < 1e-7
    assert abs(dZ.sum()) < 1e-7


@pytest.mark.syllabus("S4-07")
def test_the_gradient_of_a_sigmoid_neuron_is_that_of_logistic_regression():
    w, b = rng.normal(size=4), 0.3

    def negative_log_likelihood(w, b):
        p = 1 / (1 + autograd.numpy.exp(-(autograd.numpy.dot(X, w) + b)))
        return -autograd.numpy.mean(labels * autograd.numpy.log(p) + (1 - labels) * autograd.numpy.log(1 - p))

    expected_dw, expected_db = autograd.grad(negative_log_likelihood, (0, 1))(w, b)
    loss, dZ = bce_with_logits(neuron(X, w, b, lambda Z: Z), labels)
    assert loss == pytest.approx(negative_log_likelihood(w, b), rel=1e-12)
    assert_agree(X.T @ dZ, expected_dw)
    assert dZ.sum() == pytest.approx(expected_db, rel=1e-12)


@pytest.mark.syllabus("S4-07")
def test_a_sigmoid_neuron_is_a_network_without_hidden_layers():
    w, b = rng.normal(size=4), 0.3
    logits, _ = mlp_forward([(w[:, None], np.array([b]))], X, "tanh")
    assert_agree(neuron(X, w, b, sigmoid), sigmoid(logits[:, 0]))


@pytest.mark.syllabus("S4-05")
def test_a_neuron_sums_weighted_inputs_and_a_bias():
    w, b = rng.normal(size=4), -0.7
    expected = [np.tanh(sum(x[j] * w[j] for j in range(4)) + b) for x in X]
    assert_agree(neuron(X, w, b, np.tanh), expected)


@pytest.mark.syllabus("S2-01")
@pytest.mark.parametrize("f", [lambda Z: Z, sigmoid], ids=["regression", "binary"])
def test_a_linear_model_is_a_neuron_whose_activation_depends_on_the_task(f):
    w, b = rng.normal(size=4), 0.4
    z = X @ w + b
    assert_agree(neuron(X, w, b, f), z if f is not sigmoid else expit(z))


@pytest.mark.syllabus("S2-02")
def test_a_bias_is_a_weight_on_a_constant_one():
    w, b = rng.normal(size=4), 0.4
    np.testing.assert_allclose(add_bias(X) @ np.append(w, b), neuron(X, w, b, lambda Z: Z), rtol=0, atol=5e-15)


@pytest.mark.syllabus("S2-03")
@pytest.mark.syllabus("S2-08")
@pytest.mark.syllabus("E13")
def test_z_stands_before_the_activation():
    w, b, seen = rng.normal(size=4), 0.4, []

    def f(Z):
        seen.append(Z)
        return np.tanh(Z)

    a = neuron(X, w, b, f)
    (z,) = seen
    assert_agree(z, X @ w + b)
    assert_agree(a, np.tanh(z))
    printed_as_pre_activation = a  # "a: pre-activation" under z = w^T x + b, a = g(z)
    assert np.abs(np.tanh(printed_as_pre_activation) - a).max() > 0.01


@pytest.mark.syllabus("E01")
def test_the_cross_entropy_as_printed_is_a_reward():
    w, b = np.zeros(4), 0.0

    def printed(z):
        g = sigmoid(z)
        return np.mean(xlogy(labels, g) + xlogy(1 - labels, 1 - g))

    z = neuron(X, w, b, lambda Z: Z)
    _, dZ = bce_with_logits(z, labels)
    downhill = z - 0.1 * dZ * len(X)
    assert printed(downhill) > printed(z)
    assert bce_with_logits(downhill, labels)[0] < bce_with_logits(z, labels)[0]
    assert printed(z) == pytest.approx(-bce_with_logits(z, labels)[0], rel=1e-14)
    gradient_as_printed = (labels - sigmoid(z)) / len(X)
    assert_agree(gradient_as_printed, -dZ)
