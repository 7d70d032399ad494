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
    [ada] = read_students(written(tmp_path, LISTS[platform])).students
    assert (ada.first_name, ada.last_name) == ("Ada", "Lovelace")
    assert "4711" in (ada.number, ada.student)
    assert ada.email == "ada@example.org" or ada.login == "s_ada"
    assert ada.canvas_id == ("1042" if platform == "canvas" else "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_lists_are_read_in_the_encodings_of_spreadsheets(encoding, tmp_path):
    [one] = read_students(written(tmp_path, "Full name,Email\nCyd Ünal,c@x.org\n", encoding)).students
    assert one.name == "Cyd Ünal"


def test_one_student_of_many_lists_is_one(tmp_path):
    roster = None
    for text in LISTS.values():
        students, _ = merge(roster, read_students(written(tmp_path, text)).students)
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
    [
        ("Colour\nred\n", "begins with “Colour”, expected a CSV file with columns"),
        ("Name,Points\nAda,3\n", "line 2 .* without number, login"),
        ("Full name,Email\n", "without students"),
        ("", "expected a CSV file with columns"),
        ("PK\3\4[Content_Types].xml", "workbook of a spreadsheet.*save it as CSV"),
        ("Name,Email\nAda,a\0@x.org", "no text"),
        ("Name,ID number\nAda,17\nBob,1.23E+06\n", "1.23E\\+06 in line 3 .* which a spreadsheet rounded"),
        ("Name;ID number\nAda;1,2E+6\n", "which a spreadsheet rounded"),
    ],
)
def test_another_file_is_refused_in_a_sentence(text, words, tmp_path):
    with pytest.raises(CannotStart, match=words):
        read_students(written(tmp_path, text))


@pytest.mark.parametrize(
    "rows",
    [
        "Ada King,17,a@x.org\nBob Kong,17,b@x.org\n",
        "Ada King,17,a@x.org\nBob Kong,0017,b@x.org\n",
        "Ada King,17,n@x.org\nBob Kong,18,N@x.org\n",
        "Ada King,1/7,a@x.org\nBob Kong,1_7,b@x.org\n",
    ],
)
def test_of_two_students_with_one_number_or_address_none_is_lost(rows, tmp_path):
    with pytest.raises(CannotStart, match="for Ada King and for Bob Kong in lines 2 and 3 of"):
        read_students(written(tmp_path, f"Name,ID number,Email\n{rows}"))


def test_a_student_on_two_lines_is_one_and_two_of_one_name_are_two(tmp_path):
    rows = "Ada King,17,A\nAda King,17,B\nAda King,18,A\n"
    students, new = merge(None, read_students(written(tmp_path, f"Name,ID number,Group\n{rows}")).students)
    assert ([one.number for one in students], new) == (["17", "18"], 2)


@pytest.mark.parametrize("above", ["sep=;\r\n", "Course: Networks; spring\n\nExported on 2026-11-01\n"])
def test_lines_above_the_header_are_passed_over(above, tmp_path):
    [ada] = read_students(written(tmp_path, f"{above}First name;Surname;Email address\nAda;King;a@x.org\n")).students
    assert (ada.name, ada.email) == ("Ada King", "a@x.org")
    with pytest.raises(CannotStart, match=f"line {above.count(chr(10)) + 2} of"):
        read_students(written(tmp_path, f"{above}First name;Surname;Email address\nAda;King;\n"))


def test_canvass_line_on_how_grades_are_posted_is_nobody(tmp_path):
    text = LISTS["canvas"].replace("    Points", ",,,,,Manual Posting\n    Points")
    assert [one.name for one in read_students(written(tmp_path, text)).students] == ["Ada Lovelace"]


def test_staff_on_a_list_are_no_students_and_are_named(tmp_path):
    text = "Name,Email,Role\nAda,a@x.org,Student\nTom,t@x.org,TA\nIda,i@x.org,Instructor\nStu,s@x.org,\n"
    found = read_students(written(tmp_path, text))
    assert [one.name for one in found.students] == ["Ada", "Stu"]
    assert found.staff == ["Tom is left out, as TA.", "Ida is left out, as Instructor."]


def test_a_number_without_the_zeros_that_a_spreadsheet_took_is_the_same_one():
    first = [Student("007001", number="007001")]
    students, new = merge(Roster(first), [Student("7001", "Ada", number="7001")])
    assert (students, new) == ([Student("007001", "Ada", number="007001")], 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name\nada\n", "expected a CSV file with columns"),
        ("student,login\nada,x\n,y\n", "line 3 of .* without a student"),
        ("student,login\nada,x\nada,y\n", "'ada' again in line 3"),
        ("student;number\n1,2E+06;1,2E+06\n", "which a spreadsheet rounded"),
    ],
)
def test_a_roster_that_a_spreadsheet_spoilt_stops_in_a_sentence(text, words, tmp_path):
    (tmp_path / "roster.csv").write_text(text)
    with pytest.raises(CannotStart, match=words):
        read_roster(tmp_path)


def test_a_roster_may_be_saved_by_a_spreadsheet(tmp_path):
    (tmp_path / "roster.csv").write_bytes("student;last_name\r\nada;Müller\r\n".encode("cp1252"))
    assert list(read_roster(tmp_path).students.values()) == [Student("ada", last_name="Müller")]
