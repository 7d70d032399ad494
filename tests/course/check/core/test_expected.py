"""Numbers in a check's sentence are as short as what they count."""

import numpy as np
import pytest

from course.check.core.expected import known_array, known_number
from course.check.core.report import Report


@pytest.mark.parametrize(
    ("value", "expected", "words"),
    [
        (3, 6.0, "got 3, expected 6."),
        (36, 39, "got 36, expected 39."),
        (1 / 3, 0.5, "got 0.33333, expected 0.50000."),
        (2.5, 6.0, "got 2.50000, expected 6.00000."),
        (0.1234567, 0.1234561, "got 0.123456700, expected 0.123456100."),
    ],
)
def test_whole_numbers_have_no_decimals_and_near_ones_have_more(capsys, value, expected, words):
    with Report("f") as report:
        known_number(report, "the count", value, expected, "by hand")
    assert f"the count is wrong (by hand): {words}" in " ".join(capsys.readouterr().out.split())


def test_a_hint_on_products_or_examples_is_given_only_where_there_are_some(capsys):
    with Report("f") as report:
        known_array(report, "v", np.ones((3, 2)), np.ones((2, 3)), "by hand")
    said = " ".join(capsys.readouterr().out.split())
    assert "rows and columns are exchanged" in said
    assert "product" not in said
