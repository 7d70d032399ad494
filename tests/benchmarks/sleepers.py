"""What ten submissions that only wait cost a class: the same class with them and without, one after the other."""

import json
import os
import sys
import time
from itertools import cycle

from tests.benchmarks.figure import Figure
from tests.benchmarks.grading import run
from tests.benchmarks.submissions import ASSIGNMENT, write_course

_SLEEPERS = 10
_WAYS = (
    "import time\ntime.sleep(300)",
    "import threading\nthreading.Event().wait()",
    """
import select
while True:
    try:
        select.select([], [], [], 300)
    except BaseException:
        pass
""",
    """
import time
class Slow(Exception):
    def __str__(self):
        time.sleep(300)
raise Slow
""",
    """
import course.probing, os, time
os.write(course.probing._channel._write_fd, bytes([0, 0, 1, 0, 1]))  # half a message
time.sleep(300)
""",
)


def measure(folder, submissions, rounds):
    """Measure, and return the figures; `submissions` counts those that do not sleep."""
    seconds = {"awake": [], "all": []}
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", flush=True)
        for name in seconds:
            course = folder / f"{name}{number}"
            students = write_course(course, submissions + (_SLEEPERS if name == "all" else 0))
            for student, way in zip(students[submissions:], cycle(_WAYS), strict=False):
                _sleep_in_every_cell(course / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", way)
            start = time.perf_counter()
            run(
                sys.executable,
                "-m",
                "grader",
                "--course-dir",
                course,
                "autograde",
                "--jobs",
                os.cpu_count(),
                ASSIGNMENT,
            )
            seconds[name].append(time.perf_counter() - start)
    cost = tuple(a - b for a, b in zip(seconds["all"], seconds["awake"], strict=True))
    return [
        Figure("class_seconds", f"a class of {submissions}, python -m grader autograde", "s", tuple(seconds["awake"])),
        Figure("sleepers_cost_s", f"{_SLEEPERS} more that wait in every cell", "s", cost),
    ]


def _sleep_in_every_cell(path, way):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = "".join(cell["source"]) + f"\n{way}\n"
    path.write_text(json.dumps(notebook), encoding="utf-8")
