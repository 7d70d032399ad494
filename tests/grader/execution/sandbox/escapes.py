"""Attempts to get out: what a submission might try, and which lock has to hold it.

Each attempt is one Python expression, run behind the locks after `PREAMBLE`. It prints the name of the error that
held it, or that it got out. `Targets` are open to everybody, so that nothing else can be what held.
"""

import os
import sysconfig
from dataclasses import asdict, dataclass

import pyseccomp

from grader.execution.sandbox import files

# What each lock answers. In a mount namespace a file is not there, may only be read, lies in a closed folder, or on
# another device than scratch.
FILES = frozenset({"EACCES"} if files.name() == "Landlock" else {"ENOENT", "EROFS", "EACCES", "EXDEV"})
SECCOMP = frozenset({"EPERM"})

PREAMBLE = """
import ctypes, errno, fcntl, mmap, os, resource, signal, socket, subprocess, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

def call(name, *args):
    result = libc.syscall(ctypes.c_long(NUMBERS[name]), *[ctypes.c_long(a) if type(a) is int else a for a in args])
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result

def read(path):
    with open(path, "rb") as file:
        return file.read()

def by_libc(name, *args):
    if getattr(libc, name)(*args) < 0:
        raise OSError(ctypes.get_errno(), name)
    return "a call of libc's"

def attempt(function):
    try:
        got = function()
    except OSError as error:
        print(errno.errorcode.get(error.errno, repr(error)))
    except Exception as error:
        print(repr(error))
    else:
        print("GOT OUT", repr(got)[:100])
"""


@dataclass(frozen=True)
class Targets:
    """What a submission would like to get at: paths, and the process that stands for the judge."""

    reference: str
    exercises: str
    assignment: str
    other_submission: str
    gradebook: str
    verdict: str
    secret: str
    folder: str
    package: str
    judge: int


@dataclass(frozen=True)
class Escape:
    """One attempt; `by` names the errors with which it is held."""

    group: str
    name: str
    code: str
    by: frozenset[str]


def number(name):
    """The number of a system call on this machine; negative if it has none."""
    try:
        return pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    except (OSError, ValueError):
        return -1


def _group(group, by, **codes):
    return [Escape(group, name, code, by) for name, code in codes.items()]


