"""Reads the CSV files in which platforms list students: participants, rosters, gradebooks, grading worksheets."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from grader.errors import CannotStart
from grader.intake.lms.exported import Person
from grader.intake.lms.times import moodle_time
from grader.intake.roster import Roster, Student, as_student_name

_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")
# Columns as the platforms name them, without case and marks.
_COLUMNS = {
    "student": ("student", "id"),  # our own file and nbgrader's; see `_student` for Canvas
    "first_name": ("firstname", "vorname", "preferredfirstname", "givenname"),
    "last_name": ("lastname", "surname", "nachname", "familyname"),
    "full_name": ("fullname", "name", "vollständigername"),
    "email": ("email", "emailaddress", "emailadresse"),
    "login": ("login", "username", "sisloginid", "anmeldename", "loginid"),
    "number": ("number", "idnumber", "sid", "sisuserid", "studentid", "orgdefinedid", "idnummer", "matrikelnummer"),
    "canvas_id": ("canvasid", "lmsuserid"),
}
_NEVER = "-"
_NOBODY = ("points possible", "student, test", "test student")


def read_students(path: Path) -> list[Student]:
    """Read a list of students of Moodle, Canvas, Gradescope, Blackboard, Brightspace or nbgrader.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of Student
        Named by login, number, e-mail address or Canvas's number, whichever there is first.

    Raises
    ------
    CannotStart
        It is no such list, or a row says nothing by which a student could be known.
    """
    rows = _rows(path)
    students = []
    for line, row in enumerate(rows, start=2):
        one = _student(row)
        if one.name.strip().casefold() in _NOBODY or not any(row.values()):
            continue
        if not one.student:
            raise CannotStart(
                f"Got line {line} of {path} without number, login and e-mail address, expected one of them; "
                f"its columns are {', '.join(row)}."
            )
        students.append(one)
    if not students:
        raise CannotStart(f"Got {path} without students, expected a list of them as the platform exports it.")
    return students


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
    for row in _rows(path):
        plain = {_plain(key): value for key, value in row.items()}
        number = re.search(r"(\d+)$", plain.get("identifier", ""))
        if number is None:
            continue
        one = _student(row)
        said = next((v for k, v in plain.items() if k.startswith("lastmodified") and "submission" in k), "")
        person = Person(number[1], one.name, one.number, one.login, one.email)
        time = moodle_time(said)
        found[number[1]] = WorksheetRow(person, time, "" if time or said == _NEVER else said)
    if not found:
        raise CannotStart(f"Got {path}, expected Moodle's grading worksheet, with a column Identifier.")
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotStart(f"Got {path}, which cannot be read ({error.strerror}).") from None
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            text = data.decode(encoding)
            break
        except UnicodeError:
            continue
    else:
        raise CannotStart(f"Got {path}, which is no text, expected a CSV file.")
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [{str(key): str(value or "").strip() for key, value in row.items()} for row in rows]
    except csv.Error as error:
        raise CannotStart(f"Got {path}, expected a CSV file ({error}).") from None


def _student(row: dict[str, str]) -> Student:
    plain = {_plain(key): value.removeprefix("#") for key, value in row.items()}  # Brightspace writes "#4711"
    found = {key: next((plain[n] for n in names if plain.get(n)), "") for key, names in _COLUMNS.items()}
    full = found.pop("full_name")
    if "sisloginid" in plain or "sisuserid" in plain:  # Canvas: "Lovelace, Ada" and its own number
        full, found["canvas_id"], found["student"] = plain.get("student", ""), plain.get("id", ""), ""
        if "@" in found["login"] and not found["email"]:
            found["email"] = found["login"]
    if full and not found["last_name"]:
        last, comma, first = full.partition(",")
        if not comma:
            first, _, last = full.rpartition(" ")
        found["first_name"], found["last_name"] = first.strip(), last.strip()
    name = found.pop("student") or next((found[k] for k in ("login", "number", "email", "canvas_id") if found[k]), "")
    return Student(as_student_name(name) if name else "", **found)


def _plain(column: str) -> str:
    return "".join(c for c in column.casefold() if c.isalnum())
