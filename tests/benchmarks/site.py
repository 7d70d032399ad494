"""What a reader of the site feels, from disk and with the network off: opening a lecture, and moving a control.

All clocks are the browser's own. A control's time runs from its event to the end of that frame, with the canvas read
back, so that nothing of the drawing is left for later.
"""

import random
import shutil
from contextlib import contextmanager

from lectures.publish.site.build import build_site
from lectures.publish.site.executed import executed_lectures
from lectures.record.job import record_all
from tests.benchmarks.figure import Figure
from tests.benchmarks.sliders import p95
from tests.browser import browsing
from tests.lectures.served_gallery import watched
from tests.paths import CLONE

RECORDINGS, EXECUTED = CLONE / "build/recordings", CLONE / "build/executed"  # kept until their sources change
EVENTS = 40  # of each demo in each round
# The theme's script says what it does; reading the canvas back is this benchmark's own doing.
EXPECTED = ("console, log: [PST]: ", "console, warning: Canvas2D: Multiple readback operations")
READY = ".bp-demo[data-frames]"
# Until for half a second no further part of the recording has been asked for.
SETTLED = """async () => {
    for (let many = 0; document.scripts.length > many; await new Promise(done => setTimeout(done, 500)))
        many = document.scripts.length;
}"""
# Milliseconds from acting until the frame is over in which the demo's picture is another one.
PIXELS = """window.pixels = (demo, act) => new Promise(resolve => requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel(), seen = new MutationObserver(() => {
        seen.disconnect();
        for (const canvas of demo.querySelectorAll('canvas')) canvas.getContext('2d').getImageData(0, 0, 1, 1);
        port2.postMessage(null);  // arrives after this frame
    });
    seen.observe(demo, {attributeFilter: ['data-frames']});
    const note = demo.querySelector('.bp-note');  // says what is wrong, in place of a picture
    seen.observe(note, {childList: true});
    port1.onmessage = () => resolve(performance.now() - start);
    const start = performance.now();
    act();
}))"""
# Seconds from asking for the page until its first demo has shown the answer to its question.
ANSWERED = """async () => {
    const until = async (found) => { while (!found()) await new Promise(requestAnimationFrame); return found(); };
    const demo = await until(() => document.querySelector('.bp-demo'));
    demo.scrollIntoView();
    await until(() => demo.dataset.frames);
    await pixels(demo, () => demo.querySelector('.bp-showme').click());
    return performance.now() / 1000;
}"""
# A control that can be moved, and where to; both are shares of what there is.
MOVED = """([which, part]) => {
    const demo = document.querySelector('.bp-demo');
    const all = [...demo.querySelectorAll('.bp-controls :is(input, .bp-control.bp-list select):not(:disabled)')];
    const input = all[Math.floor(which * all.length)];
    return pixels(demo, () => {
        if (input.type === 'range') input.value = Math.round(Number(input.min) + part * (input.max - input.min));
        else if (input.type === 'radio') input.checked = true;
        else if (input.type === 'checkbox') input.checked = part < 0.5;
        else input.selectedIndex = Math.floor(part * input.length);
        input.dispatchEvent(new Event(input.type === 'range' ? 'input' : 'change', {bubbles: true}));
    });
}"""


def measure(folder, submissions, rounds):
    """Measure, and return the figures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("Left out the site, which needs Chromium: apt-get install chromium", flush=True)
        return []
    for made in record_all(RECORDINGS):
        print(f"{made.name}: {made.states or 'no'} new states", flush=True)
    site = folder / "site"
    sizes = build_site(site, RECORDINGS, executed_lectures(EXECUTED))
    lectures = [page for page in sorted(site.glob("lectures/[0-9]*.html")) if "bp-demo" in page.read_text("utf-8")]
    with browsing(chromium) as browser:
        answered = tuple(answers(browser, page) for page in lectures * rounds)
        felt = {page.stem: moves(browser, page, rounds) for page in sorted(site.glob("demos/W*.html"))}
    worst = max(felt, key=lambda name: p95(felt[name]))
    everything = tuple(time for times in felt.values() for time in times)
    goals = ("the site (goal 60)", "the largest page untouched (goal 1.5)", "the largest recording (goal 6)")
    return [
        *(Figure(f"site_{part}_mb", what, "MB", (size / 1e6,))
          for part, what, size in zip(("all", "page", "recording"), goals, sizes, strict=True)),
        Figure("site_first_demo_answers_s", "opening a lecture until a demo answers (goal 1)", "s", answered),
        *(Figure(f"site_{name.lower()}_p95_ms", f"{name}, 95 of 100", "ms", (p95(felt[name]),)) for name in felt),
        Figure("site_input_to_pixels_median_ms", "a recorded demo's event to pixels, all demos", "ms", everything),
        Figure("site_input_to_pixels_p95_ms", f"… 95 of 100, the slowest demo, {worst} (goal 16.7)", "ms",
               (p95(felt[worst]),)),
    ]  # fmt: skip


def answers(browser, page_file):
    """Seconds from opening a page until its first demo has answered a touch."""
    with opened(browser, page_file) as page:
        return page.evaluate(ANSWERED)


def moves(browser, page_file, rounds):
    """Milliseconds from events of a demo's controls to pixels, at places all over each of them."""
    rng = random.Random(0)
    with opened(browser, page_file) as page:
        page.wait_for_selector(READY)
        page.locator(".bp-demo").dispatch_event("pointerover")  # whoever comes near the controls gets all parts
        page.evaluate(SETTLED)
        return [page.evaluate(MOVED, [rng.random(), rng.random()]) for _ in range(rounds * EVENTS)]


@contextmanager
def opened(browser, page_file):
    """A page opened from disk; nothing may be amiss at its end."""
    with watched(browser, page_file.parents[1].as_uri(), offline=True) as (page, amiss):
        page.add_init_script(PIXELS)
        page.goto(page_file.as_uri(), wait_until="commit")
        yield page
        amiss = [line for line in amiss if not line.startswith(EXPECTED)]
        if amiss:
            raise RuntimeError(f"got {amiss} on {page_file.name}, expected a page that works")
