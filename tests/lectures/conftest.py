import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.browser import browsing
from tests.lectures.executed_lecture import timed
from tests.lectures.served_gallery import served


# For this package alone: while Playwright's synchronous side is open, no other event loop can run in its thread.
@pytest.fixture(scope="package")
def browser(chromium):
    with browsing(chromium) as browser:
        yield browser


@pytest.fixture(scope="package")
def gallery(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served"), "--cold") as address:
        yield address


@pytest.fixture(scope="package")
def runs(request):
    """For each lecture's text, a future of its executed notebook and its processor time: once, two side by side."""
    asked = [item.callspec.params["text"] for item in request.session.items if "runs" in item.fixturenames]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield {text: pool.submit(timed, text) for text in dict.fromkeys(asked)}
