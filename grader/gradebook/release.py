"""Makes the zip that students download: nbgrader's release, the `course` wheel and a README."""

import logging
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from grader.atomic_write import write_atomically
from grader.gradebook.generate import generate_assignment
from grader.paths import CLONE

_LOG = logging.getLogger(__name__)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest of the format; a fixed date gives the same bytes for the same files
README = """How to work on {assignment}

You need Python 3.11 or newer.

1. Unzip this archive and open a terminal in the folder {assignment}.
2. Install what the notebook needs, best in an environment of its own:
       python -m pip install ./{wheel} jupyterlab
3. Open the notebook:
       jupyter lab {assignment}.ipynb

Write your answers where it says YOUR CODE HERE or YOUR ANSWER HERE, and leave the cells with checks
as they are; in the others try what you like. Run everything once from top to bottom, save, and hand
in {assignment}.ipynb.

    python -m course check {assignment}.ipynb

runs all checks and says what is still open. Your code may use numpy, scipy and matplotlib, and pandas
and tqdm where the grader has them. Other packages are not there when it is graded: put such an import
into a cell of its own, and a line that fails beside your functions costs nothing.
"""


def release(course_dir: Path, assignment: str, db_url: str | None = None) -> Path:
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
        release is beside it in ``release/A``. Existing grades are kept.

    Raises
    ------
    ValueError, RuntimeError
        See `grader.gradebook.generate.generate_assignment`; or the wheel could not be built.
    """
    folder = generate_assignment(course_dir, assignment, db_url)
    wheel_name, wheel = _wheel()
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    files[wheel_name] = wheel
    files["README.txt"] = README.format(assignment=assignment, wheel=wheel_name).encode()
    archive = folder.parent / f"{assignment}.zip"
    write_atomically(archive, _zip(assignment, files))
    _LOG.info("wrote %s, %d files", archive, len(files))
    return archive


@cache
def _wheel() -> tuple[str, bytes]:
    """Build the wheel of `course` from this clone, once a process; its file name and content."""
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


def _zip(folder: str, files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()
