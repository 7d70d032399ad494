import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.logic.half_planes import at_least, count_regions, polygon_net, region_bound
from reference_solution.logic.separability import is_linearly_separable
from reference_solution.logic.threshold import step, threshold_forward

seeds = st.integers(0, 2**32 - 1)


def fires(params, X):
    return step(threshold_forward(params, X)).ravel()


def lines(n, seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(2, n)), rng.normal(size=n)


def codes(W, b):
    """On which side of every line: one row for each region, found by looking around every crossing."""
    n = W.shape[1]
    crossings = [np.linalg.solve(W[:, [i, j]].T, -b[[i, j]]) for i in range(n) for j in range(i)]
    around = np.linspace(0, 2 * np.pi, 2000, endpoint=False)
    circle = 1e-6 * np.stack([np.cos(around), np.sin(around)], axis=1)
    X = np.concatenate([crossing + circle for crossing in crossings])
    return np.unique(step(X @ W + b), axis=0)


@pytest.mark.syllabus("S4-01")
@given(seeds)
def test_weights_one_one_and_minus_a_half_are_the_or_of_two_half_planes(seed):
    W, b = lines(2, seed)
    X = np.random.default_rng(seed).normal(size=(50, 2))
    first, second = (step(X @ W[:, j] + b[j]) for j in range(2))
    assert np.array_equal(step(1 * first + 1 * second - 0.5), np.logical_or(first, second))
    assert np.array_equal(fires(at_least(1, W, b), X), np.logical_or(first, second))


@pytest.mark.syllabus("S4-02")
@pytest.mark.parametrize(("k", "bias", "logic"), [(1, -0.5, np.any), (3, -2.5, np.all)])
def test_the_bias_makes_or_or_and_of_three_half_planes(k, bias, logic):
    W, b = lines(3, seed=1)
    X = np.random.default_rng(0).normal(size=(500, 2))
    params = at_least(k, W, b)
    assert params[1][0].tolist() == [[1], [1], [1]]
    assert params[1][1].tolist() == [bias]
    expected = logic(step(X @ W + b) == 1, axis=1)
    assert 0 < expected.sum() < 500
    assert np.array_equal(fires(params, X), expected)


@given(seeds, st.integers(1, 6), st.data())
def test_at_least_k_counts(seed, n, data):
    k = data.draw(st.integers(0, n + 1))
    W, b = lines(n, seed)
    X = np.random.default_rng(seed).normal(size=(40, 2))
    assert np.array_equal(fires(at_least(k, W, b), X), step(X @ W + b).sum(axis=1) >= k)


@pytest.mark.syllabus("S4-03")
def test_the_first_layer_says_where_the_second_what():
    W, b = lines(3, seed=1)
    X = np.random.default_rng(0).normal(size=(500, 2))
    hidden = step(X @ W + b)
    answers = []
    for k in (1, 2, 3):  # move the second layer: the features stand still, the answer changes
        params = at_least(k, W, b)
        assert np.array_equal(step(X @ params[0][0] + params[0][1]), hidden)
        answers.append(fires(params, X))
    assert answers[0].sum() > answers[1].sum() > answers[2].sum() > 0
    turn = np.array([[0.0, -1.0], [1.0, 0.0]])
    for k in (1, 2, 3):  # move the first layer: the picture turns, the logic stays
        assert np.array_equal(fires(at_least(k, turn @ W, b), X @ turn.T), answers[k - 1])


@pytest.mark.syllabus("S3-06")
@pytest.mark.parametrize("clockwise", [False, True])
@pytest.mark.parametrize("n", [3, 4, 5, 8])
def test_a_polygon_is_the_and_of_its_sides(n, clockwise):
    angles = 2 * np.pi * (np.arange(n) + 0.3) / n
    corners = np.stack([3 + 2 * np.cos(angles), -1 + np.sin(angles)], axis=1)
    params = polygon_net(corners[::-1] if clockwise else corners)
    assert len(params[0][1]) == n
    rng = np.random.default_rng(n)
    inside = rng.dirichlet(np.ones(n), size=300) @ corners
    assert np.all(fires(params, inside) == 1)
    middle = corners.mean(axis=0)
    on_border = corners + rng.random((300, n, 1)) * (np.roll(corners, -1, axis=0) - corners)
    assert np.all(fires(params, (middle + 1.001 * (on_border - middle)).reshape(-1, 2)) == 0)
    assert np.all(fires(params, (middle + 0.999 * (on_border - middle)).reshape(-1, 2)) == 1)


