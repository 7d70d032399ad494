"""What learning platforms export is collected: nobody is lost, nobody is replaced, and who is left is named."""

import os
import stat
import zipfile

import pytest

from course.notebook.reading import MAX_BYTES
from grader.authoring.build import build
from grader.errors import CannotStart
from grader.intake.lms.collect import collect
from grader.intake.lms.origin import read_origins
from grader.intake.roster import Student, not_handed_in, write_roster
from grader.intake.zipped_notebooks import Handed
from tests.grader.intake.exports import ADA, BOB, CYD, EXPORTS, METADATA, NAME, archive, notebook
from tests.grader.pipeline.tiny_course import TEXT


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    (folder / f"{NAME}.py").write_text(TEXT)
    [source] = build(folder, [NAME])
    return source.read_bytes()


@pytest.fixture
def course(built_once, tmp_path):
    """A course folder in which the made assignment is built."""
    source = tmp_path / "course" / "source" / NAME / f"{NAME}.ipynb"
    source.parent.mkdir(parents=True)
    source.write_bytes(built_once)
    return tmp_path / "course"


THREE = notebook("of three")


def submitted(course):
    return {path.parts[-3]: path.read_bytes() for path in course.glob(f"submitted/*/{NAME}/{NAME}.ipynb")}


def time_of(course, student):
    return (course / "submitted" / student / NAME / "timestamp.txt").read_text()


@pytest.mark.parametrize("export", EXPORTS)
def test_each_platforms_archive_is_collected_whole(export, course, tmp_path):
    files, expected = EXPORTS[export]
    done = collect(course, NAME, [archive(tmp_path / "export.zip", files)])
    assert submitted(course) == expected
    assert (len(done.taken), done.left) == (len(expected), ())


@pytest.mark.parametrize("export", EXPORTS)
def test_a_folder_and_a_wrapped_archive_are_as_good(export, course, tmp_path):
    files, expected = EXPORTS[export]
    wrapped = {f"P6_1_2_all/{name}": data for name, data in files.items()} | {"__MACOSX/P6_1_2_all/._x.ipynb": b"\0"}
    with zipfile.ZipFile(archive(tmp_path / "export.zip", wrapped)) as made:
        made.extractall(tmp_path / "unpacked")
    collect(course, NAME, [tmp_path / "export.zip"])
    assert submitted(course) == expected
    assert collect(course, NAME, [tmp_path / "unpacked"]).left == ()
    assert submitted(course) == expected


def test_archives_in_an_archive_are_each_of_a_platform(course, tmp_path):
    both = {"a.zip": EXPORTS["moodle, flat"][0], "b.zip": EXPORTS["canvas"][0]}
    done = collect(course, NAME, [archive(tmp_path / "both.zip", both)])
    assert submitted(course) == EXPORTS["moodle, flat"][1] | EXPORTS["canvas"][1]
    assert not done.left


FOLDER = "Student {0}_{0}_assignsubmission_file_/"
TEN_OF_SIXTEEN = {
    **{FOLDER.format(n) + "x.ipynb": ADA for n in range(1, 6)},
    FOLDER.format(6) + "all.zip": {"a.ipynb": ADA},
    FOLDER.format(7) + "all.zip": {"inner.zip": {"deep/a.ipynb": ADA, "__MACOSX/._a.ipynb": b"\0"}},
    FOLDER.format(8) + "my/folder/a.ipynb": ADA,
    FOLDER.format(9) + "a.ipynb.txt": ADA,
    FOLDER.format(10) + "a.json": ADA,
    FOLDER.format(11) + "work.py": b"import numpy",
    FOLDER.format(12) + "work.txt": b"I could not open it",
    FOLDER.format(13) + "work.html": b"<html>",
    FOLDER.format(14) + "broken.zip": b"PK\3\4 and then nothing",
    "Student 15_15_assignsubmission_onlinetext_/onlinetext.html": b"<p>on my stick</p>",
    "notes of the tutor.ipynb": ADA,
}


