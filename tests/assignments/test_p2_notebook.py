"""What the demonstrations of p2_logic show is what its text says."""

import re

from tests.assignments.notebooks import solved


def test_all_sums_are_right_and_the_counts_are_those_of_the_text():
    said = solved("p2_logic").text
    assert "3 inputs: 104 of 256 tables" in said
    assert "8 inputs: 128 units by rows, 8 by counting, both right: True" in said
    assert "32 neurons; 256 of 256 sums are right" in said
    errors = dict(re.findall(r"k = +(\d+): .*largest error ([\d.]+)", said))
    assert next(k for k, error in errors.items() if float(error) < 0.01) == "10"
