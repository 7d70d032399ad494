"""What is made to stop a page from being made or read: each was once slow, large or without an end."""

import base64
import json
import re
import struct
import zlib
from dataclasses import replace

import pytest

from grader.reports.bounded_map import bounded_map
from grader.reports.bounded_process import BoundedProcess
from grader.reports.page.clean_html import MAX_ELEMENTS, clean_html
from grader.reports.page.drawings import clean_svg
from grader.reports.page.formulas import formula
from grader.reports.page.markdown import markdown_html
from grader.reports.page.pictures import MAX_PIXELS, picture_url
from grader.reports.page.render import render
from tests.evaluation.fuzz.pages import page_task
from tests.patience import at_most

_SECONDS = 2.0
_EMPTY = {"words": "", "attachments": {}, "code": "", "outputs": [], "reason": "x", "student": "ada"}


def quick(function, *args):
    with at_most(_SECONDS):
        return function(*args)


_HTML = {
    "formatting that every paragraph repeats": "<p>" + 400 * '<b id="i">' + 400 * "<p>x",
    "the same, larger": "<p>" + 2000 * '<b id="i">' + 2000 * "<p>x",
    "tables in tables": 5000 * "<table><tr><td>",
    "elements without end": 100_000 * "<b>x</b>",
    "comments that never end": 70_000 * "<!--",
    "style sheets that never end": 40_000 * "<style>",
    "attributes that never end": 70_000 * "<a '",
    "ampersands": 290_000 * "&",
    "one very long attribute": f"<p title='{'x' * 250_000}'>",
}


@pytest.mark.parametrize("html", _HTML.values(), ids=_HTML)
def test_html_is_cleaned_in_time_that_grows_with_its_length(html):
    cleaned = quick(clean_html, html)
    assert len(cleaned) < 10 * len(html)


def test_html_that_is_too_large_is_shown_as_its_source():
    assert clean_html("<b>x</b>" * 3).count("<b>") == 3
    many = clean_html("<b>x</b>" * (MAX_ELEMENTS + 1))
    assert "Too large to be shown" in many
    assert "<b>" not in many
    assert "&lt;b&gt;" in many
    assert "Too large" in clean_html("<div>" * 100)


_MARKDOWN = {
    "environments that never end": 13_000 * "\\begin{a}",
    "the 180 kB that took 78 seconds": 20_000 * "\\begin{a}",
    "brackets": 50_000 * "[",
    "quotes in quotes": 50_000 * ">",
    "emphasis": 25_000 * "*a_",
    "dollars": 50_000 * "$",
    "displays that never end": 15_000 * "\\\\[",
    "one long formula": f"${'x_' * 5000}$",
    "many formulas": 400 * "$x$ ",
    "a formula that defines itself": r"$\newcommand{\a}{\a\a}\a$",
}


@pytest.mark.parametrize("source", _MARKDOWN.values(), ids=_MARKDOWN)
def test_a_page_with_such_a_text_is_made_within_bounds(source):
    process = BoundedProcess(render)
    try:
        page = process.call(page_task(_EMPTY | {"words": source}))
    finally:
        process.end()
    assert isinstance(page, bytes), page


def test_a_text_with_a_large_picture_in_it_is_shown_with_it():
    picture = f"data:image/png;base64,{png(10, 10, b'x' * 200_000)}"
    assert picture in quick(markdown_html, f"See ![here]({picture})")


def png(width, height, more=b""):
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"tEXt", more), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    ]
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(chunks)).decode()


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (2**31 - 1, 1), (MAX_PIXELS + 1, 1), (0, 5)])
def test_a_picture_of_too_many_pixels_is_not_shown(width, height):
    assert picture_url("image/png", png(100, 100))
    assert picture_url("image/png", png(width, height)) is None


@pytest.mark.parametrize(
    "data", ["no base64", "AAAA", base64.b64encode(b"<svg onload='alert(1)'/>").decode(), 7, None, [1]]
)
def test_what_is_no_picture_is_not_shown(data):
    assert picture_url("image/png", data) is None


def svg(inside):
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inside}</svg>'


