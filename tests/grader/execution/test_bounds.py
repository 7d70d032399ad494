"""What no lock of the kernel holds by itself is seen from outside, and stopped."""

import platform

import pytest

from tests.grader.execution.conftest import LIMITS, ended_by, printed, session_on
from tests.grader.execution.sandbox.escapes import number
from tests.patience import SECONDS

_X86 = pytest.mark.skipif(platform.machine() != "x86_64", reason="32-bit and x32 calls exist on x86_64 only")

_TOO_MUCH_WRITTEN = {
    "many files": "n = 0\nwhile True:\n    open(f'f{n}', 'w').close()\n    n += 1",
    "several large files": "for n in range(9):\n    open(f'f{n}', 'wb').write(bytes(1 << 20))\nwhile True: pass",
    "folders nested past any path": "import os\nwhile True:\n    os.mkdir('d' * 200)\n    os.chdir('d' * 200)",
    "files removed but still open": """
import os
while True:
    with open('f', 'wb') as file:
        file.write(bytes(1 << 20))
    os.remove('f')
""",
    "files removed but still mapped": """
import ctypes, os
libc = ctypes.CDLL(None)
while True:
    with open('f', 'w+b') as file:
        file.write(bytes(1 << 20))
        libc.mmap(ctypes.c_void_p(0), ctypes.c_size_t(1), 1, 2, file.fileno(), ctypes.c_long(0))
    os.remove('f')
""",
    "files without a name": """
import os
while True:
    fd = os.open('.', os.O_TMPFILE | os.O_RDWR)
    os.write(fd, bytes(1 << 20))
    os.close(fd)
""",
    "while questions keep coming": """
import threading
from course import probe
def write():
    n = 0
    while True:
        open(f'f{n}', 'w').close()
        n += 1
threading.Thread(target=write, daemon=True).start()
while True: probe('x', 1)
""",
}


def _stopped(worker, code, seconds=SECONDS):
    ended = ended_by(worker, code, seconds)
    with session_on(worker) as session:
        assert printed(session.run("import os; print(os.listdir('.'))")) == "[]"
    return ended


@pytest.mark.parametrize("code", _TOO_MUCH_WRITTEN.values(), ids=_TOO_MUCH_WRITTEN)
def test_writing_without_end_is_stopped_and_gone(worker, code):
    assert str(_stopped(worker, code)) == "it wrote more to its folder than it may"


def test_a_file_cannot_be_larger_than_its_folder(locked):
    write = "attempt(lambda: os.pwrite(os.open('big', os.O_CREAT | os.O_WRONLY), b'x', {}))\n"
    last, beyond = write.format(LIMITS.scratch - 1), write.format(LIMITS.scratch)
    assert locked(last + beyond).splitlines() == ["GOT OUT 1", "EFBIG"]


def test_a_swarm_of_threads_is_stopped(worker):
    code = """
import threading
threading.stack_size(1 << 15)
never = threading.Event()
for _ in range(100):
    threading.Thread(target=never.wait, daemon=True).start()
never.wait()
"""
    assert str(_stopped(worker, code)) == "it started more threads than it may"


def test_a_main_thread_that_leaves_while_another_goes_on_is_ended(worker):
    code = f"""
import ctypes, threading
threading.Thread(target=threading.Event().wait).start()
ctypes.CDLL(None).syscall(ctypes.c_long({number("exit")}), 0)
"""
    assert _stopped(worker, code, seconds=1).status in ("crashed", "timeout")


def test_endless_recursion_is_an_error_and_the_notebook_goes_on(worker):
    with session_on(worker) as session:
        assert session.run("def f(): return f()\nf()").error.startswith("RecursionError")
        assert printed(session.run("print(1)")) == "1"


def test_recursion_past_the_stack_ends_only_its_own_process(worker):
    code = "import sys\nsys.setrecursionlimit(10**9)\nclass A:\n    def __repr__(self): return repr(self)\nrepr(A())"
    assert _stopped(worker, code).status == "crashed"


def test_endless_output_is_cut(worker):
    with session_on(worker) as session:
        ran = session.run("for _ in range(200):\n    print('x' * 10_000)")
    assert LIMITS.output < len(printed(ran)) < LIMITS.output + 200
    assert "characters of output were cut" in printed(ran)


@_X86
def test_a_call_by_its_32_bit_number_kills(worker):
    code = """
import ctypes, mmap
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes([0xB8, 2, 0, 0, 0, 0xCD, 0x80, 0xC3]))  # mov eax, 2 (fork); int 0x80; ret
start = ctypes.addressof(ctypes.c_char.from_buffer(page))
print(ctypes.CFUNCTYPE(ctypes.c_int)(start)())
"""
    assert "SIGSYS" in str(_stopped(worker, code))


@_X86
def test_a_call_by_its_x32_number_kills(worker):
    code = "import ctypes\nprint(ctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 + 57)))"
    assert "SIGSYS" in str(_stopped(worker, code))


_MANY_OUTPUTS = {
    "displays": "for i in range(20_000): display(i)",
    "displays of nothing": "for i in range(20_000): display({}, raw=True)",
    "errors": "for i in range(5_000):\n    try: 1 / 0\n    except Exception: get_ipython().showtraceback()",
    "both streams in turn": """
import sys
for i in range(20_000):
    sys.stdout.write("x")
    sys.stderr.write("x")
""",
}


@pytest.mark.parametrize("code", _MANY_OUTPUTS.values(), ids=_MANY_OUTPUTS)
def test_many_small_outputs_are_cut_and_the_notebook_goes_on(worker, code):
    with session_on(worker) as session:
        ran = session.run(f"kept = 7\n{code}")
        assert (ran.status, ran.error) == ("graded", "")
        assert 100 < len(ran.outputs) < 2000
        assert "characters of output were cut" in ran.outputs[-1]["text"]
        assert printed(session.run("print(kept)")) == "7"
