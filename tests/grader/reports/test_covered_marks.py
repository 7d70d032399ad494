"""Nothing that a student wrote lies over the points and the reasons on a feedback page."""

import pytest

from grader.reports.page.clean_html import clean_html
from grader.reports.page.render import render
from tests.evaluation.fuzz.pages import page_task
from tests.grader.in_a_browser import opened

_LIES_ABOVE = """() => {
    const lies = [];
    for (const box of [...document.querySelectorAll('#grade, .card')].map(e => e.getBoundingClientRect())) {
        for (const x of [0.05, 0.3, 0.6, 0.95]) {
            for (const y of [0.05, 0.3, 0.6, 0.95]) {
                const seen = document.elementFromPoint(box.x + x * box.width, box.y + y * box.height);
                if (seen && seen.closest('#notebook')) lies.push(seen.outerHTML);
            }
        }
    }
    return lies;
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


@pytest.mark.parametrize("style", _STYLES.values(), ids=_STYLES)
def test_a_style_that_moves_or_loads_is_dropped(style):
    cleaned = clean_html(f'<p style="{style}">x</p>').lower()
    kept = ("position", "margin", "transform", "inset", "float", "size", "height", "shadow", "outline", "url", "body")
    assert not [word for word in kept if word in cleaned.partition(">")[0]]


_COVERS = {
    "a formula that is raised": r"$\smash{\raise 90em{\rule{90em}{99em}}}$",
    "a formula that covers": r"$\smash{\llap{\color{white}{\rule{40em}{7em}}}}$",
    "a formula that goes back": r"$\kern-90em\hspace{-90em}\mspace{-900mu}x$",
    "a high formula": "$" + r"\frac{1}{" * 30 + "x" + "}" * 30 + "$",
    "HTML out of its place": '<div style="position: fixed; top: 0; background: white">10 of 10</div>',
    "HTML upwards": '<div style="margin-top: -5000px; transform: translateY(-5000px)">10 of 10</div>',
    "letters with many marks": "a" + "\u0301" * 5000,
    "a wide border": '<p style="border: 5000px solid white">x</p>',
}


def _opened_page(reason, words):
    content = {"words": words, "attachments": {}, "code": "pass", "reason": reason, "student": "ada"}
    outputs = [{"output_type": "display_data", "data": {"text/html": words}, "metadata": {}}]
    outputs += [{"output_type": "display_data", "data": {"text/latex": words}, "metadata": {}}]
    html = render(page_task(content | {"outputs": outputs})).decode()
    return html.replace('<details id="notebook"', '<details id="notebook" open')


@pytest.mark.slow
@pytest.mark.chromium
def test_nothing_in_a_notebook_or_in_a_reason_lies_over_the_points_and_the_reasons(chromium, tmp_path):
    path = tmp_path / "page.html"
    for name, words in _COVERS.items():
        path.write_text(_opened_page(words, words), encoding="utf-8")
        with opened(chromium, path) as found:
            assert found.page.evaluate(_LIES_ABOVE) == [], name
            assert found.page.locator("#grade .score").inner_text() == "2.5 of 10 points"
            assert found.asked == [path.as_uri()]


@pytest.mark.chromium
def test_what_would_cover_is_seen_where_nothing_stops_it(chromium, tmp_path):
    path = tmp_path / "page.html"
    cover = '<div style="position: fixed; inset: 0; background: white">10 of 10</div>'
    path.write_text(_opened_page("x", "COVER").replace("COVER", cover).replace("contain: paint; overflow: hidden;", ""))
    with opened(chromium, path) as found:
        assert found.page.evaluate(_LIES_ABOVE)


def test_a_page_in_a_reason_has_no_formula():
    """Where MathJax set a reason, a formula in it could cover the points; now nothing sets it."""
    html = _opened_page(r"$\smash{\llap{\color{white}{\rule{40em}{7em}}}}$", "")
    assert r"$\smash{\llap{\color{white}{\rule{40em}{7em}}}}$" in html
    assert "<math" not in html
    assert "<script" not in html
    assert "mathjax" not in html.lower()
