import pytest

from tests.lectures.live import browsing, served


# For this package alone: while Playwright's synchronous side is open, no other event loop can run in its thread.
@pytest.fixture(scope="package")
def browser(chromium):
    with browsing(chromium) as browser:
        yield browser


@pytest.fixture(scope="package")
def gallery(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served"), "--cold") as address:
        yield address
