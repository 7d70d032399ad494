"""``python -m tests.benchmarks.all_told COMMAND …``: seconds and processor time of a command and all it starts.

Seconds depend on what else runs on a machine; processor time hardly does.
"""

import json
import os
import resource
import subprocess
import sys
import time

from grader.execution.sandbox.libc import prctl

_PR_SET_CHILD_SUBREAPER = 36


def all_told(*command):
    """A command's seconds and processor time; its own words if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.all_told", *map(str, command)], stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {done.returncode}")
    told = json.loads(done.stdout.splitlines()[-1])
    return told["seconds"], told["processor"]


def _main(command):
    # Whoever loses its parent becomes a child of this process, and what it used is counted when it is waited for.
    prctl(_PR_SET_CHILD_SUBREAPER, 1)
    start = time.perf_counter()
    returncode = subprocess.run(command, stdout=subprocess.DEVNULL).returncode
    seconds = time.perf_counter() - start
    try:
        while True:
            os.wait()
    except ChildProcessError:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"seconds": seconds, "processor": used.ru_utime + used.ru_stime}))
    return returncode


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
