"""The page on a whole class: right counts, nobody's name, nobody's HTML."""

import json
import re

import pytest

from grader.errors import CannotStart
from grader.intake.roster import Student
from grader.judging.verdict import CellVerdict, Finding, Verdict
from grader.reports.class_report.example_code import function_text
from grader.reports.class_report.examples import Examples
from grader.reports.class_report.misconceptions import known_bugs, misconceptions, unexplained
from grader.reports.class_report.needs_review import slow_submissions, students_to_review
from grader.reports.class_report.page import class_report, page
from grader.reports.class_report.questions import questions
from grader.reports.class_report.submissions import GradedSubmission
from tests.grader.in_a_browser import opened
from tests.grader.judging.made_assignment import ASSIGNMENT

EXAMPLES = Examples({"G01": "The first.", "G02": "The second.", "float32": "Single."})
ONE, TWO = Finding("G01", "The first slip."), Finding("G02", "The second slip.")
HOSTILE = "<script>document.title='got'</script><img src=x onerror=\"document.title='got'\">'\"--></style>\u202e\x1b[2J"


def handed(student, a=(), b=(), status="graded", seconds=1.0, remarks=(), score=None):
    """A submission with these findings for the questions a and b, each worth 5; full points without any."""
    cells = tuple(
        CellVerdict(f"grade_{name}", 0.0 if found else 5.0, 5.0, tuple(found)) for name, found in (("a", a), ("b", b))
    )
    verdict = Verdict(student, "p9_made", status, cells, tuple(remarks))
    return GradedSubmission(verdict, seconds, verdict.score if score is None else score, False, (student,))


def counted(submissions):
    return {m.code: (len(m.students), len(m.perhaps)) for m in misconceptions(submissions, EXAMPLES)}


def test_a_student_who_shows_a_misconception_twice_counts_once():
    [found] = misconceptions([handed("ada", [ONE], [ONE]), handed("bob", [ONE])], EXAMPLES)
    assert (len(found.students), found.questions) == (2, {"a": 2, "b": 1})


def test_the_most_frequent_misconception_comes_first():
    assert list(counted([handed("ada", [TWO]), handed("bob", [ONE]), handed("eve", [TWO])])) == ["G02", "G01"]


def test_one_of_two_causes_is_counted_as_perhaps():
    either = [Finding(f.code, f"One of 2 causes that would fit: {f.text}") for f in (ONE, TWO)]
    assert counted([handed("ada", either), handed("bob", [ONE])]) == {"G01": (1, 1), "G02": (0, 1)}


def test_two_slips_together_are_counted_each():
    both = Finding("G01+G02", "One of 3 causes that would fit: The first slip. And: The second slip.")
    assert counted([handed("ada", [both])]) == {"G01": (0, 1), "G02": (0, 1)}


def test_what_no_bug_explains_is_grouped_by_question_and_likeness():
    def wrong(gap):
        return [Finding("wrong", f"dW: wrong in every case; the largest difference is {gap} of its size.")]

    def raises(line, kind="ValueError"):
        return [Finding("raises", f"f raises {kind} in the line `{line}`, in every case: no {line}.")]

    def met(*groups):
        return [Finding("wrong", f"db: wrong in 2 of 4 cases ({', '.join(groups)}).")]

    groups = unexplained(
        [
            *(handed("a1", wrong("0.5")), handed("a2", wrong("1.2e+03")), handed("a3", b=wrong("0.5"))),
            *(handed("b1", raises("x = 1")), handed("b2", raises("y, z = 2")), handed("b3", raises("x", "KeyError"))),
            *(handed("d1", b=met("square", "one example")), handed("d2", b=met("one example", "square"))),
            *(handed("c1", [ONE, *wrong("0.5")]), handed("c2", [Finding("unfilled", "f is not filled in yet.")])),
        ],
        EXAMPLES,
    )
    assert [(g.question, sorted(g.students)) for g in groups] == [
        ("a", ["a1", "a2"]),
        ("a", ["b1", "b2"]),
        ("b", ["d1", "d2"]),
        ("a", ["b3"]),
        ("b", ["a3"]),
    ]


