"""A made class of 40: their two assignments, the platforms' lists and archives, and the grades that they should get."""

import csv
import json
import zipfile

from tests.grader.pipeline.tiny_course import RIGHT, TEXT

P6, P7 = "p6_backprop", "p7_training"
STUDENTS = [f"s{n:02}" for n in range(1, 41)]
NOTHING, NO_NOTEBOOK, BLANK = ("s38", "s39", "s40"), ("s37",), tuple(f"s{n}" for n in range(31, 37))
HANDED_IN = {P6: STUDENTS[:36], P7: STUDENTS}
# Days after the due date, where it is not before it; Canvas says no more than LATE.
LATE = {P6: {"s05": 1, "s06": 3, "s07": 3}, P7: {"s05": 1, "s06": 1}}
TEXTS = {f"{P6}.py": TEXT, f"{P7}.py": TEXT}
CHANGED = TEXT.replace("points=5", "points=10")  # what p6's question is worth in the end


def number(student):
    return int(student[1:])


def expected():
    """Points in p6 and p7 and the total of each student, worked out by hand from the rules in the guide."""
    grades = {}
    for student in STUDENTS:
        p6 = 0.0 if student not in HANDED_IN[P6] else 2.0 if student in BLANK else 12.0
        p7 = 7.0
        if student == "s06":  # three days late, two of them free; then another one
            p6, p7 = p6 * 0.9, p7 * 0.9
        grades[student] = (p6, p7, 100 * (p6 / 12 + 2 * p7 / 7) / 3)
    return grades


def write_lists(folder):
    """Moodle's participants and Canvas's gradebook: no column is in both but the e-mail address and the number."""
    with open(folder / "participants.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["First name", "Surname", "Username", "ID number", "Email address"])
        for student in STUDENTS:
            n = number(student)
            table.writerow([f"First{n}", f"Last{n}", student, 70_000 + n, f"{student}@example.org"])
    with open(folder / "gradebook.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["Student", "ID", "SIS User ID", "SIS Login ID", "Section"])
        table.writerow(["    Points Possible", "", "", "", ""])
        for student in STUDENTS:
            n = number(student)
            table.writerow([f"Last{n}, First{n}", 1000 + n, 70_000 + n, "", "A"])


def write_moodle(folder, released):
    """The archive of p6, and its grading worksheet with the times. A stranger has handed in too."""
    people = {student: f"First{number(student)} Last{number(student)}_{900 + number(student)}" for student in STUDENTS}
    with zipfile.ZipFile(folder / "moodle-p6.zip", "w") as made:
        for student in HANDED_IN[P6]:
            answer = "" if student in BLANK else RIGHT
            made.writestr(f"{people[student]}_assignsubmission_file_/work.ipynb", filled(released, answer, student))
        for student in NO_NOTEBOOK:
            made.writestr(f"{people[student]}_assignsubmission_file_/work.py", RIGHT)
        made.writestr("Zoe Zed_999_assignsubmission_file_/work.ipynb", filled(released, RIGHT, "zoe"))
    with open(folder / "worksheet-p6.csv", "w", newline="", encoding="utf-8-sig") as file:
        table = csv.writer(file)
        table.writerow(["Identifier", "Full name", "Email address", "Status", "Grade", "Last modified (submission)"])
        for student in HANDED_IN[P6]:
            n, days = number(student), LATE[P6].get(student, 0)
            time = f"Friday, {20 + days} November 2026, 10:00 PM"
            table.writerow([f"Participant {900 + n}", f"First{n} Last{n}", f"{student}@example.org", "", "", time])


def write_canvas(folder, released):
    """The archive of p7."""
    with zipfile.ZipFile(folder / "canvas-p7.zip", "w") as made:
        for student in HANDED_IN[P7]:
            n, late = number(student), "LATE_" * (student in LATE[P7])
            name = f"last{n}first{n}_{late}{1000 + n}_{33_000 + n}_work.ipynb"
            made.writestr(name, filled(released, RIGHT, student))


def filled(released, answer, student):
    """The released notebook with an answer, and a sentence of the student's."""
    notebook = json.loads(released)
    for cell in notebook["cells"]:
        if cell["id"] == "answer":
            cell["source"] = answer
        if cell["id"] == "words":
            cell["source"] = f"So says {student}."
    return json.dumps(notebook)
