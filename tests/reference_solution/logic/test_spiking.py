import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reference_solution.logic.spiking import leaky_integrate
from reference_solution.logic.threshold import step


@pytest.mark.syllabus("S0-02")
@given(
    st.lists(st.floats(0, 1), min_size=3, max_size=3), st.integers(0, 2**32 - 1), st.floats(0, 0.9), st.floats(0.1, 3)
)
def test_under_steady_input_it_fires_where_the_threshold_unit_does(x, seed, leak, threshold):
    w = np.random.default_rng(seed).uniform(-1, 2, size=3)
    b = -threshold * (1 - leak)
    z = np.dot(x, w) + b
    assume(abs(z) > 1e-3)  # nearer, and the voltage takes more than these 200 steps to get there
    spikes = leaky_integrate(np.full(200, np.dot(x, w)), leak, threshold)
    assert spikes.max() == step(z)


@pytest.mark.syllabus("S0-02")
def test_voltage_gathers_up_to_the_threshold():
    spikes = leaky_integrate(np.full(9, 1.0), leak=1.0, threshold=2.5)
    assert spikes.tolist() == [0, 0, 1, 0, 0, 1, 0, 0, 1]


@pytest.mark.syllabus("S0-02")
def test_at_the_threshold_it_stays_silent():
    assert leaky_integrate(np.array([1.0]), leak=0.5, threshold=1.0).tolist() == [0]
    assert step(np.array([1.0 - 1.0])).tolist() == [0]


@pytest.mark.syllabus("S2-21")
@pytest.mark.syllabus("S4-04")
def test_the_neuron_says_how_strongly_the_unit_only_yes():
    rates = [leaky_integrate(np.full(300, flow), leak=0.8, threshold=1.0).mean() for flow in (0.25, 0.4, 0.6, 1.1)]
    assert np.all(np.diff(rates) > 0.05)
    assert step(np.array([0.25, 0.4, 0.6, 1.1]) - 1.0 * (1 - 0.8)).tolist() == [1, 1, 1, 1]


@pytest.mark.syllabus("S2-21")
@pytest.mark.syllabus("S4-04")
def test_the_likeness_is_loose_the_neuron_hears_when_its_inputs_come():
    together, spread = np.array([0, 0, 3, 0, 0, 0.0]), np.array([1, 0, 1, 0, 1, 0.0])
    assert together.sum() == spread.sum()
    assert leaky_integrate(together, leak=0.5, threshold=2.0).sum() == 1
    assert leaky_integrate(spread, leak=0.5, threshold=2.0).sum() == 0
