"""What the demonstrations of p1_linear_models show is what its text says."""

import re

from tests.assignments.notebooks import solved


def test_the_demonstrations_show_what_the_text_says():
    said = solved("p1_linear_models").text
    assert re.findall(r"(\w+): weights exactly 0 .*: (\d) \d (\d)", said) == [("ridge", "0", "0"), ("lasso", "1", "7")]
    assert said.count("converged: True") == said.count("converged: False") == 4
    growing, held, finite = (list(map(float, line.split()[-3:])) for line in re.findall(r".*1000 steps: .*", said))
    assert said.count("w = [0. 0. 0.]") == 4  # exclusive or, after any number of epochs
    assert growing[2] > growing[1] + 1 > growing[0] + 2
    assert held[2] - held[1] < 0.01 > finite[2] - finite[1]
    perceptron, logistic = map(float, re.findall(r"mistakes: 0, distance of the nearest point: (\S+)", said))
    assert perceptron < logistic
