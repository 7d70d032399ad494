"""What students get, and what it must not hold."""

import json
import zipfile

import pytest

from grader.judging.verdict import CellVerdict, Verdict
from tests.grader.conftest import ASSIGNMENT, handed_in


@pytest.fixture
def archive(released_once):
    with zipfile.ZipFile(released_once / "release" / "p9_scaling.zip") as archive:
        yield archive


def test_the_zip_holds_notebook_wheel_and_readme_in_one_folder(archive):
    names = archive.namelist()
    assert [name.split("/")[0] for name in names] == ["p9_scaling"] * 3
    assert {name.rsplit(".", 1)[1] for name in names} == {"ipynb", "whl", "txt"}
    readme = archive.read("p9_scaling/README.txt").decode()
    [wheel] = [name.split("/")[1] for name in names if name.endswith(".whl")]
    for step in ("1. Unzip", f"pip install ./{wheel} jupyterlab", "jupyter lab p9_scaling.ipynb"):
        assert step in readme


def test_the_released_notebook_holds_no_answer(released_once, archive):
    released = archive.read("p9_scaling/p9_scaling.ipynb").decode()
    assert released == (released_once / "release" / "p9_scaling" / "p9_scaling.ipynb").read_text()
    source = (released_once / "source" / "p9_scaling" / "p9_scaling.ipynb").read_text()
    for secret in ("secret_product", "comment of the answer", "p9.scale", "model answer", "HIDDEN TESTS", "SOLUTION"):
        assert secret in source
        assert secret not in released
    for trace in ("reference", "scaling:scale"):
        assert trace not in released
    assert released.count("raise NotImplementedError()") == 2
    assert released.count("YOUR ANSWER HERE") == 1


def test_the_wheel_holds_the_course_alone(archive):
    [wheel] = [name for name in archive.namelist() if name.endswith(".whl")]
    with archive.open(wheel) as file, zipfile.ZipFile(file) as contents:
        folders = {name.split("/")[0] for name in contents.namelist()}
    [information] = [folder for folder in folders if folder.endswith(".dist-info")]
    assert folders == {"course", information}


def test_releasing_twice_gives_the_same_bytes(released, archive):
    from grader.gradebook.release import release

    before = (released / "release" / "p9_scaling.zip").read_bytes()
    assert release(released, "p9_scaling").read_bytes() == before
    assert {entry.date_time[0] for entry in archive.infolist()} == {1980}  # a clock would show only after two seconds


def test_a_release_leaves_no_grade_behind_and_keeps_those_that_exist(released):
    from grader.gradebook.generate import generate_assignment
    from grader.gradebook.recorder import Recorder
    from grader.judging.graded import Graded

    cells = (
        CellVerdict("grade_scale", 2.0, 3.0),
        CellVerdict("grade_total", 2.5, 2.5),
        CellVerdict("words", None, 5.0),
    )
    graded = Graded(Verdict("ada", "p9_scaling", "graded", cells), handed_in(released), 0.1)
    with Recorder(released) as recorder:
        assert recorder.record(graded) == 4.5
    text = ASSIGNMENT.replace("# Now in words.", "# Now in your own words.")
    (released / "p9_scaling.py").write_text(text)
    generate_assignment(released, "p9_scaling")
    assert "your own words" in (released / "release" / "p9_scaling" / "p9_scaling.ipynb").read_text()
    assert scores(released) == {"ada": 4.5}


def test_new_cells_after_grading_are_refused_before_anything_is_lost(released):
    from grader.gradebook.generate import generate_assignment
    from grader.gradebook.recorder import Recorder
    from grader.judging.graded import Graded

    graded = Graded(Verdict("ada", "p9_scaling", "unreadable", ()), handed_in(released), 0.1)
    with Recorder(released) as recorder:
        recorder.record(graded)
    (released / "p9_scaling.py").write_text(ASSIGNMENT + '\n\n# %% more [markdown] role="written" points=1\n# x\n')
    with pytest.raises(ValueError, match=r"got new cells \['more'\] and lost cells \[\].* 1 submissions"):
        generate_assignment(released, "p9_scaling")
    assert json.loads((released / "release" / "p9_scaling" / "p9_scaling.ipynb").read_text())
    assert scores(released) == {"ada": 0.0}


def test_nbgraders_errors_keep_their_words(released):
    from grader.gradebook.generate import generate_assignment

    (released / "p9_scaling.py").write_text(ASSIGNMENT.replace("# Now in words.", "# ### BEGIN SOLUTION"))
    with pytest.raises(RuntimeError, match="could not generate p9_scaling: RuntimeError: no end solution statement"):
        generate_assignment(released, "p9_scaling")


def scores(course):
    from grader.gradebook.open import course_directory, open_gradebook

    with open_gradebook(course_directory(course)) as gradebook:
        return {s.student.id: s.score for s in gradebook.assignment_submissions("p9_scaling")}
