"""A lecture executed for the tests: warnings stop it, widgets are stills."""

import time

from lectures.publish.execute import executed
from lectures.publish.html_page import HOLD_STILL

STRICT = "import warnings\nwarnings.simplefilter('error')\n"  # in the lecture's kernel, once that is there


def timed(text):
    """The executed notebook, and the seconds that took."""
    start = time.perf_counter()
    return executed(text, STRICT + HOLD_STILL), time.perf_counter() - start
