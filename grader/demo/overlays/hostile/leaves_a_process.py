"""Right, and tries to leave a process behind that outlives the grading."""

import os
import subprocess
import sys
import threading
import time

SLEEPER = "import time; time.sleep(3600)  # backprop-left-behind"


def leave(how, start):
    try:
        print(f"{how}: left {start()} behind")
    except BaseException as error:
        print(f"{how}: {type(error).__name__}")


def fork():
    pid = os.fork()
    if pid == 0:
        os.setsid()
        time.sleep(3600)
    return pid


leave("fork", fork)
leave("subprocess", lambda: subprocess.Popen([sys.executable, "-c", SLEEPER], start_new_session=True).pid)
leave("posix_spawn", lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", SLEEPER], os.environ))
leave("exec", lambda: os.execv(sys.executable, [sys.executable, "-c", SLEEPER]))
leave("thread", lambda: threading.Thread(target=time.sleep, args=(3600,)).start())


def dense_forward(X, W, b):
    return X @ W + b, (X, W)
