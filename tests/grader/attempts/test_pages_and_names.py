"""What is made to cover, move, load, stretch or imitate on a page: it is cleaned away, or stays in its place."""

import base64
import csv
import io
import json
import re

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from PIL import Image

from grader.cli import main
from grader.gradebook import lms_export
from grader.gradebook.platform_tables import PLATFORMS, GradeRow
from grader.gradebook.students import missing_lines, missing_summary
from grader.intake.roster import Student, as_student_name, write_roster
from grader.judging.graded import Graded
from grader.judging.verdict import Verdict
from grader.pipeline.autograde import Row
from grader.pipeline.plan import Plan, Planned
from grader.printable import one_line, printable
from grader.reports.console_table import as_json
from grader.reports.page.clean_html import clean_html
from grader.reports.page.drawings import clean_svg
from grader.reports.page.markdown import markdown_html
from grader.reports.page.pictures import picture_url
from grader.reports.page.render import render
from grader.reports.run_summary import changed_scores, plan_lines
from tests.evaluation.fuzz.pages import page_task
from tests.grader.in_a_browser import opened
from tests.grader.pipeline.tiny_course import NAME, TEXT
from tests.paths import CLONE

# HTML, and what of it is left.
_HTML = {
    "the place of our points": ("<a id=grade>10 of 10</a>", "<a>10 of 10</a>"),
    "the place of our reasons": ("<a id='reasons'></a>", "<a></a>"),
    "the place of the notebook": ("<a id=&#110;otebook></a>", "<a></a>"),
    "the place of a question": ("<a id='Q_1'></a><b id='C_1'></b>", "<a></a><b></b>"),
    "our own classes": ("<div class='card full'><p class='points'>10</p></div>", "<div><p>10</p></div>"),
    "a card that opens": (
        "<details open class=card><summary>10 of 10 points</summary></details>",
        "<details><summary>10 of 10 points</summary></details>",
    ),
    "a cell as high as the sky": ("<p style='padding: 99999999px'>x</p>", '<p style="">x</p>'),
    "the same, as a power": ("<p style='padding: .9e9px'>x</p>", '<p style="">x</p>'),
    "the same, computed": ("<p style='padding: calc(999px * 999)'>x</p>", '<p style="">x</p>'),
    "a wide border": ("<p style='border: 9999999px solid white'>x</p>", '<p style="">x</p>'),
    "colours that may stay": (
        "<p style='color: #1e2345; background-color: rgb(255, 255, 0)'>x</p>",
        '<p style="color: #1e2345; background-color: rgb(255, 255, 0);">x</p>',
    ),
    "a variable of ours": ("<p style='--good: white; --ink: white'>x</p>", '<p style="">x</p>'),
    "a link without a scheme": ("<a href='//x.invalid'>x</a>", "<a>x</a>"),
    "a link to a file": ("<a href='file:///etc/passwd'>x</a>", "<a>x</a>"),
    "a link that begins with a blank": ("<a href=' javascript:alert(1)'>x</a>", "<a>x</a>"),
    "a link with a tab in it": ("<a href='java\tscript:alert(1)'>x</a>", "<a>x</a>"),
    "a link as an entity": ("<a href='&#x6a;avascript:alert(1)'>x</a>", "<a>x</a>"),
    "a link to a page in itself": ("<a href='data:text/html,x'>x</a>", "<a>x</a>"),
    "a download": ("<a href='https://x.invalid' download target=_blank ping=//x>x</a>", '<a href="https://x.invalid">x</a>'),
    "text from right to left": ("<p dir=rtl>x</p>", "<p>x</p>"),
    "letters that turn the line": ("&#x202e;01 fo 01", "\ufffd01 fo 01"),
    "a list that counts to ten": ("<ol start=10 reversed><li value=10>x</ol>", "<ol><li>x</li></ol>"),
    "a text to be edited": ("<p contenteditable tabindex=1 accesskey=x autofocus>x</p>", "<p>x</p>"),
    "another language and a popover": ("<div popover=manual lang=x inert hidden>x</div>", "<div>x</div>"),
    "a table as wide as the sky": ("<td colspan=999999 rowspan=0 width=99999>x</td>", "<td>x</td>"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "left"), _HTML.values(), ids=_HTML)
def test_html_keeps_its_words_and_loses_the_rest(html, left):
    assert clean_html(html) == left


