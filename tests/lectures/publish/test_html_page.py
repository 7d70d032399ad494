"""A lecture in one file: nothing is fetched, nothing is amiss, everything is there."""

import re

import pytest

from lectures.publish.html_page import page_of, write_pages
from lectures.publish.lecture import Shown
from lectures.publish.notebooks import texts
from tests.lectures.live import watched

# Formulas and what cells print, where a reader would have to move them sideways.
CUT_OFF = """
[...document.querySelectorAll('main math[display=block], main .jp-OutputArea pre')]
    .filter(part => [part, part.parentElement].some(box => box.scrollWidth > box.clientWidth + 1))
    .map(part => part.textContent.slice(0, 70))
"""
pytestmark = pytest.mark.chromium


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.stem)
def test_a_page_needs_nothing_but_itself(browser, runs, tmp_path, text):
    file = tmp_path / "page.html"
    file.write_text(page_of(runs[text].result()[0]), encoding="utf-8")
    with watched(browser, file.as_uri(), offline=True) as (page, amiss):
        page.goto(file.as_uri())
        assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0 && image.alt)")
        stills = [still.get_attribute("id") for still in page.locator(".still").all()]
        assert sorted(stills) == sorted(widget.id for widget in Shown(text).widgets)

        formulas = page.locator("math")
        assert formulas.count() > 0
        assert page.evaluate("document.fonts.check('16px \"STIX Two Math\"')")

        answers = page.locator("main details:not(.code)")
        assert answers.count() >= len(stills)
        for answer in answers.all():
            assert not answer.evaluate("fold => fold.open")
            answer.locator("summary").click()
            assert answer.evaluate("fold => fold.open && fold.offsetHeight > fold.firstElementChild.offsetHeight")
        assert not page.locator("details.code[open]").count()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(CUT_OFF) == []
        assert amiss == []


def test_a_request_to_elsewhere_would_be_seen(browser, tmp_path):
    file = tmp_path / "page.html"
    file.write_text('<html><body><img src="http://elsewhere.invalid/x.png"><script>nosuch()</script></body></html>')
    with watched(browser, file.as_uri(), offline=True) as (page, amiss):
        page.goto(file.as_uri())
    kinds = {re.match(r"\w+", line)[0] for line in amiss}
    assert kinds == {"elsewhere", "failed", "error", "console"}


def test_a_page_is_written_for_each_lecture(tmp_path):
    (tmp_path / "01_a.py").write_text("# %% [markdown]\n# # 1 A < B\n# Is $x < 1$?\n\n# %%\nprint(2 < 3)\n")
    [page] = write_pages(tmp_path / "pages", tmp_path)
    html = page.read_text(encoding="utf-8")
    assert page.name == "01_a.html"
    assert "<title>1 A &lt; B</title>" in html
    assert "True" in html
