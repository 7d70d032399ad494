"""A lecture executed for the tests: warnings stop it, widgets are marks."""

import resource

from lectures.publish.execute import executed
from lectures.publish.site.executed import MARK_PLACES

# In the lecture's kernel, once that is there. A warning of the kernel's own would keep it from shutting down.
STRICT = "import warnings\nwarnings.simplefilter('error')\nwarnings.filterwarnings('default', module='ipykernel')\n"


def timed(text):
    """The executed notebook, and the processor time of its kernel, which a busy machine does not lengthen."""
    before = _seconds_of_children()
    return executed(text, STRICT + MARK_PLACES), _seconds_of_children() - before


def _seconds_of_children():
    """Processor time of the processes that this one has started and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
