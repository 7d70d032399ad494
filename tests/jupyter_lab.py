"""A JupyterLab as a person would start it, for tests in a real browser."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Thread


@contextmanager
def jupyter_lab(root, private):
    """The address of a JupyterLab.

    Parameters
    ----------
    root : pathlib.Path
        The folder that it shows, and in which it is started.
    private : pathlib.Path
        For Jupyter's own files: nobody's settings count.
    """
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    environment = os.environ | {f"JUPYTER_{kind}_DIR": str(private / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    environment["IPYTHONDIR"] = str(private / "ipython")
    # JupyterLab would ask whether it may fetch news, in a box that lies over what a test clicks on.
    notifications = private / "CONFIG/lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    notifications.parent.mkdir(parents=True)
    notifications.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    # nbgrader starts `alembic` by its name, as in an environment that was activated.
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--IdentityProvider.token=", "--ServerApp.port_retries=0"]
    with subprocess.Popen(command, cwd=root, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            for line in server.stderr:
                if "is running at" in line:
                    break
            else:
                raise RuntimeError("JupyterLab did not start")
            Thread(target=server.stderr.read, daemon=True).start()  # or the pipe is full one day
            yield f"http://localhost:{port}"
        finally:
            server.kill()
