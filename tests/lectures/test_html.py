"""A lecture in one file: nothing is fetched, nothing is amiss, everything is there."""

import re

import pytest

from lectures.tools.build import texts
from lectures.tools.page import write_pages
from lectures.tools.shown import Shown
from tests.lectures.live import watched

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return {page.stem: page for page in write_pages(tmp_path_factory.mktemp("pages"))}


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.stem)
def test_a_page_needs_nothing_but_itself(browser, pages, text):
    with watched(browser, offline=True) as (page, amiss):
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(pages[text.stem].as_uri())
        assert [url for url in asked if not url.startswith("data:")] == [pages[text.stem].as_uri()]
        assert amiss == []

        assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0 && image.alt)")
        stills = [still.get_attribute("id") for still in page.locator(".still").all()]
        assert stills == [widget.id for widget in Shown(text).widgets]

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
        assert amiss == []


def test_a_request_to_elsewhere_would_be_seen(browser, tmp_path):
    file = tmp_path / "page.html"
    file.write_text('<html><body><img src="http://elsewhere.invalid/x.png"><script>nosuch()</script></body></html>')
    with watched(browser, offline=True) as (page, amiss):
        page.goto(file.as_uri())
    kinds = {re.match(r"\w+", line)[0] for line in amiss}
    assert kinds == {"failed", "error", "console"}
