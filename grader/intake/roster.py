"""The students of a course, from ``roster.csv`` in its folder: one student is one student on every platform."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from grader.atomic_write import write_atomically
from grader.course_config import read_course_config
from grader.errors import CannotStart
from grader.intake.files import submission_place
from grader.intake.lms.csv_table import read_table
from grader.intake.lms.exported import Person
from grader.printable import printable

FILE = "roster.csv"
_MAX_NAME = 200  # bytes: a file may add an ending, and no file system holds more than 255
_IN_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
ROUNDED = re.compile(r"\d+([.,]\d+)?e\+\d+", re.IGNORECASE)  # 1.23E+06, which a spreadsheet made of a number
KEYS = ("number", "login", "email", "canvas_id")  # what holds for the whole course


@dataclass(frozen=True)
class Student:
    """A student of the course; what is not known is empty.

    Attributes
    ----------
    student : str
        Their name in nbgrader and in folders.
    first_name, last_name, email, login, number, canvas_id : str
        `number` is the university's; `canvas_id` is Canvas's own.
    """

    student: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    login: str = ""
    number: str = ""
    canvas_id: str = ""

    @property
    def name(self) -> str:
        """First and last name, or what the student is called in nbgrader."""
        return f"{self.first_name} {self.last_name}".strip() or self.student


class Roster:
    """Finds the student whom a platform means.

    Parameters
    ----------
    students : iterable of Student
    """

    def __init__(self, students: Iterable[Student]) -> None:
        self.students: dict[str, Student] = {}
        self._by_key: dict[tuple[str, str], set[str]] = {}
        self._by_name: dict[tuple[str, str], set[str]] = {}
        for one in students:
            self.put(one)

    def put(self, one: Student) -> None:
        """Add a student, or what is newly known of one."""
        self.students[one.student] = one
        for key in KEYS:
            if value := getattr(one, key):
                self._by_key.setdefault((key, plain_key(key, value)), set()).add(one.student)
        for name in (one.first_name + one.last_name, one.last_name + one.first_name):
            spellings = _spellings(name)
            for entry in (*((name, "exact") for name in spellings[:1]), *((name, "alike") for name in spellings)):
                self._by_name.setdefault(entry, set()).add(one.student)

    def find(self, person: Person) -> str:
        """The student whom a platform means: by number, login, e-mail address or Canvas's number, or else by name.

        Raises
        ------
        LookupError
            Nobody, or more than one; says what to do.
        """
        found = self.with_keys_of(person)
        spellings = [] if found else [_spellings(name) for name in (person.name, person.own_name)]
        exact = [(name, "exact") for names in spellings for name in names[:1]]
        for name in (*exact, *((name, "alike") for names in spellings for name in names)):
            found = found or self._by_name.get(name, set())
            if len(found) > 1:
                raise LookupError(
                    f"several students are called {person.name}: {', '.join(sorted(found))}; give Moodle's grading "
                    "worksheet as well, or put the notebook at submitted/<student>/<assignment>/<assignment>.ipynb"
                )
        if len(found) > 1:
            raise LookupError(f"{FILE} has this number, login and address for different students: {sorted(found)}")
        if not found:
            raise LookupError(
                f"not in {FILE}; run `python -m grader roster` with a newer list, or name a group in course.toml, "
                "then this again"
            )
        return next(iter(found))

    def with_keys_of(self, person: Person | Student) -> set[str]:
        """The students who have the number, the login, the e-mail address or Canvas's number of a person."""
        values = ((key, plain_key(key, getattr(person, key))) for key in KEYS)
        return {student for pair in values if pair[1] for student in self._by_key.get(pair, ())}


def plain_key(key: str, value: str) -> str:
    """A number, login or address without what platforms and spreadsheets change: case, and zeros before a number.

    Examples
    --------
    >>> plain_key("number", "004711"), plain_key("login", "Ada")
    ('4711', 'ada')
    """
    value = value.casefold()
    return value.lstrip("0") or value if key == "number" else value


def _spellings(name: str) -> list[str]:
    """A name without what platforms change: case, blanks, commas; then also without accents; then ``ue`` for ``ü``."""
    letters = "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
    plain = "".join(c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c))
    return list(dict.fromkeys(filter(None, (letters, plain, letters.translate(_IN_TWO_LETTERS)))))


def read_roster(course_dir: Path) -> Roster | None:
    """Read ``roster.csv``; None where there is none.

    Raises
    ------
    CannotStart
        It cannot be read, lacks the column ``student``, has one student twice, or was rounded by a spreadsheet.
    """
    path = course_dir / FILE
    if not path.exists():
        return None
    names = [field.name for field in fields(Student)]
    students: dict[str, Student] = {}
    for line, row in read_table(path, {"student"}):
        one = Student(**{name: row.get(name, "") for name in names})
        if not one.student:
            raise CannotStart(f"Got line {line} of {path} without a student, expected the columns {', '.join(names)}.")
        if one.student in students:
            raise CannotStart(
                f"Got the student {one.student!r} again in line {line} of {path}, expected each one once."
            )
        if ROUNDED.fullmatch(one.number) or ROUNDED.fullmatch(one.student):
            raise CannotStart(
                f"Got {one.number or one.student} in line {line} of {path}, a number which a spreadsheet rounded; "
                "remove the file, and read the lists of the class again with `python -m grader roster FILE`."
            )
        students[one.student] = one
    return Roster(students.values())


def write_roster(course_dir: Path, students: Iterable[Student]) -> Path:
    """Write ``roster.csv``, sorted by student."""
    text = io.StringIO()
    table = csv.DictWriter(text, [field.name for field in fields(Student)])
    table.writeheader()
    table.writerows(asdict(one) for one in sorted(students, key=lambda one: one.student))
    write_atomically(course_dir / FILE, text.getvalue().encode(), mode=0o600)
    return course_dir / FILE


def not_handed_in(course_dir: Path, assignment: str) -> list[Student]:
    """The students of the roster who have not handed in an assignment, sorted by name; none without a roster."""
    roster = read_roster(course_dir)
    students = roster.students.values() if roster else ()
    missing = [one for one in students if submission_place(course_dir, one.student, assignment) is None]
    return sorted(missing, key=lambda one: (one.last_name, one.first_name, one.student))


def strangers_in_rules(course_dir: Path) -> list[str]:
    """A sentence on each name in the extensions and groups of ``course.toml`` that is not in the roster."""
    config, roster = read_course_config(course_dir), read_roster(course_dir)
    if roster is None:
        return []
    named = [(f"extensions.{assignment}", name) for assignment, own in config.extensions.items() for name in own]
    for assignment, groups in config.groups.items():
        named += [(f"groups.{assignment}", name) for members in groups.values() for name in members]
    return [
        f"course.toml names {name!r} in {table}, who is not in {FILE}: write the name of the column student there."
        for table, name in named
        if name not in roster.students
    ]


def as_student_name(text: str) -> str:
    """Make a name that may be a folder of what a platform tells students apart by."""
    name = re.sub(r"[^\w.@-]", "_", printable(text)).lstrip(".-")[:100]
    return name.encode()[:_MAX_NAME].decode(errors="ignore") or "_"
