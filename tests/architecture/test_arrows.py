"""Which room may import which: read from the text of every module, nothing is run."""

import sys

import pytest

from grader.pipeline.import_closure import import_closure, imported_names
from tests.paths import CLONE

# What widgets and pages are made with.
SHOWING = {"numpy", "matplotlib", "contourpy", "ipywidgets", "IPython", "anywidget", "traitlets", "PIL", "click"}
SHOWING |= {
    "isal",
    "threadpoolctl",
    "jupytext",
    "nbformat",
    "nbconvert",
    "nbclient",
    "voila",
    "jupyter_server",
    "latex2mathml",
    "bs4",
    "jinja2",
    "tornado",
    "pygments",
    "sphinx",
    "docutils",
}
OURS = {"course", "reference_solution", "grader", "lectures", "assignments", "tests"}


def modules_of(room):
    """Every module of a room, by dotted name."""
    files = (path for path in (CLONE / room).rglob("*.py") if "__pycache__" not in path.parts)
    return {".".join(path.relative_to(CLONE).with_suffix("").parts): path for path in files}


def rooms_and_packages(path):
    """Top-level names that a module imports, the standard library left out."""
    return {name.partition(".")[0] for name in imported_names(path)} - set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("room", "allowed"),
    [
        # sklearn inside one function, for those who have it: students need not
        ("course", {"course", "numpy", "matplotlib", "ipywidgets", "IPython", "traitlets", "sklearn"}),
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
    return set(import_closure([start], CLONE))


# Nothing but constants and the packages' own, empty files.
PACKAGES = (
    "grader",
    "grader.execution",
    "grader.paths",
    "grader.execution.machine_paths",
    "grader.execution.limits",
    "grader.execution.output_types",
    "grader.execution.worker",
)


def student_side():
    worker = ("forkserver", "child", "shell", "channel", "extended_precision", "read_allowlist")
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
