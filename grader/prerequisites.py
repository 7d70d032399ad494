"""What this machine lacks, in one sentence, before anything is installed. Needs the standard library alone."""

import platform
import sys
from importlib.util import find_spec
from pathlib import Path


def missing_for_venv(clone: Path) -> str | None:
    """Why this Python cannot make, or go on with, the virtual environment of a clone.

    Parameters
    ----------
    clone : pathlib.Path
        Folder of the clone, whose ``.venv`` may exist already.

    Returns
    -------
    str or None
        What is met, what is expected and what to do; None if nothing is missing.
    """
    this = "{}.{}".format(*sys.version_info)
    settings = clone / ".venv" / "pyvenv.cfg"
    if settings.exists():
        if f"\nversion = {this}." in settings.read_text(encoding="utf-8"):
            return None
        return f".venv was made by another Python than this one, which is {this}: remove it with rm -r .venv."
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        return (
            f"Python {this} ({sys.executable}) lacks the modules venv and ensurepip, which make .venv. "
            f"Debian and Ubuntu have them in a package: apt-get install python{this}-venv."
        )
    return None


def missing_for_grading() -> str | None:
    """Why this machine cannot hold student code behind locks; None if it can, as far as is seen at once."""
    if sys.platform != "linux":
        return (
            f"Grading needs Linux, because its locks are those of Linux; this is {platform.system()}. "
            "The lectures run here: make lectures."
        )
    # Imported here, because these modules are for Linux alone.
    from ctypes.util import find_library

    from grader.execution.sandbox import files

    without = files.missing()
    if without:
        return f"Grading needs a lock for files. {without}"
    if find_library("seccomp") is None:
        return "Grading needs the library libseccomp. Debian and Ubuntu: apt-get install libseccomp2."
    return None


if __name__ == "__main__":
    sys.exit(missing_for_grading() if sys.argv[1:] == ["grading"] else missing_for_venv(Path.cwd()))
