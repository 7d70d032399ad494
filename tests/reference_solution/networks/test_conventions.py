import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

from reference_solution.activations.activation_table import ELEMENTWISE
from reference_solution.linear.label_conventions import convert_labels
from reference_solution.linear.margin_losses import hinge_loss
from reference_solution.linear.objective_conventions import PENALTY, SQUARED_ERROR, convert_lam
from reference_solution.linear.ridge_regression import ridge
from reference_solution.losses.regression_and_classification import bce_with_logits, mse_half, softmax_ce
from reference_solution.networks.conventions import convert_convention, convert_layer_number
from reference_solution.networks.dense import dense_backward, dense_forward
from reference_solution.networks.notation import DECKS, NOTATION
from tests.reference_solution.agreement import assert_agree

# How each deck computes the pre-activation of a column x, in its own letters.
LAYERS = {
    "S0": lambda W, b, x: W @ x + b,
    "S1": lambda w, b, a: w @ a + b,
    "S2": lambda W, b, x: W.T @ x + b,
    "S3 slides": lambda W, _, x: W.T @ x,
    "S3 code": lambda W, b, x: np.dot(W, x) + b,
    "S4": lambda W, W_0, X: W.T @ X + W_0,
}
NAMES = [*LAYERS, "course"]
rng = np.random.default_rng(11)


@pytest.mark.syllabus("S1-24")
@pytest.mark.syllabus("S4-08")
@pytest.mark.parametrize("shape", [(4, 3), (4, 4), (1, 5)], ids=str)
@pytest.mark.parametrize("deck", LAYERS)
def test_a_layer_of_any_deck_computes_the_same_in_the_course(deck, shape):
    W, b, x = rng.normal(size=shape), rng.normal(size=shape[1]), rng.normal(size=shape[0])
    if deck == "S3 slides":
        b = np.zeros(shape[1])
    expected = dense_forward(x[None], W, b)[0][0]
    stored_W, stored_b = convert_convention(W, b, "course", deck)
    assert_agree(LAYERS[deck](stored_W, stored_b, x[:, None])[:, 0], expected)
    back_W, back_b = convert_convention(stored_W, stored_b, deck, "course")
    assert np.array_equal(back_W, W)
    assert np.array_equal(back_b, b)


@pytest.mark.parametrize("source", NAMES)
@pytest.mark.parametrize("target", NAMES)
def test_the_way_over_the_course_is_the_direct_way(source, target):
    W, b = convert_convention(rng.normal(size=(3, 5)), np.zeros(5), "course", source)
    direct = convert_convention(W, b, source, target)
    over = convert_convention(*convert_convention(W, b, source, "course"), "course", target)
    assert np.array_equal(direct[0], over[0])
    assert (direct[1] is None and over[1] is None) or np.array_equal(direct[1], over[1])
    assert not np.shares_memory(direct[0], W)


@pytest.mark.syllabus("S1-24")
def test_an_index_pair_means_one_edge():
    W = rng.normal(size=(4, 3))
    j, k = 2, 1  # from input j to unit k
    assert convert_convention(W, np.zeros(3), "course", "S0")[0][k, j] == W[j, k]  # w_ki: i to k
    assert convert_convention(W, np.zeros(3), "course", "S1")[0][k, j] == W[j, k]  # w_ji: i to j
    assert convert_convention(W, np.zeros(3), "course", "S4")[0][j, k] == W[j, k]  # W_jk: j to k


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((np.zeros((4, 3)), np.zeros(3), "S5", "course"), "got the convention 'S5', expected one of S0, S1"),
        ((np.zeros((4, 3)), np.zeros(3), "course", "Sarkar"), "got the convention 'Sarkar'"),
        ((np.zeros((4, 3)), np.zeros((3, 1)), "S0", "course"), "3 biases, expected 4 .* S0: is W transposed"),
        ((np.zeros((4, 3)), np.ones(3), "course", "S3 slides"), "slides of S3 have no bias"),
    ],
)
def test_what_cannot_be_converted_is_said(arguments, message):
    with pytest.raises(ValueError, match=message):
        convert_convention(*arguments)


