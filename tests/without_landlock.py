"""Runs a command as on a kernel without Landlock: its system calls do not exist.

``python -m tests.without_landlock COMMAND ARGUMENT...``
"""

import errno
import os
import sys
import tempfile

import pyseccomp

from grader.execution.sandbox import landlock, seccomp
from grader.execution.sandbox.libc import PR_SET_NO_NEW_PRIVS, prctl

_CALLS = ("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self")


def take_away(*calls: str) -> None:
    """Make system calls fail with ENOSYS, in this process and all that it starts. It cannot be undone."""
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for call in calls:
        rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, call))
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        seccomp.load(file.read())


if __name__ == "__main__":
    take_away(*_CALLS)
    assert landlock.abi() == 0
    os.execvp(sys.argv[1], sys.argv[1:])
