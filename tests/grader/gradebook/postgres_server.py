"""A PostgreSQL server of one's own: in a folder, reached through a socket there, run by an ordinary user."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

_NOBODY = 65534


def programs():
    """The folder that holds PostgreSQL's programs, or None; Debian keeps them apart, by version."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


class Server:
    """A running server; a context manager. `url` is that of its empty database ``grades``."""

    def __init__(self):
        self._folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        self._data = self._folder / "data"
        self.url = f"postgresql://grader@/grades?host={self._folder}"

    def __enter__(self):
        if os.geteuid() == 0:
            os.chown(self._folder, _NOBODY, _NOBODY)
        self._run("initdb", "-U", "grader", "--auth", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C")
        self.start()
        self.empty()
        return self

    def __exit__(self, *exception):
        self.stop()
        shutil.rmtree(self._folder)

    def start(self):
        """Start it and wait until it answers."""
        options = f"-c listen_addresses='' -c fsync=off -k {self._folder}"
        self._run("pg_ctl", "--wait", "--log", str(self._folder / "log"), "--options", options, "start")

    def stop(self):
        """Stop it as a power cut would."""
        self._run("pg_ctl", "--wait", "--mode", "immediate", "stop")

    def empty(self):
        """Make its database new."""
        for words in ("DROP DATABASE IF EXISTS grades WITH (FORCE)", "CREATE DATABASE grades"):
            connect = ["-h", str(self._folder), "-U", "grader", "-d", "postgres"]
            subprocess.run([programs() / "psql", "-q", *connect, "-c", words], check=True, capture_output=True)

    def _run(self, program, *arguments):
        who = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        command = [programs() / program, "--pgdata", str(self._data), *arguments]
        # Its output goes nowhere: the server would keep a pipe open for as long as it runs.
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, check=True, cwd=self._folder, **quiet, **who)
