"""What the demonstrations of p8_digits show is what its text says."""

import re

import numpy as np

from course.data.handwritten_digits import FILE
from grader.exercises.p8.inputs import handwriting, true_digits
from reference_solution.digits.read_handwriting import read_handwriting
from tests.assignments.notebooks import cells_of, solved


def test_the_doctor_names_six_sicknesses():
    codes = re.findall(r"^run ([A-F]): (\w+) +\(evidence", solved("p8_digits").text, re.MULTILINE)
    assert sorted(code for _, code in codes) == ["dead", "gradient", "labels", "order", "scale", "step"]


def test_pixels_that_are_always_paper_lower_the_standard_deviation_of_all_numbers():
    said = solved("p8_digits").said["predict_standardise"]
    assert "13 pixels never have ink" in said
    assert f"training: mean 0.000, std {np.sqrt(51 / 64):.3f}" in said
    assert r"\sqrt{51/64} = 0.893" in "".join(cell.source for cell in cells_of("p8_digits"))


def test_who_stops_early_reads_with_a_smaller_loss():
    losses = dict(re.findall(r"^params of the (\w+) epoch: held-out loss ([\d.]+)", solved("p8_digits").text, re.M))
    assert float(losses["best"]) < float(losses["last"]) - 0.1


def test_the_number_is_read():
    said = solved("p8_digits").text
    [read] = re.findall(r"^written: 3141592653 +read: (\d{10})$", said, re.MULTILINE)
    assert sum(a == b for a, b in zip(read, "3141592653", strict=True)) >= 9
    [share] = re.findall(r"^([\d.]+)% of 300 new pictures are read", said, re.MULTILINE)
    assert float(share) >= 95


def test_a_training_may_use_early_stopping_which_is_written_before_it():
    names = list(solved("p8_digits").names)
    assert names.index("early_stopping") < names.index("train_digits")


def test_the_doctor_finds_nothing_in_the_seventh_run():
    assert re.search(r"^reads (9\d|100)\..*healthy \(evidence 0\.6", solved("p8_digits").said["seventh"])


def shares(cell):
    return [float(share) for share in re.findall(r"([\d.]+)%", solved("p8_digits").said[cell])]


def test_there_is_a_cliff_from_print_to_handwriting_and_back():
    print_to_print, print_to_hand, hand_to_print, hand_to_hand = shares("predict_handwriting")
    assert print_to_print > 95
    assert 20 < print_to_hand < 40
    assert hand_to_print < 40
    assert hand_to_hand > 75


def test_a_part_of_the_cliff_is_mended_by_stretching_and_more_by_examples():
    stretched, few, both = shares("predict_filled")
    assert stretched > 1.6 * shares("predict_handwriting")[1]
    assert stretched < few < both


def test_the_courses_own_answer_reads_as_much_as_the_text_says():
    [share] = shares("grade_read_handwriting")
    assert share > 80
    args = handwriting(np.random.default_rng(0))
    text = " ".join(cell.source for cell in cells_of("p8_digits"))
    [said] = re.findall(r"own\s+answer reads (\d+) of 100", text)
    assert abs(100 * np.mean(read_handwriting(*args) == true_digits(args[-1])) - int(said)) < 1.5


def test_the_drawing_is_read_without_a_page_to_click_on():
    assert solved("p8_digits").said["draw"].startswith("This is read as a 3.")


def test_the_shipped_handwriting_says_where_it_is_from():
    text = FILE.with_suffix(".txt").read_text(encoding="utf-8")
    assert "creativecommons.org/licenses/by/4.0" in text
    assert "10.24432/C50P49" in text