def test_who_is_left_is_named_with_the_reason(course, tmp_path):
    done = collect(course, NAME, [archive(tmp_path / "moodle.zip", TEN_OF_SIXTEEN)])
    assert sorted(submitted(course), key=int) == [str(n) for n in range(1, 11)]
    assert set(submitted(course).values()) == {ADA}
    reasons = "\n".join(done.left)
    assert len(done.left) == 6
    for words in (
        "Student 11 (11): handed in no notebook but work.py: ask",
        "Student 12 (12): handed in no notebook but work.txt",
        "Student 13 (13): handed in no notebook but work.html",
        "Student 14 (14): no notebook in broken.zip, or it is damaged",
        "Student 15 (15): handed in no file, only text",
        "notes of the tutor.ipynb: not named as Moodle names files",
    ):
        assert words in reasons


LINK = zipfile.ZipInfo(FOLDER.format(2) + "work.ipynb")
LINK.external_attr = (stat.S_IFLNK | 0o777) << 16


@pytest.mark.parametrize("unpacked", [False, True])
def test_who_handed_in_a_link_or_an_empty_folder_is_not_forgotten(unpacked, course, tmp_path):
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as made:
        made.writestr(FOLDER.format(1) + "x.ipynb", ADA)
        made.writestr(LINK, "/etc/passwd")
        made.writestr(FOLDER.format(3) + "lib/", "")
        if unpacked:
            made.extractall(tmp_path / "m")
            (tmp_path / "m" / LINK.filename).unlink()
            (tmp_path / "m" / LINK.filename).symlink_to("/etc/passwd")
    done = collect(course, NAME, [tmp_path / ("m" if unpacked else "m.zip")])
    assert submitted(course) == {"1": ADA}
    assert "Student 2 (2): work.ipynb cannot be read (it is a link to another file)" in done.left[0]
    assert done.left[1] == "Student 3 (3): handed in no file: ask for the .ipynb file."


def test_a_damaged_notebook_in_a_students_zip_does_not_hide_the_others(course, tmp_path):
    path = archive(tmp_path / "inner.zip", {"a.ipynb": notebook("x" * 99), "b.ipynb": ADA})
    path.write_bytes(path.read_bytes().replace(b"x" * 99, b"y" * 99, 1))  # its checksum is wrong now
    collect(course, NAME, [archive(tmp_path / "m.zip", {FOLDER.format(1) + "all.zip": path.read_bytes()})])
    assert submitted(course) == {"1": ADA}


def test_a_notebook_among_hundreds_of_other_files_is_found(course, tmp_path):
    files = {f"{FOLDER.format(1)}lib/{n:03}.js": b"{}" for n in range(300)}
    files[FOLDER.format(1) + "zz/work.ipynb"] = ADA
    packed = {f"lib/{n:03}.js": b"{}" for n in range(300)} | {"zz/work.ipynb": BOB}
    files[FOLDER.format(2) + "all.zip"] = packed
    collect(course, NAME, [archive(tmp_path / "m.zip", files)])
    assert submitted(course) == {"1": ADA, "2": BOB}


def test_a_file_in_place_of_a_students_folder_is_looked_into(course, tmp_path):
    files = {"Ada_1_assignsubmission_file_": ADA, "Bob_2_assignsubmission_file": b"import numpy"}
    done = collect(course, NAME, [archive(tmp_path / "m.zip", files)])
    assert submitted(course) == {"1": ADA}
    assert "Bob (2): handed in no notebook" in done.left[0]


def test_of_several_notebooks_the_one_with_the_most_answers_is_taken(course, tmp_path):
    full = notebook("def mac_counts(): 1", "Twice.")
    names = {f"a_1_{i}_{name}.ipynb": data for i, (name, data) in enumerate({"x": ADA, "y": full, NAME: b"{}"}.items())}
    done = collect(course, NAME, [archive(tmp_path / "canvas.zip", names)])
    assert submitted(course) == {"1": full}
    assert "y.ipynb was taken of 3 notebooks" in done.notes[0]


