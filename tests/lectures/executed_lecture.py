"""A lecture executed for the tests: warnings stop it, widgets are marks, letters too small for a phone stop it."""

import resource

import matplotlib.pyplot as plt
from matplotlib.text import Text

from lectures.publish.execute import executed
from lectures.publish.site.executed import MARK_PLACES

# In the lecture's kernel, once that is there. A warning of the kernel's own would keep it from shutting down.
STRICT = "import warnings\nwarnings.simplefilter('error')\nwarnings.filterwarnings('default', module='ipykernel')\n"
MEASURED = "from tests.lectures.executed_lecture import measure_letters\nmeasure_letters()\n"

COLUMN = 358  # pixels that a phone of 390 leaves for a figure
LEAST = 11  # pixels, of a letter's size


def timed(text):
    """The executed notebook, and the processor time of its kernel, which a busy machine does not lengthen."""
    before = _seconds_of_children()
    return executed(text, STRICT + MEASURED + MARK_PLACES), _seconds_of_children() - before


def measure_letters():
    """From now on, `plt.show` of this process refuses figures whose letters are too small on a phone."""
    show = plt.show

    def show_if_legible():
        for number in plt.get_fignums():
            smallest, text = smallest_letters(plt.figure(number))
            assert smallest >= LEAST, f"on a phone, {text!r} has letters of {smallest:.1f} pixels"
        show()

    plt.show = show_if_legible


def smallest_letters(figure):
    """The size of a figure's smallest text in pixels of a phone, and that text."""
    figure.draw_without_rendering()
    margins = 2 * plt.rcParams["savefig.pad_inches"]
    pixels = COLUMN / ((figure.get_tightbbox().width + margins) * 72)
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return min((text.get_fontsize() * pixels, text.get_text()) for text in texts)


def _seconds_of_children():
    """Processor time of the processes that this one has started and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
