"""Words that are made to be read as something else are the same words wherever they stand."""

import io
import json
import logging
from dataclasses import replace
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.console import Console
from sqlalchemy import make_url

from grader.errors import CannotStart
from grader.gradebook.open import course_directory
from grader.judging.verdict import CellVerdict, Finding, Verdict
from grader.log import log_to_stderr
from grader.pipeline.autograde import Row
from grader.printable import one_line, printable
from grader.reports.class_report.page import page
from grader.reports.class_report.submissions import GradedSubmission
from grader.reports.console_table import as_json, print_table
from grader.reports.page.clean_html import MARK, clean_html
from grader.reports.page.markdown import markdown_html
from grader.reports.page.render import render
from tests.evaluation.fuzz.pages import page_task
from tests.grader.judging.made_assignment import ASSIGNMENT

MISREAD = [
    r"$\smash{\llap{10 of 10}}$",
    r"\(\color{white}{\rule{40em}{7em}}\)",
    "$$x$$ \\begin{align}x\\end{align}",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    ".*", "(a+)+$", "[", "\\", "(?P<x>", "a{1,99999}", "\\g<0>", "\\1",
    "../../etc/passwd", "/etc/passwd", "~root", "C:\\con", "a/b", ".", "..", "-rf", "--help", "%2e%2e%2f",
    "?x=1#y", "javascript:alert(1)", "http://x/", "sqlite:///x", "a:b@c/d", "%20", "%(x)s", "{0}",
    "{x!r}", "${HOME}", "%s%n",
    "{{ 7*7 }}", "{% raw %}", "{# x #}", "<script>alert(1)</script>", "<b>", "&lt;", "&#60;", "]]>", "--><b>",
    "`code`", "``", "**bold**", "[x](y)", "| a | b |", "\\`", "# 10 of 10 points",
    "\x1b[2J\x1b]0;title\x07", "\x9b31m", "[bold red]x[/]",
    "\r10 of 10", "\u202e01 fo 01", "\u2066", "a\u0301\u0301\u0301\u0301\u0301",
    "\ue0000\ue001",
    "'; DROP TABLE grade; --", "\x00", "\ud800", "null", "NaN", "\n10 of 10 points\n", " \u00a0 ", "\u2028x",
]  # fmt: skip
WORDS = (
    st.sampled_from(MISREAD)
    | st.lists(st.sampled_from(MISREAD), min_size=2, max_size=4).map("".join)
    | st.text(max_size=30)
)
# What is written into it may have any of these; nothing that a student writes adds another one.
_ORDINARY = {
    "html",
    "body",
    "main",
    "header",
    "p",
    "h1",
    "h2",
    "b",
    "div",
    "i",
    "section",
    "article",
    "ul",
    "li",
    "code",
    "pre",
}
_ORDINARY |= {"span", "a", "details", "summary", "head", "meta", "title", "style"}


def each(*names):
    """Try each of the words above, before others are drawn."""

    def decorated(test):
        for word in MISREAD:
            test = example(**dict.fromkeys(names, word))(test)
        return test

    return decorated


def words_of(tag):
    return " ".join(tag.get_text().split())


def shown(text):
    """The words as a page has them: of one line, printable, without the marks that set code."""
    return " ".join(printable(one_line(text)).split())


