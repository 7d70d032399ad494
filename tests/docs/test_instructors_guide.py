"""The instructor's guide is followed, command by command, through a semester of a made class."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections import deque

import pytest

from tests.docs import made_semester as made
from tests.docs.made_semester import P6, P7
from tests.paths import CLONE

pytestmark = pytest.mark.slow  # every command of a semester runs

GUIDE = CLONE / "docs" / "instructor.md"


def commands():
    """The commands of the guide, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def rules():
    [block] = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    return block


class Semester:
    """Runs the guide's commands in a folder, one after the other."""

    def __init__(self, folder):
        self.folder, self.course, self._commands = folder, folder / "mlp", deque(commands())

    def follow(self, *words, status=0):
        """Run the next command, which has to begin with these words; what it prints."""
        command = self._commands.popleft()
        assert command.startswith(" ".join(("python -m grader --course-dir mlp", *words))), command
        done = subprocess.run([sys.executable, *command.split()[1:]], cwd=self.folder, capture_output=True, text=True)
        assert done.returncode == status, done.stderr
        return done.stdout + done.stderr

    def released(self, assignment):
        return (self.course / "release" / assignment / f"{assignment}.ipynb").read_bytes()

    def grade_by_hand(self, assignment):
        """Give everybody two points for the written answer."""
        from grader.gradebook.open import course_directory, open_gradebook

        with open_gradebook(course_directory(self.course)) as gradebook:
            for submission in gradebook.assignment_submissions(assignment):
                grade = gradebook.find_grade("words", assignment, assignment, submission.student.id)
                grade.manual_score, grade.needs_manual_grade = 2.0, False
            gradebook.db.commit()

    @property
    def is_over(self):
        return not self._commands


@pytest.fixture(scope="module")
def semester(tmp_path_factory):
    folder = tmp_path_factory.mktemp("semester")
    (folder / "mlp").mkdir()
    for name, text in made.TEXTS.items():
        (folder / "mlp" / name).write_text(text)
    made.write_lists(folder)
    return Semester(folder)


def test_the_guide_leads_through_a_semester(semester):
    out = semester.follow("build")
    assert f"source/{P6}/{P6}.ipynb" in out
    assert "nbgrader_settings" in (semester.course / "nbgrader_config.py").read_text()
    assert "late.penalty = 0.0" in semester.follow("doctor")
    (semester.course / "course.toml").write_text(rules())
    assert "40 students, 40 of them new" in semester.follow("roster")

    semester.follow("release", P6)
    made.write_moodle(semester.folder, semester.released(P6))
    out = semester.follow("collect", P6, status=1)
    assert out.splitlines()[0] == "36 of 38 taken."
    assert "First37 Last37 (937): handed in no notebook but work.py" in out
    assert "Zoe Zed (999): not in roster.csv" in out
    out = semester.follow("roster --missing", P6)
    assert [line.split()[0] for line in out.splitlines()[1:]] == ["s37", "s38", "s39", "s40"]

    out = semester.follow("autograde", P6)
    assert "36 graded" in out
    assert "not handed in: 4 (s37, s38, s39, s40)" in out
    out = semester.follow("similar", P6)
    assert "36 submissions compared; side by side: " in out
    assert "words: 36 wait" in semester.follow("waiting", P6)
    semester.grade_by_hand(P6)
    assert "36 pages" in semester.follow("return", P6)
    grades = list(csv.DictReader(io.StringIO(semester.follow("export", P6))))
    assert {row["Identifier"]: row["Grade"] for row in grades}["Participant 906"] == "6.30"

    semester.follow("release", P7)
    made.write_canvas(semester.folder, semester.released(P7))
    assert semester.follow("collect", P7).splitlines()[0] == "40 of 40 taken."
    assert "40 graded" in semester.follow("autograde", P7)
    assert "40 of the pages an answer still waits" in semester.follow("return", P7)
    assert "grade is left empty: s01" in semester.follow("export", P7)
    semester.grade_by_hand(P7)

    (semester.course / f"{P6}.py").write_text(made.CHANGED)
    out = semester.follow("plan", P6)
    assert "would change the points of 30; 6 would be graded again and keep theirs" in out
    assert re.search(r"^s01: 7 before, then 12 of 12 \(the assignment.* changed\): grade_answer 5 → 10$", out, re.M)
    assert semester.follow("autograde", P6).count("changed: ") == 30
    out = semester.follow("return", P6)
    assert "36 pages" in out
    assert "s01: 7 before, now 12 of 12 points" in out
    assert "s06: 6.3 before, now 10.8 of 12 points" in out

    assert "reports" in semester.follow("report", P6)
    assert "reports/term.html" in semester.follow("report --all")
    term = (semester.course / "reports" / "term.html").read_text()
    assert 'id="course"' in term
    assert "<td>s37, s38, s39, s40</td>" in term  # in p6; all handed in p7
    totals = {row["Email address"][:3]: row for row in csv.DictReader(io.StringIO(semester.follow("export --all")))}
    assert semester.is_over
    for student, (p6, p7, total) in made.expected().items():
        row = totals[student]
        shown = (row[P6] or "0.00", row[P7], row["Total"])
        assert shown == (f"{p6:.2f}", f"{p7:.2f}", f"{total:.2f}"), student


def test_the_pages_went_back_by_the_names_of_the_platforms(semester):
    if not semester.is_over:
        pytest.skip("the semester is not over")
    with zipfile.ZipFile(semester.course / "returned" / P6 / "moodle-1.zip") as archive:
        assert f"First1 Last1_901_assignsubmission_file_/{P6}.html" in archive.namelist()
    with zipfile.ZipFile(semester.course / "returned" / P7 / "canvas-1.zip") as archive:
        assert f"last5first5_LATE_1005_33005_{P7}.html" in archive.namelist()
