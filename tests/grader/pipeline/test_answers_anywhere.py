"""An answer counts wherever it stands, for the grader as for ``course check``; and a wrong one nowhere."""

import pytest

from course.check.core.notebook import tasks
from grader.execution.limits import Limits
from grader.execution.worker.supervisor import Worker
from grader.pipeline.grade import Task, grade
from tests.grader.pipeline import three_questions as made
from tests.grader.pipeline.three_questions import FUNCTIONS, WRONG, answer, blank, cell, code, insert, solved

ALL = "\n\n\n".join(map(answer, FUNCTIONS))
NEEDED = "import numpy as np\n"


def as_it_is():
    return solved()


def merged_into_the_first():
    notebook = solved()
    cell(notebook, "solve_dense_forward")["source"] += "\n\n\n" + answer("dense_backward")
    cell(notebook, "solve_dense_backward")["source"] = cell(blank(), "solve_dense_backward")["source"]
    return notebook


def merged_into_the_second():
    notebook = solved()
    cell(notebook, "solve_dense_backward")["source"] += "\n\n\n" + answer("dense_forward")
    cell(notebook, "solve_dense_forward")["source"] = cell(blank(), "solve_dense_forward")["source"]
    return notebook


def merged_and_the_other_deleted():
    notebook = merged_into_the_first()
    notebook["cells"].remove(cell(notebook, "solve_dense_backward"))
    return notebook


def merged_into_the_last_and_the_others_deleted():
    notebook = solved()
    cell(notebook, "solve_mac_counts")["source"] = ALL
    for function in FUNCTIONS[:2]:
        notebook["cells"].remove(cell(notebook, f"solve_{function}"))
    return notebook


def new_cells_above():
    notebook = blank()
    for function in FUNCTIONS:
        at = notebook["cells"].index(cell(notebook, f"solve_{function}"))
        notebook["cells"].insert(at, code(answer(function)))
    return notebook


def new_cells_below():
    notebook = blank()
    for function in FUNCTIONS:
        insert(notebook, code(answer(function)), f"grade_{function}")
    return notebook


def all_in_one_at_the_top():
    notebook = blank()
    insert(notebook, code(NEEDED + ALL), None)
    return notebook


def all_in_one_at_the_end():
    notebook = blank()
    notebook["cells"].append(code(ALL))
    return notebook


def all_in_one_and_the_blanks_deleted():
    notebook = all_in_one_at_the_end()
    for function in FUNCTIONS:
        notebook["cells"].remove(cell(notebook, f"solve_{function}"))
    return notebook


def two_swapped():
    notebook = solved()
    first, second = (cell(notebook, f"solve_{function}") for function in FUNCTIONS[:2])
    first["source"], second["source"] = second["source"], first["source"]
    return notebook


def three_in_a_circle():
    notebook = solved()
    cells = [cell(notebook, f"solve_{function}") for function in FUNCTIONS]
    sources = [one["source"] for one in cells]
    for one, source in zip(cells, [*sources[1:], sources[0]], strict=True):
        one["source"] = source
    return notebook


def names_lost():
    return made.strip_names(solved())


def names_lost_and_merged():
    return made.strip_names(merged_into_the_first())


def names_lost_and_all_in_one():
    return made.strip_names(all_in_one_at_the_end())


def names_lost_and_swapped():
    return made.strip_names(two_swapped())


def ids_made_anew():
    """As Colab does."""
    notebook = solved()
    for number, one in enumerate(notebook["cells"]):
        one["id"] = f"x{number}"
        one["metadata"]["id"] = f"x{number}"
    return notebook


def in_reverse():
    notebook = solved()
    notebook["cells"].reverse()
    return notebook


def answers_turned_into_text():
    notebook = solved()
    for function in FUNCTIONS:
        cell(notebook, f"solve_{function}")["cell_type"] = "markdown"
    return notebook


def copied():
    notebook = solved()
    for function in FUNCTIONS:
        insert(notebook, dict(cell(notebook, f"solve_{function}")), f"grade_{function}")
    return notebook


def filled_copies_below_the_blanks():
    notebook = blank()
    for function in FUNCTIONS:
        filled = {**cell(solved(), f"solve_{function}")}
        insert(notebook, filled, f"solve_{function}")
    return notebook


def inside_a_condition():
    notebook = solved()
    for function in FUNCTIONS:
        indented = answer(function).replace("\n", "\n    ")
        cell(notebook, f"solve_{function}")["source"] = f"if True:\n    {indented}"
    return notebook


