import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.by_name import activation
from reference_solution.linear.decision_boundary import boundary_distance

drawn = st.tuples(st.integers(1, 6), st.integers(0, 2**32 - 1))


def draw(n_in, seed, N=7):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(N, n_in)), rng.normal(size=n_in), rng.normal()


def probability(X, w, b):
    return activation(X @ w + b, "sigmoid")


@pytest.mark.syllabus("S3-01")
@given(drawn)
def test_so_far_along_the_normal_lies_the_boundary(shape):
    X, w, b = draw(*shape)
    foot = X - boundary_distance(X, w, b)[:, None] * w / np.linalg.norm(w)
    np.testing.assert_allclose(foot @ w + b, 0, atol=1e-12)
    np.testing.assert_allclose(probability(foot, w, b), 0.5, atol=1e-12)


@pytest.mark.syllabus("S3-01")
@given(drawn)
def test_no_point_of_the_boundary_is_nearer(shape):
    X, w, b = draw(*shape)
    rng = np.random.default_rng(shape[1])
    on_boundary = rng.normal(scale=3, size=(200, shape[0]))
    on_boundary -= boundary_distance(on_boundary, w, b)[:, None] * w / np.linalg.norm(w)
    nearest = np.linalg.norm(X[:, None] - on_boundary, axis=2).min(axis=1)
    assert np.all(nearest >= np.abs(boundary_distance(X, w, b)) - 1e-9)


@pytest.mark.syllabus("S3-01")
@given(drawn)
def test_contours_of_the_probability_are_parallel_to_the_boundary(shape):
    X, w, b = draw(*shape)
    sideways = np.random.default_rng(shape[1]).normal(size=X.shape)
    sideways -= (sideways @ w)[:, None] * w / (w @ w)
    np.testing.assert_allclose(probability(X + sideways, w, b), probability(X, w, b), atol=1e-12)


@pytest.mark.syllabus("S3-01")
@given(drawn)
def test_the_probability_is_a_sigmoid_of_the_distance(shape):
    X, w, b = draw(*shape)
    by_distance = activation(np.linalg.norm(w) * boundary_distance(X, w, b), "sigmoid")
    np.testing.assert_allclose(probability(X, w, b), by_distance, atol=1e-12)


@pytest.mark.syllabus("S3-01")
def test_without_a_bias_as_printed_the_boundary_goes_through_the_origin():
    _, w, _ = draw(3, seed=0)
    assert probability(np.zeros((1, 3)), w, 0.0) == 0.5
