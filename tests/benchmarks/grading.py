"""What a submission costs to grade: with nbgrader as it comes, with ours, and at the very least.

One class for all. Each round measures everything once, one after the other, so that a slow minute of the machine
slows them all. A command's start-up is left out of seconds a submission and shown on its own.
"""

import os
import shutil
import subprocess
import sys
import time

from grader.execution.limits import Limits
from grader.execution.worker.supervisor import Worker
from grader.pipeline.grade import grade
from tests.benchmarks.all_told import all_told
from tests.benchmarks.figure import Figure
from tests.benchmarks.replay import Limit, recorded, tasks_of
from tests.benchmarks.stock import Stock
from tests.benchmarks.submissions import ASSIGNMENT, PERIOD, write_course


def measure(folder, submissions, rounds):
    """Measure, and return the figures."""
    jobs = os.cpu_count()
    course = folder / "course"
    students = write_course(course, submissions)
    # As after `release`: a course's gradebook is there before the first submission is.
    run(sys.executable, "-m", "grader", "--course-dir", course, "release", ASSIGNMENT)
    tasks = tasks_of(course, students)
    sample = students[:PERIOD]
    conversations = [recorded(task) for task in tasks]

    names = ("nbgrader", "nbgrader_processor", "autograde", "autograde_processor")
    seconds = {name: [] for name in (*names, "explain", "startup", "limit", "locked", "unlocked")}
    with Limit(jobs) as limit:
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", flush=True)
            with Stock(folder / f"stock{number}", PERIOD + 1) as stock:
                stock.autograde(stock.students[-1])  # the first one of a process is slower
                before = stock.processor_time()
                seconds["nbgrader"].append(_mean(stock.autograde(student) for student in sample))
                seconds["nbgrader_processor"].append((stock.processor_time() - before) / len(sample))
            # As many as there are processes: then each of them starts in both.
            few, few_used = _command(course, folder / "few", students[:jobs], jobs, "--explain", "0")
            whole, whole_used = _command(course, folder / "whole", students, jobs, "--explain", "0")
            explained, _ = _command(course, folder / "explained", students, jobs)
            each = (whole - few) / (submissions - jobs)
            seconds["autograde"].append(each)
            seconds["autograde_processor"].append((whole_used - few_used) / (submissions - jobs))
            seconds["explain"].append((explained - whole) / submissions)
            seconds["startup"].append(few - each)
            seconds["limit"].append(limit.run(conversations) / submissions)
            for name, times in _locks(tasks[:PERIOD]).items():
                seconds[name].append(_mean(times))
    return _figures(seconds, jobs)


def _figures(seconds, jobs):
    def ratio(over, under, less=0.0):
        return tuple(a / b - less for a, b in zip(seconds[over], seconds[under], strict=True))

    def each(name, key, what):
        return Figure(name, what, "s", tuple(seconds[key]))

    return [
        each("nbgrader_seconds", "nbgrader", "a submission, stock nbgrader autograde (one process)"),
        each("autograde_seconds", "autograde", f"a submission, python -m grader autograde --jobs {jobs}"),
        each("nbgrader_processor_seconds", "nbgrader_processor", "… processor time, all processes, stock nbgrader"),
        each("autograde_processor_seconds", "autograde_processor", "… processor time, all processes, ours"),
        each("limit_seconds", "limit", f"a submission, bare limit: forks that run the cells, {jobs} at once"),
        each("explain_seconds", "explain", "… and then to look for wrong lines, once all points are recorded"),
        each("autograde_startup_seconds", "startup", "start-up of python -m grader autograde"),
        each("locked_seconds", "locked", "a submission judged, one process, locks on"),
        each("unlocked_seconds", "unlocked", "a submission judged, one process, locks off"),
        Figure("autograde_vs_nbgrader", "times faster than stock nbgrader", "x", ratio("nbgrader", "autograde")),
        Figure(
            "autograde_vs_nbgrader_processor",
            "… in processor time, which needs no second core",
            "x",
            ratio("nbgrader_processor", "autograde_processor"),
        ),
        Figure("limit_vs_nbgrader", "… the bare limit, which no grader can beat", "x", ratio("nbgrader", "limit")),
        Figure("autograde_vs_limit", "times the bare limit's time", "x", ratio("autograde", "limit")),
        Figure("sandbox_cost", "cost of the locks, a fraction", "", ratio("locked", "unlocked", 1.0)),
    ]


def _command(course, folder, students, jobs, *options):
    """Seconds and processor time of the command line on a fresh copy of the course in which only some handed in."""
    shutil.copytree(course, folder, ignore=lambda path, names: _others(path, names, students))
    command = (
        sys.executable,
        "-m",
        "grader",
        "--course-dir",
        folder,
        "autograde",
        ASSIGNMENT,
        "--jobs",
        jobs,
        "--json",
    )
    told = all_told(*command, *options)
    graded = len(list((folder / "autograded").iterdir()))
    if graded != len(students):
        raise RuntimeError(f"got {graded} graded submissions, expected {len(students)}")
    shutil.rmtree(folder)
    return told


def _others(path, names, students):
    return set(names) - set(students) if os.path.basename(path) == "submitted" else set()


def _locks(tasks):
    """Seconds of each task with locks and without, alternately."""
    times = {"locked": [], "unlocked": []}
    workers = {name: Worker(Limits(), locked=name == "locked") for name in times}
    try:
        for worker in workers.values():
            grade(tasks[0], worker)  # the first one of a process is slower
        for task in tasks:
            for name, worker in workers.items():
                start = time.perf_counter()
                grade(task, worker)
                times[name].append(time.perf_counter() - start)
    finally:
        for worker in workers.values():
            worker.close()
    return times


def _mean(values):
    values = list(values)
    return sum(values) / len(values)


def run(*command):
    """Run a command; its words if it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(done.args)} ended with {done.returncode}: {done.stderr[-2000:]}")