def test_an_attempt_without_a_notebook_gives_way_to_the_one_before(course, tmp_path):
    names = {
        "P_ada_attempt_2026-11-19-10-00-00_w.ipynb": ADA,
        "P_ada_attempt_2026-11-20-10-00-00_w.pdf": b"%PDF",
        "P_bob_attempt_2026-11-20-10-00-00_w.ipynb": BOB,
    }
    done = collect(course, NAME, [archive(tmp_path / "blackboard.zip", names)])
    assert submitted(course) == {"ada": ADA, "bob": BOB}
    assert "newest attempt holds no notebook" in done.notes[0]


def test_an_archive_of_empty_folders_is_of_no_platform(course, tmp_path):
    with pytest.raises(CannotStart, match="expected what Moodle"):
        collect(course, NAME, [archive(tmp_path / "e.zip", {"a/": b"", "b/": b""})])


def test_a_worksheet_alone_is_no_submission(course, tmp_path):
    (tmp_path / "w.csv").write_text("Identifier,Full name\nParticipant 1,Ada\n")
    with pytest.raises(CannotStart, match="worksheet alone, expected the archive"):
        collect(course, NAME, [tmp_path / "w.csv"])


def test_two_who_claim_one_student_are_named_and_replace_nobody(course, tmp_path):
    first = {"Ada_4711_assignsubmission_file_/x.ipynb": ADA}
    collect(course, NAME, [archive(tmp_path / "first.zip", first)])
    both = {"Bob_4711_assignsubmission_file_/x.ipynb": BOB, "Eve_4711_assignsubmission_file_/y.ipynb": CYD}
    done = collect(course, NAME, [archive(tmp_path / "second.zip", both)])
    assert submitted(course) == {"4711": ADA}
    assert not done.taken
    for name in both:
        assert name in done.left[0]


def test_the_later_of_two_people_of_one_name_is_not_taken_for_the_newer_attempt_of_one(course, tmp_path):
    write_roster(course, [Student("ada", "Ada", "King")])
    names = (f"{n}-9 - Ada King - Nov {n}, 2026 1130 PM/x.ipynb" for n in (10, 11))
    done = collect(course, NAME, [archive(tmp_path / "b.zip", dict(zip(names, (ADA, BOB), strict=True)))])
    assert not submitted(course)
    assert "10-9 - Ada King" in done.left[0]
    assert "11-9 - Ada King" in done.left[0]


def test_the_same_student_in_two_archives_is_taken_only_where_one_is_newer(course, tmp_path):
    moodle = [
        archive(tmp_path / f"{i}.zip", {"A_1_assignsubmission_file_/x.ipynb": one}) for i, one in enumerate((ADA, BOB))
    ]
    assert "several claim" in collect(course, NAME, moodle).left[0]
    names = {"new.zip": ("ada_1_9_x-1.ipynb", BOB), "old.zip": ("ada_1_5_x.ipynb", ADA)}
    canvas = [archive(tmp_path / path, dict([file])) for path, file in names.items()]
    assert not collect(course, NAME, canvas).left
    assert submitted(course) == {"1": BOB}


def test_a_later_archive_replaces_what_its_students_had_and_nothing_else(course, tmp_path):
    collect(course, NAME, [archive(tmp_path / "first.zip", EXPORTS["canvas"][0])])
    (course / "submitted" / "1042" / NAME / "timestamp.txt").write_text("2020-01-01 00:00:00 UTC")
    again = archive(tmp_path / "second.zip", {"lovelaceada_1042_34000_work-2.ipynb": CYD})
    assert len(collect(course, NAME, [again]).taken) == 1
    assert submitted(course) == {"1042": CYD, "1043": BOB, "1044": CYD}
    assert not (course / "submitted" / "1042" / NAME / "timestamp.txt").exists()


RULES = f'timezone = "Europe/Berlin"\n[due]\n{NAME} = 2026-11-20\n'


@pytest.mark.parametrize(
    ("export", "student", "time"),
    [
        ("gradescope", "4711", "2026-11-20 22:30:00 UTC"),
        ("gradescope", "4713", "2026-11-20 22:00:00 UTC"),
        ("blackboard", "s_ada", "2026-11-20 22:30:00 UTC"),
        ("brightspace, in folders", "51", "2026-11-20 22:30:00 UTC"),
        ("brightspace, in folders", "52", "2026-11-20 15:08:00 UTC"),
        ("canvas", "1043", "2026-11-20 23:00:59 UTC"),  # a minute late: Canvas says no more than LATE
    ],
)
def test_times_of_submission_are_kept(export, student, time, course, tmp_path):
    (course / "course.toml").write_text(RULES)
    collect(course, NAME, [archive(tmp_path / "export.zip", EXPORTS[export][0])])
    assert time_of(course, student) == time


