"""Nothing that a student wrote lies over the points and the reasons on a feedback page."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grader.reports.feedback_exporter import FeedbackExporter
from grader.reports.sanitize_html import clean_html
from tests.grader.in_a_browser import opened

_RAISED = (
    '<div class="STAND_IN" style="position: relative; top: -3000px; height: 4000px; background: white">10 of 10</div>'
)
_FORMULA = r"$\smash{\raise 90em{\rule{90em}{99em}}}$"
_LIES_ABOVE = """() => {
    const box = document.querySelector('#reasons').parentElement.getBoundingClientRect();
    const seen = (x, y) => document.elementFromPoint(box.x + x * box.width, box.y + y * box.height);
    const at = [0.05, 0.3, 0.6, 0.95];
    return at.flatMap(x => at.map(y => seen(x, y))).some(e => e.closest('#notebook'));
}"""
_STYLES = {
    "out of its place": "position: fixed; top: 0",
    "upwards": "margin-top: -5000px",
    "by a transformation": "transform: translateY(-5000px)",
    "by an inset": "inset: 0",
    "floating": "float: left; margin: -99em",
    "a huge letter": "font-size: 900px; line-height: 0",
    "a shadow": "box-shadow: 0 -5000px 0 5000px white",
    "an outline": "outline: 5000px solid white",
    "a picture of elsewhere": "background: url(https://x.invalid/seen)",
    "a rule of its own": "color: red; } body { display: none",
    "spelled otherwise": "PoSiTiOn/**/: fixed; \\70osition: fixed",
}


def _page(*cells):
    names = {"student": "ada", "assignment": "p", "notebook": "p", "score": 1.0, "max_score": 10.0, "late_penalty": 0}
    return FeedbackExporter().from_notebook_node(new_notebook(cells=list(cells)), {"nbgrader": names})[0]


@pytest.mark.parametrize("style", _STYLES.values(), ids=_STYLES)
def test_a_style_that_moves_or_loads_is_dropped(style):
    cleaned = clean_html(f'<p style="{style}">x</p>').lower()
    kept = ("position", "margin", "transform", "inset", "float", "size", "height", "shadow", "outline", "url", "body")
    assert not [word for word in kept if word in cleaned.partition(">")[0]]


@pytest.mark.chromium
@pytest.mark.parametrize("kind", ["text", "output"])
def test_a_formula_that_is_raised_stays_in_its_cell(kind, chromium, tmp_path):
    latex = new_output("display_data", {"text/latex": _FORMULA})
    cell = new_markdown_cell(_FORMULA) if kind == "text" else new_code_cell("pass", outputs=[latex])
    html = _page(*(new_markdown_cell("x") for _ in range(20)), cell)
    assert _FORMULA in html
    # What MathJax, which is not in the page, would put in the formula's place.
    path = tmp_path / "page.html"
    for rule, covered in ((True, False), (False, True)):
        shown = html.replace(_FORMULA, _RAISED)
        path.write_text(shown if rule else shown.replace("#notebook .cell { overflow: hidden; }", ""))
        with opened(chromium, path) as found:
            assert found.page.evaluate(_LIES_ABOVE) is covered
