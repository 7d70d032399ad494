"""What a hand at a slider feels: from the event to new pixels, in the browser under Voilà; and opening a lecture.

Both clocks are the browser's own. A slider's time runs from its key event to the first frame the browser paints after
the new picture has been decoded and drawn.
"""

import shutil
import statistics

from lectures.publish.lecture import Shown
from lectures.publish.notebooks import texts
from lectures.widgetkit import Slider
from tests.benchmarks.figure import Figure
from tests.browser import browsing
from tests.lectures.move_controls import OnPage, towards
from tests.lectures.served_gallery import served, watched

EVENTS = 20  # of each slider in each round
_SECONDS = """([handle, picture, key]) => new Promise(resolve => {
    const seen = new MutationObserver(() => {
        seen.disconnect();
        requestAnimationFrame(() => resolve((performance.now() - start) / 1000));
    });
    seen.observe(picture, {attributeFilter: ["data-frames"]});
    const start = performance.now();
    handle.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
})"""


def measure(folder, submissions, rounds):
    """Measure, and return the figures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    lectures = [Shown(text) for text in texts()]
    if chromium is None or not lectures:
        print("Left out the sliders, which need lectures and Chromium: apt-get install chromium", flush=True)
        return []
    with browsing(chromium) as browser:
        with served(folder / "warm") as gallery:
            opened = [visit(browser, gallery, lecture) for _ in range(rounds + 1) for lecture in lectures]
        with served(folder / "cold", "--cold") as gallery:  # no other lecture is being warmed up beside it
            felt = {}
            for lecture in lectures * rounds:
                visit(browser, gallery, lecture, felt)
    everything = tuple(time for times in felt.values() for time in times)
    worst = max(felt, key=lambda widget: p95(felt[widget]))
    of_each = [figure for widget, times in felt.items() for figure in of_widget(widget, times)]
    return [
        Figure("lecture_open_s", "opening a lecture until it answers (goal 5)", "s", tuple(opened[len(lectures) :])),
        *of_each,
        Figure("slider_median_ms", "a slider's event to new pixels, all widgets", "ms", everything),
        Figure("slider_p95_ms", f"… 95 of 100, the slowest widget, {worst} (goal 70)", "ms", (p95(felt[worst]),)),
    ]


def of_widget(widget, times):
    name = f"slider_{widget.lower()}"
    return Figure(f"{name}_median_ms", widget, "ms", tuple(times)), Figure(
        f"{name}_p95_ms", "… 95 of 100", "ms", (p95(times),)
    )


def visit(browser, gallery, lecture, felt=None):
    """Seconds from opening a lecture until its first widget answers; adds what sliders take to `felt`, by widget."""
    with watched(browser, gallery) as (page, amiss):
        page.goto(f"{gallery}voila/render/{lecture.name}.ipynb", wait_until="commit")
        opened = seen = None
        for shown in (OnPage(page, widget) for widget in lecture.widgets):
            found = handles(shown)
            seen = seen or page.evaluate("performance.now() / 1000")  # its picture, where it has no slider
            for handle in found:
                seconds(shown, handle)
                opened = opened or page.evaluate("performance.now() / 1000")  # since the page was asked for
                if felt is None:
                    return opened
                felt.setdefault(shown.widget.id, []).extend(1000 * seconds(shown, handle) for _ in range(EVENTS))
        if amiss or seen is None:
            raise RuntimeError(f"got {amiss or 'no widget'} on the page of {lecture.name}, expected a page that works")
        return opened or seen


def handles(shown):
    """The sliders of a widget, once there is a picture."""
    shown.picture.wait_for()
    shown.wait(0)
    return [part for control in shown.widget.controls if isinstance(control, Slider) for part in shown.parts(control)]


def seconds(shown, handle):
    """From one key event to new pixels."""
    return shown.page.evaluate(_SECONDS, [handle.element_handle(), shown.picture.element_handle(), towards(handle)])


def p95(times):
    """The time that 95 of 100 do not exceed."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]