def test_moodles_worksheet_says_who_and_when(course, tmp_path):
    (course / "course.toml").write_text(RULES)
    write_roster(course, [Student("ada", "Ada", "Lovelace", "ada@example.org"), Student("bob", "Bob", "O'Neill")])
    worksheet = tmp_path / "Grades.csv"
    worksheet.write_text(
        "\ufeffIdentifier,Full name,Email address,Status,Grade,Last modified (submission),Last modified (grade)\n"
        'Participant 4711,A. King,ada@example.org,Submitted,,"Friday, 20 November 2026, 11:30 PM",-\n'
    )
    files = EXPORTS["moodle, in folders"][0]
    done = collect(course, NAME, [archive(tmp_path / "moodle.zip", files), worksheet])
    assert submitted(course) == {"ada": ADA, "bob": BOB}
    assert time_of(course, "ada") == "2026-11-20 22:30:00 UTC"
    assert [sentence[:27] for sentence in done.left] == ["Cyd Ünal (4713): not in ros"]


def test_one_student_is_one_student_on_every_platform(course, tmp_path):
    ada = Student("ada", "Ada", "Lovelace", "ada@example.org", login="s_ada", number="4711", canvas_id="1042")
    write_roster(course, [ada, Student("eve", "Eve", "Ek", number="1"), Student("51", "Some", "Body", login="4712")])
    for export in ("canvas", "gradescope", "blackboard", "brightspace, flat", "moodle, flat"):
        files = {name: data for name, data in EXPORTS[export][0].items() if b"of Bob" not in bytes(str(data), "utf-8")}
        files = {name.replace("Group A-", ""): data for name, data in files.items()}
        collect(course, NAME, [archive(tmp_path / "export.zip", files)])
        assert submitted(course) == {"ada": ADA}, export
        (course / "submitted" / "ada" / NAME / f"{NAME}.ipynb").unlink()
    # Moodle's 4711 is a number of its own; so is Brightspace's 51.
    moodle = {"Eve Ek_4711_assignsubmission_file_/x.ipynb": CYD}
    collect(course, NAME, [archive(tmp_path / "moodle.zip", moodle)])
    assert submitted(course) == {"eve": CYD}
    assert [one.student for one in not_handed_in(course, NAME)] == ["51"]


def test_the_group_before_the_names_of_a_moodle_archive_is_no_part_of_them(course, tmp_path):
    write_roster(
        course, [Student("ada", "Ada", "King"), Student("mary", "Mary-Ann", "Doe"), Student("ann", "Ann", "Doe")]
    )
    names = {"Group-A-Ada King_1": ADA, "Group-A-Mary-Ann Doe_2": BOB}
    files = {f"{name}_assignsubmission_file_/x.ipynb": data for name, data in names.items()}
    collect(course, NAME, [archive(tmp_path / "m.zip", files)])
    assert submitted(course) == {"ada": ADA, "mary": BOB}


def test_who_has_no_name_is_not_taken_for_a_student_without_one(course, tmp_path):
    write_roster(course, [Student("ada")])
    done = collect(course, NAME, [archive(tmp_path / "c.zip", {"anon_Xy1Zw_33871_work.ipynb": ADA})])
    assert not done.taken
    assert "not in roster.csv" in done.left[0]


def test_namesakes_are_not_guessed(course, tmp_path):
    write_roster(course, [Student("a", "Ada", "King"), Student("b", "Ada", "King")])
    done = collect(course, NAME, [archive(tmp_path / "m.zip", {"Ada King_1_assignsubmission_file_/x.ipynb": ADA})])
    assert not submitted(course)
    assert "several students are called Ada King: a, b" in done.left[0]