@pytest.mark.syllabus("S3-11")
def test_only_one_deck_calls_the_input_layer_one():
    for deck in ("S0", "S2", "S3", "S4", "course"):
        assert convert_layer_number(0, deck, "course") == 0
        assert convert_layer_number(0, deck, "S1") == 1
        assert convert_layer_number(1, "S1", deck) == 0
    assert convert_layer_number(3, "S1", "S1") == 3


# Objectives


@pytest.mark.syllabus("S3-21")
def test_what_a_deck_writes_before_the_squares_is_what_stands_in_the_table():
    A, Y = rng.normal(size=(7, 3)), rng.normal(size=(7, 3))
    squares = [[(A[i, k] - Y[i, k]) ** 2 for k in range(3)] for i in range(7)]
    written = {
        "S0": np.mean([sum(s / 2 for s in row) for row in squares]),
        "S1": sum(sum(row) for row in squares),
        "S1 mean": sum(sum(row) for row in squares) / 7,
        "S2": sum(sum(row) for row in squares),
        "S3": sum(sum(s / 2 for s in row) for row in squares),
        "S4": sum(sum(row) for row in squares),
        "course": mse_half(A, Y)[0],
    }
    assert set(written) == set(SQUARED_ERROR)
    for deck, value in written.items():
        assert SQUARED_ERROR[deck](7) * np.sum((A - Y) ** 2) == pytest.approx(value, rel=1e-13)


@pytest.mark.syllabus("S1-05")
def test_what_a_deck_writes_for_the_penalty_is_what_stands_in_the_table():
    w, lam = rng.normal(size=5), 0.3
    written = {
        "S0": lam * sum(v**2 / 2 for v in w),
        "S1": lam * sum(v**2 for v in w),
        "S1 mean": lam * sum(v**2 for v in w),
        "S3": lam * sum(v**2 / 2 for v in w),
        "course": lam / 2 * np.linalg.norm(w) ** 2,
    }
    assert set(written) == set(PENALTY)
    for deck, value in written.items():
        assert PENALTY[deck] * lam * np.sum(w**2) == pytest.approx(value, rel=1e-13)


@pytest.mark.syllabus("S1-05")
@pytest.mark.parametrize("source", PENALTY)
@pytest.mark.parametrize("target", PENALTY)
def test_a_converted_strength_leaves_the_best_weights_where_they_are(source, target):
    X, y, lam = rng.normal(size=(20, 3)), rng.normal(size=20), 0.7
    w = ridge(X, y, convert_lam(lam, 20, source, "S1"))
    other = convert_lam(lam, 20, source, target)
    residual = X @ w[:-1] + w[-1] - y
    gradient = 2 * SQUARED_ERROR[target](20) * X.T @ residual + 2 * PENALTY[target] * other * w[:-1]
    assert np.abs(gradient).max() < 1e-12
    assert convert_lam(other, 20, target, source) == pytest.approx(lam, rel=1e-14)


@pytest.mark.syllabus("S1-05")
def test_the_strength_of_scikit_learn_is_that_of_s1():
    X, y = rng.normal(size=(20, 3)), rng.normal(size=20)
    model = Ridge(alpha=convert_lam(0.1, 20, "course", "S1"), solver="cholesky").fit(X, y)
    residual = X @ model.coef_ + model.intercept_ - y
    _, dA = mse_half(residual, 0 * residual)
    assert np.abs(X.T @ dA + 0.1 * model.coef_).max() < 1e-12


# Labels


@given(st.lists(st.integers(0, 1), min_size=1, max_size=8), st.sampled_from(["classes", "pm1", "one-hot"]))
@pytest.mark.syllabus("E31")
def test_two_classes_survive_any_notation(classes, notation):
    classes = np.array(classes)
    there = convert_labels(classes, "classes", notation)
    assert np.array_equal(convert_labels(there, notation, "classes"), classes)
    assert np.array_equal(convert_labels(classes, "classes", "pm1"), 2 * classes - 1)
    assert there.dtype == (int if notation == "classes" else float)