@pytest.mark.syllabus("S3-06")
def test_the_border_of_a_polygon_is_outside():
    square = polygon_net(np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]))
    assert fires(square, np.array([[0.0, 1.0], [1.0, 2.0], [2.0, 2.0], [1.0, 1.0]])).tolist() == [0, 0, 0, 1]


@pytest.mark.syllabus("S3-06")
def test_a_triangle_is_no_half_plane():
    corners = np.array([[0, 0], [4, 0], [0, 4]])
    X = np.array([[1, 1], [-1, 1], [1, -1], [3, 3]])
    assert fires(polygon_net(corners), X).tolist() == [1, 0, 0, 0]
    assert not is_linearly_separable(X, np.array([1, 0, 0, 0]))


@pytest.mark.parametrize(
    "corners",
    [
        [[0, 0], [2, 2], [2, 0], [0, 2]],  # crossed
        [[0, 0], [4, 0], [1, 1], [0, 4]],  # dented
        [[0, 0], [1, 1], [2, 2]],  # flat
    ],
)
def test_corners_that_are_not_convex_are_refused(corners):
    with pytest.raises(ValueError, match="expected a convex polygon's, in order"):
        polygon_net(np.array(corners, dtype=float))


@pytest.mark.syllabus("S3-06")
def test_three_lines_make_seven_regions():
    W, b = polygon_net(np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]]))[0]
    assert count_regions(W, b) == region_bound(3, 2) == 7
    found = codes(W, b)
    assert len(found) == 7
    assert [0, 0, 0] not in found.tolist()


@pytest.mark.syllabus("S3-06")
@pytest.mark.parametrize("n", range(2, 8))
def test_lines_in_general_position_reach_the_bound(n):
    W, b = lines(n, seed=n)
    assert len(codes(W, b)) == count_regions(W, b) == region_bound(n, 2) == 1 + n + n * (n - 1) // 2


@pytest.mark.syllabus("S3-06")
@given(seeds, st.integers(1, 7))
def test_no_arrangement_of_lines_has_more_regions_than_the_bound(seed, n):
    rng = np.random.default_rng(seed)
    directions = np.array([[1, 0, 1, 1, 2], [0, 1, 1, -1, 1]])[:, rng.integers(5, size=n)]
    b = rng.integers(-1, 2, size=n).astype(float)
    assert 2 <= count_regions(directions, b) <= region_bound(n, 2)


def test_parallel_concurrent_and_repeated_lines_are_counted_right():
    across, up = [1.0, 0.0], [0.0, 1.0]
    for columns, b, regions in [
        ([across, across, across], [0, 1, 2], 4),
        ([across, across, up], [0, 1, 0], 6),
        ([across, up, [1, 1], [1, -1]], [0, 0, 0, 0], 8),
        ([across, [-3, 0], up], [1, -3, 0], 4),
        ([across], [5], 2),
    ]:
        assert count_regions(np.array(columns, dtype=float).T, np.array(b, dtype=float)) == regions


@pytest.mark.parametrize(("n", "n_in"), [(4, 1), (3, 3), (5, 3)])
def test_the_bound_in_other_dimensions_is_reached_by_random_hyperplanes(n, n_in):
    rng = np.random.default_rng([n, n_in])
    W, b = rng.normal(size=(n_in, n)), rng.normal(size=n)
    X = 2 * rng.standard_t(2, size=(200_000, n_in))
    assert len(np.unique((X @ W + b > 0) @ 2 ** np.arange(n))) == region_bound(n, n_in)
