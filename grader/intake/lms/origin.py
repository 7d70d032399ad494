"""Where each student's submission came from, in ``collected/A.json``: platforms take files back by these names."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.atomic_write import write_atomically
from grader.errors import CannotStart
from grader.read_file import read_file


@dataclass(frozen=True)
class Origin:
    """Where a submission came from.

    Attributes
    ----------
    platform : str
        Such as ``"Moodle"``.
    name : str
        The first part of the file's path in the platform's archive.
    key : str
        The platform's number of the student.
    """

    platform: str
    name: str
    key: str


def read_origins(course_dir: Path, assignment: str) -> dict[str, Origin]:
    """Read where the submissions of an assignment came from, by student.

    Raises
    ------
    CannotStart
        The file is damaged.
    """
    path = _path(course_dir, assignment)
    try:
        found = {student: Origin(**fields) for student, fields in json.loads(read_file(path)).items()}
        if not all(isinstance(value, str) for origin in found.values() for value in vars(origin).values()):
            raise ValueError
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise CannotStart(
            f"Got {path}, which is damaged, expected where submissions came from; remove it, and collect them again."
        ) from None
    return found


def add_origins(course_dir: Path, assignment: str, new: dict[str, Origin]) -> None:
    """Write where submissions came from."""
    origins = read_origins(course_dir, assignment) | new
    text = json.dumps({student: asdict(one) for student, one in sorted(origins.items())}, ensure_ascii=False, indent=1)
    write_atomically(_path(course_dir, assignment), text.encode())


def _path(course_dir: Path, assignment: str) -> Path:
    return course_dir / "collected" / f"{assignment}.json"