@settings(max_examples=150, deadline=None)
@given(reason=WORDS, remark=WORDS, student=WORDS)
@each("reason", "remark", "student")
def test_on_a_feedback_page_they_are_text(reason, remark, student):
    content = {"words": "", "attachments": {}, "code": "pass", "outputs": [], "reason": reason, "student": student}
    task = replace(page_task(content | {"reason": reason}))
    notebook = json.loads(task.notebook)
    notebook["metadata"]["backprop_course"] = {"remarks": [remark]}
    html = render(replace(task, notebook=json.dumps(notebook).encode())).decode()
    soup = BeautifulSoup(html, "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= _ORDINARY
    assert words_of(soup.find(class_="score")) == "2.5 of 10 points"
    assert words_of(soup.find(class_="who")) == " ".join(f"p · {printable(student)}".split())
    unquoted = words_of(soup.select_one(".reasons li")).replace(" ", "").replace("`", "")
    assert shown(f"f raises ValueError in the line `{reason}`.").replace(" ", "").replace("`", "") in unquoted
    assert words_of(soup.find(class_="remark")).replace(" ", "") == shown(remark).replace(" ", "").replace("`", "") or (
        "`" in remark
    )


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(words=WORDS, name=WORDS)
@each("words", "name")
def test_in_the_class_report_they_are_text_and_names_are_no_patterns(words, name):
    found = Finding("raises", f"f raises ValueError in the line `{words}`, in every case: {words}.")
    cells = (CellVerdict("grade_a", 0.0, 5.0, (found,)),)
    verdict = Verdict(name, "p9_made", "graded", cells, (words,))
    html = page(ASSIGNMENT, [GradedSubmission(verdict, 1.0, 0.0, False, (name, words))], [name], lambda *_: words)
    soup = BeautifulSoup(html, "html.parser")
    assert not soup.find_all(["script", "img", "iframe", "a", "math"])
    assert words_of(soup.title) == "p9_made: the class"
    assert not any(ord(c) in range(0x80, 0xA0) or c in "\x1b\u202e\u2066\x07" for c in html)


@settings(max_examples=150, deadline=None)
@given(words=WORDS, name=WORDS)
@each("words", "name")
def test_on_the_terminal_they_are_text(words, name):
    verdict = Verdict(name, "p9", "graded", (CellVerdict("grade_x", 0.0, 1.0, (Finding("raises", words),)),), (words,))
    out = io.StringIO()
    print_table([Row(SimpleNamespace(verdict=verdict, seconds=1.0), 0.0)], Console(file=out, width=250))
    assert all(c.isprintable() or c == "\n" for c in out.getvalue())
    logged = io.StringIO()
    logger = logging.getLogger("grader")
    before, level = list(logger.handlers), logger.level
    logger.propagate = False  # what pytest keeps of the log has to be UTF-8
    try:
        log_to_stderr()
        logger.handlers[-1].setStream(logged)
        logging.getLogger("grader.x").info("recorded %s", name)
    finally:
        logger.handlers[:], logger.level, logger.propagate = before, level, True
    assert all(c.isprintable() or c == "\n" for c in logged.getvalue())
    assert printable(name.partition("\n")[0]).strip() in logged.getvalue()


@given(words=WORDS, name=WORDS)
@each("words", "name")
def test_in_json_they_come_back_as_they_were(words, name):
    verdict = Verdict(name, "p9", "graded", (CellVerdict("grade_x", 0.0, 1.0, (Finding("raises", words),)),))
    entry = json.loads(as_json("p9", [Row(SimpleNamespace(verdict=verdict, seconds=1.0), 0.0)]))["submissions"][0]
    assert entry["student"] == name
    assert entry["cells"][0]["findings"][0]["text"] == one_line(words)


@settings(deadline=None)
@given(text=WORDS)
@each("text")
def test_cleaned_html_has_no_other_elements_and_is_the_same_when_cleaned_again(text):
    cleaned = clean_html(text)
    assert clean_html(cleaned) == cleaned
    assert (
        BeautifulSoup(f"<div>{cleaned}</div>", "html.parser").find(["script", "svg", "style", "math", "title"]) is None
    )


@settings(max_examples=150, deadline=None)
@given(before=WORDS, after=WORDS)
@each("before", "after")
def test_words_beside_a_formula_are_not_set_by_it(before, after):
    html = markdown_html(f"{before}\n\nso $x_1$ is\n\n{after}")
    allowed = {"href", "style", "class", "id", "mathcolor", "mathbackground", "height", "voffset"}
    for tag in BeautifulSoup(html, "html.parser").select("math, math *"):
        assert not allowed & tag.attrs.keys()
    assert "\ue000" not in html


@pytest.mark.parametrize(
    "forged", [MARK.format(0), MARK.format(7), MARK.format("9" * 30), f"<b title='{MARK.format(0)}'>"]
)
def test_nobody_puts_a_formula_where_none_is(forged):
    assert "<math" not in clean_html(forged, ["<math></math>"][:0])
    assert "<math" not in markdown_html(f"{forged} and no formula")
    attribute = clean_html(f"<a title='{MARK.format(0)}'>x</a>", ["<math></math>"])
    assert attribute == '<a title="">x</a>'


_NAMES = WORDS.filter(
    lambda name: "/" not in name and "\0" not in name and name not in (".", "..", "") and name.isprintable()
)


@settings(max_examples=200, deadline=None)
@given(name=_NAMES)
@example(name="query?x=1")
@example(name="percent%20x")
@example(name="hash#x")
def test_the_gradebook_of_a_course_folder_is_in_it_whatever_its_name(tmp_path_factory, name):
    folder = tmp_path_factory.getbasetemp() / name
    try:
        folder.mkdir(exist_ok=True)
    except (OSError, UnicodeError):
        return
    try:
        url = course_directory(folder).db_url
    except CannotStart as error:
        pytest.fail(str(error))
    assert make_url(url).database == str(folder.resolve() / "gradebook.db")
