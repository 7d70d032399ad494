"""Finds whose files an archive holds: by its platform, decided once for the archive."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.errors import CannotStart
from grader.intake.lms.archive import BROKEN, File, files_of, files_of_inner, is_hidden, other_archive
from grader.intake.lms.exported import Exported, Person
from grader.intake.lms.layouts import recognise
from grader.intake.lms.student_lists import WorksheetRow
from grader.intake.roster import Roster, as_student_name
from grader.printable import one_line

_LAYOUTS = "Moodle, Canvas, Gradescope, Blackboard and Brightspace"


@dataclass
class Claim:
    """What one archive holds of one student or group.

    Attributes
    ----------
    archive, platform : str
    person : Person
    files : list of (File, Exported)
    time : datetime or None
        When it was handed in, where only a worksheet says it.
    unread : str
        That time, where it cannot be read.
    of_group : bool
        Whether the platform names a group of ``course.toml``, which hands in together.
    """

    archive: str
    platform: str
    person: Person
    files: list[tuple[File, Exported]] = field(default_factory=list)
    time: datetime | None = None
    unread: str = ""
    of_group: bool = False


def claims_of(archive: Path, stack: ExitStack, left: list[str]) -> list[Claim]:
    """Gather the files of each student in an archive; files of nobody are named in `left`.

    Raises
    ------
    CannotStart
        It is missing, damaged or of no known layout.
    """
    if archive.suffix.lower() == ".ipynb":
        raise CannotStart(
            f"Got the notebook {archive}, expected the archive that a platform made; put it at "
            "submitted/<student>/<assignment>/<assignment>.ipynb."
        )
    found: dict[tuple[str, Person], Claim] = {}
    for name, platform, files in _recognised(archive.name, files_of(archive, stack), stack):
        for file, exported in files:
            if exported is None and file.is_empty_folder:
                continue
            if exported is None:
                left.append(f"{file.name}: not named as {platform} names files; whose is it?")
                continue
            for person in exported.people:
                claim = found.setdefault((name, person), Claim(name, platform, person))
                claim.files.append((file, exported))
    return list(found.values())


def _recognised(
    name: str, files: list[File], stack: ExitStack, depth: int = 2
) -> Iterator[tuple[str, str, list[tuple[File, Exported | None]]]]:
    """Name, platform and files of an archive, or of those in it."""
    found = recognise(files)
    if found is not None:
        yield name, *found
        return
    folders = _by_folder(files)
    while len(folders) == 1 and "" not in folders:
        [files] = folders.values()
        folders = _by_folder(files)
    each = {folder: recognise(own) for folder, own in folders.items()}
    if each and all(each.values()):  # one for each group of a class, or several archives unpacked beside each other
        yield from ((f"{name}/{folder}", *found) for folder, found in each.items() if found)
        return
    files = [file for file in files if not file.is_hidden]
    inner = [file for file in files if file.path[-1].lower().endswith(".zip")]
    for file in files:
        if kind := other_archive(_start(file)):
            raise CannotStart(
                f"Got {file.name} in {name}, {kind}, which cannot be read here: unpack it, and give its folder"
            )
    if not inner or not depth:
        some = ", ".join(file.name for file in files[:3]) or "nothing"
        raise CannotStart(
            f"Got {name} with {one_line(some)}, expected what {_LAYOUTS} export; put other notebooks at "
            "submitted/<student>/<assignment>/<assignment>.ipynb."
        )
    for file in inner:
        yield from _recognised(f"{name}/{file.name}", files_of_inner(file, stack), stack, depth - 1)


def _by_folder(files: Sequence[File]) -> dict[str, list[File]]:
    """The files of each folder; what lies beside the folders has the name ""."""
    found: dict[str, list[File]] = {}
    for file in files:
        if not is_hidden(file.path[:1]):
            folder, own = (file.path[0], file.path[1:]) if len(file.path) > 1 else ("", file.path)
            found.setdefault(folder, []).append(File(own, file.read))
    return found


def _start(file: File) -> bytes:
    try:
        return file.read(8)
    except BROKEN:
        return b""


def by_student(
    claims: Sequence[Claim],
    roster: Roster | None,
    worksheet: dict[str, WorksheetRow],
    groups: dict[str, tuple[str, ...]],
    left: list[str],
) -> dict[str, list[Claim]]:
    """The claims on each student; those on nobody are named in `left`.

    Parameters
    ----------
    claims : sequence of Claim
    roster : Roster or None
        Without one, students are named as the platform numbers them.
    worksheet : dict
        Moodle's participants.
    groups : dict
        Of this assignment, from ``course.toml``.
    left : list of str
    """
    by_letters = {_letters(name): members for name, members in groups.items()}
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        person = claim.person
        if claim.platform == "Moodle" and (row := worksheet.get(person.key)):
            person, claim.time, claim.unread = row.person, row.time, row.unread
        students: tuple[str, ...] = by_letters.get(_letters(claim.person.name), ())
        claim.of_group = bool(students)
        if not students:
            try:
                students = (student_of(person, roster),)
            except LookupError as error:
                left.append(f"{claim.person}: {error}.")
        for student in students:
            found.setdefault(student, []).append(claim)
    return found


def _letters(group: str) -> str:
    """The name of a group without what platforms change in it."""
    return "".join(c for c in group.casefold() if c.isalnum())


def student_of(person: Person, roster: Roster | None) -> str:
    """The student whom a platform means; raises LookupError if the roster does not know."""
    if roster is not None:
        return roster.find(person)
    return as_student_name(person.number or person.login or person.email or person.key)