_READ = _group(
    "read",
    FILES,
    reference="read(T['reference'])",
    exercises="read(T['exercises'])",
    assignment_source="read(T['assignment'])",
    other_submission="read(T['other_submission'])",
    gradebook="read(T['gradebook'])",
    verdict="read(T['verdict'])",
    secret="read(T['secret'])",
    passwd="read('/etc/passwd')",
    through_symbolic_link="read('link')",
    through_dots="read(os.path.relpath(T['secret']))",
    through_folder_descriptor="os.open('passwd', os.O_RDONLY, dir_fd=os.open('/etc', os.O_PATH))",
    through_path_descriptor="read('/proc/self/fd/%d' % os.open(T['secret'], os.O_PATH))",
    through_own_root="read('/proc/self/root' + T['secret'])",
    by_listing_its_folder="os.listdir(T['folder'])",
    by_listing_the_root="os.listdir('/')",
    by_listing_the_clone="os.listdir(os.path.dirname(T['package']))",
    own_environment="read('/proc/self/environ')",
    own_memory_map="read('/proc/self/maps')",
    own_memory="read('/proc/self/mem')",
    list_of_processes="os.listdir('/proc')",
    list_of_own_descriptors="os.listdir('/proc/self/fd')",
    memory_of_the_judge="read('/proc/%d/mem' % T['judge'])",
    environment_of_the_judge="read('/proc/%d/environ' % T['judge'])",
    folder_of_the_judge="os.readlink('/proc/%d/cwd' % T['judge'])",
    descriptor_of_the_judge="os.readlink('/proc/%d/fd/0' % T['judge'])",
    root_through_the_judge="read('/proc/%d/root/etc/passwd' % T['judge'])",
    terminal="read('/dev/tty')",
    kernel_log="read('/dev/kmsg')",
    shared_memory_folder="os.listdir('/dev/shm')",
)
_CHANGE_BY_PATH = _group(
    "change",
    FILES,
    overwrite="open(T['gradebook'], 'w')",
    append="open(T['verdict'], 'a')",
    read_and_write="open(T['secret'], 'r+')",
    overwrite_the_package="open(T['package'] + '/wire.py', 'a')",
    overwrite_a_system_library="open('/usr/lib/os-release', 'a')",
    make_a_file="os.open(T['folder'] + '/new', os.O_CREAT | os.O_WRONLY)",
    make_a_file_beside_scratch="open('../new', 'w')",
    make_a_nameless_file="os.open(T['folder'], os.O_TMPFILE | os.O_RDWR)",
    make_a_folder="os.mkdir(T['folder'] + '/new')",
    remove_a_file="os.remove(T['verdict'])",
    remove_a_folder="os.rmdir(T['folder'] + '/empty')",
    make_in_shared_memory="open('/dev/shm/left_by_a_submission', 'w')",
    make_in_the_common_folder="open('/tmp/left_by_a_submission', 'w')",
    move_in="os.rename(T['secret'], 'mine')",
    move_out="os.rename('own', T['folder'] + '/theirs')",
    move_over="os.rename('own', T['verdict'])",
)
_CHANGE_WHAT_LANDLOCK_LETS_PASS = _group(
    "change",
    SECCOMP,
    mode="os.chmod(T['secret'], 0o777)",
    mode_of_a_descriptor="os.fchmod(os.open('own', os.O_RDONLY), 0o4777)",
    mode_by_the_newest_call="call('fchmodat2', -100, b'own', 0o4777, 0)",
    owner="os.chown(T['secret'], 65534, 65534)",
    owner_of_a_link="os.lchown('link', 65534, 65534)",
    times="os.utime(T['gradebook'], (0, 0))",
    attribute="os.setxattr(T['gradebook'], 'user.x', b'1')",
    no_attribute="os.removexattr(T['gradebook'], 'user.x')",
    truncate="os.truncate(T['gradebook'], 0)",
    truncate_on_opening_to_read="os.open(T['gradebook'], os.O_RDONLY | os.O_TRUNC)",
    symbolic_link="os.symlink('/etc/passwd', 'mine')",
    hard_link="os.link(T['secret'], 'mine')",
    pipe_with_a_name="os.mkfifo('mine')",
    device="os.mknod('mine', 0o20666, os.makedev(1, 1))",
    folder_that_shuts_its_owner_out="os.mkdir('shut', 0o300)",
    root="os.chroot('.')",
)
_NETWORK = _group(
    "network",
    SECCOMP,
    ipv4="socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    ipv4_datagrams="socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    ipv6="socket.socket(socket.AF_INET6, socket.SOCK_STREAM)",
    raw_packets="socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    unix="socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)",
    pair_of_sockets="socket.socketpair()",
    netlink="socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    link_layer="socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    virtual_machine="socket.socket(40, socket.SOCK_STREAM)",
    crypto="socket.socket(38, socket.SOCK_SEQPACKET)",
    connect="call('connect', 3, 0, 0)",
    bind_an_abstract_name="call('bind', 3, b'\\x01\\x00\\x00name', 7)",
    send_on_a_descriptor="call('sendmsg', 3, 0, 0)",
    receive_a_descriptor="call('recvmsg', 3, 0, 0)",
)
_PROCESSES = _group(
    "processes",
    SECCOMP,
    fork="os.fork()",
    raw_fork="call('fork')",
    raw_vfork="call('vfork')",
    clone="call('clone', 17, 0, 0, 0, 0)",
    clone_sharing_memory="call('clone', 0x100 | 17, 0, 0, 0, 0)",
    thread_in_a_new_namespace="call('clone', 0x04010900, 0, 0, 0, 0)",
    posix_spawn="os.posix_spawn('/bin/true', ['true'], {})",
    subprocess="subprocess.run(['/bin/true'])",
    exec="os.execv('/bin/true', ['true'])",
    exec_of_a_descriptor="call('execveat', -100, b'/bin/true', 0, 0, 0)",
    session="os.setsid()",
    process_group="os.setpgid(0, 0)",
    signal_to_the_judge="os.kill(T['judge'], 0)",
    signal_to_the_worker="os.kill(os.getppid(), 0)",
    signal_to_all="os.kill(-1, 0)",
    signal_to_itself="os.kill(os.getpid(), 0)",
    signal_to_a_thread="call('tgkill', T['judge'], T['judge'], 0)",
    signal_with_a_value="call('rt_sigqueueinfo', T['judge'], 0, bytes(128))",
    handle_on_the_judge="call('pidfd_open', T['judge'], 0)",
    descriptor_from_the_judge="call('pidfd_getfd', 3, 0, 0)",
    trace_the_judge="call('ptrace', 0x4206, T['judge'], 0, 0)",
    be_traced="call('ptrace', 0, 0, 0, 0)",
    read_memory_of_the_judge="call('process_vm_readv', T['judge'], 0, 0, 0, 0, 0)",
    write_memory_of_the_judge="call('process_vm_writev', T['judge'], 0, 0, 0, 0, 0)",
    limits_of_the_judge="resource.prlimit(T['judge'], resource.RLIMIT_CPU)",
    priority="os.setpriority(os.PRIO_PROCESS, 0, 5)",
    processors="os.sched_setaffinity(0, {0})",
    keystrokes_into_a_terminal="call('ioctl', 0, 0x5412, b'x')",
    owner_of_signals="call('fcntl', 0, 8, T['judge'])",
)
_TOLD_TO_OTHERS = _group(
    "told to others",
    SECCOMP,
    lock_on_a_common_file="fcntl.flock(os.open('/dev/urandom', os.O_RDONLY), fcntl.LOCK_SH)",
    lock_on_the_device_of_all="fcntl.flock(os.open('/dev/null', os.O_RDONLY), fcntl.LOCK_EX)",
    lock_on_a_place_in_a_common_file="fcntl.lockf(os.open('/dev/urandom', os.O_RDONLY), fcntl.LOCK_SH, 1, 123456789)",
    look_at_the_locks_of_others="fcntl.fcntl(os.open('/dev/urandom', os.O_RDONLY), fcntl.F_GETLK, bytes(32))",
    lock_of_an_open_file="call('fcntl', os.open('/dev/urandom', os.O_RDONLY), 37, bytes(32))",
    lease="call('fcntl', os.open('own', os.O_RDONLY), 1024, 0)",
    notice_of_changes="call('fcntl', os.open('.', os.O_RDONLY), 1026, 1)",
    hint_of_a_life_time="call('fcntl', os.open('own', os.O_RDONLY), 1036, bytes(8))",
)
_LIMITS = _group(
    "limits",
    SECCOMP,
    raise_memory="call('setrlimit', resource.RLIMIT_AS, b'\\xff' * 16)",
    raise_time="call('prlimit64', 0, resource.RLIMIT_CPU, b'\\xff' * 16, 0)",
    raise_open_files="call('setrlimit', resource.RLIMIT_NOFILE, b'\\xff' * 16)",
    room_without_writing="os.posix_fallocate(os.open('own', os.O_RDWR), 0, 1 << 20)",
    room_past_the_end="call('fallocate', os.open('own', os.O_RDWR), 1, 0, 1 << 40)",
    writing_through_a_mapping="mmap.mmap(os.open('own', os.O_RDWR), 1)",
    locked_memory="call('mlock', 0, 0)",
    files_in_memory="os.memfd_create('x')",
    larger_pipes="call('fcntl', os.pipe()[0], 1031, 1 << 24)",
)
_ZEROS = [
    "unshare",
    "setns",
    "mount",
    "umount2",
    "pivot_root",
    "fsopen",
    "open_tree",
    "move_mount",
    "mount_setattr",
    "bpf",
    "add_key",
    "keyctl",
    "request_key",
    "io_uring_setup",
    "io_uring_enter",
    "userfaultfd",
    "perf_event_open",
    "personality",
    "seccomp",
    "landlock_create_ruleset",
    "landlock_restrict_self",
    "setuid",
    "setgid",
    "setresuid",
    "setresgid",
    "setfsuid",
    "setgroups",
    "capset",
    "reboot",
    "init_module",
    "finit_module",
    "delete_module",
    "kexec_load",
    "swapon",
    "swapoff",
    "acct",
    "quotactl",
    "settimeofday",
    "clock_settime",
    "sethostname",
    "setdomainname",
    "iopl",
    "ioperm",
    "modify_ldt",
    "syslog",
    "fanotify_init",
    "inotify_init1",
    "name_to_handle_at",
    "open_by_handle_at",
    "shmget",
    "shmat",
    "msgget",
    "semget",
    "mq_open",
    "timer_create",
    "memfd_secret",
    "kcmp",
    "process_madvise",
    "process_mrelease",
    "pkey_alloc",
    "mbind",
    "move_pages",
    "migrate_pages",
    "sched_setattr",
    "ioprio_set",
    "vhangup",
    "umask",
    "openat2",
]
_RIGHTS = [
    *(
        Escape("rights", name, f"call('{name}', 0, 0, 0, 0, 0, 0)", SECCOMP)
        for name in _ZEROS
        if number(name) >= 0  # what this architecture does not have cannot be tried
    ),
    *_group(
        "rights",
        SECCOMP,
        outlive_the_worker="call('prctl', 1, 0, 0, 0, 0)",
        be_dumpable="call('prctl', 4, 1, 0, 0, 0)",
        another_filter="call('prctl', 22, 2, 0, 0, 0)",
        ambient_capabilities="call('prctl', 47, 2, 0, 0, 0)",
        new_user_namespace="os.unshare(os.CLONE_NEWUSER) if hasattr(os, 'unshare') else call('unshare', 0x10000000)",
    ),
]
_FURTHER_READING = _group(
    "read",
    FILES,
    by_libc="by_libc('open', T['secret'].encode(), 0)",
    as_an_array="__import__('numpy').fromfile(T['secret'], 'u1')",
    as_a_mapped_array="__import__('numpy').memmap(T['secret'], 'u1', 'r')",
    with_an_unpickler="__import__('numpy').load(T['secret'], allow_pickle=True)",
    folder_above_scratch="os.open('..', os.O_RDONLY | os.O_DIRECTORY)",
    command_of_the_worker="read('/proc/%d/cmdline' % os.getppid())",
    namespace_of_the_worker="os.open('/proc/%d/ns/pid' % os.getppid(), os.O_RDONLY)",
    descriptors_of_the_worker="os.listdir('/proc/%d/fd' % os.getppid())",
    own_mapped_files="os.listdir('/proc/self/map_files')",
    own_pages="read('/proc/self/pagemap')",
    own_threads="os.listdir('/proc/self/task')",
    own_mounts="read('/proc/self/mountinfo')",
    kernels_settings="read('/proc/sys/kernel/core_pattern')",
    addresses_of_the_kernel="read('/proc/kallsyms')",
    load_of_the_machine="read('/proc/stat')",
    devices="os.listdir('/dev')",
    zeros_without_end="read('/dev/full')",
    new_terminal="os.open('/dev/ptmx', os.O_RDWR)",
    system_folder="os.listdir('/sys')",
)
_FURTHER_CHANGES = [
    *_group(
        "change",
        FILES,
        own_memory_by_its_file="os.open('/proc/self/mem', os.O_RDWR)",
        own_name_by_its_file="open('/proc/self/comm', 'w')",
        last_choice_when_memory_runs_out="open('/proc/self/oom_score_adj', 'w')",
        own_user="open('/proc/self/uid_map', 'w')",
        traces_of_its_pages="open('/proc/self/clear_refs', 'w')",
        swap_with_another="call('renameat2', -100, b'own', -100, T['secret'].encode(), 2)",
        by_libc="by_libc('creat', T['gradebook'].encode(), 0)",
    ),
    *_group(
        "change",
        SECCOMP,
        device_left_by_a_move="call('renameat2', -100, b'own', -100, b'moved', 4)",
        file_that_cannot_be_removed="call('ioctl', os.open('own', os.O_RDONLY), 0x40086602, bytes([16] + [0] * 7))",
        frozen_file_system="call('ioctl', os.open('.', os.O_RDONLY), 0xC0045877, 0)",
        shared_extent="call('ioctl', os.open('own', os.O_RDWR), 0x40049409, 0)",
        chance_of_the_machine="call('ioctl', os.open('/dev/urandom', os.O_RDONLY), 0x5206, 0)",
    ),
]
# The kernel reads 32 bits of these arguments; a filter that does the same would let all else pass in the other 32.
_IN_THE_UPPER_HALF = _group(
    "upper half",
    SECCOMP,
    keystrokes="call('ioctl', 0, 1 << 32 | 0x5412, b'x')",
    owner_of_signals="call('fcntl', 0, 1 << 32 | 8, T['judge'])",
    death_signal="call('prctl', 1 << 32 | 1, 0, 0, 0, 0)",
    limits="call('prlimit64', 1 << 32, 7, bytes(16), 0)",
    folder="call('mkdir', b'shut', 1 << 32 | 0o300)",
    mapping="call('mmap', 0, 4096, 3, 1 << 32 | 1, os.open('own', os.O_RDWR), 0)",
    clone="call('clone', 1 << 32 | 17, 0, 0, 0, 0)",
)
_FURTHER_RIGHTS = _group(
    "rights",
    SECCOMP,
    children_of_others="call('prctl', 36, 1, 0, 0, 0)",
    be_traced_by_anybody="call('prctl', 0x59616D61, -1, 0, 0, 0)",
    another_program_break="call('prctl', 35, 8, 0, 0, 0)",
    calls_given_to_itself="call('prctl', 59, 1, 0, 0, 0)",
    keep_capabilities="call('prctl', 8, 1, 0, 0, 0)",
    secure_bits="call('prctl', 28, 0, 0, 0, 0)",
    no_clock_of_the_processor="call('prctl', 26, 2, 0, 0, 0)",
    scheduling_beside_the_judge="call('prctl', 62, 1, 0, 0, 0)",
    clock_of_the_judge="time.clock_gettime((~T['judge'] << 3) | 2)",
    sleep_by_the_clock_of_the_judge="call('clock_nanosleep', (~T['judge'] << 3) | 2, 0, bytes(16), 0)",
    signal_on_input="call('ioctl', 0, 0x5452, bytes(4))",
    which_signal_on_input="call('fcntl', 0, 10, 9)",
    terminal_of_its_own="call('ioctl', 0, 0x540E, 1)",
    seals_on_a_file="call('fcntl', os.open('own', os.O_RDWR), 1033, 1)",
    process_with_a_handle="call('clone', 0x1000 | 17, 0, 0, 0, 0)",
    brother_in_place_of_a_child="call('clone', 0x8000 | 17, 0, 0, 0, 0)",
    child_in_the_same_memory="call('clone', 0x4100 | 17, 0, 0, 0, 0)",
    shared_file_by_the_newer_flag="call('mmap', 0, 4096, 3, 3, os.open('own', os.O_RDWR), 0)",
    memory_that_may_vanish="call('mmap', 0, 4096, 3, 0x28, -1, 0)",
    locked_mapping="call('mmap', 0, 1 << 20, 3, 0x2022, -1, 0)",
    page_at_zero="call('mmap', 0, 4096, 3, 0x32, -1, 0)",
    signal_by_libc="by_libc('raise', 0)",
    fork_by_libc="by_libc('fork')",
    vfork_by_libc="by_libc('vfork')",
)
_AROUND_A_NAMESPACE = [
    *_group(
        "read",
        FILES,
        by_many_dots="read('../' * 40 + 'etc/passwd')",
        by_a_descriptor_of_the_root="os.open('etc/passwd', os.O_RDONLY, dir_fd=os.open('/', os.O_PATH))",
        by_a_descriptor_of_the_folder_above="os.open('../../etc/passwd', os.O_RDONLY, dir_fd=os.open('..', os.O_PATH))",
        through_the_root_of_the_worker="read('/proc/%d/root' % os.getppid() + T['secret'])",
        through_the_folder_of_the_worker="os.listdir('/proc/%d/cwd' % os.getppid())",
        through_the_first_process="read('/proc/1/root' + T['secret'])",
        through_a_link_in_the_libraries="read('/usr/lib/../../etc/passwd')",
        own_program="read('/proc/self/exe')",
        list_of_mounts="read('/proc/mounts')",
        own_control_group="read('/proc/self/cgroup')",
        control_groups="os.listdir('/sys/fs/cgroup')",
        namespace_of_the_judge="os.open('/proc/%d/ns/mnt' % T['judge'], os.O_RDONLY)",
        map_of_users="read('/proc/self/uid_map')",
        name_of_the_machine="read('/etc/hostname')",
        users_of_the_machine="read('/etc/group')",
        home_of_root="os.listdir('/root')",
        logs="os.listdir('/var/log')",
        running_services="os.listdir('/run')",
        folder_of_temporary_files="os.listdir('/tmp')",
        folder_of_settings="os.listdir('/etc')",
        folder_of_programs="os.listdir('/usr/bin')",
        zeros="read('/dev/zero')",
        descriptors_of_the_judge="os.listdir('/proc/%d/fdinfo' % T['judge'])",
    ),
    *_group(
        "change",
        FILES,
        make_a_file_in_the_root="open('/left_by_a_submission', 'w')",
        make_a_folder_in_the_root="os.mkdir('/left_by_a_submission')",
        make_a_file_in_the_settings="open('/etc/left_by_a_submission', 'w')",
        make_a_device_file="open('/dev/left_by_a_submission', 'w')",
        make_a_file_in_the_libraries="open('/usr/lib/left_by_a_submission', 'w')",
        make_a_nameless_file_in_the_libraries="os.open('/usr/lib', os.O_TMPFILE | os.O_RDWR)",
        remove_a_library="os.remove('/usr/lib/os-release')",
        rename_a_library="os.rename('/usr/lib/os-release', '/usr/lib/other-release')",
        remove_the_package="os.remove(T['package'] + '/probing/wire.py')",
        remove_the_device_of_all="os.remove('/dev/null')",
        folder_above_in_place_of_scratch="os.rename('own', '../own')",
    ),
]
# Packages beside the standard library that no submission needs, where this Python has any.
_PACKAGES = os.path.join(sysconfig.get_path("stdlib"), "site-packages")
if os.path.isdir(_PACKAGES):
    _AROUND_A_NAMESPACE += _group(
        "read",
        FILES,
        packages_of_python=f"os.listdir({_PACKAGES!r})",
        packages_of_python_by_many_dots=f"os.listdir({_PACKAGES!r} + '/../site-packages')",
    )
