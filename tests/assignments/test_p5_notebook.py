"""What the demonstrations of p5_autodiff show is what its text says."""

from tests.assignments.notebooks import solved


def test_the_engine_agrees_with_measured_slopes():
    said = solved("p5_autodiff").text
    assert "the second postman: 42.0" in said
    for slope in [line.split() for line in said.splitlines() if line.startswith("df/d")]:
        assert slope[2].rstrip(",") == slope[4]
    assert "20 doublings:  40 messages; the gradient, here also the number of paths: 1,048,576" in said