def test_one_of_a_group_hands_in_for_all(course, tmp_path):
    (course / "course.toml").write_text(
        f'[groups.{NAME}]\nTeam-1 = ["ada", "bob"]\nTeam-3 = ["eve"]\nTwo = ["cyd", "dan"]\n'
    )
    files = {
        "Team-1_55_assignsubmission_file_/x.ipynb": ADA,
        "Team-3_56_assignsubmission_file_/x.ipynb": THREE,
        "Cyd_7_assignsubmission_file_/x.ipynb": CYD,
    }
    write_roster(course, [Student(name, name, "") for name in ("ada", "bob", "cyd", "dan", "eve")])
    collect(course, NAME, [archive(tmp_path / "m.zip", files)])
    assert submitted(course) == {"ada": ADA, "bob": ADA, "cyd": CYD, "dan": CYD, "eve": THREE}
    files["Cyd_7_assignsubmission_file_/x.ipynb"] = BOB
    collect(course, NAME, [archive(tmp_path / "m.zip", files)])
    assert submitted(course) == {"ada": ADA, "bob": ADA, "cyd": BOB, "dan": BOB, "eve": THREE}
    files["Dan_8_assignsubmission_file_/x.ipynb"] = notebook("my own")
    collect(course, NAME, [archive(tmp_path / "m.zip", files)])
    assert submitted(course)["dan"] == notebook("my own")


def test_a_page_goes_back_to_each_of_a_moodle_group_by_their_own_number(course, tmp_path):
    (course / "course.toml").write_text(f'[groups.{NAME}]\nTeam = ["ada", "bob"]\n')
    write_roster(course, [Student(name, name, "", f"{name}@x.org") for name in ("ada", "bob")])
    files = {"Team_55_assignsubmission_file_/x.ipynb": ADA}
    worksheet = tmp_path / "Grades.csv"
    worksheet.write_text(
        "Identifier,Full name,Email address\nParticipant 7,ada,ada@x.org\nParticipant 8,bob,bob@x.org\n"
    )
    collect(course, NAME, [archive(tmp_path / "m.zip", files)])
    assert {one.platform for one in read_origins(course, NAME).values()} == {"group"}
    collect(course, NAME, [archive(tmp_path / "m.zip", files), worksheet])
    assert {student: one.key for student, one in read_origins(course, NAME).items()} == {"ada": "7", "bob": "8"}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("none.zip", None, "there is no archive"),
        ("page.zip", b"<html>Please log in</html>", "no zip archive"),
        ("cut.zip", "cut", "only a part"),
        ("other.zip", {"a/x.ipynb": ADA, "b/x.ipynb": BOB}, "expected what Moodle, Canvas"),
        ("empty.zip", {}, "expected what Moodle, Canvas"),
        ("hidden.zip", {"__MACOSX/._x.ipynb": b"x"}, "with nothing, expected what Moodle, Canvas"),
        ("work.ipynb", ADA, "Got the notebook .*work.ipynb, expected the archive"),
        ("inner.zip", {"inner.zip": b"PK\3\4"}, "inner.zip/inner.zip is no zip|inner.zip is no zip"),
    ],
)
def test_an_archive_that_cannot_be_used_stops_before_anything_is_written(name, data, words, course, tmp_path):
    good = archive(tmp_path / "good.zip", EXPORTS["canvas"][0])
    if data == "cut":
        data = good.read_bytes()[:-30]
    if isinstance(data, bytes):
        (tmp_path / name).write_bytes(data)
    elif data is not None:
        archive(tmp_path / name, data)
    with pytest.raises(CannotStart, match=words):
        collect(course, NAME, [good, tmp_path / name])
    assert not submitted(course)


def test_of_an_archive_that_was_cut_off_a_students_own_archive_is_not_read(course, tmp_path):
    inner = {"Eve_4711_assignsubmission_file_/x.ipynb": BOB}
    files = {"Ada_1_assignsubmission_file_/x.ipynb": ADA, "Bob_2_assignsubmission_file_/mine.zip": inner}
    path = archive(tmp_path / "m.zip", files)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(CannotStart, match="only a part"):
        collect(course, NAME, [path])
    assert not submitted(course)


