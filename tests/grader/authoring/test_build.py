"""The builder: from an assignment's text to nbgrader's source notebook."""

import json
import shutil

import nbformat
import pytest

from grader.authoring.build import build, notebook_from_text
from tests.grader.conftest import ASSIGNMENT, write_course
from tests.paths import ASSIGNMENTS

pytestmark = pytest.mark.usefixtures("made_reference")


@pytest.fixture
def built(tmp_path):
    [path] = build(write_course(tmp_path))
    return path


def cells(path):
    return {cell["id"]: cell for cell in json.loads(path.read_text())["cells"]}


def source(path, name):
    return "".join(cells(path)[name]["source"])


def message(old, new):
    assert old in ASSIGNMENT
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the sentence itself is what each test looks at
        notebook_from_text(ASSIGNMENT.replace(old, new, 1), "p9_scaling.py")
    return str(error.value)


def test_building_twice_gives_the_same_bytes(tmp_path):
    [first] = build(write_course(tmp_path / "a"))
    [second] = build(write_course(tmp_path / "b"), ["p9_scaling"])
    assert first.read_bytes() == second.read_bytes()
    assert first == tmp_path / "a" / "source" / "p9_scaling" / "p9_scaling.ipynb"


def test_the_notebook_is_valid_without_pairing(built):
    notebook = nbformat.read(built, as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert all(cell.get("outputs", []) == [] and cell.get("execution_count") is None for cell in notebook.cells)


def test_cell_ids_come_from_names_and_stay_when_another_part_changes():
    ids = [cell["id"] for cell in notebook_from_text(ASSIGNMENT, "f.py")["cells"]]
    assert ids == ["top-1", "top-2", "scale", "grade_scale", "total", "grade_total", "grade_total-1", "words", "rules"]
    longer = ASSIGNMENT.replace("# %% scale ", "# %%\nmore = 1\n\n# %% scale ")
    assert set(ids) < {cell["id"] for cell in notebook_from_text(longer, "f.py")["cells"]}


def test_the_answer_stands_between_the_markers_word_for_word(built):
    assert source(built, "scale") == (
        "def scale(V, factor):\n"
        '    """Multiply.\n'
        "\n"
        "    >>> ...\n"
        '    """\n'
        "    ### BEGIN SOLUTION\n"
        "    # a comment of the answer\n"
        "    secret_product = V * factor\n"
        "    return secret_product\n"
        "    ### END SOLUTION"
    )
    assert source(built, "total") == (
        "def total(V):\n    ### BEGIN SOLUTION\n    return np.sum(V)\n    ### END SOLUTION"
    )


def test_roles_become_the_metadata_of_nbgrader(built):
    from nbgrader.nbgraderformat import MetadataValidator

    MetadataValidator().validate_nb(nbformat.read(built, as_version=4))
    flags = {
        name: tuple(cell["metadata"]["nbgrader"][key] for key in ("grade", "solution", "locked"))
        for name, cell in cells(built).items()
        if cell["metadata"]
    }
    assert flags == {
        "scale": (False, True, False),
        "grade_scale": (True, False, True),
        "total": (False, True, False),
        "grade_total": (True, False, True),
        "words": (True, True, False),
        "rules": (False, False, True),
    }
    assert cells(built)["grade_total"]["metadata"]["nbgrader"]["points"] == 2.5
    assert cells(built)["words"]["metadata"]["nbgrader"]["points"] == 5


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('role="tests" points=3', 'role="test" points=3', "got the role 'test', expected one of solution, tests"),
        ('role="tests" points=3', 'role="tests"', "got the options none, expected points"),
        ('role="tests" points=3', 'role="tests" points="3"', "got points='3', expected a number above 0"),
        ('role="tests" points=3', 'role="tests" points=0', "got points=0, expected a number above 0"),
        ('role="tests" points=3', 'role="tests" point=3', "got the options point, expected points"),
        ("%% grade_total role", "%% grade_scale role", "got the name grade_scale twice"),
        ("%% grade_total role", "%% role", "without a name"),
        ("%% grade_total role", "%% grade.total role", "got the name 'grade.total'"),
        ("scaling:scale", "scaling:scales", "got the reference made_reference.scaling:scales, expected a function"),
        ("scaling:scale", "scalings:scale", "got the reference made_reference.scalings:scale, expected a module"),
        ("made_reference.scaling:scale", "no.such:scale", "got the reference no.such:scale, expected a module"),
        ("made_reference.scaling:scale", "", "got the reference :, expected a module"),
        ("scaling:scale", "scaling:total", "got the function scale, expected total"),
        ("def scale(V, factor)", "def scale(V, s)", "got scale(V, s), expected scale(V, factor)"),
        ('"""\n    ...\n', '"""\n    return V\n', "got no ... at the end of scale"),
        ("def scale(V, factor)", "def scale(V, factor", "got a line that is not Python"),
        ('probe("p9.scale", scale)\n', "", "got the hidden lines"),
        ('probe("p9.scale", scale)', 'probe("p9.scale", scale)\nassert 1 == 1', "got the hidden lines"),
        ('probe("p9.scale", scale)', "assert scale(2) == 4", "got the hidden lines"),
        ('probe("p9.scale", scale)', 'probe("p9.scale", scale(total)(2))', "got the hidden lines"),
        ("words [markdown] role", "words role", "expected a markdown cell"),
        ("# %% scale role", "# %% scale [markdown] role", "expected a code cell"),
    ],
)
def test_a_slip_is_named_with_its_file_and_cell(old, new, expected):
    text = message(old, new)
    assert text.startswith("p9_scaling.py, cell ")
    assert expected in text


def test_a_function_may_be_probed_through_what_the_notebook_gives():
    line = 'probe("p9.scale", ask.operation(scale))'
    notebook = notebook_from_text(ASSIGNMENT.replace('probe("p9.scale", scale)', line), "p9_scaling.py")
    assert any(line in "".join(cell["source"]) for cell in notebook["cells"])


def test_an_assignment_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"got the assignment 'p0_x', expected one of .*p9_scaling"):
        build(write_course(tmp_path), ["p0_x"])


def test_a_course_folder_without_a_text_takes_that_of_the_clone(tmp_path):
    assert build(tmp_path, ["p6_backprop"]) == [tmp_path / "source" / "p6_backprop" / "p6_backprop.ipynb"]


def test_a_bad_one_leaves_others_as_they_were(tmp_path):
    course = write_course(tmp_path)
    [path] = build(course)
    before = path.read_bytes()
    (course / "p9_scaling.py").write_text(ASSIGNMENT.replace("# # Scaling", "# # Changed"))
    (course / "p10_bad.py").write_text('# %% x role="solution"\n')
    with pytest.raises(ValueError, match=r"p10_bad\.py"):
        build(course)
    assert path.read_bytes() == before


def test_every_assignment_of_the_course_builds(tmp_path):
    texts = sorted(ASSIGNMENTS.glob("p[0-9]*_*.py"))
    for text in texts:
        shutil.copy(text, tmp_path)
    built = build(tmp_path)
    assert [path.stem for path in built] == [text.stem for text in texts]
    assert "p6_backprop" in {path.stem for path in built}
    for path in built:
        nbformat.validate(nbformat.read(path, as_version=4))
