"""Seeds of the inputs: different for each student, the same on a regrade, unpredictable without the course's secret."""

import hmac
import os
import re
import secrets
from pathlib import Path

from grader.atomic_write import write_atomically
from grader.errors import CannotStart
from grader.read_file import read_file

_BYTES = 32


def course_secret(course_dir: Path) -> bytes:
    """Read the secret of a course folder; the first use creates it, readable by its owner only.

    Raises
    ------
    CannotStart
        The file is not 32 bytes in hexadecimal digits: inputs drawn from less could be guessed.
    """
    path = course_dir / "secret.key"
    if not os.path.lexists(path):
        write_atomically(path, secrets.token_hex(_BYTES).encode(), mode=0o600, replace=False)
    try:
        text = read_file(path).strip()
    except FileNotFoundError:
        text = b""
    if re.fullmatch(rb"[0-9a-fA-F]{%d}" % (2 * _BYTES), text) is None:
        raise CannotStart(
            f"Got {path}, which is not {_BYTES} bytes in hexadecimal digits; expected the secret of this course. Put "
            "it back from a copy; without one, delete it: all submissions are graded anew then, with other inputs."
        )
    return bytes.fromhex(text.decode())


def student_key(secret: bytes, student: str, assignment: str) -> bytes:
    """Derive the key from which a judge draws one student's inputs for one assignment."""
    return hmac.digest(secret, f"{assignment}\0{student}".encode(), "sha256")


def exercise_seed(key: bytes, exercise: str) -> int:
    """Derive the seed of one exercise, a non-negative int, from the key of `student_key`."""
    return int.from_bytes(hmac.digest(key, exercise.encode(), "sha256")[:8])