_FRAMES = (
    "<iframe srcdoc='<script>parent.x = 1</script>'></iframe>", "<meta http-equiv=refresh content='0;url=//x'>",
    "<base href=//x>", "<form action=//x><input type=submit formaction=//x></form>", "<object data=//x></object>",
    "<embed src=//x>", "<link rel=stylesheet href=//x>", "<portal src=//x>", "<frameset><frame src=//x></frameset>",
    "<video src=//x autoplay><source src=//x></video>", "<marquee>10 of 10</marquee>", "<dialog open>10 of 10</dialog>",
    "<math href=//x><mi xlink:href=//x>x</mi></math>", "<math><maction actiontype=statusline>x</maction></math>",
    "<input type=image src=//x>", "<isindex action=//x>", "<body background=//x onload=alert(1)>", "<slot name=x>",
    "<noembed><img src=//x></noembed>", "<picture><source srcset=//x></picture>", "<map><area href=//x></map>",
)  # fmt: skip


@pytest.mark.parametrize("html", _FRAMES)
@pytest.mark.parametrize("shown", [clean_html, markdown_html, lambda text: markdown_html(f"a | b\n-|-\n{text} | x")])
def test_frames_forms_and_players_are_text(html, shown):
    soup = BeautifulSoup(shown(html), "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= {
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "span",
        "img",
    }
    for tag in soup.find_all(True):
        assert not {"src", "href", "srcset", "onload", "srcdoc", "action"} & tag.attrs.keys()