def test_questions_count_all_some_none_empty_and_waiting():
    empty = [Finding("unfilled", "a is not filled in yet.")]
    waits = Verdict("eve", "p9_made", "graded", (CellVerdict("grade_a", None, 5.0), CellVerdict("grade_b", 2.0, 5.0)))
    a, b = questions([handed("x"), handed("y", [ONE]), handed("z", empty), GradedSubmission(waits, 1.0, 2.0, True, ())])
    assert (a.full, a.partial, a.zero, a.empty, a.pending, a.share) == (1, 0, 1, 1, 1, pytest.approx(1 / 3))
    assert (b.full, b.partial, b.zero, b.empty, b.pending, b.share) == (3, 1, 0, 0, 0, pytest.approx(17 / 20))


@pytest.mark.parametrize(
    ("recorded", "counts"),
    [
        ((None, None), (0, 0, 0, 0, 1)),  # it waits
        ((None, 5.0), (1, 0, 0, 0, 0)),
        ((None, 2.0), (0, 1, 0, 0, 0)),
        ((0.0, 0.0), (0, 0, 1, 0, 0)),
        ((0.0, None), (0, 0, 0, 1, 0)),  # as it was given out
    ],
)
def test_a_written_answer_is_counted_by_the_points_in_the_gradebook(recorded, counts):
    verdict = Verdict("eve", "p9_made", "graded", (CellVerdict("grade_a", None, 5.0),))
    [a] = questions([GradedSubmission(verdict, 1.0, 0.0, False, (), {"grade_a": recorded})])
    assert (a.full, a.partial, a.zero, a.empty, a.pending) == counts


def test_who_takes_much_longer_is_slow():
    assert [
        one.student for one in slow_submissions([handed(f"s{i}") for i in range(9)] + [handed("slow", seconds=30.0)])
    ] == ["slow"]


def test_who_needs_a_look_is_told_with_the_gravest_reason_first():
    submissions = [
        handed("fine"),
        handed("odd", remarks=["The cells were out of order."]),
        handed("dead", status="crashed", remarks=["Cell x: it ended."]),
        handed("nothing", [ONE], [ONE]),
    ]
    looks = students_to_review(submissions, ["missing"], [])
    assert [look.student for look in looks] == ["missing", "dead", "nothing", "odd"]


def test_everything_that_was_odd_about_a_submission_needs_a_look():
    """What failed beside an answer, a cell that was passed over and a function that was not there, all of them."""
    remarks = [
        "The cell solve_a: line 1, `import torch`, raised ModuleNotFoundError; the rest of it ran.",
        "The locked cell grade_a stands more than once; the copy was passed over.",
    ]
    missing = Finding("no_answer", "There is no b: no cell defines it.")
    [look] = students_to_review([handed("ada", b=[missing], remarks=remarks)], [], [])
    assert look.reasons == (*remarks, "b: There is no b: no cell defines it.")


def test_questions_without_an_answer_for_one_reason_are_told_together():
    none, other = "gave nothing that can be read as an answer.", "a was not asked."
    a, b = (Finding("no_answer", f"{name} {none}") for name in "ab")
    [look] = students_to_review([handed("ada", [a], [b, Finding("no_answer", other)])], [], [])
    assert look.reasons == (f"a, b: {none}", f"b: {other}", "No points at all.")


def test_a_file_that_cannot_be_read_is_told_once():
    why = "The file is empty."
    one = handed("ada", [Finding("no_answer", why)], [Finding("no_answer", why)], "unreadable", remarks=[why])
    [look] = students_to_review([one], [], [])
    assert look.reasons == (why,)


@pytest.mark.parametrize("code", ["counted_once", "given"])
def test_what_was_counted_once_is_told_for_its_question_and_is_no_misconception(code):
    once = Finding(code, "Right, given a right a: what is wrong there is counted once, in a.")
    submissions = [handed("ada", [ONE], [once]), handed("bob", [ONE], [once]), handed("eve", [ONE])]
    assert counted(submissions) == {"G01": (3, 0)}
    assert unexplained(submissions, EXAMPLES) == []
    told = "Judged with a right earlier function in place of the student's own: b (2)."
    assert told in page(ASSIGNMENT, submissions)
    assert told not in page(ASSIGNMENT, submissions[2:])


