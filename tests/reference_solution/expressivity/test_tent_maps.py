import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.expressivity.linear_regions import count_linear_pieces, montufar_bound
from reference_solution.expressivity.relu_interpolant import relu_interpolant
from reference_solution.expressivity.tent_maps import behind_folds, tent_net
from reference_solution.networks.network import mlp_forward

# Four lines that cut the unit square into 11 regions, each at least a hundredth of it.
LINES = np.array([[-0.9, -0.5, 0.9, 0.2], [0.4, 0.9, 0.4, 1.0]]), np.array([0.2, -0.2, -0.4, -0.7])


def patterns(params, resolution):
    """How many combinations of active and inactive units the unit square has: the regions of the network."""
    axis = (np.arange(resolution) + 0.5) / resolution
    X = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    _, caches = mlp_forward(params, X, "relu")
    code = np.zeros(len(X), dtype=int)
    for _, Z, _ in caches:
        for active in (Z > 0).T:
            code = 2 * code + active
    return len(np.unique(code))


@pytest.mark.syllabus("S3-13")
@pytest.mark.syllabus("S2-27")
@pytest.mark.parametrize("L", range(1, 11))
def test_so_many_layers_of_two_units_make_two_to_the_so_many_pieces(L):
    params = tent_net(L)
    assert sum(len(b) for _, b in params[:-1]) == 2 * L
    assert len(params) == L + 1
    assert count_linear_pieces(params, 0, 1) == 2**L


@pytest.mark.syllabus("S3-13")
@given(st.integers(1, 8), st.floats(0, 1))
def test_it_is_the_tent_map_applied_so_many_times(L, x):
    y = x
    for _ in range(L):
        y = 1 - abs(2 * y - 1)
    assert mlp_forward(tent_net(L), np.array([[x]]), "relu")[0].item() == pytest.approx(y, abs=1e-12)


@pytest.mark.syllabus("S2-27")
@pytest.mark.parametrize("L", [2, 5, 8])
def test_one_hidden_layer_needs_a_unit_for_every_piece_to_draw_the_same(L):
    corners = np.linspace(0, 1, 2**L + 1)
    shallow = relu_interpolant(corners, np.arange(2**L + 1) % 2)
    x = np.random.default_rng(0).random((500, 1))
    np.testing.assert_allclose(mlp_forward(shallow, x, "relu")[0], mlp_forward(tent_net(L), x, "relu")[0], atol=1e-9)
    assert len(shallow[0][1]) == 2**L  # one too few, and it has too few pieces: at most units + 1, and one is flat
    assert count_linear_pieces(shallow, 0, 1) == 2**L


@pytest.mark.syllabus("S2-27")
@given(st.integers(2, 7), st.data())
def test_with_fewer_units_a_shallow_network_is_wrong_by_half_at_some_corner(L, data):
    n = data.draw(st.integers(1, 2**L - 2))  # n + 1 pieces cross 1/2 too seldom, wherever they bend
    knots = np.sort(np.random.default_rng(data.draw(st.integers(0, 2**32 - 1))).uniform(-0.5, 1, size=n))
    corners, heights = np.linspace(0, 1, 2**L + 1), np.arange(2**L + 1) % 2
    H = np.column_stack([np.maximum(corners[:, None] - knots, 0), np.ones(len(corners))])
    best = H @ np.linalg.lstsq(H, heights)[0]
    assert np.abs(best - heights).max() >= 0.5 - 1e-9


@pytest.mark.syllabus("S3-13")
@pytest.mark.parametrize(("L", "regions"), [(1, 11), (2, 44), (3, 176), (4, 704)])
def test_a_layer_behind_folds_reaches_montufars_bound(L, regions):
    params = behind_folds(*LINES, folds=L - 1) if L > 1 else [LINES]
    assert [len(b) for _, b in params] == [4] * L
    assert patterns(params, 60 * 2 ** (L - 1)) == regions == montufar_bound([2] + [4] * L)
