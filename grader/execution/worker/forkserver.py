"""The warm process: loads Python's slow parts once, then forks a locked child for each submission.

Started by `grader.execution.worker.supervisor` with a clean environment. It holds nothing that a student may not see:
what it loads is what its children hold.
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
from functools import partial
from pathlib import Path

import course
from grader.execution.limits import Limits
from grader.execution.sandbox.libc import PR_SET_PDEATHSIG, prctl
from grader.execution.sandbox.lock import Lock
from grader.execution.worker import child
from grader.execution.worker.read_allowlist import readable_paths
from grader.execution.worker.shell import Shell

_MAX_REQUEST = 4096
_UNIT = 1024  # of `ru_maxrss`, getrusage(2)
_LOADED_AT_FIRST_USE = ("numpy.random", "numpy.linalg", "numpy.fft", "numpy.testing")


def main():
    """Serve the judge that started this process until it closes the control socket."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    options = json.loads(sys.argv[1])
    limits = Limits(**options["limits"])
    scratch = Path(options["scratch"])
    control = socket.socket(fileno=options["control"])
    os.chdir(scratch)
    # Anything raised from here on, a missing lock above all, reaches the judge as words and ends this process.
    try:
        make_lock = partial(Lock, readable_paths(), scratch, limits) if options["locked"] else lambda: None
        lock = make_lock()
        shell = Shell.instance(output_bound=limits.output)
        _load_the_course()
        _forget_the_clone()
    except Exception as error:
        control.sendall(json.dumps({"cannot": f"{type(error).__name__}: {error}"}).encode())
        return
    # What is loaded stays: a collection in a child would only write to every page that they share.
    gc.collect()
    gc.freeze()
    control.sendall(json.dumps({"ready": True}).encode())
    _serve(control, shell, lock, make_lock, scratch)


def _serve(control, shell, lock, make_lock, scratch):
    while True:
        data, fds, _, _ = socket.recv_fds(control, _MAX_REQUEST, 2)
        if not data:
            return
        request = json.loads(data)
        if "reap" in request:
            control.sendall(json.dumps(_ended(request["reap"])).encode())
            continue
        if request["another_folder"]:
            os.chdir(scratch)
            lock = make_lock()  # the old one knows the old folder by its inode
        pid = os.fork()
        if pid == 0:
            child.run(shell, lock, *fds, scratch)
        for fd in fds:
            os.close(fd)
        control.sendall(json.dumps({"pid": pid}).encode())


def _ended(pid):
    """How a process ended and what it took, when it has: wait status, seconds of processor, bytes beyond our own."""
    _, status, used = os.wait4(pid, 0)
    # What a fork shares with us counts as its own; our peak would hide what it took since, our present size does not.
    with open("/proc/self/statm") as file:
        own = int(file.read().split()[1]) * resource.getpagesize()
    memory = max(used.ru_maxrss * _UNIT - own, 0)
    return {"status": status, "seconds": used.ru_utime + used.ru_stime, "memory": memory}


def _load_the_course():
    """Import all of `course`, and what numpy loads at first use, so that no submission has to wait for it."""
    for name in (*_LOADED_AT_FIRST_USE, *(m.name for m in pkgutil.walk_packages(course.__path__, "course."))):
        importlib.import_module(name)


def _forget_the_clone():
    """Leave `course` as the only thing of the clone that can be imported."""
    clone = Path(course.__file__).parent.parent
    sys.path[:] = [p for p in sys.path if Path(p or ".").resolve() != clone]
    sys.path_importer_cache.pop(str(clone), None)
    for name in [n for n in sys.modules if n.partition(".")[0] == "grader"]:
        del sys.modules[name]


if __name__ == "__main__":
    main()
