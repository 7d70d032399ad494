"""What a lecture says in a sentence is computed here: a number in a text is a claim like any other."""

import re

import numpy as np
import pytest

from course.data.handwritten_digits import handwritten_digits
from lectures.widgets.w13_folding import WIDGET as W13
from lectures.widgets.w16_quadratic_bowl import WIDGET as W16
from lectures.widgets.w25_minibatch_noise import WIDGET as W25
from lectures.widgets.w28_doctor import MINUTES, PATIENTS, SHOWS_IN
from lectures.widgets.w28_doctor import WIDGET as W28
from reference_solution.autodiff.message_passing import send_messages
from reference_solution.autodiff.value import Value
from reference_solution.digits.preparation import standardise
from reference_solution.linear.least_squares import add_bias, mse_grad
from reference_solution.linear.logistic_loss import logistic_loss_pm1
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_forward
from reference_solution.networks.normalisation import normalise_backward, normalise_forward
from reference_solution.training.gradient_descent import critical_lr, gradient_descent
from reference_solution.training.landscapes import double_well
from reference_solution.training.mlp_training import train
from tests.paths import CLONE


def text(name):
    """The sentences of a lecture, without line breaks."""
    [file] = (CLONE / "lectures").glob(f"{name}_*.py")
    lines = [line.removeprefix("# ").removeprefix("> ").removeprefix("#") for line in file.read_text().splitlines()]
    return re.sub(r"\s+", " ", " ".join(lines))


def weight_after(x, y, steps):
    """One weight, by gradient descent on the mean logistic loss."""
    w = 0.0
    for _ in range(steps):
        w -= 0.5 * np.mean(x * logistic_loss_pm1(x * w, y)[1])
    return w


def test_weights_grow_without_end_where_the_classes_only_touch():
    x, y = np.array([-1.0, 0.0, 0.0, 1.0]), np.array([-1.0, -1.0, 1.0, 1.0])
    assert (y * x >= 0).all()
    assert (y * x > 0).any()
    grown = [weight_after(x, y, steps) for steps in (10, 100, 1000, 10000)]
    np.testing.assert_allclose(np.diff(grown), np.log(10), atol=0.15)
    assert "or they only touch" in text("02")
    assert "Otherwise the best $w$ is finite" not in text("02")


def test_ten_slopes_of_a_sigmoid_are_a_millionth_and_the_weights_count_too():
    np.testing.assert_allclose(0.25**10, 1e-6, rtol=0.05)
    assert "multiplied in every layer by a weight and by a slope" in text("04")


def test_least_squares_passes_on_errors_by_up_to_kappa_over_the_cosine():
    rng = np.random.default_rng(0)
    X = np.linalg.qr(rng.normal(size=(12, 3)))[0] * [1.0, 1.0, 1e-3]
    kappa = np.linalg.cond(X)
    U = np.linalg.svd(X, full_matrices=True)[0]
    y = U[:, 0] + 3.0 * U[:, 5]  # the part that no w fits
    change = 1e-6 * U[:, 2]
    w, moved = (np.linalg.lstsq(X, target)[0] for target in (y, y + change))
    growth = (np.linalg.norm(moved - w) / np.linalg.norm(w)) / (np.linalg.norm(change) / np.linalg.norm(y))
    cosine = np.linalg.norm(X @ w) / np.linalg.norm(y)
    assert kappa < growth <= kappa / cosine * (1 + 1e-6)
    assert r"\kappa / \cos\theta" in text("01")


def test_recursion_calls_a_node_once_for_each_use_and_sends_all_it_has():
    a = Value(2.0)
    b = a * 3
    for _ in send_messages(b + b * b, "recursive"):
        pass
    assert a.grad == 3 * (1 + 13 + 13) == 81


@pytest.fixture(scope="module")
def late():
    """The gradients of single examples and of batches after 30 epochs."""
    return W25.prepare(epochs=30, seed=0)


@pytest.mark.parametrize(("power", "uphill"), [(0, True), (1, True), (2, True), (3, True), (7, False), (8, False)])
def test_batches_of_up_to_8_point_uphill_more_often_than_not_late_in_training(late, power, uphill):
    assert (np.mean(late.each[power] @ late.whole < 0) > 0.5) == uphill
    assert "batches of up to 8 examples then point uphill" in text("12")


def test_batches_of_4_point_downhill_early_in_training():
    early = W25.prepare(epochs=0, seed=0)
    assert np.mean(early.each[2] @ early.whole < 0) < 0.02 < np.mean(early.each[0] @ early.whole < 0)
    assert "Early on, practically all batches of 4 point downhill" in text("12")


def test_few_examples_pull_down_and_most_pull_a_little_up(late):
    pulls = late.single @ late.whole
    assert pulls.mean() > 0 > np.median(pulls)
    assert np.sort(pulls)[-20:].sum() > pulls.sum()


