import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.nand import nand_net, ripple_adder, run_nand_net
from reference_solution.logic.separability import is_linearly_separable

PYTHON = {
    "not": lambda a: [not a],
    "and": lambda a, b: [a and b],
    "or": lambda a, b: [a or b],
    "xor": lambda a, b: [a != b],
    "half adder": lambda a, b: [(a + b) % 2, (a + b) // 2],
    "full adder": lambda a, b, c: [(a + b + c) % 2, (a + b + c) // 2],
}
N_INPUTS = {"not": 1, "full adder": 3}


def bits(number, n):
    return [number >> k & 1 for k in range(n)]


@pytest.mark.syllabus("S1-10")
@pytest.mark.parametrize("name", PYTHON)
def test_circuits_have_the_tables_of_their_names(name):
    X = boolean_inputs(N_INPUTS.get(name, 2))
    expected = [[float(value) for value in PYTHON[name](*row)] for row in X]
    assert run_nand_net(*nand_net(name), X).tolist() == expected


@pytest.mark.syllabus("S1-10")
@pytest.mark.parametrize(
    ("name", "count"), [("not", 1), ("and", 2), ("or", 3), ("xor", 4), ("half adder", 5), ("full adder", 9)]
)
def test_the_circuits_need_so_many_nands(name, count):
    assert len(nand_net(name)[0]) == count


@pytest.mark.syllabus("S1-10")
@pytest.mark.parametrize("name", PYTHON)
def test_a_gate_reads_only_inputs_and_gates_before_it(name):
    for n, (i, j) in enumerate(nand_net(name)[0], start=N_INPUTS.get(name, 2)):
        assert 0 <= i < n
        assert 0 <= j < n


@pytest.mark.syllabus("S1-10")
@pytest.mark.syllabus("S0-04")
def test_the_ripple_adder_adds_all_256_pairs_of_four_bit_numbers():
    pairs = [(a, b) for a in range(16) for b in range(16)]
    X = np.array([bits(a, 4) + bits(b, 4) for a, b in pairs], dtype=float)
    gates, outputs = ripple_adder(4)
    assert len(gates) == 5 + 3 * 9
    assert run_nand_net(gates, outputs, X).tolist() == [bits(a + b, 5) for a, b in pairs]


@pytest.mark.syllabus("S1-10")
@given(st.integers(1, 24), st.data())
def test_the_ripple_adder_adds_numbers_of_any_size(n, data):
    a, b = (data.draw(st.integers(0, 2**n - 1)) for _ in range(2))
    total = run_nand_net(*ripple_adder(n), np.array([bits(a, n) + bits(b, n)]))
    assert total.tolist() == [bits(a + b, n + 1)]


def made_by(connective, n):
    """Every truth table that circuits of this one gate make from n inputs."""
    made = {tuple(bool(value) for value in row) for row in boolean_inputs(n).T}
    while True:
        more = {tuple(connective(a, b) for a, b in zip(f, g, strict=True)) for f in made for g in made}
        if more <= made:
            return made
        made |= more


@pytest.mark.syllabus("S1-10")
@pytest.mark.parametrize("n", [1, 2, 3])
def test_nand_alone_makes_every_boolean_function(n):
    assert len(made_by(lambda a, b: not (a and b), n)) == 2 ** (2**n)


@pytest.mark.syllabus("S1-10")
def test_other_gates_alone_do_not():
    assert len(made_by(lambda a, b: a and b, 2)) == 3
    assert len(made_by(lambda a, b: a != b, 2)) == 4


@pytest.mark.syllabus("E10")
def test_universal_are_networks_of_perceptrons_not_a_perceptron():
    X = boolean_inputs(2)
    xor = run_nand_net(*nand_net("xor"), X).ravel()
    assert xor.tolist() == [0, 1, 1, 0]  # a circuit of four perceptrons
    assert not is_linearly_separable(X, xor)  # so no single one
    gates, _ = nand_net("xor")
    wires = run_nand_net(gates, range(6), X).T
    for (i, j), value in zip(gates, wires[2:], strict=True):
        assert is_linearly_separable(np.stack([wires[i], wires[j]], axis=1), value)


def test_an_unknown_circuit_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=r"'adder'.*not, and, or, xor, half adder, full adder"):
        nand_net("adder")
