"""nbgrader as it comes: no settings of ours, its own kernel, hidden tests that cost nothing.

``python -m tests.benchmarks.stock FOLDER`` grades the students it is told on standard input, one a line, in a process
that has nbgrader loaded already, and answers with seconds.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.submissions import ASSIGNMENT, write_course

_PROBE = re.compile(r"^probe\(.*\)$", re.MULTILINE)


class Stock:
    """A course folder of stock nbgrader and a process that grades in it; a context manager."""

    def __init__(self, folder, count):
        self.students = write_course(folder, count)
        _without_probes(folder / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
        self._log = folder.with_suffix(".log")  # nbgrader and its kernels are talkative
        # nbgrader calls alembic by name.
        path = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.stock", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log.open("w"),
            text=True,
            env=os.environ | {"PATH": path},
        )

    def __enter__(self):
        self._answer()
        return self

    def __exit__(self, *exception):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def autograde(self, student):
        """Seconds for one student's submission."""
        self._process.stdin.write(student + "\n")
        self._process.stdin.flush()
        return self._answer()

    def processor_time(self):
        """Seconds that the process and its kernels have used so far; a kernel counts when it has ended."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf(
            "SC_CLK_TCK"
        )  # proc_pid_stat(5): own and children's, user and system

    def _answer(self):
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"stock nbgrader could not grade: {self._log.read_text(encoding='utf-8')[-2000:]}")
        return float(line)


def _without_probes(path):
    """In staff's environment the probe would call our judge; here it does nothing, which favours nbgrader."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = _PROBE.sub("pass", "".join(cell["source"]))
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _serve(folder):
    from nbgrader.converters import Autograde, GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    GenerateAssignment(coursedir=CourseDirectory(root=str(folder), assignment_id=ASSIGNMENT)).start()
    print(0.0, flush=True)
    for line in sys.stdin:
        student = line.strip()
        start = time.perf_counter()
        directory = CourseDirectory(root=str(folder), assignment_id=ASSIGNMENT, student_id=student)
        Autograde(coursedir=directory).start()
        seconds = time.perf_counter() - start
        if not (folder / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").exists():
            raise RuntimeError(f"nbgrader left nothing for {student}")
        print(seconds, flush=True)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