def test_lecture_11_promises_as_many_mistakes_as_its_table_has():
    words = {"five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
    said = re.search(r"recognise (\w+) common mistakes", text("11"))[1]
    table = (CLONE / "lectures" / "11_vectorised_backprop.py").read_text().partition("| mistake |")[2]
    rows = table.partition("\n#\n")[0].count("\n# |") - 1
    assert words[said] == rows


def test_what_pools_is_invariant_and_what_shares_weights_shifts():
    rng = np.random.default_rng(0)
    signal, window = np.zeros(20), rng.normal(size=3)
    signal[6:9] = rng.normal(size=3)
    features, shifted = (np.correlate(s, window, "valid") for s in (signal, np.roll(signal, 2)))
    np.testing.assert_array_equal(np.roll(features, 2), shifted)
    assert features.max() == shifted.max()
    assert not np.array_equal(features, shifted)
    assert "*equivariance*" in text("13")
    assert "*invariance*" in text("13")


def test_momentum_moves_the_limit_of_the_step_size():
    for way, lr, inside in (("Nesterov 0.8", 0.14, True), ("Nesterov 0.8", 0.16, False), ("momentum 0.8", 0.38, True)):
        bowl = W16.prepare(ratio=3, scaled=False)
        path = W16.compute(bowl, lr=lr, way=way, step=40)
        assert (lr < path.critical) == inside
        assert (path.losses[-1] < path.losses[0]) == inside


def test_one_layer_with_fewer_units_than_folds_stays_half_away():
    for layers in (2, 3, 5):
        deep = W13.prepare(layers=layers, wobble=0.0)
        assert [W13.compute(deep, units).error for units in (1, 2, 2**layers - 1)] == pytest.approx([0.5] * 3)
        assert W13.compute(deep, 2**layers).error == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("file", sorted((CLONE / "lectures").glob("[01][0-9]_*.py")), ids=lambda file: file.stem)
def test_students_meet_no_codes_of_the_syllabus(file):
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    shown = re.sub(r"<!--.*?-->", "", "\n".join(lines))
    assert re.findall(r"\b(?:S[0-4]|S[0-4]-\d\d|E\d\d)\b", shown) == []
    assert "Printed as" not in shown


@pytest.mark.parametrize("gain", [0.5, 4.0])
def test_with_layer_normalisation_the_size_of_the_weights_cancels(gain):
    rng = np.random.default_rng(0)
    A, upstream = rng.normal(size=(2, 4, 6))
    W = rng.normal(size=(6, 6))
    ends = []
    for weights in (W, gain * W):
        Y, cache = normalise_forward(A @ weights, np.ones(6), np.zeros(6), axis=1, eps=0.0)
        ends.append((Y, normalise_backward(upstream, cache)[0] @ weights.T))
    for one, other in zip(*ends, strict=True):
        np.testing.assert_allclose(one, other)


def test_just_below_the_critical_step_descent_is_no_faster_than_at_a_tenth():
    rng = np.random.default_rng(0)
    x = rng.uniform(0, 5, size=50)
    A, y = add_bias(x[:, None]), 0.7 * x + 1 + 0.3 * rng.normal(size=50)
    ends = [gradient_descent(lambda w: mse_grad(w, A, y), np.zeros(2), lr, steps=60)[-1] for lr in (0.1, 0.01)]
    assert 0.1 < critical_lr(2 / len(A) * A.T @ A) < 0.11
    near, far = (np.mean((A @ w - y) ** 2) for w in ends)
    assert near > far
    assert "why is 0.1 no faster than 0.01" in text("08")


@pytest.mark.parametrize(
    "loss", [lambda m: (1 - m) ** 2, lambda m: np.maximum(0, 1 - m), lambda m: np.logaddexp(0, -m)]
)
def test_losses_of_a_linear_model_are_convex_in_its_weights(loss):
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(20, 3)), rng.choice([-1.0, 1.0], size=20)
    for w, u in rng.normal(scale=3, size=(200, 2, 3)):
        ends, middle = [loss(y * (X @ at)).mean() for at in (w, u)], loss(y * (X @ (w + u)) / 2).mean()
        assert middle <= np.mean(ends) + 1e-12
    well = double_well(np.array([-1.0]))[0], double_well(np.array([0.0]))[0], double_well(np.array([1.0]))[0]
    assert well[1] > (well[0] + well[2]) / 2  # and the two wells are not
    assert "are **convex** in the weights" in text("08")


def test_the_large_network_of_lecture_12_could_learn_wrong_labels_by_heart():
    rows, draw = np.random.default_rng(0).permutation(600)[:360], np.random.default_rng(0)
    pictures, wrong = handwritten_digits()[0][rows], draw.integers(10, size=360)
    X = standardise(pictures, pictures)
    params, _ = train(init_params([64, 128, 10], "he", draw), X, wrong, "relu", 0.0, 0.1, 20, 150, draw)
    np.testing.assert_array_equal(mlp_forward(params, X, "relu")[0].argmax(axis=1), wrong)
    assert "could learn 360 labels by heart even if they were wrong" in text("12")


@pytest.mark.torch
@pytest.mark.slow
def test_the_training_in_pytorch_learns_as_it_stands(torch):
    [file] = (CLONE / "lectures").glob("13_*.py")
    shown = "\n".join(line.removeprefix("#").removeprefix(" ") for line in file.read_text().splitlines())
    [program] = re.findall(r"```python\n(from torch.*?)```", shown, re.DOTALL)
    draw = torch.Generator().manual_seed(0)
    X = torch.randn(3000, 64, generator=draw)
    labels = X[:, :10].argmax(dim=1)
    torch.manual_seed(0)
    names = {"batches": 5 * list(zip(X.split(10), labels.split(10), strict=True))}
    exec(compile(program, "program", "exec"), names)
    assert torch.nn.functional.cross_entropy(names["net"](X), labels) < 0.8 * np.log(10)


@pytest.mark.parametrize("patient", PATIENTS)
def test_a_diagnosis_counts_only_with_a_test_that_can_show_it(patient):
    disease = PATIENTS[patient]
    cases = W28.prepare(patient=patient)
    for test in MINUTES:
        verdict = W28.compute(cases, first=test, second="none", name=disease).verdict
        assert verdict.startswith("Right") == (test == SHOWS_IN[disease])