def test_a_damaged_file_costs_only_its_student(course, tmp_path):
    path = archive(tmp_path / "canvas.zip", {"ada_1_2_x.ipynb": ADA, "bob_3_4_x.ipynb": BOB})
    path.write_bytes(path.read_bytes().replace(b"of Ada", b"of Eve"))
    done = collect(course, NAME, [path])
    assert submitted(course) == {"3": BOB}
    assert "x.ipynb cannot be read (Bad CRC-32" in done.left[0]


def test_names_lead_nowhere_else_and_bombs_stay_small(course, tmp_path, monkeypatch):
    for module in ("grader.intake.lms.choose_notebook", "grader.intake.zipped_notebooks"):
        monkeypatch.setattr(f"{module}.MAX_BYTES", 10_000)
    files = {
        "../../Fay_1_assignsubmission_file_/..\\..\\C:\\x.ipynb": ADA,
        "Guy_2_assignsubmission_file_/bomb.ipynb": bytes(1_000_000),
        "Hal_3_assignsubmission_file_/bomb.zip": {"inner.zip": {"bomb.ipynb": bytes(1_000_000)}},
        "I/../Ida_4_assignsubmission_file_/x.ipynb": ADA,
    }
    with zipfile.ZipFile(tmp_path / "m.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            if isinstance(data, dict):
                data = archive(tmp_path / "inner", data).read_bytes()
            made.writestr(name, data)
    before = sorted(path for path in tmp_path.rglob("*") if not {"submitted", "collected"} & set(path.parts))
    done = collect(course, NAME, [tmp_path / "m.zip"])
    assert submitted(course) == {"1": ADA}
    assert sum("bomb" in sentence for sentence in done.left) == 2
    assert sorted(path for path in tmp_path.rglob("*") if not {"submitted", "collected"} & set(path.parts)) == before


def test_many_archives_of_one_student_are_bounded_together(course, tmp_path, monkeypatch):
    opened = []

    def inner(name, data):
        opened.append(name)
        return [Handed(name, bytes(MAX_BYTES - 1000))]  # the bytes are zero, which take no memory before they are used

    monkeypatch.setattr("grader.intake.lms.choose_notebook.zipped_notebooks", inner)
    files = {f"Guy_2_assignsubmission_file_/{n}.zip": {"a": b""} for n in range(9)}
    collect(course, NAME, [archive(tmp_path / "m.zip", files)])
    assert len(opened) == 3


def test_links_in_a_folder_are_not_followed(course, tmp_path):
    (tmp_path / "secret.ipynb").write_bytes(ADA)
    place = tmp_path / "unpacked" / "Eve_1_assignsubmission_file_"
    place.mkdir(parents=True)
    os.symlink(tmp_path / "secret.ipynb", place / "x.ipynb")
    (place / "y.txt").write_text("see x")
    assert not collect(course, NAME, [tmp_path / "unpacked"]).taken


def test_gradescopes_metadata_make_no_objects_and_need_not_be_whole(course, tmp_path):
    evil = '!!python/object/apply:os.system ["touch pwned"]'
    files = {"submission_metadata.yml": f"{METADATA}submission_3: {evil}\n", "submission_1/x.ipynb": ADA}
    with pytest.raises(CannotStart):
        collect(course, NAME, [archive(tmp_path / "g.zip", files)])
    files["submission_metadata.yml"] = METADATA
    files["submission_9/x.ipynb"] = BOB
    done = collect(course, NAME, [archive(tmp_path / "g.zip", files)])
    assert submitted(course) == {"4711": ADA}
    assert [sentence.partition(":")[0] for sentence in done.left] == [
        "submission_9/x.ipynb",
        "Cyd Ünal (4713)",
        "Bob O'Neill (bob@example.org)",
    ]
    assert "handed in no file" in done.left[1]


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("Jose Munoz", ("José", "Muñoz")),
        ("José Muñoz", ("Jose", "Munoz")),
        ("Joerg Mueller", ("Jörg", "Müller")),
        ("Jörg Müller", ("Joerg", "Mueller")),
        ("Muller, Jorg", ("Jörg", "Müller")),
        ("Soeren Aaberg", ("Søren", "Åberg")),
    ],
)
def test_a_name_is_known_with_accents_and_without(name, there, course, tmp_path):
    write_roster(course, [Student("s1", *there), Student("s2", "Some", "Body")])
    collect(course, NAME, [archive(tmp_path / "m.zip", {f"{name}_1_assignsubmission_file_/x.ipynb": ADA})])
    assert submitted(course) == {"s1": ADA}


