"""Recording: nbgrader's own steps are the oracle for what belongs into gradebook and folders."""

import csv
import json
import shutil

import pytest

from grader.judging.graded import Graded
from grader.judging.verdict import CellVerdict, Finding, Verdict
from tests.grader.conftest import handed_in

SCALE = "def scale(V, factor):\n    return V\n"
BUG = Finding("factor_ignored", "The factor is ignored.")


def graded(course, student="ada", scale=1.25, words="Because $x$."):
    cells = (
        CellVerdict("grade_scale", scale, 3.0, (BUG,)),
        CellVerdict("grade_total", 0.0, 2.5, (Finding("raised", "NotImplementedError."),)),
        CellVerdict("words", None, 5.0),
    )
    return Graded(Verdict(student, "p9_scaling", "graded", cells), handed_in(course, scale=SCALE, words=words), 0.1)


def hand_in(course, student="ada", timestamp="2026-11-20 10:00:00 UTC"):
    folder = course / "submitted" / student / "p9_scaling"
    folder.mkdir(parents=True)
    shutil.copy(course / "release" / "p9_scaling" / "p9_scaling.ipynb", folder)
    if timestamp:
        (folder / "timestamp.txt").write_text(timestamp)
    return folder


def record(course, *submissions):
    from grader.gradebook.recorder import Recorder

    with Recorder(course) as recorder:
        return [recorder.record(submission) for submission in submissions]


def rows(course, student="ada"):
    """All that nbgrader's pages and its export read of one submission, without the random ids."""
    with gradebook_of(course) as gradebook:
        submission = gradebook.find_submission("p9_scaling", student)
        notebook = submission.notebooks[0]
        return {
            "timestamp": str(submission.timestamp),
            "score": submission.score,
            "max_score": submission.max_score,
            "written_score": notebook.written_score,
            "failed_tests": notebook.failed_tests,
            "penalty": notebook.late_submission_penalty,
            "grades": sorted((g.name, g.auto_score, g.manual_score, g.needs_manual_grade) for g in notebook.grades),
            "comments": sorted((c.name, c.auto_comment) for c in notebook.comments),
        }


def gradebook_of(course):
    from grader.gradebook.open import course_directory, open_gradebook

    return open_gradebook(course_directory(course))


def autograded(course, student="ada"):
    return course / "autograded" / student / "p9_scaling" / "p9_scaling.ipynb"


def graded_by_nbgrader(course, folder):
    """Copy a course without its grades and let nbgrader's own steps grade the notebook that we recorded."""
    from nbgrader import preprocessors as steps
    from nbgrader.converters import Autograde

    from grader.gradebook.open import course_directory

    copy = shutil.copytree(course, folder, ignore=shutil.ignore_patterns("autograded"))
    with gradebook_of(copy) as gradebook:
        gradebook.remove_submission("p9_scaling", "ada")
    submitted = copy / "submitted" / "ada" / "p9_scaling" / "p9_scaling.ipynb"
    submitted.write_bytes(autograded(course).read_bytes())
    converter = Autograde(coursedir=course_directory(copy, "p9_scaling"), config=course_directory(copy).config)
    converter.sanitize_preprocessors = [
        steps.DeduplicateIds,
        steps.OverwriteKernelspec,
        steps.OverwriteCells,
        steps.CheckCellMetadata,
    ]
    converter.autograde_preprocessors = [steps.SaveAutoGrades, steps.AssignLatePenalties, steps.CheckCellMetadata]
    converter.start()
    return copy


# nbgrader looks rows up while it makes others; SQLAlchemy warns that the halves are written later.
@pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning")
@pytest.mark.parametrize("words", ["Because $x$.", "YOUR ANSWER HERE"])
@pytest.mark.parametrize("late", [False, True])
def test_nbgraders_own_autograde_of_our_notebook_leaves_the_same_rows(released, tmp_path, words, late):
    hand_in(released)
    if late:
        (released / "nbgrader_config.py").write_text(
            "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
        )
        with gradebook_of(released) as gradebook:
            gradebook.update_or_create_assignment("p9_scaling", duedate="2026-11-19 10:00:00 UTC")
    [score] = record(released, graded(released, words=words))
    ours = rows(released)
    assert ours["penalty"] == (1.25 if late else None)
    assert score == (0.0 if late else 1.25)
    assert rows(graded_by_nbgrader(released, tmp_path / "theirs")) == ours


def test_a_written_answer_waits_for_a_person_and_an_empty_one_does_not(released):
    record(released, graded(released, words="Because."))
    assert ("words", None, None, True) in rows(released)["grades"]
    record(released, graded(released, words="YOUR ANSWER HERE"))
    assert ("words", 0.0, None, False) in rows(released)["grades"]


def test_an_untouched_answer_is_no_response(released):
    record(released, graded(released))
    assert rows(released)["comments"] == [("scale", None), ("total", "No response."), ("words", None)]


def test_recording_twice_changes_nothing(released):
    hand_in(released)
    record(released, graded(released))
    first, notebook = rows(released), autograded(released).read_bytes()
    with gradebook_of(released) as gradebook:
        ids = {g.id for g in gradebook.find_submission("p9_scaling", "ada").notebooks[0].grades}
    record(released, graded(released), graded(released))
    assert rows(released) == first
    assert autograded(released).read_bytes() == notebook
    with gradebook_of(released) as gradebook:
        assert {g.id for g in gradebook.find_submission("p9_scaling", "ada").notebooks[0].grades} == ids
        assert len(gradebook.assignment_submissions("p9_scaling")) == 1


