"""Every page of the site works in Chromium, from a file and with the network off, for everybody."""

import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from lectures.publish.site.sizes import MOST
from tests.lectures.accessible import barriers
from tests.lectures.publish.site.pages import DEMOS, FOR_STAFF, LECTURES, PAGES
from tests.lectures.record.in_chromium import resize
from tests.lectures.served_gallery import watched

pytestmark = [pytest.mark.chromium, pytest.mark.slow]
THEME = "console, log: [PST]: "  # the theme's script says what it does
STARTED = "() => [...document.querySelectorAll('.bp-demo')].every(demo => demo.dataset.frames)"
WIDE = "() => document.documentElement.scrollWidth - innerWidth"
NAMELESS = """async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map(image => image.decode().catch(() => {})));
    return [...document.images].filter(image => !image.naturalWidth || image.getAttribute('alt') === null).length;
}"""
SWIPED = """() => [...document.querySelectorAll('.pst-scrollable-table-container, .bp-panel')].filter(
    part => part.scrollWidth > part.clientWidth).map(part => part.closest('.bp-demo')?.id ?? part.textContent)"""
FRAMED = """() => [...document.querySelectorAll('.bp-demo')].filter(
    demo => getComputedStyle(demo.parentElement).backgroundColor !== 'rgba(0, 0, 0, 0)').length"""
ON_PAPER = """() => [getComputedStyle(document.querySelector('article p')).color,
    getComputedStyle(document.querySelector('.cell_output img')).filter,
    getComputedStyle(document.querySelector('.bp-panel canvas')).maxWidth]"""
SQUEEZED = "() => [...document.querySelectorAll('input[type=range]')].filter(track => track.clientWidth < 160).length"


def errors(amiss):
    return [line for line in amiss if not line.startswith(THEME)]


@pytest.mark.parametrize(
    ("made", "name"), [*(("site", name) for name in PAGES), *(("staff_site", name) for name in FOR_STAFF)]
)
def test_a_page_works_from_a_file_for_everybody(made, name, request, browser):
    site = request.getfixturevalue(made)
    with watched(browser, site.as_uri(), offline=True, reduced_motion="reduce") as (page, amiss):
        asked = set()
        page.on("request", lambda request: asked.add(unquote(urlsplit(request.url).path)))
        page.goto((site / f"{name}.html").as_uri())
        for demo in page.locator(".bp-demo").all():
            demo.scroll_into_view_if_needed()
        page.wait_for_function(STARTED)
        assert sum(Path(file).stat().st_size for file in asked if Path(file).is_file()) <= MOST.page
        assert page.evaluate(NAMELESS) == 0
        resize(page, 390, 844)
        assert made == "staff_site" or page.evaluate(SWIPED) == []  # their tables of prose scroll on a phone
        for width in (390, 1920, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(WIDE) <= 0, width
            assert page.evaluate(SQUEEZED) == 0, width
        for theme in ("light", "dark"):
            page.evaluate("theme => (document.documentElement.dataset.theme = theme)", theme)
            assert (theme, barriers(page)) == (theme, [])
            assert page.evaluate(FRAMED) == 0
        assert errors(amiss) == []


@pytest.mark.parametrize("name", DEMOS)
def test_a_demo_alone_shows_its_picture_at_once_and_keeps_it_there(name, site, browser):
    with watched(browser, site.as_uri(), offline=True, reduced_motion="reduce") as (page, amiss):
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto((site / "demos" / f"{name}.html").as_uri())
        picture = page.locator(".bp-demo[data-frames] .bp-panels")
        picture.wait_for()
        before = picture.bounding_box()
        assert before["y"] + before["height"] < 850  # of a tall one a strip is missing, and seen once one scrolls
        page.locator(".bp-answer").first.click()
        assert picture.bounding_box() == before
        assert errors(amiss) == []


def test_on_paper_a_dark_page_is_light_and_no_picture_is_cut(site, browser):
    with watched(browser, site.as_uri(), offline=True, color_scheme="dark") as (page, amiss):
        page.goto((site / "lectures" / f"{LECTURES[0].name}.html").as_uri())
        page.locator(".bp-demo").first.scroll_into_view_if_needed()
        page.locator(".bp-demo[data-frames]").first.wait_for()
        assert page.evaluate(ON_PAPER)[1] != "none"
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate(ON_PAPER) == ["rgb(27, 27, 31)", "none", "100%"]
        assert errors(amiss) == []


def test_search_finds_a_word_from_a_file(site, browser):
    with watched(browser, site.as_uri(), offline=True) as (page, amiss):
        page.goto((site / "search.html").as_uri() + "?q=perceptron")
        page.locator("#search-results li a").nth(1).wait_for()  # they appear one after the other
        assert errors(amiss) == []


def test_it_works_under_any_path(site, browser, tmp_path):
    moved = tmp_path / "a stick" / "course"
    shutil.copytree(site, moved)
    with watched(browser, moved.as_uri(), offline=True) as (page, amiss):
        page.goto((moved / "lectures" / f"{LECTURES[0].name}.html").as_uri())
        page.locator(".bp-demo[data-frames]").first.wait_for()
        page.locator("a.right-next").click()
        page.wait_for_url(f"**/{LECTURES[1].name}.html")
        page.locator(".bp-demo[data-frames]").first.wait_for()
        assert errors(amiss) == []


def test_the_first_demo_plays_by_itself(site, browser):
    with watched(browser, site.as_uri(), offline=True) as (page, amiss):
        page.goto((site / "index.html").as_uri())
        page.wait_for_function("() => document.querySelector('.bp-demo').dataset.frames > 3")
        assert errors(amiss) == []


def test_but_not_for_those_who_want_no_motion(site, browser):
    with watched(browser, site.as_uri(), offline=True, reduced_motion="reduce") as (page, amiss):
        page.goto((site / "index.html").as_uri())
        demo = page.locator(".bp-demo[data-frames]").first
        demo.wait_for()
        assert demo.get_attribute("data-frames") == "1"
        assert demo.locator(".bp-steps button").first.text_content() == "▶ play"  # else "pause"
        assert errors(amiss) == []
