"""What one submission leaves behind does not reach the next."""

from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import pytest

from grader.execution.cell_result import SessionEnded
from grader.execution.worker.supervisor import Worker
from tests.grader.execution.conftest import LIMITS, ended_by, printed, session_on
from tests.grader.execution.sandbox.escapes import FILES

_LEFT = {
    "a file": ("open('left', 'w').write('x')", "import os; print(os.listdir('.'))", "[]"),
    "folders deeper than a path is long": (
        "import os\nfor _ in range(150):\n    os.mkdir('d' * 250)\n    os.chdir('d' * 250)",
        "import os; print(os.listdir('.'))",
        "[]",
    ),
    "a patched numpy": ("import numpy as np\nnp.array = None", "import numpy as np; print(np.array is None)", "False"),
    "a patched probe": (
        "import course.probing\ncourse.probing.call = None",
        "import course.probing; print(course.probing.call is None)",
        "False",
    ),
    "an environment variable": (
        "import os\nos.environ['LEFT'] = '1'",
        "import os; print('LEFT' in os.environ)",
        "False",
    ),
    "a variable": ("left = 1", "print('left' in globals())", "False"),
    "a seed": ("import numpy as np\nnp.random.seed(0)\nnp.random.rand()", "print('ran')", "ran"),
    "a thread that goes on": (
        "import threading, time\nthreading.Thread(target=lambda: [time.sleep(.01) for _ in range(10**6)]).start()",
        "import threading; print(threading.active_count())",
        "1",
    ),
}


@pytest.mark.parametrize(("leave", "look", "clean"), _LEFT.values(), ids=_LEFT)
def test_it_does_not_reach_the_next(worker, leave, look, clean):
    with suppress(SessionEnded), session_on(worker) as session:  # folders that deep may be noticed while they are made
        session.run(leave)
    with session_on(worker) as session:
        assert printed(session.run(look)) == clean


_BESIDE = """
import errno
try:
    open("../beside", "w")
except OSError as error:
    print(errno.errorcode[error.errno])
"""


def test_a_folder_that_held_many_files_is_as_small_as_a_new_one(worker):
    look = "import os\nprint(os.stat('.').st_size, os.stat('..').st_size, os.listdir('.'))"
    with session_on(worker) as session:
        new = printed(session.run(look))
        session.run("for i in range(150):\n    open('f' * 240 + str(i), 'w').close()")
    with session_on(worker) as session:
        assert printed(session.run(look)) == new
        assert printed(session.run("open('mine', 'w').write('x')\nprint(open('mine').read())")) == "x"
        beside = session.run(
            "import errno\ntry:\n    open('../beside', 'w')\nexcept OSError as e:\n    print(errno.errorcode[e.errno])"
        )
        assert printed(beside) in FILES


def test_many_files_are_stopped_and_gone(worker):
    code = "n = 0\nwhile True:\n    open(f'f{n}', 'w').close()\n    n += 1"
    assert "wrote more" in str(ended_by(worker, code))
    with session_on(worker) as session:
        assert printed(session.run("import os; print(os.listdir('.'))")) == "[]"


def test_a_process_that_is_ended_is_gone(worker):
    with session_on(worker) as session:
        pid = int(printed(session.run("import os; print(os.getpid())")))
        assert Path(f"/proc/{pid}").exists()
    assert not Path(f"/proc/{pid}").exists()


def _start_a_worker():
    """In a pool's process: its worker's folder, the worker kept until the process ends."""
    _kept.append(Worker(LIMITS))
    return str(_kept[-1].scratch)


_kept = []


def test_the_folder_goes_with_the_judge_that_never_closed_its_worker():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        scratch = Path(pool.submit(_start_a_worker).result())
        assert scratch.exists()
    assert not scratch.exists()
    assert not scratch.parent.exists()


def test_a_program_for_another_user_lies_where_no_other_user_comes(worker):
    code = "import os\nos.open('suid', os.O_CREAT | os.O_WRONLY, 0o6777)\nprint(os.stat('suid').st_mode & 0o6000)"
    with session_on(worker) as session:
        assert printed(session.run(code)) == str(0o6000)
        assert worker.scratch.parent.stat().st_mode & 0o777 == 0o700
    with session_on(worker) as session:
        assert printed(session.run("import os; print(os.path.exists('suid'))")) == "False"
