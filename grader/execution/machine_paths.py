"""Takes the paths of this machine out of what students read: where Python and the course lie says nothing to them."""

import os
import re
import sys
import sysconfig
import tempfile
from functools import lru_cache
from pathlib import Path

from grader.paths import CLONE

SCRATCH_PREFIX = "backprop-"  # of the temporary folder that holds a worker's scratch folder


def without_machine_paths(text: str) -> str:
    """Shorten paths to what lies below the folders of Python and its packages, the clone, and where student code runs.

    Examples
    --------
    >>> without_machine_paths(f'File "{re.__file__}", line 7')
    'File "re/__init__.py", line 7'
    """
    return _pattern().sub(lambda found: "" if found[0].endswith("/") else "…", text)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    folders = {CLONE, Path.cwd(), Path(sys.prefix), *map(Path, (*sys.path, *sysconfig.get_paths().values()))}
    folders = {folder for folder in folders if folder.is_absolute()} - {Path(sys.base_prefix), Path("/")}
    names = {str(path) for folder in folders for path in (folder, folder.resolve())}
    # As IPython writes those below the home folder.
    home = os.path.expanduser("~")
    names |= {f"~{name.removeprefix(home)}" for name in names if name.startswith(f"{home}/")}
    longest_first = [re.escape(name) for name in sorted(names, key=len, reverse=True)]
    scratch = rf"{re.escape(tempfile.gettempdir())}/{SCRATCH_PREFIX}\w+/scratch"
    return re.compile(rf"(?<![\w./~-])(?:{'|'.join([scratch, *longest_first])})(?:/|(?![\w.-]))")