@pytest.mark.parametrize("known", [True, False], ids=["again", "new"])
def test_no_question_to_the_gradebook_reads_the_rows_of_the_whole_class(released, known):
    from sqlalchemy import Engine, event

    record(released, graded(released), graded(released, "bob"))
    asked = []

    def ask(connection, cursor, statement, parameters, context, many):
        if not statement.startswith("EXPLAIN"):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters[0] if many else parameters)
            asked.extend(row[3] for row in cursor.fetchall())

    hand_in(released, "cyd")
    event.listen(Engine, "before_cursor_execute", ask)
    try:
        record(released, graded(released, "bob" if known else "cyd"))
    finally:
        event.remove(Engine, "before_cursor_execute", ask)
    assert any(line.startswith("SEARCH grade USING INDEX") for line in asked)
    of_the_class = {"grade", "comment", "submitted_notebook", "submitted_assignment", "student"}
    assert not [line for line in asked if line.startswith("SCAN") and line.split()[1] in of_the_class]


def test_points_given_by_hand_stay_win_and_are_marked_for_another_look(released):
    record(released, graded(released))
    with gradebook_of(released) as gradebook:
        grade = gradebook.find_grade("grade_scale", "p9_scaling", "p9_scaling", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.75, False
        gradebook.db.commit()
    assert record(released, graded(released, scale=0.5)) == [2.75]
    assert ("grade_scale", 0.5, 2.75, True) in rows(released)["grades"]


def test_a_regrade_replaces_the_automatic_score(released):
    assert record(released, graded(released, scale=1.0), graded(released, scale=3.0)) == [1.0, 3.0]


def test_a_question_without_a_verdict_counts_nothing(released):
    submission = Graded(Verdict("ada", "p9_scaling", "crashed", ()), handed_in(released, words="Because."), 0.1)
    assert record(released, submission) == [0.0]
    grades = dict((name, (score, waits)) for name, score, _, waits in rows(released)["grades"])
    assert grades == {"grade_scale": (0.0, False), "grade_total": (0.0, False), "words": (None, True)}


def test_an_unreadable_submission_is_a_zero_that_waits_for_nobody(released):
    assert record(released, Graded(Verdict("ada", "p9_scaling", "unreadable", ()), handed_in(released), 0.1)) == [0.0]
    assert not any(waits for _, _, _, waits in rows(released)["grades"])


def test_the_autograded_notebook_shows_the_reason_and_validates(released):
    import nbformat
    from nbgrader.nbgraderformat import MetadataValidator

    record(released, graded(released))
    notebook = nbformat.read(autograded(released), as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    [cell] = [cell for cell in notebook.cells if cell.id == "grade_scale"]
    assert "The factor is ignored." in cell.outputs[0].text
    assert cell.outputs[-1].data["text/plain"] == "1.25"


def test_the_callers_notebook_is_left_as_it_was(released):
    submission = graded(released)
    before = json.dumps(submission.notebook)
    record(released, submission)
    assert json.dumps(submission.notebook) == before


def test_export_shows_the_score_that_record_returned(released, tmp_path):
    from nbgrader.plugins import CsvExportPlugin

    hand_in(released)
    scores = record(released, graded(released), graded(released, student="bo", scale=3.0))
    with gradebook_of(released) as gradebook:
        CsvExportPlugin(to=str(tmp_path / "grades.csv")).export(gradebook)
    lines = list(csv.DictReader((tmp_path / "grades.csv").read_text().splitlines()))
    assert {line["student_id"]: float(line["score"]) for line in lines} == dict(zip(["ada", "bo"], scores, strict=True))
    assert lines[0]["timestamp"] == "2026-11-20 10:00:00"


@pytest.mark.parametrize("text", ["", "soon", "1e9999", "9" * 90, "2026-13-45"])
def test_an_odd_timestamp_is_as_good_as_none(released, text):
    hand_in(released, timestamp=text or " ")
    record(released, graded(released))
    assert rows(released)["timestamp"] == "None"
    assert not (autograded(released).parent / "timestamp.txt").exists()


def test_a_lone_surrogate_in_an_answer_does_not_stop_the_recording(released):
    submission = graded(released, words="half a \ud800 character")
    record(released, submission)
    assert "half a ? character" in autograded(released).read_text()


def test_a_disagreement_on_points_is_named_and_nothing_is_written(released):
    verdict = Verdict("ada", "p9_scaling", "graded", (CellVerdict("words", 5.0, 6.0),))
    with pytest.raises(
        ValueError, match=r"words: the gradebook says 5 points, the verdict 6; run .*release p9_scaling"
    ):
        record(released, Graded(verdict, handed_in(released), 0.1))
    assert not autograded(released).exists()
    with gradebook_of(released) as gradebook:
        assert gradebook.assignment_submissions("p9_scaling") == []
        assert gradebook.students == []


def test_a_failed_write_leaves_neither_file_nor_row(released, monkeypatch):
    record(released, graded(released))
    first, notebook = rows(released), autograded(released).read_bytes()

    def full(*_):
        raise OSError("disk full")

    monkeypatch.setattr("grader.atomic_write.os.replace", full)
    with pytest.raises(OSError, match="disk full"):
        record(released, graded(released, scale=3.0))
    assert (rows(released), autograded(released).read_bytes()) == (first, notebook)
    assert [path.name for path in autograded(released).parent.iterdir()] == ["p9_scaling.ipynb"]


def test_an_assignment_the_gradebook_does_not_know_is_generated_first(released):
    submission = graded(released)
    with gradebook_of(released) as gradebook:
        gradebook.remove_assignment("p9_scaling")
    shutil.rmtree(released / "release")
    assert record(released, submission) == [1.25]
    assert (released / "release" / "p9_scaling" / "p9_scaling.ipynb").exists()
