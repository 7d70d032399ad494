"""seccomp: which system calls a process may make.

A list of what a notebook needs; everything else is refused with EPERM: sockets, exec, new processes, signals,
ptrace, mounts, namespaces, keys, bpf, io_uring, changes of mode or owner, links, shared memory, locks on files, and
room on the disk that is taken without being written. The filter is
compiled once by the system's libseccomp and loaded in each fork.
"""

import ctypes
import errno
import os
import tempfile

from grader.execution.sandbox.errors import LockError
from grader.execution.sandbox.libc import PR_SET_SECCOMP, prctl

_SECCOMP_MODE_FILTER = 2

_MEMORY = "brk munmap mprotect mremap madvise msync mincore membarrier"
_THREADS = (
    "futex futex_waitv set_robust_list get_robust_list rseq set_tid_address sched_yield sched_getaffinity "
    "sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min getcpu exit exit_group"
)
_SIGNALS_TO_ONESELF = (
    "rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait sigaltstack "
    "restart_syscall pause alarm setitimer getitimer"
)
_TIME = "nanosleep gettimeofday time times"
_FILES = (
    "creat close close_range read pread64 readv preadv preadv2 write pwrite64 writev pwritev pwritev2 "
    "lseek stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat "
    "getdents getdents64 getcwd chdir fchdir rmdir unlink unlinkat rename renameat "
    "ftruncate fsync fdatasync fadvise64 sendfile copy_file_range "
    "dup dup2 dup3 pipe pipe2 eventfd2 poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait"
)
_WHO_AND_WHERE = (
    "getpid gettid getppid getpgrp getpgid getsid getuid geteuid getgid getegid getresuid getresgid getgroups "
    "uname sysinfo getrusage getrlimit getrandom getpriority"
)
ALLOWED = " ".join([_MEMORY, _THREADS, _SIGNALS_TO_ONESELF, _TIME, _FILES, _WHO_AND_WHERE]).split()

# By argument: (system call, position of the argument, values it may have).
_ALLOWED_BY_VALUE = (
    ("ioctl", 1, (0x5401, 0x5413, 0x541B, 0x5450, 0x5451)),  # is it a terminal, its size, bytes waiting, close-on-exec
    # Duplicates and flags; not owners, signals or leases, and no locks: on a file that all may read, two submissions
    # that run at the same time could tell each other anything by the places that they lock.
    ("fcntl", 1, (0, 1, 2, 3, 4, 1030)),
    ("prctl", 0, (15, 16)),  # a thread's name
    ("renameat2", 4, (0, 1, 2)),  # not one that leaves a device behind
)
_MAP_TYPE, _MAP_SHARED, _MAP_PRIVATE, _MAP_ANONYMOUS = 0x0F, 0x01, 0x02, 0x20
_NO_CLOCK_OF_A_PROCESS = 0xFFFFFFF0
_CLONE_THREAD = 0x00010100  # CLONE_VM and CLONE_THREAD
_CLONE_NAMESPACES = 0x7E020000

# By some bits of an argument: (system call, position of the argument, mask, what the masked bits must be).
_ALLOWED_BY_BITS = (
    # A thread is a clone that shares memory and thread group.
    ("clone", 0, _CLONE_THREAD | _CLONE_NAMESPACES, _CLONE_THREAD),
    # The judge's own processor time would tell how it takes an answer; such clocks have negative numbers.
    *((name, 0, _NO_CLOCK_OF_A_PROCESS, 0) for name in ("clock_gettime", "clock_getres", "clock_nanosleep")),
    # A folder that its owner may not enter could be neither looked into nor emptied from outside.
    ("mkdir", 1, 0o700, 0o700),
    ("mkdirat", 2, 0o700, 0o700),
    # A file written through a shared mapping is not counted as written.
    ("mmap", 3, _MAP_TYPE, _MAP_PRIVATE),
    ("mmap", 3, _MAP_TYPE | _MAP_ANONYMOUS, _MAP_SHARED | _MAP_ANONYMOUS),
    # To truncate takes the right to write; Landlock before its third version asks for none.
    *(
        rule
        for name, position in (("open", 1), ("openat", 2))
        for rule in (
            (name, position, os.O_TRUNC, 0),
            (name, position, os.O_TRUNC | os.O_WRONLY, os.O_TRUNC | os.O_WRONLY),
            (name, position, os.O_TRUNC | os.O_RDWR, os.O_TRUNC | os.O_RDWR),
        )
    ),
)


def compile_filter():
    """The filter as the kernel's program.

    Returns
    -------
    bytes
        To be given to `load`.

    Raises
    ------
    LockError
        libseccomp is not installed.
    """
    try:
        import pyseccomp
    except (ImportError, RuntimeError):
        raise LockError("seccomp is missing: install the system's libseccomp (Debian: libseccomp2)") from None
    arg = pyseccomp.Arg
    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in ALLOWED:
        _add(rules, pyseccomp.ALLOW, name)
    for name, position, values in _ALLOWED_BY_VALUE:
        for value in values:
            _add(rules, pyseccomp.ALLOW, name, arg(position, pyseccomp.EQ, value))
    # Reading one's own limits, not setting any.
    _add(rules, pyseccomp.ALLOW, "prlimit64", arg(0, pyseccomp.EQ, 0), arg(2, pyseccomp.EQ, 0))
    for name, position, mask, value in _ALLOWED_BY_BITS:
        _add(rules, pyseccomp.ALLOW, name, arg(position, pyseccomp.MASKED_EQ, mask, value))
    # clone3 hides its flags from filters, so libc is told that it does not exist and falls back to clone.
    _add(rules, pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _add(rules, action, name, *args):
    import pyseccomp

    try:
        number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    except (OSError, ValueError):
        number = -1
    if number >= 0:  # a name that this architecture does not have needs no rule: it stays refused
        rules.add_rule(action, number, *args)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def load(program):
    """Lock the calling process, for good. Needs `no_new_privs` or root."""
    try:
        fprog = _Program(len(program) // 8, program)
        prctl(PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(fprog))
    except OSError as error:
        raise LockError(f"seccomp could not be loaded: {error.strerror}") from None
