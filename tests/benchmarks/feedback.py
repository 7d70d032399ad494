"""What a feedback page costs: with nbgrader as it comes, and with ours.

``python -m tests.benchmarks.feedback FOLDER`` is stock nbgrader, loaded: for each line on standard input that names a
student, or everyone if it is empty, it makes pages and answers with seconds.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.figure import Figure
from tests.benchmarks.grading import run
from tests.benchmarks.submissions import ASSIGNMENT, write_course


def measure(folder, submissions, rounds):
    """Measure, and return the figures."""
    jobs = os.cpu_count()
    course = folder / "course"
    students = write_course(course, submissions)
    run(sys.executable, "-m", "grader", "--course-dir", course, "autograde", ASSIGNMENT, "--json")
    stock_course = shutil.copytree(course, folder / "stock")
    stock, whole, one = [], [], []
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", flush=True)
        with _Stock(stock_course) as nbgrader:
            nbgrader.pages_of(students[0])  # the first one of a process is slower
            stock.append(nbgrader.pages_of("") / submissions)
        _check(stock_course, students)
        one.append(_ours(course, students[:1], jobs))
        whole.append(_ours(course, students, jobs))
    each = [(a - b) / (submissions - 1) for a, b in zip(whole, one, strict=True)]
    return [
        Figure("feedback_nbgrader_seconds", "a page, stock nbgrader generate_feedback", "s", tuple(stock)),
        Figure("feedback_seconds", f"a page, python -m grader feedback --jobs {jobs}", "s", tuple(each)),
        Figure("feedback_startup_seconds", "start-up of python -m grader feedback, and one page", "s", tuple(one)),
        Figure(
            "feedback_vs_nbgrader",
            "times faster than stock nbgrader (goal 5)",
            "x",
            tuple(a / b for a, b in zip(stock, each, strict=True)),
        ),
    ]


def _ours(course, students, jobs):
    shutil.rmtree(course / "feedback", ignore_errors=True)
    names = [part for student in students for part in ("--student", student)]
    start = time.perf_counter()
    run(sys.executable, "-m", "grader", "--course-dir", course, "feedback", ASSIGNMENT, "--jobs", jobs, *names)
    seconds = time.perf_counter() - start
    _check(course, students)
    return seconds


def _check(course, students):
    for student in students:
        if not (course / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html").exists():
            raise RuntimeError(f"got no page for {student}")


class _Stock:
    """A process that has nbgrader loaded; a context manager."""

    def __init__(self, course):
        self._log = course.with_suffix(".log")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.feedback", str(course)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log.open("w"),
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def pages_of(self, student):
        """Seconds."""
        self._process.stdin.write(student + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"stock nbgrader made no page: {self._log.read_text(encoding='utf-8')[-2000:]}")
        return json.loads(line)


def _serve(folder):
    from nbgrader.converters import GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    for line in sys.stdin:
        shutil.rmtree(folder / "feedback", ignore_errors=True)
        start = time.perf_counter()
        student = line.strip() or "*"
        directory = CourseDirectory(root=str(folder), assignment_id=ASSIGNMENT, student_id=student)
        GenerateFeedback(coursedir=directory).start()
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
