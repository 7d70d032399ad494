"""The layouts of the archives that platforms export. The layout is decided once for an archive, by most of its files.

Each layout reads a path from its beginning: what comes before a student's own file name is the platform's.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from grader.intake.lms.archive import File, is_hidden
from grader.intake.lms.blackboard import blackboard, blackboard_with_receipts
from grader.intake.lms.common_start import common_start
from grader.intake.lms.exported import Exported, Person
from grader.intake.lms.gradescope import gradescope
from grader.intake.lms.times import brightspace_time

# "Ada Lovelace_4711_assignsubmission_file_/work.ipynb", or "_work.ipynb" in place of the folder; a group may have no
# number. Moodle puts a blank in place of each "_" of a name.
_MOODLE = re.compile(r"(?P<name>[^_]*)(?:_(?P<key>\d+))?_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?")
# "lovelaceada_LATE_1042_33871_work-1.ipynb": name, user, attachment; "anon_Xy1Zw" for both where names are hidden.
_CANVAS = re.compile(
    r"(?:(?P<name>(?!LATE_|anon_).+?)_)?(?P<late>LATE_|late_)?(?P<key>\d+|anon_[A-Za-z0-9]+)_"
    r"(?:(?P<attachment>\d+)_(?P<file>.+)|(?:text|link)\.html)"
)
_RESUBMISSION = re.compile(r"-(\d+)(?=\.[^.]*$)")
# "51234-998 - Ada Lovelace - Nov 20, 2026 1130 PM/work.ipynb", or " - work.ipynb" in place of the folder.
_BRIGHTSPACE = re.compile(
    r"(?P<key>\d+)-\d+\s*-\s*(?P<name>.+?)\s*-\s*(?P<time>[^-]*?\b\d{4}\s+\d[\d.:]*(?:\s*h\s*\d*|\s*[AaPp]\.?[Mm]\.?)?)"
    r"(?:\s+-\s+(?P<file>.+))?"
)

Layout: TypeAlias = Callable[[Sequence[File]], list[Exported | None]]
"""Says of each file what its path means; None for one that is not named as this platform names files."""


def moodle(files: Sequence[File]) -> list[Exported | None]:
    """Moodle's "Download all submissions", in folders or not."""
    found = [_moodle(file.path) for file in files]
    names = {one.people[0].name for one in found if one}
    group = common_start(names).rpartition("-") if len(names) > 1 else ("", "", "")
    return [_without_group(one, group[0] + group[1]) if one else None for one in found]


def _without_group(exported: Exported, group: str) -> Exported:
    """Moodle puts ``"Group A-"`` before the names of a group whose submissions alone are downloaded."""
    [person] = exported.people
    return replace(exported, people=(replace(person, own_name=person.name.removeprefix(group)),))


def _moodle(path: tuple[str, ...]) -> Exported | None:
    match = _MOODLE.fullmatch(path[0])
    if match is None:
        return None
    own = tuple(filter(None, (match["file"], *path[1:])))
    person = Person(match["key"] or match["name"], match["name"])
    return Exported((person,), own, receipt=match["kind"] != "file")


def canvas(files: Sequence[File]) -> list[Exported | None]:
    """Canvas's "Download Submissions"."""
    return [_canvas(file.path) if len(file.path) == 1 else None for file in files]


def _canvas(path: tuple[str, ...]) -> Exported | None:
    match = _CANVAS.fullmatch(path[0])
    if match is None:
        return None
    key, file = match["key"], match["file"] or ""
    number = _RESUBMISSION.search(file)
    person = Person(key, match["name"] or "", canvas_id=key if key.isdigit() else "")
    version = (int(number[1]) if number else 0, int(match["attachment"] or 0))
    own = (_RESUBMISSION.sub("", file),)
    return Exported((person,), own, version=version, late=bool(match["late"]), receipt=not file)


def brightspace(files: Sequence[File]) -> list[Exported | None]:
    """Brightspace's download of the submissions of an assignment."""
    return [_brightspace(file.path) for file in files]


def _brightspace(path: tuple[str, ...]) -> Exported | None:
    match = _BRIGHTSPACE.fullmatch(path[0])
    if match is None or (match["file"] is None) != (len(path) > 1):
        return None
    time = brightspace_time(match["time"])
    own = path[1:] or (match["file"],)
    attempt, unread = ((time.isoformat(),), "") if time else ((), match["time"])
    return Exported((Person(match["key"], match["name"]),), own, attempt, time=time, unread=unread)


# Of two that fit as many files the first is taken: an assignment in Blackboard may be called "HW_3_4", which reads as
# Canvas's numbers, but only Blackboard writes receipts.
LAYOUTS: tuple[tuple[str, Layout], ...] = (
    ("Moodle", moodle),
    ("Gradescope", gradescope),
    ("Brightspace", brightspace),
    ("Blackboard", blackboard_with_receipts),
    ("Canvas", canvas),
    ("Blackboard", blackboard),
)
_OWN_FILES = ("index.html", "submission_metadata.yml")  # written by Brightspace and Gradescope


def recognise(files: Sequence[File]) -> tuple[str, list[tuple[File, Exported | None]]] | None:
    """Decide which platform made an archive.

    Parameters
    ----------
    files : sequence of File

    Returns
    -------
    str
        The platform.
    list of (File, Exported or None)
        None for a file that is not named as the platform names files.

    None is returned if no file is named as any platform names files.
    """
    while files := [file for file in files if not is_hidden(file.path[:1])]:
        found = [(name, layout(files)) for name, layout in LAYOUTS]
        best, exported = max(found, key=lambda pair: sum(one is not None for one in pair[1]))
        if any(exported):
            pairs = zip(files, exported, strict=True)
            return best, [(file, one) for file, one in pairs if one or file.name not in _OWN_FILES]
        if len({file.path[0] for file in files}) > 1 or any(len(file.path) == 1 for file in files):
            return None
        files = [File(file.path[1:], file.read) for file in files]  # all of it is in one folder
    return None


def moodle_prefix(name: str) -> str:
    """``"Ada Lovelace_4711"`` of the first part of a path; empty if it is not named as Moodle names files."""
    match = _MOODLE.fullmatch(name)
    return f"{match['name']}_{match['key']}" if match and match["key"] else ""


def canvas_prefix(name: str) -> str:
    """``"lovelaceada_1042_33871"`` of a file's name; empty if it is not named as Canvas names files."""
    match = _CANVAS.fullmatch(name)
    return name[: match.start("file")].rstrip("_") if match and match["file"] else ""
