"""Which room may import which: read from the text of every module, nothing is run."""

import ast
import sys

import pytest

from tests.paths import CLONE

# What widgets and pages are made with.
SHOWING = {"numpy", "matplotlib", "contourpy", "ipywidgets", "IPython", "anywidget", "traitlets", "PIL", "click"}
SHOWING |= {
    "jupytext",
    "nbformat",
    "nbconvert",
    "nbclient",
    "voila",
    "latex2mathml",
    "bs4",
    "jinja2",
    "tornado",
    "pygments",
}
OURS = {"course", "reference_solution", "grader", "lectures", "assignments", "tests"}


def modules_of(room):
    """Every module of a room, by dotted name."""
    files = (path for path in (CLONE / room).rglob("*.py") if "__pycache__" not in path.parts)
    return {".".join(path.relative_to(CLONE).with_suffix("").parts): path for path in files}


def imports_of(path):
    """Dotted names that a module imports, wherever in it; of ``from a import b`` both ``a`` and ``a.b``."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(CLONE)}: imports are absolute in this house"
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def rooms_and_packages(path):
    """Top-level names that a module imports, the standard library left out."""
    return {name.partition(".")[0] for name in imports_of(path)} - set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("room", "allowed"),
    [
        # sklearn inside one function, for those who have it: students need not
        ("course", {"course", "numpy", "matplotlib", "ipywidgets", "IPython", "sklearn"}),
        ("reference_solution", {"reference_solution", "course", "numpy"}),
        ("lectures", {"lectures", "course", "reference_solution", *SHOWING}),
    ],
)
def test_a_room_imports_only_what_it_may(room, allowed):
    for name, path in modules_of(room).items():
        assert rooms_and_packages(path) <= allowed, name


def test_assignments_import_what_students_have():
    texts = sorted((CLONE / "assignments").glob("p[0-9]*_*.py"))
    assert texts
    for path in texts:
        assert rooms_and_packages(path) <= {"course", "numpy", "matplotlib"}, path.name


def test_only_settings_and_tests_import_the_grader():
    allowed = {"grader", "tests", "assignments.nbgrader_config"}
    for room in OURS:
        for name, path in modules_of(room).items():
            if "grader" in rooms_and_packages(path):
                assert room in allowed or name in allowed, name


def test_the_grader_imports_neither_tests_nor_lectures_nor_assignments():
    for name, path in modules_of("grader").items():
        assert not rooms_and_packages(path) & {"tests", "lectures", "assignments"}, name


def reached_from(start):
    """Modules of ours that importing one brings along, packages' own files included."""
    known = {name.removesuffix(".__init__"): path for room in OURS for name, path in modules_of(room).items()}
    open_names, seen = [start], set()
    while open_names:
        name = open_names.pop()
        if name in seen or name not in known:
            continue
        seen.add(name)
        open_names += [name.rpartition(".")[0], *imports_of(known[name])]
    return seen


# Nothing but limits and the packages' own, empty files.
PACKAGES = ("grader", "grader.execution", "grader.execution.limits", "grader.execution.worker")


def student_side():
    worker = ("forkserver", "child", "shell", "channel", "read_allowlist")
    sandbox = [name.removesuffix(".__init__") for name in modules_of("grader/execution/sandbox")]
    return [*(f"grader.execution.worker.{name}" for name in worker), *sandbox]


@pytest.mark.parametrize("start", student_side())
def test_what_is_loaded_beside_student_code_knows_no_answers(start):
    reached = reached_from(start)
    assert start in reached
    for name in reached:
        assert name in (*PACKAGES, *student_side()) or name.startswith("course"), f"{start} brings {name} along"


def test_the_scan_sees_what_the_judge_brings_along():
    # A scan that saw nothing would pass everything above.
    wanted = {"grader.exercises", "grader.judging.judge", "course.probing.wire"}
    assert wanted <= reached_from("grader.pipeline.run_job")
    assert "reference_solution.networks.dense" in reached_from("grader.exercises.p6.exercises")
