"""Reads the CSV files in which platforms list students: participants, rosters, gradebooks, grading worksheets."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from grader.errors import CannotStart
from grader.intake.lms.csv_table import plain, read_table
from grader.intake.lms.exported import Person
from grader.intake.lms.times import moodle_time
from grader.intake.roster import KEYS, ROUNDED, Roster, Student, as_student_name, plain_key

# Columns as the platforms name them, without case and marks.
_COLUMNS = {
    "student": ("student", "id"),  # our own file and nbgrader's; see `_student` for Canvas
    "first_name": ("firstname", "vorname", "preferredfirstname", "givenname"),
    "last_name": ("lastname", "surname", "nachname", "familyname"),
    "full_name": ("fullname", "name", "vollständigername", "firstnamelastname", "firstnamesurname"),
    "email": ("email", "emailaddress", "emailadresse"),
    "login": ("login", "username", "sisloginid", "anmeldename", "loginid"),
    "number": ("number", "idnumber", "sid", "sisuserid", "studentid", "orgdefinedid", "idnummer", "matrikelnummer"),
    "canvas_id": ("canvasid", "lmsuserid"),
}
_KNOWN = {name for names in _COLUMNS.values() for name in names}
_ROLES = ("role", "roles", "rolle", "rollen")
_STAFF = re.compile(
    r"instructor|teacher|professor|assistant|\bta\b|tutor|grader|reader|observer|manager|designer|trainer"
)
_NEVER = "-"
_NOBODY = ("points possible", "student, test", "test student")


@dataclass(frozen=True)
class StudentList:
    """A platform's list.

    Attributes
    ----------
    students : list of Student
    staff : list of str
        A sentence on each person of the list who is no student.
    """

    students: list[Student] = field(default_factory=list)
    staff: list[str] = field(default_factory=list)


def read_students(path: Path) -> StudentList:
    """Read a list of students of Moodle, Canvas, Gradescope, Blackboard, Brightspace or nbgrader.

    Parameters
    ----------
    path : Path

    Returns
    -------
    StudentList
        Students are named by login, number, e-mail address or Canvas's number, whichever there is first.

    Raises
    ------
    CannotStart
        It is no such list; or a row says nothing by which a student could be known, or has a number that a spreadsheet
        rounded; or two rows with different names have one number, login or address.
    """
    found = StudentList()
    lines: list[int] = []
    for line, row in read_table(path, _KNOWN):
        one = _student(row)
        if one.name.strip().casefold() in _NOBODY or not any(vars(one).values()):
            continue
        if role := _role_of_staff(row):
            found.staff.append(f"{one.name} is left out, as {role}.")
            continue
        if not one.student:
            raise CannotStart(
                f"Got line {line} of {path} without number, login and e-mail address, expected one of them; "
                f"its columns are {', '.join(row)}."
            )
        if ROUNDED.fullmatch(one.number):
            raise CannotStart(
                f"Got the number {one.number} in line {line} of {path}, which a spreadsheet rounded; export the list "
                "again, and do not save it in a spreadsheet."
            )
        found.students.append(one)
        lines.append(line)
    if not found.students:
        raise CannotStart(f"Got {path} without students, expected a list of them as the platform exports it.")
    _check_keys(path, found.students, lines)
    return found


def _role_of_staff(row: dict[str, str]) -> str:
    """The role in the course of somebody who is no student; empty for students and where the list has no roles."""
    role = next((value for column, value in row.items() if plain(column) in _ROLES), "")
    return role if _STAFF.search(role.casefold()) and "student" not in role.casefold() else ""


def _check_keys(path: Path, students: Sequence[Student], lines: Sequence[int]) -> None:
    """Stop if two students of one list have the same number, login or address: one would replace the other."""
    owners: dict[tuple[str, str], tuple[Student, int]] = {}
    for one, line in zip(students, lines, strict=True):
        for key in ("student", *KEYS):
            if value := getattr(one, key):
                other, first = owners.setdefault((key, plain_key(key, value)), (one, line))
                if other.name != one.name:
                    raise CannotStart(
                        f"Got {value} for {other.name} and for {one.name} in lines {first} and {line} of {path}, "
                        "expected each student to have their own; put the list right."
                    )


def merge(roster: Roster | None, students: Iterable[Student]) -> tuple[list[Student], int]:
    """Put students into a roster. Who is there already keeps their name, and gets what was not known.

    Returns
    -------
    list of Student
        The whole roster.
    int
        How many are new.

    Raises
    ------
    CannotStart
        Somebody has the number of one student and the address of another.
    """
    known = Roster(roster.students.values() if roster else ())
    new = 0
    for one in students:
        found = known.with_keys_of(one) | ({one.student} & known.students.keys())
        if len(found) > 1:
            raise CannotStart(
                f"Got {one.name} with number, login and address of different students of the roster "
                f"({', '.join(sorted(found))}), expected one; mend roster.csv."
            )
        new += not found
        before = known.students[found.pop()] if found else one
        changes = {key: value for key, value in vars(one).items() if value and key != "student"}
        if plain_key("number", before.number) == plain_key("number", one.number):
            changes["number"] = max(before.number, one.number, key=len)  # spreadsheets take zeros away
        known.put(replace(before, **changes))
    return list(known.students.values()), new


@dataclass(frozen=True)
class WorksheetRow:
    """What Moodle's grading worksheet says of a participant: who it is, and when they handed in.

    `unread` is that time where it cannot be read.
    """

    person: Person
    time: datetime | None
    unread: str = ""


def read_worksheet(path: Path) -> dict[str, WorksheetRow]:
    """Read Moodle's grading worksheet of an assignment, by participant number.

    Raises
    ------
    CannotStart
        The file is no such worksheet.
    """
    found = {}
    for _, row in read_table(path, _KNOWN | {"identifier"}):
        values = {plain(key): value for key, value in row.items()}
        number = re.search(r"(\d+)$", values.get("identifier", ""))
        if number is None:
            continue
        one = _student(row)
        said = next((v for k, v in values.items() if k.startswith("lastmodified") and "submission" in k), "")
        person = Person(number[1], one.name, one.number, one.login, one.email)
        time = moodle_time(said)
        found[number[1]] = WorksheetRow(person, time, "" if time or said == _NEVER else said)
    if not found:
        raise CannotStart(f"Got {path}, expected Moodle's grading worksheet, with a column Identifier.")
    return found


def _student(row: dict[str, str]) -> Student:
    values = {plain(key): value.removeprefix("#") for key, value in row.items()}  # Brightspace writes "#4711"
    found = {key: next((values[n] for n in names if values.get(n)), "") for key, names in _COLUMNS.items()}
    full = found.pop("full_name")
    if "sisloginid" in values or "sisuserid" in values:  # Canvas: "Lovelace, Ada" and its own number
        full, found["canvas_id"], found["student"] = values.get("student", ""), values.get("id", ""), ""
        if "@" in found["login"] and not found["email"]:
            found["email"] = found["login"]
    if full and not found["last_name"]:
        last, comma, first = full.partition(",")
        if not comma:
            first, _, last = full.rpartition(" ")
        found["first_name"], found["last_name"] = first.strip(), last.strip()
    name = found.pop("student") or next((found[k] for k in ("login", "number", "email", "canvas_id") if found[k]), "")
    return Student(as_student_name(name) if name else "", **found)
