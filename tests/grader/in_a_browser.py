"""A page in a real browser, and all that it says, asks for, or fails at."""

from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.browser import browsing, new_page


@dataclass
class Opened:
    """A page of playwright's; lines of its console, its errors, and the addresses that it asked for."""

    page: object
    said: list = field(default_factory=list)
    asked: list = field(default_factory=list)


@contextmanager
def opened(chromium, path, width=1000):
    """Open a file; yields an `Opened`."""
    with browsing(chromium) as browser:
        found = Opened(new_page(browser, viewport={"width": width, "height": 800}))
        found.page.on("console", lambda message: found.said.append(message.text))
        found.page.on("pageerror", lambda error: found.said.append(str(error)))
        found.page.on("request", lambda request: found.asked.append(request.url))
        found.page.goto(path.as_uri())
        yield found
