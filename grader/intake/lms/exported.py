"""What a platform says about a file that it exported: whose it is, from which attempt, and when it was handed in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Person:
    """A student, or a group that hands in together, as a platform names them.

    Attributes
    ----------
    key : str
        What the platform tells people apart by. Moodle's participant number holds for one assignment only.
    name : str
        Their full name, or the group's; empty if the platform does not say.
    own_name : str
        The name without what the platform may have put before it, such as a group.
    number, login, email, canvas_id : str
        What holds for the whole course; empty if the platform does not say.
    """

    key: str
    name: str = ""
    number: str = ""
    login: str = ""
    email: str = ""
    canvas_id: str = ""
    own_name: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.key})" if self.name and self.name != self.key else self.key


@dataclass(frozen=True)
class Exported:
    """The parts of a file's path in an archive.

    Attributes
    ----------
    people : tuple of Person
        Whose file it is; several if a group handed it in.
    path : tuple of str
        The student's own folders and file name. It never decides whose file it is.
    attempt : tuple
        Larger for a later attempt of the same people; equal for files of the same attempt.
    version : tuple of int
        Larger for a later version of a file of the same path.
    time : datetime or None
        When it was handed in; without a zone where the platform does not say it.
    unread : str
        The time as the platform says it, where that cannot be read.
    late : bool
        Whether the platform marks it as late.
    receipt : bool
        Whether the platform itself wrote the file.
    """

    people: tuple[Person, ...]
    path: tuple[str, ...]
    attempt: tuple[str, ...] = ()
    version: tuple[int, ...] = ()
    time: datetime | None = None
    unread: str = ""
    late: bool = False
    receipt: bool = False