def what_fails_beside():
    notebook = solved()
    lines = ("%pip install torch", "import torch", "!ls", "%matplotlib widget", "input()", "open('/old/x')")
    for function in FUNCTIONS:
        cell(notebook, f"solve_{function}")["source"] = "\n".join([*lines, answer(function), "1 / 0"])
    insert(notebook, code("from google.colab import drive\ndrive.mount('/content')"), None)
    return notebook


def what_an_answer_calls_at_the_end():
    notebook = solved()
    indented = answer("dense_backward").replace("\n", "\n    ")
    cell(notebook, "solve_dense_backward")["source"] = "def dense_backward(*args):\n    return made()(*args)"
    notebook["cells"].append(code(f"def made():\n    {indented}\n    return dense_backward"))
    return notebook


def given_names_used_for_something_else():
    notebook = solved()
    insert(notebook, code("np = 5\ncheck = True\nprobe = None"), "setup")
    insert(notebook, code("del np\ndef probe(x): return x\n"), "grade_dense_forward")
    insert(notebook, code("%reset -f"), "grade_dense_backward")
    return notebook


MADE = (
    as_it_is, merged_into_the_first, merged_into_the_second, merged_and_the_other_deleted,
    merged_into_the_last_and_the_others_deleted, new_cells_above, new_cells_below, all_in_one_at_the_top,
    all_in_one_at_the_end, all_in_one_and_the_blanks_deleted, two_swapped, three_in_a_circle, names_lost,
    names_lost_and_merged, names_lost_and_all_in_one, names_lost_and_swapped, ids_made_anew, in_reverse,
    answers_turned_into_text, copied, filled_copies_below_the_blanks, inside_a_condition, what_fails_beside,
    given_names_used_for_something_else, what_an_answer_calls_at_the_end,
)  # fmt: skip


def with_a_mistake(notebook):
    """The same notebook with one wrong answer in place of the right one."""
    right = answer("dense_backward")
    for one in notebook["cells"]:
        indented = right.replace("\n", "\n    ")
        one["source"] = one["source"].replace(right, WRONG).replace(indented, WRONG.replace("\n", "\n    "))
    return notebook


@pytest.fixture(scope="module")
def worker():
    worker = Worker(Limits())
    yield worker
    worker.close()


@pytest.fixture
def judged(worker, tmp_path):
    """``judged(notebook)``: the functions that lose points, and those that ``course check`` calls open."""

    def run(notebook):
        data = made.as_bytes(notebook)
        verdict = grade(Task("ada", made.assignment(), data, b"key"), worker).verdict
        assert verdict.status == "graded"
        (tmp_path / "p6_backprop.ipynb").write_bytes(data)
        found = {task.name: task.state for task in tasks(tmp_path / "p6_backprop.ipynb")}
        opened = {name for name, state in found.items() if state == "open"} - {"written_derivation"}
        return made.lost(verdict), opened

    return run


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_right_answers_are_right(judged, make):
    assert judged(make()) == (set(), set())


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_a_wrong_answer_is_wrong(judged, make):
    notebook = with_a_mistake(make())
    assert any("dZ.mean(axis=0)" in one["source"] for one in notebook["cells"])
    assert judged(notebook) == ({"dense_backward"}, {"dense_backward"})


@pytest.mark.parametrize("change", [lambda notebook: notebook, made.strip_names], ids=["as it is", "names lost"])
def test_a_blank_notebook_is_open_everywhere(judged, change):
    assert judged(change(blank())) == (set(FUNCTIONS), set(FUNCTIONS))


def test_one_that_is_blank_is_open_alone(judged):
    notebook = solved()
    cell(notebook, "solve_mac_counts")["source"] = cell(blank(), "solve_mac_counts")["source"]
    assert judged(notebook) == ({"mac_counts"}, {"mac_counts"})


UNUSABLE = {
    "not to be parsed": "def mac_counts(sizes, batch):\n    return {'forward': (1}",
    "another name": "def mac_count(sizes, batch):\n    return {}",
    "raised inside a condition": "if 1 / 0:\n    " + answer("mac_counts").replace("\n", "\n    "),
    "a module that is not there": "from my_utils import mac_counts",
    "a package that is not there": "import torch_is_not_here\ndef mac_counts(sizes, batch):\n"
    "    return torch_is_not_here.tensor(sizes)",
}


@pytest.mark.filterwarnings("ignore:To exit:UserWarning")
@pytest.mark.parametrize("source", UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_used_is_open_alone(judged, source):
    notebook = solved()
    cell(notebook, "solve_mac_counts")["source"] = source
    assert judged(notebook) == ({"mac_counts"}, {"mac_counts"})