def _svg(inside, more=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {more}>{inside}</svg>'


_DRAWINGS = {
    "that blinks": _svg("<style>@keyframes x{to{opacity:0}}*{animation:x 1s infinite}</style><path d='M0 0'/>"),
    "that loads a sheet, spelled in pieces": _svg("<style>@im&#112;ort 'https://x.invalid'</style>"),
    "that loads a colour, spelled in pieces": _svg("<style>*{fill:u&#114;l(https://x.invalid)}</style>"),
    "that loads a colour, spelled in CSS": _svg(r"<style>*{fill:\75 rl(https://x.invalid)}</style>"),
    "that loads a colour, in an attribute": _svg(r"<path fill='\75rl(https://x.invalid)'/>"),
    "that loads a font": _svg("<style>@font-face{font-family:x;src:url(#x)}</style>"),
    "in pieces of a style": _svg("<style>" + "*{}<!-- -->" * 80 + "</style>"),
    "in a style in a group": _svg(f"<g><style>{'*{}' * 80}</style></g>"),
    "that links": _svg("<a href='https://x.invalid'><path d='M0 0'/></a>"),
    "that embeds": _svg("<switch><image href='data:image/svg+xml,x'/></switch>"),
    "that sets": _svg("<set attributeName='href' to='https://x.invalid'/>"),
    "under another name": _svg("<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>"),
    "that handles": _svg("", "onload='alert(1)'"),
}  # fmt: skip


@pytest.mark.parametrize("drawing", _DRAWINGS.values(), ids=_DRAWINGS)
def test_a_drawing_that_moves_or_loads_is_not_shown(drawing):
    assert clean_svg(drawing) is None


def _png(width, height):
    buffer = io.BytesIO()
    Image.new("1", (width, height)).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


@pytest.mark.parametrize(("width", "height"), [(1, 2_000_000), (2_000_000, 1), (1, 20_001)])
def test_a_picture_like_a_thread_is_not_shown(width, height):
    assert picture_url("image/png", _png(width, height)) is None
    assert picture_url("image/png", _png(20_000, 1))


_TALL = {
    "a tall drawing": {"image/svg+xml": _svg("<path d='M0 0'/>", 'width="1" height="90000000"')},
    "a tall picture": {"image/png": _png(1, 20_000)},
    "a wide cell": {"text/html": "<p style='padding: 99999999px'>x</p>"},
}
_EMPTY = {"words": "", "attachments": {}, "code": "", "reason": "x", "student": "ada"}


@pytest.mark.chromium
@pytest.mark.parametrize("bundle", _TALL.values(), ids=_TALL)
def test_no_output_makes_a_page_without_an_end(chromium, tmp_path, bundle):
    outputs = [{"output_type": "display_data", "data": bundle, "metadata": {}}]
    html = render(page_task(_EMPTY | {"outputs": outputs})).decode()
    path = tmp_path / "page.html"
    path.write_text(html.replace('<details id="notebook"', '<details id="notebook" open'), encoding="utf-8")
    with opened(chromium, path) as found:
        assert found.page.evaluate("document.documentElement.scrollHeight") < 10_000


_UNSEEN = {
    "Hangul fillers": "\u3164\u115f\u1160\uffa0",
    "blank Braille": "\u2800",
    "marks that join": "\u034f\u17b4\u17b5",
    "Mongolian ways of drawing": "\u180b\u180c\u180d\u180f",
    "further ways of drawing": "\U000e0100\U000e01ef",
    "a note without a head": "\U0001d159",
    "tags": "\U000e0041\U000e007f",
    "no width": "\u200b\u200d\u2060\ufeff",
}


@pytest.mark.parametrize("unseen", _UNSEEN.values(), ids=_UNSEEN)
def test_in_a_sentence_nothing_is_unseen(unseen):
    shown = one_line(f"f raises {unseen}.")
    assert set(shown) <= set("f raises .\ufffd")
    assert "\ufffd" in shown


def test_how_a_letter_is_drawn_says_nothing():
    assert one_line("a\ufe0f\ufe0e \ufe0f b") == "a b"


_PEOPLE = {
    "long in UTF-8": "\u6f22" * 100,
    "longer": "\U00020000" * 100,
    "nothing to be seen": "ada\u3164",
    "nothing but dots": "...",
    "the folder above": "../../ada",
    "an option": "--force",
    "a home folder": "~root",
    "two lines": "ada\nbob",
    "from right to left": "\u202eada",
    "a drive": "C:\\ada",
    "half a character": "\ud800",
    "a formula": "=1+1",
}


@pytest.mark.parametrize("name", _PEOPLE.values(), ids=_PEOPLE)
def test_a_platforms_name_makes_a_folder_of_a_plain_name(tmp_path, name):
    student = as_student_name(name)
    (tmp_path / f"{student}.html").write_text("x")
    assert re.fullmatch(r"[\w@][\w.@-]*", student)
    assert one_line(student) == student
    assert len((tmp_path / student).name.encode()) <= 200


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("name", ["Ada\r\nEve,10", 'Ada","10', "Ada\x00", "Ada\u2028Eve"])
def test_a_name_is_one_cell_of_the_list_of_grades(platform, name):
    student = Student("ada", first_name=name, last_name="x")
    rows = list(PLATFORMS[platform]("p9", 10.0, [GradeRow(student, 2.5, (), "1")]))
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    read = list(csv.reader(io.StringIO(text.getvalue().replace("\x00", "")), strict=True))
    assert len(read) == len(rows)
    assert read[-1].count("2.50") == 1


_COMMANDS_TO_A_TERMINAL = "\x1b[2J\x9b2J\u202e\u3164\x07"


def test_who_is_missing_and_whose_points_change_is_said_in_letters(tmp_path):
    (tmp_path / f"{NAME}.py").write_text(TEXT)
    write_roster(tmp_path, [Student(f"ada{_COMMANDS_TO_A_TERMINAL}", "A\x1b[2J", "B\u202e", "a@\x9b")])
    verdict = Verdict(_COMMANDS_TO_A_TERMINAL, NAME, "graded", ())
    row = Row(Graded(verdict, {}, 0.0), 1.0, why="new", before=0.0)
    planned = Plan((Planned(_COMMANDS_TO_A_TERMINAL, 0.0, 1.0, 1.0, "new", ()),), 0)
    lines = [*missing_lines(tmp_path, NAME), *missing_summary(tmp_path, NAME), *changed_scores([row])]
    lines += plan_lines(NAME, planned)
    assert len(lines) == 6
    assert all(line == printable(line) for line in lines)


def test_as_json_a_name_is_the_same_and_no_terminal_is_told_anything():
    row = Row(Graded(Verdict(_COMMANDS_TO_A_TERMINAL, NAME, "graded", ()), {}, 0.0), 1.0)
    text = as_json(NAME, [row])
    assert text.isprintable()
    assert json.loads(text)["submissions"][0]["student"] == _COMMANDS_TO_A_TERMINAL


@pytest.mark.parametrize("options", [[NAME], ["--all"]], ids=["an assignment", "all"])
def test_a_warning_beside_the_list_of_grades_moves_no_cursor(monkeypatch, tmp_path, options):
    done = lms_export.Export("name,points\r\n", (f"An answer of {_COMMANDS_TO_A_TERMINAL} waits.",))
    for function in ("export", "export_all"):
        monkeypatch.setattr(lms_export, function, lambda *args: done)
    (tmp_path / f"{NAME}.py").write_text(TEXT)
    result = CliRunner().invoke(main, ["--course-dir", str(tmp_path), "export", *options, "--to", "canvas"])
    assert result.stdout.splitlines() == ["name,points"]
    assert "An answer of" in result.stderr
    assert result.stderr == printable(result.stderr)


def test_all_that_people_read_is_printed_by_one_function():
    """Only what other programs read goes past it."""
    passed = [
        line.strip()
        for path in sorted((CLONE / "grader" / "cli").glob("*.py"))
        for line in path.read_text().splitlines()
        if "echo(" in line
    ]
    assert passed == [
        "click.echo(console_table.as_json(assignment, rows, read_course_config(course_dir).site_url))",
        "click.echo(printable(text), err=err)",
        "click.echo(done.text, nl=False)",
    ]
