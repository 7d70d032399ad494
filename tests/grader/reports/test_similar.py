"""Pairs of submissions are ranked by what they share beyond what was given out."""

import json
import shutil

import pytest
from click.testing import CliRunner

from grader.authoring.build import build
from grader.cli import main
from grader.reports.similar.compare import similar
from grader.reports.similar.pairs import rank
from grader.reports.similar.passages import Written, passages

NAME = "p9_alike"
TEXT = """# %% [markdown]
# Fill in the two functions, then say in your own words what a layer costs and why that is so.

# %% setup role="readonly"
from course import probe

# %% counts role="solution" reference="reference_solution.networks.mac_counts:mac_counts"
def mac_counts(sizes, batch):
    ...

# %% grade_counts role="tests" points=5
assert callable(mac_counts)
### BEGIN HIDDEN TESTS
probe("p6.mac_counts", mac_counts)
### END HIDDEN TESTS

# %% words [markdown] role="written" points=2
# ### BEGIN SOLUTION
# Twice as much.
# ### END SOLUTION
"""
OWN = """def mac_counts(sizes, batch):
    forward, backward = 0, 0  # both are sums over layers
    for layer in range(len(sizes) - 1):
        products = batch * sizes[layer] * sizes[layer + 1]
        forward += products
        backward += products if layer == 0 else products + products
    answer = {"forward": forward, "backward": backward}
    return answer
"""
RENAMED = r"""def mac_counts(sizes, batch):
    f, b = 0, 0
    for i in range(len(sizes) - 1):
        p = batch * sizes[i] \
            * sizes[i + 1]
        f += p
        b += p if i == 0 else p + p
    result = {"forward": f, "backward": b}

    return result
"""
WHILE = """def mac_counts(sizes, batch):
    total, k, first = 0, 1, sizes[0] * sizes[1]
    while k < len(sizes):
        total, k = total + sizes[k - 1] * sizes[k], k + 1
    return dict(forward=total * batch, backward=batch * (2 * total - first))
"""
BY_NUMPY = """def mac_counts(sizes, batch):
    import numpy as np
    widths = np.array(sizes)
    macs = widths[:-1] * widths[1:] * batch
    return {"forward": int(macs.sum()), "backward": int(2 * macs.sum() - macs[0])}
"""
WORDS = {
    "ada": "The backward pass needs two products for each layer, one for the weights and one for the inputs.",
    "eve": "the  Backward pass needs two products, for each layer: one for the weights and one for the inputs",
    "bob": "Back we multiply by the transposed weights as well, hence roughly double.",
}


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alike")
    (folder / f"{NAME}.py").write_text(TEXT)
    build(folder, [NAME])
    return folder


@pytest.fixture
def course(built_once, tmp_path):
    return shutil.copytree(built_once, tmp_path / "course")


def hand_in(course, student, code=None, words=""):
    """Hand in; without `code` the reference's answer, as it stands in the source notebook."""
    notebook = json.loads((course / "source" / NAME / f"{NAME}.ipynb").read_text())
    for cell in notebook["cells"]:
        if cell["id"] == "counts" and code is not None:
            cell["source"] = code
        if cell["id"] == "words":
            cell["source"] = words
    place = course / "submitted" / student / NAME / f"{NAME}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(notebook))


def ranked(course, most=20):
    return [one.pair.students for one in similar(course, NAME, most).found]


def test_copies_come_first_and_renamed_variables_make_no_difference(course):
    for student, code in {"ada": OWN, "bob": WHILE, "cyd": BY_NUMPY, "eve": OWN, "fay": RENAMED}.items():
        hand_in(course, student, code)
    assert set(ranked(course)[:3]) == {("ada", "eve"), ("ada", "fay"), ("eve", "fay")}


def test_the_reference_answer_in_two_submissions_is_nothing_shared(course):
    for student in ("ada", "bob"):
        hand_in(course, student)
    assert ranked(course) == []


def test_unfilled_notebooks_share_nothing(course):
    for student in ("ada", "bob"):
        hand_in(course, student, "def mac_counts(sizes, batch):\n    raise NotImplementedError()\n", "YOUR ANSWER HERE")
    assert ranked(course) == []


def test_what_many_have_counts_less_than_what_two_have(course):
    for student in ("ada", "bob", "cyd", "dan", "eve"):
        hand_in(course, student, OWN)
    for student in ("fay", "guy"):
        hand_in(course, student, BY_NUMPY)
    assert ranked(course)[0] == ("fay", "guy")


def test_copied_words_are_found_whatever_their_case_and_commas(course):
    for student, words in WORDS.items():
        hand_in(course, student, words=words)
    [found] = similar(course, NAME, 20).found
    assert (found.pair.students, list(found.counts)) == (("ada", "eve"), ["words"])


def test_those_who_hand_in_together_are_no_pair(course):
    (course / "course.toml").write_text(f'[groups.{NAME}]\nTeam = ["ada", "bob"]\n')
    for student in ("ada", "bob", "cyd"):
        hand_in(course, student, OWN)
    assert ranked(course) == [("ada", "cyd"), ("bob", "cyd")]


def test_short_answers_that_are_alike_come_after_long_ones():
    keys = {"ada": {f"long {i}" for i in range(60)}, "bob": {f"long {i}" for i in range(50)} | {"own"}}
    keys |= {"cyd": {"short"}, "dan": {"short"}, "eve": {"other"}}
    assert [pair.students for pair in rank(keys)] == [("ada", "bob"), ("cyd", "dan")]


def test_passages_know_their_lines():
    code = Written("a", True, "x = 1\n\n" + "y = f(x, 2) + g(x)  # no more\n")
    found = passages([Written("before", False, ""), code])
    assert {(one.cell, one.first, one.last) for one in found} == {(1, 0, 2), (1, 2, 2)}


def test_the_command_says_who_could_not_be_compared_and_escapes_what_students_wrote(course):
    evil = OWN + "<script>alert(1)</script> = 0\n"
    hand_in(course, "ada", evil)
    hand_in(course, "bob", evil)
    broken = course / "submitted" / "cyd" / NAME / f"{NAME}.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text("{")
    done = CliRunner().invoke(main, ["--course-dir", str(course), "similar", NAME, "--jobs", "1"])
    assert done.exit_code == 1
    assert done.output.startswith("ada and bob ")
    assert "cyd: not compared, because the file is no notebook." in done.output
    page = (course / "reports" / f"{NAME}-similar.html").read_text()
    assert "<mark>    forward, backward = 0, 0  # both are sums over layers</mark>" in page
    assert "<script" not in page


def test_fewer_than_two_submissions_are_refused(course):
    hand_in(course, "ada")
    done = CliRunner().invoke(main, ["--course-dir", str(course), "similar", NAME])
    assert (done.exit_code, done.output.startswith("grader: Got 1 readable submissions")) == (2, True)