@pytest.mark.syllabus("E31")
def test_a_loss_in_the_wrong_notation_gives_another_number():
    classes, s = np.array([0, 1, 1, 0]), np.array([0.3, -1.0, 2.0, 1.5])
    signs = convert_labels(classes, "classes", "pm1")
    Z = np.stack([0 * s, s], axis=1)
    one_hot = convert_labels(classes, "classes", "one-hot")
    assert softmax_ce(Z, one_hot)[0] == pytest.approx(bce_with_logits(s, classes)[0], rel=1e-14)
    assert abs(bce_with_logits(s, signs)[0] - bce_with_logits(s, classes)[0]) > 0.1
    assert np.any(hinge_loss(s, classes)[0] != hinge_loss(s, signs)[0])


def test_one_hot_rows_keep_the_number_of_classes():
    assert convert_labels(np.array([2, 0]), "classes", "one-hot").tolist() == [[0, 0, 1], [1, 0, 0]]
    assert convert_labels(np.eye(5)[[1, 3]], "one-hot", "one-hot").shape == (2, 5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("classes", "pm1"), "got class 2, expected 0 and 1"), (("classes", "signs"), "'signs'")],
)
def test_labels_of_another_kind_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        convert_labels(np.array([0, 1, 2]), *arguments)


# Notation


@pytest.mark.syllabus("S3-28")
def test_bar_delta_nabla_and_quotient_name_one_array():
    """S0 w-bar, S1 delta a, S3 nabla_W L, S4 dloss/dW, course dW: one layer, squared error, five ways to compute it."""
    x, t = rng.normal(size=4), rng.normal(size=3)
    W, b = rng.normal(size=(4, 3)), rng.normal(size=3)
    Z, cache = dense_forward(x[None], W, b)
    _, dW, _ = dense_backward(Z - t, cache)

    w, column = convert_convention(W, b, "course", "S0")
    z = w @ x[:, None] + column
    z_bar = z - t[:, None]
    w_bar = np.array([[z_bar[k, 0] * x[i] for i in range(4)] for k in range(3)])  # S0: w-bar_ki = z-bar_k x_i
    delta = z_bar
    by_bp3 = delta @ x[None]  # S1: dC/dw_jk = a_k delta_j
    for stored, deck in ((w_bar, "S0"), (by_bp3, "S1")):
        assert_agree(convert_convention(stored, np.zeros(3), deck, "course")[0], dW)

    nabla = np.empty((4, 3))  # S3: nabla_W L is by definition the array of dL/dW_ij
    for i, j in np.ndindex(4, 3):
        step = np.zeros((4, 3))
        step[i, j] = 1e-30
        out = x @ (W + 1j * step) + b - t
        nabla[i, j] = (np.sum(out**2) / 2).imag / 1e-30
    assert_agree(nabla, dW)
    assert_agree(x[:, None] @ delta.T, dW)  # S4: dloss/dW = A (dloss/dZ)^T


def test_every_deck_and_matter_has_an_entry():
    assert len(DECKS) == 6
    assert len(NOTATION) == 18
    assert {len(row) for row in NOTATION.values()} == {6}


@pytest.mark.syllabus("S2-08")
def test_what_the_table_says_of_shapes_steps_slopes_and_inputs_is_so():
    said = {matter: dict(zip(DECKS, row, strict=True)) for matter, row in NOTATION.items()}
    for deck in ("S0", "S1", "S2", "S4", "course"):
        W, _ = convert_convention(np.zeros((4, 3)), np.zeros(3), "course", deck)
        assert W.shape == {"in x out": (4, 3), "out x in": (3, 4)}[said["shape of W"][deck]]
    step, _ = ELEMENTWISE["step"]
    assert step(np.zeros(1)) == float(said["step at 0"]["course"])
    leaky, _ = ELEMENTWISE["leaky_relu"]
    assert f"alpha = {-leaky(np.array([-1.0]))[0]}" == said["leaky slope"]["course"]
    first = {deck: convert_layer_number(0, "course", deck) for deck in ("S0", "S1", "S3", "S4")}
    for deck, number in first.items():
        assert f"{number} = x" in said["layer numbers"][deck].replace("(", "").replace(")", "")
    assert said["pre-activation"]["course"] == "z"
    assert said["activation"]["course"] == "a"
