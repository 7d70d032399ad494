"""The site as students get it: every page is there, every address leads to a file, and nothing tells an answer."""

import re
import zlib
from base64 import b64decode
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from grader.authoring.build import notebook_from_text
from grader.authoring.markers import HIDDEN_TESTS, SOLUTION
from lectures.widgets.registry import widgets
from tests.lectures.publish.site.pages import FOR_STAFF, LECTURES, PAGES
from tests.paths import CLONE

pytestmark = pytest.mark.slow  # the lectures are executed, and Sphinx makes all pages
RECORDED = re.compile(r'bpData\("\w+",.*?,"(.*?)"\)')


def html_of(site):
    """The text of every page, by its address without ``.html``."""
    return {
        page.relative_to(site).as_posix().removesuffix(".html"): page.read_text(encoding="utf-8")
        for page in site.rglob("*.html")
    }


def solutions():
    """Lines of every answer that is put between the solution markers, and every hidden test."""
    for text in (CLONE / "assignments").glob("p*.py"):
        for cell in notebook_from_text(text.read_text(encoding="utf-8"), text.name)["cells"]:
            source = "".join(cell["source"])
            for found in SOLUTION.finditer(source):
                yield [line.strip() for line in found[0].splitlines()[1:-1] if line.strip()]
            yield from ([found[1]] for found in HIDDEN_TESTS.finditer(source))


def test_every_page_is_there(site, staff_site):
    assert set(html_of(site)) == {*PAGES, "search"}
    assert set(html_of(staff_site)) == {*PAGES, *FOR_STAFF, "search", "genindex", "py-modindex"}


def text_of(file):
    """What a file says; recordings are unpacked."""
    text = file.read_text(encoding="utf-8", errors="ignore")
    if text.startswith("<!DOCTYPE"):
        return BeautifulSoup(text, "html.parser").get_text()
    return "\n".join([text, *(zlib.decompress(b64decode(part)).decode() for part in RECORDED.findall(text))])


def test_no_file_tells_an_answer(site):
    told = "\n".join(text_of(file) for file in site.rglob("*") if file.is_file())
    assert widgets()["W03"].predict.because in told  # recordings were read as well
    lines = "\n".join(line.strip() for line in told.splitlines())
    answers = ["\n".join(answer) for answer in solutions() if len("".join(answer)) > 30]
    assert len(answers) > 100
    assert [answer for answer in answers if answer in lines] == []
    assert "BEGIN SOLUTION" not in told
    assert "BEGIN HIDDEN TESTS" not in told


def test_no_page_is_for_staff(site):
    names = {path.stem for path in site.rglob("*")}
    assert not names & {"instructor", "errata", "teaching", "architecture", "reference", "linear"}
    assert not [path for path in site.rglob("*") if path.suffix in (".py", ".ipynb", ".md", ".pickle")]


@pytest.mark.parametrize("made", ["site", "staff_site"])
def test_every_address_is_relative_and_leads_to_a_file_and_a_place_in_it(made, request):
    site = request.getfixturevalue(made)
    pages = {name: BeautifulSoup(html, "html.parser") for name, html in html_of(site).items()}
    places = {name: {tag["id"] for tag in page.find_all(id=True)} for name, page in pages.items()}
    missing = set()
    for name, page in pages.items():
        for tag in page.find_all(href=True) + page.find_all(src=True):
            address = tag.get("href") or tag.get("src")
            parts = urlsplit(address)
            if parts.scheme in ("http", "https"):
                assert tag.name == "a", address  # a reader may follow it; the page does not fetch it
            elif parts.scheme != "data":
                assert not parts.path.startswith("/"), address
                target = urljoin(f"{name}.html", parts.path)
                place = parts.fragment.partition("?")[0]
                if not (site / target).exists() or (place and place not in places[target.removesuffix(".html")]):
                    missing.add(address)
    assert missing == set()


def test_a_released_assignment_can_be_downloaded(site):
    html = html_of(site)
    assert "downloads/p6_backprop.zip" in html["assignments/p6_backprop"]
    assert (site / "assignments/downloads/p6_backprop.zip").read_bytes() == b"a zip"
    assert "is not released yet." in html["assignments/p5_autodiff"]


def test_every_demo_stands_in_its_lecture(site):
    html = html_of(site)
    for lecture in LECTURES:
        found = re.findall(r'class="bp-demo" data-widget="(\w+)"', html[f"lectures/{lecture.name}"])
        assert sorted(found) == sorted(widget.id for widget in lecture.widgets)


def test_formulas_are_set_and_nothing_is_left_of_them(site):
    for lecture in LECTURES:
        article = BeautifulSoup(html_of(site)[f"lectures/{lecture.name}"], "html.parser").find("article")
        assert article.find("math")
        for part in article.find_all(["math", "pre", "code"]):
            part.decompose()
        assert "$" not in article.get_text()
        assert "\\" not in article.get_text()
