"""Does a submission cost more when there are many? One question, all answers different, a hundred and ten thousand.

``python -m tests.benchmarks.scale FOLDER COUNT`` grades such a class and says what it took, as one line of JSON.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from grader.authoring.build import build
from tests.benchmarks.figure import Figure

NAME = "p9_tiny"
FEW, MANY = 100, 10_000
_TEXT = """# %% setup role="readonly"
from course import probe

# %% answer role="solution" reference="reference_solution.networks.mac_counts:mac_counts"
def mac_counts(sizes, batch):
    ...

# %% grade_answer role="tests" points=5
assert callable(mac_counts)
### BEGIN HIDDEN TESTS
probe("p6.mac_counts", mac_counts)
### END HIDDEN TESTS
"""
_ANSWER = """def mac_counts(sizes, batch):
    pairs = [m * n for m, n in zip(sizes, sizes[1:])]
    return {{"forward": batch * sum(pairs), "backward": batch * (2 * sum(pairs) - {less})}}
"""
_LOOK_SECONDS = 0.05
_UNIT = 1024  # of `ru_maxrss`, getrusage(2), and of proc_pid_status(5)


def measure(folder, submissions, rounds):
    """Measure, and return the figures; how many submissions and rounds is not asked."""
    results = {}
    for count in (FEW, MANY):
        print(f"{count} submissions", flush=True)
        course = folder / str(count)
        write_class(course, count)
        command = [sys.executable, "-m", "tests.benchmarks.scale", str(course), str(count)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        results[count] = json.loads(done.stdout.splitlines()[-1])
        shutil.rmtree(course)
    few, many = results[FEW], results[MANY]

    def one(name, what, unit, value):
        return Figure(name, what, unit, (value,))

    return [
        one("scale_few_seconds", f"a tiny submission, of {FEW}", "s", few["seconds"]),
        one("scale_many_seconds", f"a tiny submission, of {MANY:,}", "s", many["seconds"]),
        one("scale_few_cpu", f"… its processor time in the coordinator, of {FEW}", "s", few["cpu"]),
        one("scale_many_cpu", f"… its processor time in the coordinator, of {MANY:,}", "s", many["cpu"]),
        one("scale_few_mb", f"most memory of the coordinator, MB, {FEW}", "", few["mb"]),
        one("scale_many_mb", f"most memory of the coordinator, MB, {MANY:,}", "", many["mb"]),
        one("scale_cost_ratio", "cost of a submission, many by few (goal 1.2)", "x", many["seconds"] / few["seconds"]),
        one("scale_cpu_ratio", "… its processor time in the coordinator alone", "x", many["cpu"] / few["cpu"]),
        one("scale_memory_ratio", "memory, many by few (goal 1.2)", "x", many["mb"] / few["mb"]),
        one("worker_mb", "most memory of a worker or one of its forks, MB (goal 400)", "", many["worker_mb"]),
    ]


def write_class(folder, count):
    """A course folder in which so many handed in, half of them right, no two the same."""
    folder.mkdir(parents=True)
    (folder / f"{NAME}.py").write_text(_TEXT)
    [source] = build(folder, [NAME])
    notebook = json.loads(source.read_text())
    [answer] = [cell for cell in notebook["cells"] if cell["id"] == "answer"]
    for number in range(count):
        answer["source"] = _ANSWER.format(less="pairs[0]" if number % 2 else 0) + f"# student {number}\n"
        path = folder / "submitted" / f"student{number:05d}" / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook))


def grade_class(folder, count):
    """Grade it; seconds and the coordinator's processor time a submission, memory in MB.

    Timed from the first tenth on, when everything is loaded and every worker is warm.
    """
    from grader.pipeline.autograde import Options, autograde

    began = []

    def report(done, total, row):
        if done == count // 10:
            began.extend((time.perf_counter(), time.process_time(), done))

    workers = _Workers()
    rows = autograde(folder, NAME, options=Options(jobs=os.cpu_count()), report=report)
    seconds, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
    odd = [row for row in rows if row.score not in (2.0, 5.0)]
    if len(rows) != count or odd:
        first = odd[0].graded.verdict if odd else None
        raise RuntimeError(
            f"got {len(rows)} submissions, {len(odd)} with odd scores ({first}), expected {count}, none odd"
        )
    rest = count - began[2]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / 1e6
    return {"seconds": seconds / rest, "cpu": cpu / rest, "mb": peak, "worker_mb": workers.most() / 1e6}


class _Workers(threading.Thread):
    """Looks again and again at the memory of all processes that descend from this one's judges: workers, forks."""

    def __init__(self):
        super().__init__(daemon=True)
        self._most, self._ended = 0, threading.Event()
        self.start()

    def run(self):
        while not self._ended.wait(_LOOK_SECONDS):
            for pid in _descendants(os.getpid(), depth=2):
                self._most = max(self._most, _peak(pid))

    def most(self):
        """Bytes, of the largest one."""
        self._ended.set()
        return self._most


def _descendants(pid, depth):
    """Processes at least so many generations below."""
    try:
        children = [int(p) for t in Path(f"/proc/{pid}/task").iterdir() for p in (t / "children").read_text().split()]
    except OSError:  # it has ended
        return
    for child in children:
        if depth <= 1:
            yield child
        yield from _descendants(child, depth - 1)


def _peak(pid):
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * _UNIT for line in lines if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    print(json.dumps(grade_class(Path(sys.argv[1]), int(sys.argv[2]))))
