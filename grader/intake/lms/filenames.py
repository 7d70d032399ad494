"""The names that Moodle and Canvas give to the files in the archive of an assignment."""

import re
from dataclasses import dataclass
from pathlib import PurePath

# "Ada Lovelace_4711_assignsubmission_file_/work.ipynb", or the same with "_" in place of the slash.
_MOODLE = re.compile(r"(?P<name>[^/]*)_(?P<student>\d+)_assignsubmission_file_?/?(?P<file>[^/]*)$")
# "lovelaceada_LATE_1042_33871_work-1.ipynb": user, submission, and the number of the resubmission.
_CANVAS = re.compile(r"(?P<name>[^/_]*)_(?:LATE_)?(?P<student>\d+)_\d+_(?P<file>[^/]*)$")
_RESUBMISSION = re.compile(r"-(\d+)$")


@dataclass(frozen=True)
class ExportedName:
    """The parts of a file name in an archive.

    Attributes
    ----------
    student : str
        The platform's number of the student: participant in Moodle, user ID in Canvas.
    stem : str
        The student's own file name without its suffix.
    resubmission : int
        How many times the student submitted this file before.
    """

    student: str
    stem: str
    resubmission: int = 0


def parse_name(path: str | PurePath) -> ExportedName | None:
    """Parse the path of a file in an archive or unpacked from one; None if it is of neither platform.

    Examples
    --------
    >>> parse_name("Ada Lovelace_4711_assignsubmission_file_/my work.ipynb")
    ExportedName(student='4711', stem='my work', resubmission=0)
    >>> parse_name("lovelaceada_LATE_1042_33871_p6_backprop-2.ipynb")
    ExportedName(student='1042', stem='p6_backprop', resubmission=2)
    >>> parse_name("p6_backprop.ipynb")
    """
    path = PurePath(path)
    for place in (f"{path.parent.name}/{path.name}", path.name):
        if match := _MOODLE.search(place):
            return ExportedName(match["student"], PurePath(match["file"]).stem)
    if match := _CANVAS.search(path.name):
        stem = PurePath(match["file"]).stem
        number = _RESUBMISSION.search(stem)
        return ExportedName(match["student"], _RESUBMISSION.sub("", stem), int(number[1]) if number else 0)
    return None
