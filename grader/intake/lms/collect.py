"""Puts submissions from platforms' archives into nbgrader's ``submitted`` folder, and says who is left and why."""

import logging
from collections.abc import Collection, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from grader.atomic_write import write_atomically
from grader.authoring.assignment import Assignment, read_assignment
from grader.authoring.build import build
from grader.course_config import CourseConfig, read_course_config
from grader.errors import CannotStart
from grader.intake.lms.choose_notebook import Chosen, NoNotebook, choose_notebook
from grader.intake.lms.claims import Claim, by_student, claims_of, student_of
from grader.intake.lms.origin import Origin, add_origins, read_origins
from grader.intake.lms.student_lists import WorksheetRow, read_worksheet
from grader.intake.roster import Roster, read_roster, strangers_in_rules
from grader.printable import one_line

_LOG = logging.getLogger(__name__)
_SHARED = Origin("group", "", "")
_EVER = datetime.min.replace(tzinfo=UTC)
_NUMBERED_ANEW = (
    "Moodle numbers participants anew in each assignment: read a list of the class with `python -m grader roster FILE` "
    "first, so that a student is the same one in all of them."
)


@dataclass(frozen=True)
class Collected:
    """What became of archives.

    Attributes
    ----------
    taken : tuple of Path
        ``submitted/<student>/A/A.ipynb`` of each student.
    left : tuple of str
        A sentence on each student, and each file of nobody, that was not taken: why, and what to do.
    notes : tuple of str
        What else to know, such as which of several notebooks was taken.
    """

    taken: tuple[Path, ...]
    left: tuple[str, ...]
    notes: tuple[str, ...]


def collect(course_dir: Path, assignment: str, archives: Sequence[Path], submitted: Path | None = None) -> Collected:
    """Take the submissions of an assignment out of archives.

    Parameters
    ----------
    course_dir : Path
    assignment : str
    archives : sequence of Path
        Zip files of the platforms, or folders of what was in them; and Moodle's grading worksheet (CSV), which says
        who the participants are and when they handed in.
    submitted : Path, optional
        Where to write; by default the folder ``submitted`` of the course.

    Returns
    -------
    Collected
        A student's earlier submission is replaced.

    Raises
    ------
    CannotStart
        An archive is missing, damaged or of no known layout, or `assignment` is not known. Nothing is written then.
    """
    config, roster, known = read_course_config(course_dir), read_roster(course_dir), _assignment(course_dir, assignment)
    worksheet: dict[str, WorksheetRow] = {}
    for path in archives:
        if _is_csv(path):
            worksheet |= read_worksheet(path)
    if all(map(_is_csv, archives)):
        raise CannotStart("Got a grading worksheet alone, expected the archive of the submissions beside it.")
    folder = submitted or course_dir / "submitted"
    left: list[str] = []
    notes = strangers_in_rules(course_dir)
    with ExitStack() as stack:
        claims = [claim for path in archives if not _is_csv(path) for claim in claims_of(path, stack, left)]
        if roster is None and not worksheet and any(claim.platform == "Moodle" for claim in claims):
            notes.append(_NUMBERED_ANEW)
        groups = dict(config.groups.get(assignment, {}))
        students = by_student(claims, roster, worksheet, groups, left)
        taken, origins = _take(folder, known, config, students, left, notes)
    add_origins(course_dir, assignment, origins)
    shared = _share_in_groups(course_dir, folder, groups, assignment, taken, notes)
    taken |= shared
    add_origins(course_dir, assignment, dict.fromkeys(shared, _SHARED))
    add_origins(course_dir, assignment, _participants(worksheet, roster, taken))
    paths = tuple(folder / student / assignment / f"{assignment}.ipynb" for student in sorted(taken))
    return Collected(paths, tuple(map(one_line, left)), tuple(map(one_line, notes)))


def _participants(
    worksheet: dict[str, WorksheetRow], roster: Roster | None, taken: Collection[str]
) -> dict[str, Origin]:
    """What Moodle's worksheet says of those who were taken: their own numbers, also where a group handed in."""
    found = {}
    for number, row in worksheet.items():
        with suppress(LookupError):
            name = row.person.name.replace("_", " ")
            found[student_of(row.person, roster)] = Origin("Moodle", f"{name}_{number}_assignsubmission_file_", number)
    return {student: origin for student, origin in found.items() if student in taken}


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _assignment(course_dir: Path, name: str) -> Assignment:
    source = course_dir / "source" / name / f"{name}.ipynb"
    try:
        if not source.exists():
            build(course_dir, [name])
    except ValueError as error:
        raise CannotStart(str(error)) from None
    try:
        return read_assignment(name, source.read_bytes())
    except ValueError:  # what is wrong with its exercises stops the grading, not the collecting
        return Assignment(name, ())


