"""A headless Chromium that speaks to nobody by itself and is waited for."""

from contextlib import contextmanager

from playwright.sync_api import expect, sync_playwright

from tests.patience import MILLISECONDS

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


@contextmanager
def browsing(chromium):
    """A browser of playwright's; `chromium` is its path."""
    expect.set_options(timeout=MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def new_page(browser, **options):
    """A page whose actions are waited for."""
    page = browser.new_page(**options)
    page.set_default_timeout(MILLISECONDS)
    return page
