"""The platforms' lists of students become one roster."""

import pytest

from grader.errors import CannotStart
from grader.intake.lms.student_lists import merge, read_students
from grader.intake.roster import Roster, Student, read_roster, write_roster

LISTS = {
    "moodle": 'First name,Surname,ID number,"Email address"\nAda,Lovelace,4711,ada@example.org\n',
    "moodle in German": "Vorname;Nachname;Matrikelnummer;E-Mail-Adresse\nAda;Lovelace;4711;ada@example.org\n",
    "canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,P6 (17)\n    Points Possible,,,,,150\n"
        '"Lovelace, Ada",1042,4711,ada@example.org,A,\n"Student, Test",9,,deadbeef,A,\n'
    ),
    "gradescope": "Full Name,SID,Email,Role\nAda Lovelace,4711,ada@example.org,Student\n",
    "blackboard": '\ufeff"Last Name"\t"First Name"\t"Username"\t"Student ID"\nLovelace\tAda\ts_ada\t4711\n',
    "brightspace": "OrgDefinedId,Username,Last Name,First Name,End-of-Line Indicator\n#4711,#s_ada,Lovelace,Ada,#\n",
    "nbgrader": "id,first_name,last_name,email\n4711,Ada,Lovelace,ada@example.org\n",
}


def written(tmp_path, text, encoding="utf-8"):
    (tmp_path / "list.csv").write_bytes(text.encode(encoding))
    return tmp_path / "list.csv"


@pytest.mark.parametrize("platform", LISTS)
def test_each_platforms_list_is_read(platform, tmp_path):
    [ada] = read_students(written(tmp_path, LISTS[platform]))
    assert (ada.first_name, ada.last_name) == ("Ada", "Lovelace")
    assert "4711" in (ada.number, ada.student)
    assert ada.email == "ada@example.org" or ada.login == "s_ada"
    assert ada.canvas_id == ("1042" if platform == "canvas" else "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_lists_are_read_in_the_encodings_of_spreadsheets(encoding, tmp_path):
    [one] = read_students(written(tmp_path, "Full name,Email\nCyd Ünal,c@x.org\n", encoding))
    assert one.name == "Cyd Ünal"


def test_one_student_of_many_lists_is_one(tmp_path):
    roster = None
    for text in LISTS.values():
        students, _ = merge(roster, read_students(written(tmp_path, text)))
        roster = Roster(students)
    [ada] = roster.students.values()
    assert ada == Student("4711", "Ada", "Lovelace", "ada@example.org", "s_ada", "4711", "1042")


def test_a_roster_comes_back_as_it_was_written(tmp_path):
    students = [Student("ada", "Ada", "Lovelace, Countess", "ada@example.org"), Student("bob", login="b")]
    write_roster(tmp_path, students)
    assert list(read_roster(tmp_path).students.values()) == students
    assert read_roster(tmp_path / "elsewhere") is None


def test_somebody_between_two_students_is_nobody():
    roster = Roster([Student("ada", number="1"), Student("bob", email="bob@x.org")])
    with pytest.raises(CannotStart, match="different students of the roster"):
        merge(roster, [Student("eve", number="1", email="bob@x.org")])


@pytest.mark.parametrize(
    ("text", "words"),
    [("Colour\nred\n", "without number, login"), ("Full name,Email\n", "without students"), ("", "without students")],
)
def test_another_file_is_refused_in_a_sentence(text, words, tmp_path):
    with pytest.raises(CannotStart, match=words):
        read_students(written(tmp_path, text))