def test_the_same_spelling_goes_before_one_that_is_alike(course, tmp_path):
    write_roster(course, [Student("s1", "José", "Ek"), Student("s2", "Jose", "Ek")])
    files = {
        f"{name}_{n}_assignsubmission_file_/x.ipynb": one for n, name, one in ((1, "Jose Ek", ADA), (2, "José Ek", BOB))
    }
    collect(course, NAME, [archive(tmp_path / "m.zip", files)])
    assert submitted(course) == {"s1": BOB, "s2": ADA}


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
def test_names_in_a_zip_are_read_however_they_are_written(encoding, course, tmp_path):
    write_roster(course, [Student("s1", "Jörg", "Ek")])
    written = "Jörg".encode(encoding)
    path = archive(tmp_path / "m.zip", {f"{'J' * len(written)} Ek_1_assignsubmission_file_/x.ipynb": ADA})
    path.write_bytes(path.read_bytes().replace(b"J" * len(written), written))
    collect(course, NAME, [path])
    assert submitted(course) == {"s1": ADA}


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"Rar!\x1a\x07\x01\x00", "a RAR archive"), (b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"\x1f\x8b", "a gzip")],
)
def test_other_archives_are_called_by_their_names(start, kind, course, tmp_path):
    files = {FOLDER.format(1) + "work.zip": start + bytes(50), FOLDER.format(2) + "x.ipynb": ADA}
    [left] = collect(course, NAME, [archive(tmp_path / "m.zip", files)]).left
    assert left.startswith(f"Student 1 (1): work.zip is {kind}")
    (tmp_path / "all.zip").write_bytes(start + bytes(50))
    for whole in (tmp_path / "all.zip", archive(tmp_path / "outer.zip", {"all.rar": start + bytes(50)})):
        with pytest.raises(CannotStart, match=f"{kind}.*unpack it, and give its folder"):
            collect(course, NAME, [whole])


def test_what_a_system_adds_is_nobodys(course, tmp_path):
    names = ("desktop.ini", "Thumbs.db", FOLDER.format(1) + "Thumbs.db", "__MACOSX/._x", ".DS_Store")
    files = {FOLDER.format(1) + "x.ipynb": ADA} | dict.fromkeys(names, b"x")
    assert collect(course, NAME, [archive(tmp_path / "m.zip", files)]).left == ()


def test_who_handed_in_only_hidden_files_is_named(course, tmp_path):
    hidden = ".ipynb_checkpoints/work-checkpoint.ipynb"
    files = {FOLDER.format(1) + hidden: ADA, FOLDER.format(2) + "x.ipynb": BOB, FOLDER.format(2) + hidden: ADA}
    files[FOLDER.format(3) + "__MACOSX/._x.ipynb"] = b"x"
    done = collect(course, NAME, [archive(tmp_path / "m.zip", files)])
    assert submitted(course) == {"2": BOB}
    assert done.left == (
        f"Student 1 (1): handed in no notebook but {hidden}: ask for the .ipynb file.",
        "Student 3 (3): handed in no notebook but __MACOSX/._x.ipynb: ask for the .ipynb file.",
    )


def test_exports_in_folders_beside_each_other_are_collected(course, tmp_path):
    of_groups = {f"all/{group}/{name}": data for group in ("A", "B") for name, data in EXPORTS["canvas"][0].items()}
    of_groups = {name: data for name, data in of_groups.items() if ("bob" in name) == name.startswith("all/A")}
    collect(course, NAME, [archive(tmp_path / "c.zip", of_groups | {"all/.DS_Store": b"x"})])
    assert submitted(course) == EXPORTS["canvas"][1]


