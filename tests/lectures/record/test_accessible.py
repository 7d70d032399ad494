"""A demo can be used by everybody: axe finds no barrier, light or dark, before and after an answer."""

import pytest

from tests.lectures.accessible import barriers
from tests.lectures.record.in_chromium import frames, opened, wait

pytestmark = pytest.mark.chromium


def test_a_demo_has_no_barrier(one_of_each_kind, played, browser):
    with opened(browser, played(one_of_each_kind)[1]) as page:
        before = frames(page)
        page.locator(".bp-answer").first.click()
        wait(page, before)
        assert barriers(page) == []


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"width": 390}], ids=["dark", "phone"])
def test_nor_has_it_in_the_dark_or_on_a_phone(one_of_each_kind, options, played, browser):
    with opened(browser, played(one_of_each_kind)[1], **options) as page:
        assert barriers(page) == []
