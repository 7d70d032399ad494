"""Wrong lines are looked for when all points are recorded: points stay, one search serves all who share a function."""

import html
import json
import logging
import re
import shutil
from concurrent.futures import Future

import pytest

from grader.explain.code import Code
from grader.explain.search import search
from grader.pipeline import autograde, explain
from grader.reports import console_table, feedback
from grader.reports.class_report.page import class_report
from tests.grader.pipeline.tiny_course import NAME, RIGHT, hand_in, make_course

ADDED = RIGHT.replace("m * n", "m + n")
BOTH_SUMS = RIGHT.replace("m * n", "n * m").replace("2 * sum(pairs)", "sum(pairs)")
ANSWERS = {
    "ada": RIGHT,
    "bob": ADDED,
    "cyd": f"# mine\n{ADDED}",
    "dan": "mac_counts = None\n",
    "eve": "",
    "fay": BOTH_SUMS,
}


class Here:
    """A place for tasks: they run at once, in this process."""

    in_flight = 3

    def __init__(self):
        self.searched = 0

    def start(self):
        return self

    def submit(self, run, data):
        self.searched += run.__name__ == "run_search"
        future = Future()
        future.set_result(run(data))
        return future

    def shutdown(self, wait=True, cancel_futures=False):
        pass


class Kept(logging.Handler):
    """Keeps all that is logged, and the lines that the search has mended."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.logged, self.mended = "", set()

    def emit(self, record):
        self.logged += f"{record.getMessage()}\n{record.exc_text or ''}\n"

    def search(self, trial, text, seconds, donors):
        found = search(trial, text, seconds, donors)
        for edit in (edit for hit in found.hits for edit in hit):
            assert edit.changes
            self.mended |= set(Code(text).changed(edit).split("\n")) - set(text.split("\n"))
        return found


KEPT = Kept()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A graded class in which wrong lines were looked for: the folder, rows before and after, the place."""
    folder, place = make_course(tmp_path_factory.mktemp("explained") / "course", ANSWERS), Here()
    logger = logging.getLogger()
    level = logger.level
    logger.addHandler(KEPT)
    logger.setLevel(logging.DEBUG)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(autograde.Options, "backend", lambda self, tasks: place)
        patch.setattr("grader.explain.explain.search", KEPT.search)
        before = autograde.autograde(folder, NAME)
        after = explain.explain(folder, NAME, before, 1.0)
    yield folder, before, after, place
    logger.removeHandler(KEPT)
    logger.setLevel(level)


def findings(rows, student):
    [row] = [row for row in rows if row.graded.verdict.student == student]
    return [finding for cell in row.graded.verdict.cells for finding in cell.findings]


def test_no_point_changes(course):
    _folder, before, after, _ = course
    assert [row.score for row in before] == [row.score for row in after]
    assert [[c.score for c in row.graded.verdict.cells] for row in before] == [
        [c.score for c in row.graded.verdict.cells] for row in after
    ]


def test_the_line_is_that_of_each_ones_own_cell(course):
    *_, after, _ = course
    assert [f.line for f in findings(after, "bob") if f.line] == [2]
    assert [f.line for f in findings(after, "cyd") if f.line] == [3]
    [entry] = [s for s in json.loads(console_table.as_json(NAME, after))["submissions"] if s["student"] == "cyd"]
    assert 3 in [f["line"] for cell in entry["cells"] for f in cell["findings"]]


def test_one_search_serves_all_who_share_a_function(course):
    *_, place = course
    assert place.searched == 2


def test_the_right_code_stands_in_no_file_and_on_no_page(course):
    folder, *_ = course
    pages = [*feedback.feedback(folder, NAME, jobs=1).pages, class_report(folder, NAME)]
    made = [path for room in ("verdicts", "autograded") for path in (folder / room).rglob("*") if path.is_file()]
    for path in (*made, *pages):
        text = re.sub(r"<[^>]+>", "", path.read_text())
        assert "ada" in path.parts or "m * n" not in text, path  # Ada wrote it herself
    quoted = [path for path in (*made, *pages) if "m + n" in re.sub(r"<[^>]+>", "", path.read_text())]
    assert set(quoted) & set(made)
    assert set(quoted) & set(pages)


def test_no_mended_line_stands_in_a_file_a_table_or_the_log(course):
    folder, _before, after, _ = course
    pages = [*feedback.feedback(folder, NAME, jobs=1).pages, class_report(folder, NAME)]
    written = [p for p in folder.rglob("*") if p.is_file() and not {"submitted", "source", "ada"} & set(p.parts)]
    assert set(pages) - set(written) <= {page for page in pages if "ada" in page.parts}
    assert len(KEPT.mended) > 1
    told = {str(path): path.read_bytes().decode(errors="replace") for path in written}
    told |= {"JSON": console_table.as_json(NAME, [row for row in after if row.graded.verdict.student != "ada"])}
    told |= {"the log": KEPT.logged}
    for place, text in told.items():
        plain = html.unescape(re.sub(r"<[^>]+>", "", text))
        for line in KEPT.mended:
            assert line.strip() not in plain, place


def test_a_second_run_looks_for_nothing(course, monkeypatch):
    folder, *_ = course
    monkeypatch.setattr(autograde.Options, "backend", lambda self, tasks: pytest.fail("a task was made"))
    rows = autograde.autograde(folder, NAME)
    assert explain.to_search(rows, 1.0) == []
    assert [f.line for f in findings(rows, "cyd") if f.line] == [3]


def test_more_time_looks_again(course):
    _folder, _before, after, _ = course
    assert {row.graded.verdict.student for row in explain.to_search(after, 3.0)} == {"bob", "cyd", "dan", "fay"}


def test_a_changed_submission_is_looked_at_again(course, monkeypatch, tmp_path):
    folder, *_ = course
    place = Here()
    monkeypatch.setattr(autograde.Options, "backend", lambda self, tasks: place)
    hand_in(folder, "ada", ADDED)
    rows = explain.explain(folder, NAME, autograde.autograde(folder, NAME, ["ada"]), 1.0)
    assert [f.line for f in findings(rows, "ada") if f.line] == [2]
    assert place.searched == 0  # bob's function is the same


@pytest.mark.parametrize(
    "content", [b"", b"[7]", b'{"hits": 3}', b"\xff" * 99], ids=["empty", "a list", "other fields", "no text"]
)
def test_what_a_search_found_is_looked_for_again_where_its_file_is_damaged(course, monkeypatch, tmp_path, content):
    folder, place = shutil.copytree(course[0], tmp_path / "course"), Here()
    monkeypatch.setattr(autograde.Options, "backend", lambda self, tasks: place)
    for path in (folder / "verdicts").glob(".lines-*/*.json"):
        path.write_bytes(content)
    hand_in(folder, "eve", ADDED)
    rows = explain.explain(folder, NAME, autograde.autograde(folder, NAME, ["eve"]), 1.0)
    assert [f.line for f in findings(rows, "eve") if f.line] == [2]
    assert place.searched == 1
