"""What p6_backprop promises beyond what every assignment does."""

import ast
import re

from course import probing
from grader.exercises import EXERCISES
from tests.assignments.notebooks import cells_of, solved, with_role


def test_the_four_equations_have_nielsens_numbers():
    table = "".join(cell.source for cell in cells_of("p6_backprop"))
    rows = dict(re.findall(r"^\| BP(\d) \| [\w ]+ \| (.*?) \|", table, re.MULTILINE))
    assert re.search("partial b", rows["3"])
    assert re.search("partial w", rows["4"])


def test_every_stub_says_what_it_returns():
    for cell in with_role("p6_backprop", "solution").values():
        assert "Returns" in ast.get_docstring(ast.parse(cell.source).body[0])


def test_solved_every_spoiled_gradient_learns_and_is_found_out():
    said = solved("p6_backprop").text
    shares = [float(share) for share in re.findall(r"new examples: ([\d.]+)%", said)]
    assert len(shares) == 4
    assert min(shares) > 80
    assert re.findall(r"^(\w+) +(right|wrong)$", said, re.MULTILINE) == [
        ("mlp_backward", "right"),
        ("transposed", "wrong"),
        ("without_biases", "wrong"),
        ("first_layer_frozen", "wrong"),
    ]


def test_staff_who_run_it_see_the_points_at_once(capsys):
    for name, function in solved("p6_backprop").probed.items():
        probing.probe(name, function)
        full = EXERCISES[name].points
        assert capsys.readouterr().out.startswith(f"{name}: {full:g} of {full:g} points\n")
