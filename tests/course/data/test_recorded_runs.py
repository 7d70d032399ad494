"""The runs that students get are those that the reference records, and hold no code."""

import numpy as np

from course.check.p8.seventh_run import SPOILT
from course.data.recorded_runs import DISEASES, known_runs, sealed_runs, seventh_run
from reference_solution.digits.diagnose_run import diagnose
from reference_solution.digits.recorded_runs import runs_for_students
from reference_solution.digits.spoilt_examples import spoilt_examples


def test_the_file_holds_what_the_reference_records():
    kept = sealed_runs() | known_runs() | {"G": seventh_run(), "g": seventh_run(on_digits=False)}
    made = runs_for_students()
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


def test_no_question_of_the_doctor_finds_what_is_wrong_with_the_seventh():
    for on_digits in (True, False):
        code, share = diagnose(seventh_run(on_digits))
        assert code == "healthy"
        assert share <= 0.8


def test_the_spoilt_examples_of_the_check_are_those_of_the_reference():
    assert set(spoilt_examples(seventh_run(on_digits=False))) == SPOILT
