"""What the demonstrations of p3_activations_and_losses show is what its text says."""

import re

import numpy as np

from reference_solution.activations.gelu import normal_cdf
from tests.assignments.notebooks import answered, empty, run, solved


def test_what_the_text_claims_is_seen():
    said = solved("p3_activations_and_losses").text
    assert "•" not in said
    for claim in ("mean of squares: 1.333", "by tanh  0.00047", "by swish 0.0203", "after   0 steps: loss 1.0986"):
        assert claim in said
    assert re.search(r"P = \[0.9, 0.1\]: loss 0.3251", said)
    own, squared = (float(z) for z in re.findall(r"loss: z = +(-?[\d.]+)", said))
    assert own > 2
    assert squared < -7.9
    assert float(re.search(r"after 100 steps.*right ([\d.]+)%", said).group(1)) > 95


def test_the_distribution_function_that_is_given_is_the_normal_one():
    Z = np.linspace(-9, 9, 50)
    assert np.array_equal(solved("p3_activations_and_losses").names["normal_cdf"](Z), normal_cdf(Z))


def test_an_unfilled_slope_is_called_by_its_name():
    def all_but_a_slope(cell):
        return empty(cell) if cell.metadata["title"] == "solve_relu_derivative" else answered(cell)

    said = run("p3_activations_and_losses", all_but_a_slope).text
    assert "relu\n  ✓ relu(Z): right (by hand)\n  ✗ relu_derivative is not filled in yet" in said
    assert said.count("✗") == 1
