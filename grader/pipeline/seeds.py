"""Seeds for the inputs: fresh for every student, the same on a regrade, unknown without the course's secret."""

import hmac
import secrets

from grader.atomic_write import write_atomically

_BYTES = 32


def course_secret(course_dir):
    """The secret of a course folder; made at first use, readable by its owner alone.

    Parameters
    ----------
    course_dir : pathlib.Path

    Returns
    -------
    bytes
    """
    path = course_dir / "secret.key"
    if not path.exists():
        write_atomically(path, secrets.token_hex(_BYTES).encode(), mode=0o600, replace=False)
    return bytes.fromhex(path.read_text())


def student_key(secret, student, assignment):
    """What a worker needs to draw one student's inputs for one assignment, and no more."""
    return hmac.digest(secret, f"{assignment}\0{student}".encode(), "sha256")


def exercise_seed(key, exercise):
    """The seed for one exercise: a non-negative int."""
    return int.from_bytes(hmac.digest(key, exercise.encode(), "sha256")[:8])
