"""What the demonstrations of p4_forward_pass show is what its text says."""

import re

from tests.assignments.notebooks import solved


def test_the_figures_of_the_text_come_out():
    """S2-26: half the error for steps, a quarter for ReLUs; S3-13, S3-15: pieces, and the best lam."""
    said = solved("p4_forward_pass").text
    assert re.findall(r"bumps: largest error ([\d.]+)", said) == ["0.161", "0.086", "0.044", "0.022"]
    soft = dict(re.findall(r"(k = +\d+|steps): +largest error ([\d.]+)", said))
    assert 5 < float(soft["steps"]) / float(soft["k =  200"]) < 6
    assert re.findall(r"\d ReLUs: ([\d.]+)\n", said) == ["0.0406", "0.0117", "0.0031", "0.0008"]
    assert "20 ReLUs make 1024 pieces" in said
    errors = {int(e): float(error) for e, error in re.findall(r"lam = 1e-(\d): largest error (\S+)", said)}
    assert min(errors, key=errors.get) == 4
    assert errors[7] > 1e5 * errors[4]


def test_the_last_curve_needs_no_training():
    figure = solved("p4_forward_pass").names["figure"]
    assert figure.get_suptitle() == "No training: every weight was chosen"
    assert [float(axes.get_title().split()[-1]) < 0.3 for axes in figure.axes[:2]] == [True, True]