_DOUBLES = "".join(f'<g id="a{n}"><use href="#a{n - 1}"/><use xlink:href="#a{n - 1}"/></g>' for n in range(1, 40))
_DRAWINGS = {
    "what doubles forty times": svg(f'<g id="a0"><path d="M0 0"/></g>{_DOUBLES}'),
    "one large group, used often": svg(f'<g id="a">{"<path/>" * 9000}</g>' + '<use href="#a"/>' * 9000),
    "a drawing that uses itself": svg('<g id="a"><use href="#a"/></g>'),
    "drawings in drawings": svg("<svg>" * 30 + "</svg>" * 30),
    "entities that double": '<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + svg("&b;"),
    "too deep": svg("<g>" * 5000 + "</g>" * 5000),
    "too many": svg("<path/>" * 60_000),
    "a script": svg("<script>alert(1)</script>"),
    "an event": svg("<g onclick='alert(1)'/>"),
    "a picture from elsewhere": svg("<image href='https://x.invalid/'/>"),
    "a colour from elsewhere": svg("<g style='fill: url(https://x.invalid/)'/>"),
    "a style sheet from elsewhere": svg("<style>@import 'https://x.invalid/'</style>"),
    "a style sheet as an instruction": "<?xml-stylesheet href='x'?>" + svg(""),
    "HTML": svg("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>"),
    "a filter": svg("<filter id='f'><feGaussianBlur stdDeviation='9999'/></filter>"),
    "a movement": svg("<animate attributeName='x' dur='1ms' repeatCount='indefinite'/>"),
    "no end": "<svg xmlns='http://www.w3.org/2000/svg'>",
}  # fmt: skip


@pytest.mark.parametrize("drawing", _DRAWINGS.values(), ids=_DRAWINGS)
def test_a_drawing_that_multiplies_moves_or_loads_is_not_shown(drawing):
    assert quick(clean_svg, drawing) is None


def test_a_drawing_of_matplotlib_is_shown():
    from io import StringIO

    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.subplots()
    axes.plot([1, 3, 2], "o--", label="a $x^2$ and its title")
    axes.legend()
    text = StringIO()
    figure.savefig(text, format="svg")
    assert "<use " in text.getvalue()
    assert clean_svg(text.getvalue()) == text.getvalue().encode()


_COVERING = [
    r"\smash{\llap{x}}",
    r"\rule{40em}{7em}",
    r"\raise 90em{x}",
    r"\kern-90em x",
    r"\hspace{-90em}x",
    r"\mspace{-900mu}x",
    r"\color{white}{x}",
    r"\href{javascript:alert(1)}{x}",
    r"\style{position:fixed}{x}",
    r"\class{card}{x}",
    r"\cssId{grade}{x}",
    r"\phantom{x}",
    r"\Huge x",
    r"\unicode{x202e}",
    r"\require{x}",
    r"\text{<script>alert(1)</script>}",
    r"\bbox[9em]{x}",
]


@pytest.mark.parametrize("latex", _COVERING)
def test_a_formula_moves_covers_and_links_nothing(latex):
    made = formula(latex)
    assert not re.search(r"(href|style|class|id|mathcolor|mathbackground|voffset|height|depth|lspace)=", made)
    assert not re.search(r'width="[^"]*-|<m?script|&#x202e', made)


def test_a_notebook_with_too_many_elements_is_refused_by_name():
    rich = [{"output_type": "display_data", "data": {"text/html": "<b>x</b>" * 9000}, "metadata": {}}] * 20
    task = page_task(_EMPTY | {"outputs": rich})
    [refused] = bounded_map(render, [task])
    assert refused.reason == "ValueError: it has more than 100000 elements"


def test_too_many_cells_are_not_shown():
    task = page_task(_EMPTY)
    notebook = json.loads(task.notebook)
    notebook["cells"] += [{"cell_type": "markdown", "source": "x", "metadata": {}}] * 3000
    with pytest.raises(ValueError, match="more than 2000 cells"):
        render(replace(task, notebook=json.dumps(notebook).encode()))
    plain = render(replace(task, notebook=json.dumps(notebook).encode(), plain_because="it has many cells"))
    assert b"as plain text, because it has many cells" in plain
