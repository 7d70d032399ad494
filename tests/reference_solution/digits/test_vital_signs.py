from dataclasses import replace

import numpy as np
import pytest

from reference_solution.digits.faulty_runs import DISEASES, epochs, make_run
from reference_solution.digits.vital_signs import diagnose, vital_signs
from tests.reference_solution.rendered_digits import digits


@pytest.fixture(scope="module")
def signs():
    measured = {}
    X, labels = digits(1800)
    for disease in ("none", *DISEASES):
        rng = np.random.default_rng(0)
        run = make_run(disease, (4 * X[:1500], labels[:1500]), (4 * X[1500:], labels[1500:]), rng)
        measured[disease] = vital_signs(run, rng)
    return measured


@pytest.mark.syllabus("S1-29")
@pytest.mark.parametrize("disease", ["none", *DISEASES])
def test_every_disease_is_named_from_its_signs(signs, disease):
    assert diagnose(signs[disease]) == disease


@pytest.mark.syllabus("S1-30")
def test_a_healthy_training_shows_every_healthy_sign(signs):
    healthy = signs["none"]
    assert healthy["first_loss"] == pytest.approx(1, abs=0.3)
    assert healthy["gradient_is_right"]
    assert healthy["feature_size"] == pytest.approx(1, abs=0.5)
    assert healthy["dead_share"] < 0.1
    assert 1e-3 < healthy["update_ratio"] < 0.1
    assert healthy["same_label_next"] == pytest.approx(0.1, abs=0.05)
    assert healthy["ten_examples"] < 0.05
    assert healthy["held_out_accuracy"] > 0.85
    assert healthy["one_off"] < 0.1


@pytest.mark.syllabus("S1-30")
@pytest.mark.parametrize(
    ("disease", "sign", "least"),
    [
        ("learning rate too large", "update_ratio", 0.2),
        ("learning rate too large", "ten_examples", 0.3),
        ("dead units", "dead_share", 0.99),
        ("examples not shuffled", "same_label_next", 0.9),
        ("features not scaled", "feature_size", 100),
        ("features not scaled", "first_loss", 10),
        ("labels off by one", "one_off", 0.85),
        ("labels off by one", "train_accuracy", 0.85),
    ],
)
def test_a_disease_shows_in_its_own_sign(signs, disease, sign, least):
    assert signs[disease][sign] > least
    assert signs["none"][sign] < least or sign == "train_accuracy"


@pytest.mark.syllabus("S1-29")
def test_a_wrong_gradient_can_learn_as_well_as_the_right_one(signs):
    assert signs["wrong gradient"]["held_out_accuracy"] > signs["none"]["held_out_accuracy"] - 0.03
    assert not signs["wrong gradient"]["gradient_is_right"]


@pytest.mark.syllabus("S1-30")
def test_labels_off_by_one_are_wrong_on_held_out_digits(signs):
    assert signs["labels off by one"]["ten_examples"] < 0.05
    assert signs["labels off by one"]["held_out_accuracy"] < 0.1


def test_without_shuffling_an_epoch_goes_through_the_examples_as_they_lie():
    seen = []
    X, labels = digits(1800)
    run = make_run("examples not shuffled", (X[:100], labels[:100]), (X, labels), np.random.default_rng(0))

    def watching(params, X, labels, kind, lam):
        seen.append(labels)
        return 0.0, params

    list(epochs(replace(run, gradient=watching), 1, np.random.default_rng(0)))
    assert np.concatenate(seen).tolist() == sorted(labels[:100].tolist())