def test_a_name_in_the_rules_that_nobody_has_is_said(course, tmp_path):
    write_roster(course, [Student("ada", "Ada", "King"), Student("bob", "Bob", "Ek")])
    rules = f'[extensions.{NAME}]\nadda = 2026-11-30\nbob = 2026-11-30\n[groups.{NAME}]\nT = ["ada", "bobb"]\n'
    (course / "course.toml").write_text(rules)
    done = collect(course, NAME, [archive(tmp_path / "m.zip", {"Ada King_1_assignsubmission_file_/x.ipynb": ADA})])
    assert [sentence.partition(",")[0] for sentence in done.notes[:2]] == [
        f"course.toml names 'adda' in extensions.{NAME}",
        f"course.toml names 'bobb' in groups.{NAME}",
    ]


def test_a_group_is_known_by_the_letters_of_its_name(course, tmp_path):
    (course / "course.toml").write_text(f'[groups.{NAME}]\n"Team_1: red" = ["ada", "bob"]\n')
    collect(course, NAME, [archive(tmp_path / "m.zip", {"Team 1 red_55_assignsubmission_file_/x.ipynb": ADA})])
    assert submitted(course) == {"ada": ADA, "bob": ADA}


def locked(path):
    """Mark all members of an archive as encrypted."""
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        place = data.find(signature)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(signature, place + 1)
    path.write_bytes(data)
    return path


def test_a_password_is_said_and_nothing_of_ours_is_shown(course, tmp_path):
    inner = locked(archive(tmp_path / "inner.zip", {"x.ipynb": ADA})).read_bytes()
    files = {FOLDER.format(1) + "x.zip": inner, FOLDER.format(2) + "x.ipynb": BOB}
    [left] = collect(course, NAME, [archive(tmp_path / "m.zip", files)]).left
    assert left.startswith("Student 1 (1): no notebook in x.zip, or it is damaged or locked with a password: ask for")
    with pytest.raises(CannotStart, match=r"m\.zip is locked with a password: unpack it, and give its folder"):
        collect(course, NAME, [locked(archive(tmp_path / "m.zip", files))])


def test_of_versions_of_a_file_that_the_newest_was_taken_is_said(course, tmp_path):
    files = {"ada_1_7_hw-1.ipynb": ADA, "ada_1_8_hw-2.ipynb": BOB, "bob_2_9_hw-2.ipynb": CYD}
    done = collect(course, NAME, [archive(tmp_path / "c.zip", files)])
    assert submitted(course) == {"1": BOB, "2": CYD}
    assert done.notes == ("ada (1): hw.ipynb was taken, the newest of its versions.",)


def test_paths_with_backslashes_are_paths(course, tmp_path):
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as made:
        for n, data in ((1, ADA), (2, BOB)):
            entry = zipfile.ZipInfo()
            entry.filename = f"Student {n}_{n}_assignsubmission_file_\\deep\\x.ipynb"
            made.writestr(entry, data)
    collect(course, NAME, [tmp_path / "m.zip"])
    assert submitted(course) == {"1": ADA, "2": BOB}


def test_a_time_in_another_language_is_said_and_counts_as_in_time(course, tmp_path):
    (course / "course.toml").write_text(RULES)
    files = {f"{n}-9 - {n} Ek - 20 novembre 2026 23 h 30/x.ipynb": one for n, one in ((1, ADA), (2, BOB))}
    done = collect(course, NAME, [archive(tmp_path / "b.zip", files)])
    assert submitted(course) == {"1": ADA, "2": BOB}
    assert "1: handed in at “20 novembre 2026 23 h 30”, which is no time that can be read here" in done.notes[0]
    assert not (course / "submitted" / "1" / NAME / "timestamp.txt").exists()


def test_a_receipt_in_utf16_and_another_language_says_who(course, tmp_path):
    receipt = "Nom : Ada Lovelace (s_ada)\nDevoir : P 9\n".encode("utf-16")
    name = "P 9_s_ada_attempt_2026-11-20-23-30-00"
    collect(course, NAME, [archive(tmp_path / "b.zip", {f"{name}.txt": receipt, f"{name}_x.ipynb": ADA})])
    assert submitted(course) == {"s_ada": ADA}
