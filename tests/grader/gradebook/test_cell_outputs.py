"""A verdict as the outputs of its grade cell."""

import math

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grader.authoring.build import python_notebook
from grader.gradebook.cell_outputs import verdict_outputs, write_verdict
from grader.judging.verdict import CellVerdict, Finding, Verdict


def test_the_last_output_is_the_score():
    from nbgrader.utils import determine_grade

    cell = new_code_cell(metadata={"nbgrader": {"grade": True, "solution": False, "grade_id": "g", "points": 30}})
    for score in (0.0, 17.5, 1 / 3, 30.0):
        cell.outputs = [nbformat.from_dict(o) for o in verdict_outputs(CellVerdict("g", score, 30.0))]
        assert determine_grade(cell) == (score, 30.0)


@pytest.mark.parametrize(
    ("score", "shown"), [(-1.0, "0.0"), (31.0, "30.0"), (math.nan, "0.0"), (math.inf, "30.0"), (-math.inf, "0.0")]
)
def test_a_score_outside_the_range_is_clamped(score, shown):
    assert verdict_outputs(CellVerdict("g", score, 30.0))[-1]["data"]["text/plain"] == shown


def test_a_numpy_score_is_written_as_a_plain_float():
    np = pytest.importorskip("numpy")
    assert verdict_outputs(CellVerdict("g", np.float64(2.5), 3))[-1]["data"]["text/plain"] == "2.5"


def test_findings_stand_in_words_and_in_the_table():
    findings = (Finding("dW_transposed", "dW is transposed."), Finding("db_mean", "db is a mean."))
    words, table, _ = verdict_outputs(CellVerdict("g", 12.0, 30.0, findings))
    assert words == {
        "output_type": "stream",
        "name": "stdout",
        "text": "12 of 30 points\n- dW is transposed.\n- db is a mean.\n",
    }
    for text in ("12 of 30 points", "dW is transposed.", "db is a mean."):
        assert text in table["data"]["text/html"]
        assert text in table["data"]["text/plain"]


def test_what_a_student_caused_to_be_said_is_escaped():
    html = verdict_outputs(CellVerdict("g", 0.0, 3.0, (Finding("raised", 'ValueError: <script>x</script> "&'),)))[1]
    assert "<script>" not in html["data"]["text/html"]
    assert "&lt;script&gt;x&lt;/script&gt; &quot;&amp;" in html["data"]["text/html"]


def test_an_ungraded_cell_has_no_outputs():
    assert verdict_outputs(CellVerdict("g", None, 5.0)) == []


def test_the_verdict_replaces_what_the_student_printed():
    grade = {"grade": True, "solution": False, "locked": True, "schema_version": 3, "task": False, "points": 3}
    loud = [nbformat.v4.new_output("execute_result", data={"text/plain": "3.0"})]
    notebook = new_notebook(
        cells=[
            new_code_cell("1", metadata={"nbgrader": {**grade, "grade_id": "judged"}}, outputs=loud),
            new_code_cell("2", metadata={"nbgrader": {**grade, "grade_id": "passed_over"}}, outputs=loud),
            new_code_cell("3", outputs=loud),
        ]
    )
    shown = write_verdict(notebook, Verdict("s", "a", "graded", (CellVerdict("judged", 1.0, 3.0),)))
    assert [cell.outputs[-1]["data"]["text/plain"] for cell in notebook.cells] == ["1.0", "0.0", "3.0"]
    assert "no verdict" in notebook.cells[1].outputs[0]["text"]
    assert {name: cell.score for name, cell in shown.items()} == {"judged": 1.0, "passed_over": 0.0}
    nbformat.validate(nbformat.from_dict(notebook))


def test_a_remark_on_one_submission_is_not_in_the_next_notebook():
    write_verdict(python_notebook([]), Verdict("s", "a", "graded", (), ("Cell 2 did not run.",)))
    assert set(python_notebook([])["metadata"]) == {"kernelspec", "language_info"}
