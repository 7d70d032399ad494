import ast
import re
import subprocess
import sys

from tests.evaluation.syllabus.table import HERE, Results, lines, result, rows, taught
from tests.paths import CLONE

TITLES = {"S0-01": "a picture", "S0-02": "a neuron", "E01": "a sign"}


def test_there_are_168_rows_and_31_errata_each_once():
    text = (HERE / "rows.csv").read_text(encoding="utf-8").splitlines()[1:]
    ids = list(rows())
    assert len(ids) == len(text) == 199
    assert [sum(row.startswith(deck) for row in ids) for deck in ("S0", "S1", "S2", "S3", "S4", "E")] == [
        *(47, 30, 27, 41, 23),
        31,
    ]
    for deck, number in (("S0-", 47), ("S1-", 30), ("S2-", 27), ("S3-", 41), ("S4-", 23), ("E", 31)):
        assert [row for row in ids if row.startswith(deck)] == [f"{deck}{i:02}" for i in range(1, number + 1)]
    assert all(title.strip() == title and 2 < len(title) < 59 for title in rows().values())


def test_every_marker_in_the_tests_names_a_row():
    known, wrong = set(rows()), []
    for path in sorted((CLONE / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "syllabus":
                wrong += [
                    f"{path.name}: {ast.unparse(argument)}"
                    for argument in node.args
                    if not (isinstance(argument, ast.Constant) and argument.value in known) or len(node.args) != 1
                ]
    assert wrong == []


def test_every_row_has_a_test():
    borne = set()
    for path in sorted((CLONE / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                borne |= {
                    mark.args[0].value
                    for mark in node.decorator_list
                    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.syllabus"
                }
    assert [row for row in rows() if row not in borne] == []


def test_a_row_without_a_test_is_shown_as_missing():
    text = lines(TITLES, {}, {"S0-01": {"tests/a/test_x.py::test_y": "passed"}})
    assert re.search(r"S0-02 .* MISSING +-$", text[2])
    assert "without a test: S0-02 E01" in text
    assert "   2 MISSING" in text


def test_a_row_shows_where_it_is_taught_and_tested():
    tests = {"S0-01": {"tests/a/test_x.py::test_y[1]": "passed", "tests/a/test_x.py::test_y[2]": "failed"}}
    row = lines(TITLES, {"S0-01": ["05_forward"]}, tests)[1]
    assert row.split()[-3:] == ["05_forward", "FAILED", "a/test_x.py"]


def test_one_failure_fails_a_row_and_a_skip_does_not():
    assert result(["passed", "failed", "skipped"]) == "FAILED"
    assert result(["skipped", "passed"]) == "passed"
    assert result(["skipped"]) == "skipped"


def test_an_id_that_is_no_row_is_reported():
    assert "borne by a test, but no row: S9-99" in lines(TITLES, {}, {"S9-99": {"tests/test_x.py::test_y": "passed"}})


def test_lectures_teach_the_rows_in_their_comments(tmp_path):
    margins = "# <!-- syllabus: S0-07 S0-08 S0-123 XE01 -->\n# <!-- syllabus: S0-07 E02 -->"
    (tmp_path / "05_forward_pass.py").write_text(f"# A word on S0-09.\n{margins}")
    (tmp_path / "shell.py").write_text(margins)
    assert taught(tmp_path) == {"S0-07": ["05_forward_pass"], "S0-08": ["05_forward_pass"], "E02": ["05_forward_pass"]}


def test_a_comment_names_only_rows_that_exist():
    assert sorted(set(taught()) - set(rows())) == []


def test_every_row_is_taught():
    assert [row for row in rows() if row not in taught()] == []


def test_a_row_taught_nowhere_is_shown():
    text = lines(TITLES, {"S0-01": ["05_forward_pass"]}, {})
    assert "taught nowhere: S0-02 E01" in text
    assert "   1 of 3 taught" in text


def test_a_run_notes_the_outcome_of_every_marked_test(tmp_path):
    (tmp_path / "test_three.py").write_text(
        "import pytest\n"
        "@pytest.mark.syllabus('S0-01')\n@pytest.mark.syllabus('E01')\ndef test_passes(): pass\n"
        "@pytest.mark.syllabus('E01')\ndef test_fails(): assert 0\n"
        "@pytest.mark.syllabus('S0-02')\ndef test_is_skipped(): pytest.skip('')\n"
    )
    code = (
        "import pytest; from tests.evaluation.syllabus.table import Results, result; results = Results();"
        "pytest.main(['-p', 'no:terminal', '-p', 'no:cacheprovider', '--rootdir', '.', '.'], plugins=[results]);"
        "print({row: result(found.values()) for row, found in sorted(results.by_row().items())})"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = syllabus(row): a row\n")
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(CLONE)!r}); {code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "{'E01': 'FAILED', 'S0-01': 'passed', 'S0-02': 'skipped'}"
    assert Results().by_row() == {}
