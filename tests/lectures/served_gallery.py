"""A gallery being served, and a page that notes whatever is amiss: for the tests and for the benchmark."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from threading import Thread

from tests.patience import MILLISECONDS

# Voilà 0.5 brings JupyterLab 4.2 with it and says so to every extension that was built for a later one.
STOCK = ("Unsatisfied version", "No satisfying version", "Starting WebSocket")


@contextmanager
def served(folder, *options):
    """The gallery's address; Jupyter's own folders are in `folder`, nobody's settings count."""
    private = {f"JUPYTER_{kind}": str(folder / kind) for kind in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")}
    folder.mkdir(exist_ok=True)
    environment = os.environ | private | {"IPYTHONDIR": str(folder / "ipython")}
    command = [sys.executable, "-m", "lectures", "serve", "--no-browser", "--port", str(_free_port())]
    command += ["--folder", str(folder / "site"), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        try:
            said = []
            for line in server.stderr:
                said.append(line)
                if line.startswith("http://"):
                    break
            else:
                raise RuntimeError(f"got no server, expected an address: {''.join(said)}")
            Thread(target=server.stderr.read, daemon=True).start()  # or the pipe is full one day
            yield said[-1].strip()
        finally:
            server.terminate()


def _free_port():
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return free.getsockname()[1]


@contextmanager
def watched(browser, home, **options):
    """A page, and a list that grows with everything that is amiss on it, such as a request to elsewhere than `home`."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    context.set_default_timeout(MILLISECONDS)
    page, amiss = context.new_page(), []

    def console(message):
        if not message.text.startswith(STOCK):
            amiss.append(f"console, {message.type}: {message.text}")

    def response(answer):
        if answer.status >= 400:
            amiss.append(f"{answer.status}: {answer.url}")

    def request(asked):
        if not asked.url.startswith((home, "data:", "blob:")):
            amiss.append(f"elsewhere: {asked.url}")

    page.on("request", request)
    page.on("console", console)
    page.on("pageerror", lambda error: amiss.append(f"error: {error}"))
    page.on("requestfailed", lambda request: amiss.append(f"failed: {request.url}"))
    page.on("response", response)
    try:
        yield page, amiss
    finally:
        context.close()