# The last: where all attempts share a process, they move it.
_ELSEWHERE = _group(
    "read",
    FILES,
    after_going_there="[os.chdir(T['folder']), read('secret')][1]",
    after_going_to_the_root="[os.chdir('/'), read('etc/passwd')][1]",
    by_listing_the_root_from_within="[os.chdir('/'), os.listdir('.')][1]",
    after_going_there_by_descriptor="[os.fchdir(os.open(T['folder'], os.O_PATH)), read('secret')][1]",
)
_NOT_IMPLEMENTED = [Escape("processes", "clone3", "call('clone3', bytes(88), 88)", frozenset({"ENOSYS"}))]

ESCAPES = [
    *_READ,
    *_CHANGE_BY_PATH,
    *_CHANGE_WHAT_LANDLOCK_LETS_PASS,
    *_NETWORK,
    *_PROCESSES,
    *_TOLD_TO_OTHERS,
    *_LIMITS,
    *_RIGHTS,
    *_FURTHER_READING,
    *_FURTHER_CHANGES,
    *_IN_THE_UPPER_HALF,
    *_FURTHER_RIGHTS,
    *_NOT_IMPLEMENTED,
    *_AROUND_A_NAMESPACE,
    *_ELSEWHERE,
]


def source(targets):
    """What comes before an attempt in the same process."""
    names = {word for escape in ESCAPES for word in escape.code.split("'") if number(word) >= 0}
    known = {name: number(name) for name in sorted(names)}
    return f"T = {asdict(targets)!r}\nNUMBERS = {known!r}\n{PREAMBLE}"


def run_one(escape):
    """The line that tries it."""
    return f"attempt(lambda: {escape.code})"


def plant(scratch, targets):
    """What the attempts find in their scratch folder."""
    (scratch / "link").symlink_to(targets.secret)
    (scratch / "own").write_text("x")
