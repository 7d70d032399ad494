from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.logic.boolean import boolean_inputs, dnf_compile, parity_net, units_needed_by_counting
from reference_solution.logic.separability import is_linearly_separable
from reference_solution.logic.threshold import step, threshold_forward


def values(params, n):
    return step(threshold_forward(params, boolean_inputs(n))).ravel()


def parity(n):
    return boolean_inputs(n).sum(axis=1) % 2


def test_the_inputs_count_in_binary():
    for n in range(1, 7):
        assert boolean_inputs(n).tolist() == [[float(bit) for bit in f"{row:0{n}b}"] for row in range(2**n)]


@pytest.mark.syllabus("S3-09")
@pytest.mark.syllabus("S0-04")
def test_every_function_of_three_inputs_is_compiled():
    for table in product([0, 1], repeat=8):
        assert values(dnf_compile(np.array(table)), 3).tolist() == list(table)


@pytest.mark.syllabus("S3-09")
@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.integers(0, 1), min_size=2**n, max_size=2**n)))
def test_any_truth_table_is_compiled_with_one_hidden_unit_for_each_one_in_it(table):
    params = dnf_compile(np.array(table))
    assert values(params, len(table).bit_length() - 1).tolist() == table
    assert len(params[0][1]) == sum(table)


@pytest.mark.syllabus("S3-09")
@pytest.mark.parametrize("n", [2, 4])
def test_each_hidden_unit_fires_at_one_row_only(n):
    (W, b), _ = dnf_compile(np.ones(2**n))
    assert np.array_equal(step(boolean_inputs(n) @ W + b), np.eye(2**n))


def test_a_table_of_the_wrong_length_is_answered_with_the_right_ones():
    with pytest.raises(ValueError, match=r"6 values, expected 2\*\*n"):
        dnf_compile(np.zeros(6))


@pytest.mark.syllabus("S3-14")
@pytest.mark.syllabus("E12")
@pytest.mark.parametrize("n", range(1, 11))
def test_parity_of_n_needs_only_n_units(n):
    params = parity_net(n)
    assert len(params[0][1]) == n
    assert values(params, n).tolist() == parity(n).tolist()


@pytest.mark.syllabus("S3-14")
@pytest.mark.parametrize("n", range(1, 11))
def test_the_compiled_parity_has_two_to_the_n_minus_one_hidden_units(n):
    assert len(dnf_compile(parity(n))[0][1]) == 2 ** (n - 1)


@pytest.mark.syllabus("S3-14")
@pytest.mark.parametrize("n", range(1, 7))
def test_the_normal_form_of_parity_cannot_be_shorter(n):
    X, odd = boolean_inputs(n), parity(n)
    for term in product([0, 1, None], repeat=n):  # None: the term does not look at this input
        fires = np.all([x == value for x, value in zip(X.T, term, strict=True) if value is not None], axis=0)
        if None in term:
            assert not np.all(odd[np.broadcast_to(fires, odd.shape)])


@pytest.mark.syllabus("E12")
def test_the_bound_holds_where_functions_can_be_counted():
    for n in (2, 3):
        tables = product([0, 1], repeat=2**n)
        separable = sum(is_linearly_separable(boolean_inputs(n), np.array(table)) for table in tables)
        assert separable <= 2 ** (n * n)


@pytest.mark.syllabus("E12")
def test_most_functions_need_exponentially_many_units_at_every_depth():
    for n in (10, 16, 20, 30):
        units = units_needed_by_counting(n)
        assert sum((n + j) ** 2 for j in range(units - 1)) < 2**n <= sum((n + j) ** 2 for j in range(units))
    growth = (units_needed_by_counting(60) / units_needed_by_counting(45)) ** (1 / 15)
    assert growth == pytest.approx(2 ** (1 / 3), abs=0.005)
