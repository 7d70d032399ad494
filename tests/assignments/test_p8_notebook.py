"""What the demonstrations of p8_digits show is what its text says."""

import re

from tests.assignments.notebooks import solved


def test_the_doctor_names_six_sicknesses():
    codes = re.findall(r"^run ([A-F]): (\w+) +\(evidence", solved("p8_digits").text, re.MULTILINE)
    assert sorted(code for _, code in codes) == ["dead", "gradient", "labels", "order", "scale", "step"]


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
