"""The warm worker: imports slow packages once, then forks a locked child for each submission.

`grader.execution.worker.supervisor` starts it with a clean environment. Its children inherit all that it has loaded, so
it loads nothing that a student may not see.
"""

import gc
import importlib
import json
import os
import pkgutil
import resource
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import course
from course.notebook.importable import hide_unreadable_packages
from grader.execution.limits import Limits
from grader.execution.sandbox.libc import PR_SET_PDEATHSIG, prctl
from grader.execution.sandbox.lock import Lock
from grader.execution.worker import child
from grader.execution.worker.read_allowlist import readable_paths
from grader.execution.worker.shell import Shell

_MAX_REQUEST = 4096
_MAXRSS_UNIT = 1024  # getrusage(2)
_LAZY_MODULES = ("numpy.random", "numpy.linalg", "numpy.fft", "numpy.testing")


def main() -> None:
    """Fork children on request until the judge closes the control socket."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    options = json.loads(sys.argv[1])
    limits = Limits(**options["limits"])
    scratch = Path(options["scratch"])
    control = socket.socket(fileno=options["control"])
    os.chdir(scratch)

    def make_lock() -> Lock | None:
        return Lock(readable, scratch, limits) if options["locked"] else None

    # Any error from here on, most likely a missing lock, is reported to the judge and ends this process.
    try:
        readable = readable_paths(limits.packages) if options["locked"] else []
        lock = make_lock()
        shell = Shell.instance(output_bound=limits.output)
        _import_course()
        hide_unreadable_packages()
        _hide_clone()
    except Exception as error:
        control.sendall(json.dumps({"cannot": f"{type(error).__name__}: {error}"}).encode())
        return
    # A garbage collection in a child would write to, and so copy, each page that it shares with this process.
    gc.collect()
    gc.freeze()
    control.sendall(json.dumps({"ready": True}).encode())
    _serve(control, shell, lock, make_lock, scratch)


def _serve(
    control: socket.socket, shell: Shell, lock: Lock | None, make_lock: Callable[[], Lock | None], scratch: Path
) -> None:
    while True:
        data, fds, _, _ = socket.recv_fds(control, _MAX_REQUEST, 2)
        if not data:
            return
        request = json.loads(data)
        if "reap" in request:
            control.sendall(json.dumps(_reap(request["reap"])).encode())
            continue
        if request["scratch_replaced"]:
            os.chdir(scratch)
            lock = make_lock()  # a Landlock rule holds for an inode, and the folder has a new one
        own, pid = os.getpid(), os.fork()
        if pid == 0:
            read_fd, write_fd = fds
            child.run(shell, lock, read_fd, write_fd, scratch, own)
        for fd in fds:
            os.close(fd)
        control.sendall(json.dumps({"pid": pid}).encode())


def _reap(pid: int) -> dict[str, Any]:
    """Wait for a child to end; its wait status, processor seconds and peak memory beyond this process's."""
    _, status, used = os.wait4(pid, 0)
    # The child's peak includes the pages shared with this process. Its present size is subtracted, not its peak, which
    # may be larger than the child's.
    with open("/proc/self/statm") as file:
        own = int(file.read().split()[1]) * resource.getpagesize()
    memory = max(used.ru_maxrss * _MAXRSS_UNIT - own, 0)
    return {"status": status, "seconds": used.ru_utime + used.ru_stime, "memory": memory}


def _import_course() -> None:
    """Import all of `course` and what numpy imports lazily, so that no submission has to wait for them."""
    for name in (*_LAZY_MODULES, *(m.name for m in pkgutil.walk_packages(course.__path__, "course."))):
        importlib.import_module(name)


def _hide_clone() -> None:
    """Remove the clone from the import path and `grader` from `sys.modules`; only `course` stays."""
    clone = Path(course.__file__).parent.parent
    sys.path[:] = [p for p in sys.path if Path(p or ".").resolve() != clone]
    sys.path_importer_cache.pop(str(clone), None)
    for name in [n for n in sys.modules if n.partition(".")[0] == "grader"]:
        del sys.modules[name]


if __name__ == "__main__":
    main()
