"""The runs that students get are those that the reference records, and hold no code."""

import numpy as np

from course.data.recorded_runs import DISEASES, known_runs, sealed_runs
from reference_solution.digits.diagnose_run import diagnose
from reference_solution.digits.recorded_runs import runs_for_students


def test_the_file_holds_what_the_reference_records():
    kept, made = sealed_runs() | known_runs(), runs_for_students()
    assert list(kept) == list(made)
    for name, run in made.items():
        assert kept[name]["lr"] == run["lr"]
        for key in ("X", "labels", "X_new", "labels_new", "order"):
            np.testing.assert_array_equal(kept[name][key], run[key])
        for key in ("start", "grads"):  # not the end: another processor's roundings grow on the way
            for kept_layer, layer in zip(kept[name][key], run[key], strict=True):
                for kept_part, part in zip(kept_layer, layer, strict=True):
                    np.testing.assert_allclose(kept_part, part, rtol=1e-9, atol=1e-12)


def test_each_disease_is_sealed_once_and_can_be_found():
    assert sorted(diagnose(run)[0] for run in sealed_runs().values()) == sorted(DISEASES)


def test_what_is_told_to_be_a_disease_is_one():
    assert all(diagnose(run)[0] == disease for disease, run in known_runs().items())