def parts(html):
    """The page before and after the heading under which names stand."""
    before, heading, after = html.partition("Who needs a look")
    assert heading
    return before, after


def test_the_class_page_names_nobody():
    raised = [Finding("raises", "f raises ValueError, in every case: Zacharias42 and Bartholomew7 were here.")]
    lines = ['"""By Zacharias42."""', "# Zacharias42", "zacharias42 = max(a)", "return zacharias42 + bartholomew7"]
    source = "\n    ".join(["def mac_counts(a, b):", *lines])
    notebook = json.dumps({"cells": [{"cell_type": "code", "source": source}]}).encode()
    submissions = [handed("Zacharias42", raised, [ONE], remarks=["Odd."]), handed("Bartholomew7", [ONE]), handed("max")]
    before, after = parts(page(ASSIGNMENT, submissions, [], lambda *of: function_text(notebook, "mac_counts")))
    assert "… = max(a)\n    return … + …" in before
    assert not re.search("zacharias42|bartholomew7", before, re.IGNORECASE)
    assert "Zacharias42" in after


def test_who_has_not_handed_in_stands_among_the_names():
    html = page(ASSIGNMENT, [handed("ada")], missing=[Student("zac", "Zacharias", "Zed", "zac@example.org")])
    before, after = parts(html)
    assert "<b>1</b> of the roster not handed in" in before
    assert "Zacharias" not in before
    assert "<td>Zacharias Zed</td>" in after
    assert "not handed in" not in page(ASSIGNMENT, [handed("ada")]).lower()


def hostile_page():
    raised = [Finding("raises", f"f raises ValueError in the line `{HOSTILE}`, in every case: {HOSTILE}.")]
    name = f"{HOSTILE} jr."  # not the same: names are taken out of the rest
    submissions = [handed(name, raised, [ONE], remarks=[HOSTILE], status="crashed"), handed("ada")]
    return page(ASSIGNMENT, submissions, [name], lambda student, grade_id: HOSTILE)


def test_what_students_write_is_text():
    html = hostile_page()
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "\u202e" not in html
    assert "\x1b" not in html


@pytest.mark.chromium
def test_nothing_that_students_write_runs_or_loads_in_a_browser(chromium, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(hostile_page(), encoding="utf-8")
    with opened(chromium, path) as found:
        assert found.page.title() == "p9_made: the class"
        assert found.page.locator("img, script, iframe, object, link").count() == 0
        assert found.asked == [path.as_uri()]
        assert found.said == []


@pytest.mark.chromium
def test_the_page_shows_where_a_script_would_have_been_stopped(chromium, tmp_path):
    """A test that sees nothing would pass everything above."""
    path = tmp_path / "page.html"
    path.write_text(hostile_page().replace("</body>", "<script>1</script><img src='http://x.invalid/'></body>"))
    with opened(chromium, path) as found:
        assert len(found.said) >= 2


def test_a_class_report_without_verdicts_says_what_to_do_first(released):
    with pytest.raises(CannotStart, match="run `python -m grader autograde p9_scaling` first"):
        class_report(released, "p9_scaling")


@pytest.mark.parametrize(
    "source",
    [
        "def f(:",
        "def f(a):\n    return " + "-" * 3000 + "1",
        "def f(a):\n    return " + "(" * 900,
        "x = 'def f('",
        "\0def f(",
    ],
)
def test_code_that_cannot_be_read_is_no_example(source):
    notebook = json.dumps({"cells": [{"cell_type": "code", "source": source}]}).encode()
    assert function_text(notebook, "f") == ""


def test_the_page_is_the_same_to_the_byte_for_the_same_class():
    submissions = [handed("ada", [ONE]), handed("bob", [ONE], [TWO])]
    assert page(ASSIGNMENT, submissions) == page(ASSIGNMENT, submissions)


def test_bugs_are_known_by_their_sentences():
    known = known_bugs(ASSIGNMENT)
    assert {"G20", "G21", "float32", "batch_forgotten"} <= known.keys()
    assert all(text.endswith((".", "?")) for text in known.values())
