"""What a function needs of a notebook, what of it may be changed, and where that stands."""

import json

from grader.exercises import EXERCISES
from grader.explain.program import Place, Program, program_of
from tests.grader.explain.in_this_process import cells_of

MACS = EXERCISES["p6.mac_counts"]
ANSWER = """def mac_counts(sizes, batch):
    return count(sizes) * batch
"""


def program(*sources, before=(), stand_ins=()):
    return program_of(cells_of(MACS, *sources, before=before), MACS, stand_ins)


def test_only_what_the_function_needs_is_kept():
    given = (
        "def products(sizes):\n    return factor * sum(sizes)\nfactor = 2\nunrelated = np.ones(10**9)\nprint(factor)"
    )
    own = f"def count(sizes):\n    return products(sizes)\n\nimport os\n{ANSWER}"
    kept = program(own, before=[given])
    assert "factor = 2" in kept.needed
    assert "unrelated" not in kept.needed
    assert "print" not in kept.needed
    assert kept.functions == ("products", "count", "mac_counts")


def test_only_what_the_student_wrote_is_changed():
    kept = program(
        f"def count(sizes):\n    return products(sizes)\n\n{ANSWER}", before=["def products(sizes):\n    pass"]
    )
    assert "def products" not in kept.code
    assert kept.code.startswith("def count")


def test_each_line_keeps_its_place():
    kept = program("import os\n\ndef count(sizes):\n    return 1\n", f"# mine\n\n{ANSWER}")
    assert kept.code.split("\n")[2:] == ANSWER.rstrip("\n").split("\n")
    assert kept.places == (Place(1, 3), Place(1, 4), Place(2, 3), Place(2, 4))
    assert kept.cells == (2,)


def test_comments_and_blank_lines_make_no_other_function():
    one = program(ANSWER.replace("batch\n", "batch  # each\n\n"))
    other = program(f"# Task 9\n{ANSWER}")
    assert one.key == other.key
    assert one.key != program(ANSWER.replace("*", "+")).key


def test_what_a_function_calls_belongs_to_it():
    one, other = (program(f"def count(sizes):\n    return {n}\n{ANSWER}") for n in (1, 2))
    assert one.key != other.key


def test_a_magic_above_a_function_is_left_out():
    kept = program(f"%%time\n!pip install torch\n{ANSWER}")
    assert kept.places == (Place(1, 3), Place(1, 4))


def test_settings_of_numpy_are_kept():
    assert (
        "np.seterr(all='raise')"
        in program(f"np.seterr(all='raise')\n{ANSWER.replace('return count', 'return np.sum')}").needed
    )


def test_no_function_is_no_program():
    assert program("mac_count = 3") is None
    assert program("def mac_counts(:\n") is None


def test_a_program_goes_through_json():
    kept = program(f"def count(sizes):\n    return 1\n{ANSWER}")
    assert Program.from_fields(json.loads(json.dumps(kept.to_fields()))) == kept
