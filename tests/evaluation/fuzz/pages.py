"""Feedback pages of notebooks that are made to stop or deceive those who read: each is made, within bounds."""

import json
import re
import struct
import time
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from hypothesis import HealthCheck, Phase, given, seed, settings

from grader.gradebook.cell_outputs import write_verdict
from grader.gradebook.class_grades import StudentGrades
from grader.judging.verdict import CellVerdict, Finding, Verdict
from grader.reports.bounded_process import BoundedProcess, NoResult
from grader.reports.page.render import PageTask, render
from tests.evaluation.fuzz.page_parts import contents

MAX_SECONDS, MAX_MEMORY = 5.0, 300 << 20
_HEADER = struct.Struct("dd")
_GRADES = StudentGrades(10.0, 0.0, {"grade_x": {"score": 2.5, "points": 10.0, "needs_manual_grade": False}})
_FORBIDDEN = {"script", "iframe", "object", "embed", "form", "svg", "link", "base", "style", "template", "textarea"}
_ADDRESS = re.compile(r"#|https?://|mailto:|data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=]*$")
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|svg\+xml)[;,]|$")
_MATH_ATTRIBUTES = {"href", "style", "class", "id", "mathcolor", "mathbackground", "voffset", "height", "depth"}


@dataclass
class Figures:
    """What was seen: pages, those shown as plain text, the most seconds and bytes of one, and failures."""

    pages: int = 0
    plain: int = 0
    seconds: float = 0.0
    memory: float = 0.0
    failures: list = field(default_factory=list)


def page_task(content):
    """The task of a page on an assignment with one question."""
    answer = {"cell_type": "code", "source": content["code"], "outputs": content["outputs"], "execution_count": 1}
    tests = {"cell_type": "code", "source": "pass", "outputs": [], "execution_count": None}
    words = {"cell_type": "markdown", "source": content["words"], "attachments": content["attachments"]}
    notebook = {"cells": [answer | {"metadata": {"nbgrader": {"grade_id": "x", "solution": True}}}], "metadata": {}}
    notebook["cells"] += [tests | {"metadata": {"nbgrader": {"grade_id": "grade_x", "grade": True, "points": 10}}}]
    notebook["cells"] += [words | {"metadata": {}}]
    finding = Finding("raises", f"f raises ValueError in the line `{content['reason']}`.", 1)
    cells = (CellVerdict("grade_x", 2.5, 10.0, (finding,)),)
    write_verdict(notebook, Verdict(content["student"], "p", "graded", cells, (content["reason"],)))
    return PageTask(json.dumps(notebook).encode(), content["student"], "p", {"": "Title", "grade_x": "Task 1"}, _GRADES)


def measured(task):
    """The page after its seconds of processor time and its bytes of memory."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")  # forget the most memory that was used so far
    before, start = _most_memory(), time.process_time()
    page = render(task)
    return _HEADER.pack(time.process_time() - start, _most_memory() - before) + page


def _most_memory():
    with open("/proc/self/status", encoding="ascii") as file:
        [line] = [line for line in file if line.startswith("VmHWM")]
    return float(line.split()[1]) * 1024


def look(process, content, figures):
    """Make a page, plain if it has to be, and check it; raises `AssertionError` where it is not as it should be."""
    task = page_task(content)
    made = process.call(task)
    if isinstance(made, NoResult):
        figures.plain += 1
        made = process.call(replace(task, plain_because=made.reason))
    assert isinstance(made, bytes), made
    seconds, memory = _HEADER.unpack(made[: _HEADER.size])
    figures.pages += 1
    figures.seconds, figures.memory = max(figures.seconds, seconds), max(figures.memory, memory)
    assert seconds <= MAX_SECONDS
    assert memory <= MAX_MEMORY
    check_page(made[_HEADER.size :].decode())


def check_page(html):
    """Assert that a page says the points first, and that nothing in it runs, loads or moves."""
    assert re.search(r'<header id="grade">.*<b>2\.5</b> of 10 points.*</header>', html, re.DOTALL)
    head, _, body = html.partition("</style>")
    assert head.count("<style>") == 1
    reader = _Reader()
    reader.feed(body)
    assert not reader.wrong, reader.wrong[:3]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", body)


class _Reader(HTMLParser):
    """Collects what a page must not have."""

    def __init__(self):
        super().__init__()
        self.wrong = []

    def handle_starttag(self, tag, attrs):
        if tag in _FORBIDDEN:
            self.wrong.append(tag)
        for name, value in attrs:
            loads = name == "src" and not _PICTURE.match(value or "")
            leads = name == "href" and not _ADDRESS.match(value or "")
            if name.startswith("on") or loads or leads:
                self.wrong.append((tag, name, value))
            if tag.startswith("m") and tag not in ("main", "meta") and name in _MATH_ATTRIBUTES:
                self.wrong.append((tag, name, value))


def fuzz_pages(pages, number):
    """Make so many pages; returns the `Figures`."""
    figures = Figures()
    process = BoundedProcess(measured)

    @seed(number)
    @settings(
        max_examples=pages,
        derandomize=False,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(contents())
    def one(content):
        try:
            look(process, content, figures)
        except Exception as error:
            figures.failures.append((f"{type(error).__name__}: {error}"[:300], page_task(content).notebook))

    try:
        one()
    finally:
        process.end()
    return figures