def _take(
    submitted: Path,
    assignment: Assignment,
    config: CourseConfig,
    claims: dict[str, list[Claim]],
    left: list[str],
    notes: list[str],
) -> tuple[dict[str, datetime | None], dict[str, Origin]]:
    """Write the submissions; when each was handed in and where it came from, by student."""
    taken: dict[str, datetime | None] = {}
    origins: dict[str, Origin] = {}
    for student, own in sorted(claims.items()):
        found: list[tuple[Claim, Chosen]] = []
        for claim in own:
            try:
                found.append((claim, choose_notebook(claim.files, assignment)))
            except NoNotebook as error:
                left.append(f"{claim.person}: {error}.")
        if not found:
            continue
        times = [_time(config, claim, chosen) for claim, chosen in found]
        if _contradict(found, times):
            files = "; ".join(f"{claim.files[0][0].name} in {claim.archive}" for claim, _ in found)
            left.append(f"{student}: several claim to be this student, none was taken: {files}; collect the right one.")
            continue
        newest = max(range(len(found)), key=lambda i: (times[i] or _EVER, found[i][1].exported.version))
        claim, chosen = found[newest]
        if chosen.remark:
            notes.append(f"{claim.person}: {chosen.remark}.")
        if times[newest] is None and (said := chosen.exported.unread or claim.unread):
            notes.append(
                f"{student}: handed in at “{said}”, which is no time that can be read here, so it counts as in time; "
                "write timestamp.txt by hand."
            )
        origin = Origin(claim.platform, claim.files[0][0].path[0], claim.person.key)
        origins[student] = _SHARED if claim.of_group else origin
        taken[student] = times[newest] or _late(config, assignment.name, student, chosen, notes)
        _write(submitted / student / assignment.name, assignment.name, chosen.data, taken[student])
    return taken, origins


def _contradict(found: Sequence[tuple[Claim, Chosen]], times: Sequence[datetime | None]) -> bool:
    """Whether different people claim to be one student, or one handed in files of which none is known to be newer."""
    people = {(claim.platform, claim.person) for claim, _ in found}
    if len(people) > 1:
        return True
    order = list(zip(times, (chosen.exported.version for _, chosen in found), strict=True))
    return len({chosen.data for _, chosen in found}) > 1 and len(set(order)) < len(order)


def _time(config: CourseConfig, claim: Claim, chosen: Chosen) -> datetime | None:
    time = chosen.exported.time or claim.time
    return config.with_zone(time) if time else None


def _late(config: CourseConfig, assignment: str, student: str, chosen: Chosen, notes: list[str]) -> datetime | None:
    """A minute after the deadline where the platform only says that a submission is late; else None."""
    if not chosen.exported.late:
        return None
    due = config.due_time(assignment, student)
    if due is None:
        notes.append(f"{student}: marked LATE; course.toml has no due date of {assignment}, so this costs nothing.")
        return None
    notes.append(f"{student}: marked LATE, without a time: counted as a minute late; timestamp.txt may be mended.")
    return due + timedelta(minutes=1)


def _share_in_groups(
    course_dir: Path,
    submitted: Path,
    groups: dict[str, tuple[str, ...]],
    assignment: str,
    taken: dict[str, datetime | None],
    notes: list[str],
) -> dict[str, datetime | None]:
    """Give what one of a group handed in to those of the group who handed in nothing themselves."""
    origins = read_origins(course_dir, assignment)
    shared: dict[str, datetime | None] = {}
    for group, members in groups.items():
        givers = [student for student in members if student in taken]
        if len(givers) != 1:
            continue
        data = (submitted / givers[0] / assignment / f"{assignment}.ipynb").read_bytes()
        for student in members:
            own = (submitted / student / assignment).exists() and origins.get(student) != _SHARED
            if student not in taken and not own:
                shared[student] = taken[givers[0]]
                _write(submitted / student / assignment, assignment, data, shared[student])
        notes.append(f"{group}: what {givers[0]} handed in counts for all.")
    return shared


def _write(folder: Path, assignment: str, data: bytes, time: datetime | None) -> None:
    """Write a submission in place of an earlier one."""
    write_atomically(folder / f"{assignment}.ipynb", data)
    if time is not None:
        write_atomically(folder / "timestamp.txt", time.strftime("%Y-%m-%d %H:%M:%S UTC").encode())
    for old in folder.iterdir():
        if old.is_file() and old.name != f"{assignment}.ipynb" and not (time and old.name == "timestamp.txt"):
            old.unlink()
    _LOG.info("collected %s", folder)
