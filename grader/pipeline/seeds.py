"""Seeds of the inputs: different for each student, the same on a regrade, unpredictable without the course's secret."""

import hmac
import secrets
from pathlib import Path

from grader.atomic_write import write_atomically

_BYTES = 32


def course_secret(course_dir: Path) -> bytes:
    """Read the secret of a course folder; the first use creates it, readable by its owner only."""
    path = course_dir / "secret.key"
    if not path.exists():
        write_atomically(path, secrets.token_hex(_BYTES).encode(), mode=0o600, replace=False)
    return bytes.fromhex(path.read_text())


def student_key(secret: bytes, student: str, assignment: str) -> bytes:
    """Derive the key from which a judge draws one student's inputs for one assignment."""
    return hmac.digest(secret, f"{assignment}\0{student}".encode(), "sha256")


def exercise_seed(key: bytes, exercise: str) -> int:
    """Derive the seed of one exercise, a non-negative int, from the key of `student_key`."""
    return int.from_bytes(hmac.digest(key, exercise.encode(), "sha256")[:8])
