"""What students get: nbgrader's release, and one zip with everything they need to work at home."""

import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from grader.atomic_write import write_atomically
from grader.gradebook.open import generate
from grader.paths import CLONE

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier date; the same files must give the same bytes
README = """How to work on {assignment}

You need Python 3.11 or newer.

1. Unzip this archive and open a terminal in the folder {assignment}.
2. Install what the notebook needs, best in an environment of its own:
       python -m pip install ./{wheel} jupyterlab
3. Open the notebook:
       jupyter lab {assignment}.ipynb

Write your answers where it says YOUR CODE HERE or YOUR ANSWER HERE, leave the other cells as they
are, run everything once from top to bottom, save, and hand in {assignment}.ipynb.
"""


def release(course_dir, assignment, db_url=None):
    """Make the students' version of an assignment.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
        Such as ``"p6_backprop"``.
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    pathlib.Path
        ``course_dir/release/A.zip``: the notebook and its data, the wheel of `course`, a README. The unpacked
        release is beside it in ``release/A``. Grades that exist are kept.

    Raises
    ------
    ValueError, RuntimeError
        As `grader.gradebook.open.generate`; or the wheel could not be built.
    """
    folder = generate(course_dir, assignment, db_url)
    wheel_name, wheel = _wheel()
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    files[wheel_name] = wheel
    files["README.txt"] = README.format(assignment=assignment, wheel=wheel_name).encode()
    archive = folder.parent / f"{assignment}.zip"
    write_atomically(archive, _zip(assignment, files))
    return archive


@cache
def _wheel():
    """Name and bytes of the wheel of `course`, built from this clone once a process."""
    with tempfile.TemporaryDirectory() as folder:
        built = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
            cwd=CLONE,
            capture_output=True,
            text=True,
        )
        wheels = list(Path(folder).glob("*.whl"))
        if built.returncode or len(wheels) != 1:
            raise RuntimeError(f"the wheel of the course could not be built: {built.stderr.strip()[-300:]}")
        return wheels[0].name, wheels[0].read_bytes()


def _zip(folder, files):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()
