"""Whose file is it? What Moodle and Canvas call the files in the archive of an assignment."""

import re
from dataclasses import dataclass
from pathlib import PurePath

# "Ada Lovelace_4711_assignsubmission_file_/work.ipynb", or with the folder's name before the file's own.
_MOODLE = re.compile(r"(?P<name>[^/]*)_(?P<student>\d+)_assignsubmission_file_?/?(?P<file>[^/]*)$")
# "lovelaceada_LATE_1042_33871_work-1.ipynb": user, submission, and a number for each time it was handed in again.
_CANVAS = re.compile(r"(?P<name>[^/_]*)_(?:LATE_)?(?P<student>\d+)_\d+_(?P<file>[^/]*)$")
_AGAIN = re.compile(r"-(\d+)$")


@dataclass(frozen=True)
class HandedIn:
    """What a name says.

    Attributes
    ----------
    student : str
        The platform's number for the student: Moodle's participant, Canvas's user ID.
    stem : str
        Of the file as the student had it.
    again : int
        How often the platform had this file from this student before.
    """

    student: str
    stem: str
    again: int = 0


def read_name(path):
    """What a path in an archive, or where it was unpacked, says; None if it is like neither platform's.

    Examples
    --------
    >>> read_name("Ada Lovelace_4711_assignsubmission_file_/my work.ipynb")
    HandedIn(student='4711', stem='my work', again=0)
    >>> read_name("lovelaceada_LATE_1042_33871_p6_backprop-2.ipynb")
    HandedIn(student='1042', stem='p6_backprop', again=2)
    >>> read_name("p6_backprop.ipynb")
    """
    path = PurePath(path)
    for place in (f"{path.parent.name}/{path.name}", path.name):
        if match := _MOODLE.search(place):
            return HandedIn(match["student"], PurePath(match["file"]).stem)
    if match := _CANVAS.search(path.name):
        stem = PurePath(match["file"]).stem
        again = _AGAIN.search(stem)
        return HandedIn(match["student"], _AGAIN.sub("", stem), int(again[1]) if again else 0)
    return None
