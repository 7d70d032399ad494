"""The notebook is found wherever a student put it; what cannot be taken is named."""

import io
import os
import zipfile

import pytest

from course.notebook.reading import MAX_BYTES
from grader.intake.files import select_students, submission_place, submitted_students
from grader.intake.find_notebook import find_notebook, nothing_handed_in
from tests.grader.judging.made_assignment import ASSIGNMENT, as_bytes, released

NAME = ASSIGNMENT.name
FILE = f"{NAME}.ipynb"
BLANK = as_bytes(released())


def filled(answer="def mac_counts(sizes, batch):\n    return 1"):
    notebook = released()
    notebook["cells"][2]["source"] = answer
    return as_bytes(notebook)


FILLED = filled()


def zipped(files, method=zipfile.ZIP_DEFLATED):
    with io.BytesIO() as buffer:
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return buffer.getvalue()


@pytest.fixture
def found(tmp_path):
    """``found({name: data})``: what is taken of these files, and the remarks."""

    def find(files):
        place = tmp_path / NAME
        place.mkdir()
        for name, data in files.items():
            path = place / name
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_bytes(data)
        return find_notebook(place, ASSIGNMENT)

    return find


def test_the_one_notebook_is_taken_without_a_word(found):
    assert found({FILE: FILLED, "timestamp.txt": b"", ".ipynb_checkpoints/x.ipynb": BLANK}) == (FILLED, ())


@pytest.mark.parametrize(
    "name", ["P9_MADE.IPYNB", "p9_made.IPYNB", "p9_made (1).ipynb", "my answers.ipynb", "my folder/p9_made.ipynb"]
)
def test_one_under_another_name_or_in_a_folder_is_taken_and_named(found, name):
    assert found({name: FILLED}) == (FILLED, (f"The file {name} was taken.",))


@pytest.mark.parametrize("others", [{FILE: BLANK}, {"a.ipynb": BLANK, "z.ipynb": b"no notebook"}, {"b/a.ipynb": b""}])
def test_of_several_the_filled_one_is_taken(found, others):
    data, [remark] = found({**others, "p9_made-Copy1.ipynb": FILLED})
    assert data == FILLED
    count = len(others) + 1
    assert remark == f"The file p9_made-Copy1.ipynb was taken of {count} notebooks, the one with the most answers."


def test_of_equals_the_one_with_the_right_name_is_taken(found):
    assert found({"a.ipynb": filled("x = 1"), FILE: FILLED})[0] == FILLED


def test_an_archive_in_place_of_the_notebook_is_opened(found):
    data, remarks = found({"work.zip": zipped({"deep/in/it/p9_made.ipynb": FILLED, "data.csv": b"1"})})
    assert (data, remarks) == (FILLED, ("The file work.zip/deep/in/it/p9_made.ipynb was taken.",))


def test_what_a_mac_adds_to_an_archive_is_passed_over(found):
    files = {"p9_made.ipynb": FILLED, "__MACOSX/._p9_made.ipynb": b"x", "a/._p9_made.ipynb": b"x"}
    assert found({"work.ZIP": zipped(files)}) == (FILLED, ("The file work.ZIP/p9_made.ipynb was taken.",))


def test_an_archive_beside_a_notebook_is_left_closed(found):
    assert found({FILE: BLANK, "work.zip": zipped({"p9_made.ipynb": FILLED})}) == (BLANK, ())


@pytest.mark.parametrize(
    ("files", "listed"),
    [
        ({"p9_made.py": b"x = 1"}, "p9_made.py"),
        ({"p9_made.pdf": b"%PDF", "src/my.py": b""}, "p9_made.pdf, src/my.py"),
        ({f"{k}.txt": b"" for k in range(7)}, "0.txt, 1.txt, 2.txt, 3.txt, 4.txt, …"),
        ({"work.zip": zipped({"p9_made.py": b"x = 1"})}, "work.zip"),
    ],
)
def test_what_there_is_instead_is_named(found, files, listed):
    assert found(files) == (b"", (f"There is no notebook here; there is {listed}: hand in the .ipynb file.",))


def test_an_empty_folder_is_told(found):
    assert found({}) == (b"", ("There is no notebook here: hand in the .ipynb file.",))


def _damaged():
    data = zipped({FILE: FILLED})
    return data[: len(data) // 2]


def _bad_sum():
    data = bytearray(zipped({FILE: FILLED}))
    data[60:70] = b"x" * 10
    return bytes(data)


def _encrypted():
    data = bytearray(zipped({FILE: FILLED}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def _too_many_entries():
    return zipped({FILE: FILLED}) + b"PK\x01\x02" * 20_000


ODD_ARCHIVES = {
    "no archive": b"PK and more",
    "empty": b"",
    "damaged": _damaged(),
    "a wrong sum": _bad_sum(),
    "encrypted": _encrypted(),
    "LZMA": zipped({FILE: FILLED}, zipfile.ZIP_LZMA),
    "bzip2": zipped({FILE: FILLED}, zipfile.ZIP_BZIP2),
    "too many entries": _too_many_entries(),
    "a folder named like a notebook": zipped({f"{FILE}/": b""}),
}


@pytest.mark.parametrize("data", ODD_ARCHIVES.values(), ids=ODD_ARCHIVES)
def test_an_archive_that_cannot_be_read_is_named(found, data):
    assert found({"work.zip": data}) == (
        b"",
        ("There is no notebook here; there is work.zip: hand in the .ipynb file.",),
    )


def test_an_archive_that_would_fill_the_memory_is_not_unpacked(found):
    bomb = zipped({f"{k}.ipynb": b" " * MAX_BYTES for k in range(3)})
    assert len(bomb) < MAX_BYTES / 100
    data, _ = found({"work.zip": bomb})
    assert len(data) == MAX_BYTES


def test_a_header_that_lies_about_a_size_makes_no_difference(found):
    data = zipped({FILE: b" " * (MAX_BYTES + 7)})
    size = (MAX_BYTES + 7).to_bytes(4, "little")
    assert data.count(size) == 2
    assert found({"work.zip": data.replace(size, (10).to_bytes(4, "little"))})[0] == b""


def test_many_large_notebooks_do_not_fill_the_memory(tmp_path):
    place = tmp_path / NAME
    place.mkdir()
    for k in range(6):
        with open(place / f"{k}.ipynb", "wb") as file:
            file.truncate(MAX_BYTES + 10)  # takes no room on the disk
    _, [remark] = find_notebook(place, ASSIGNMENT)
    assert remark == "The file 0.ipynb was taken."


def test_a_link_is_not_followed(tmp_path):
    place, secret = tmp_path / NAME, tmp_path / "secret.ipynb"
    place.mkdir()
    secret.write_bytes(FILLED)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / FILE).write_bytes(FILLED)
    os.symlink(secret, place / FILE)
    os.symlink(tmp_path / "folder", place / "folder")
    assert find_notebook(place, ASSIGNMENT)[0] == b""


def test_what_is_no_regular_file_holds_nobody_up(tmp_path):
    place = tmp_path / NAME
    place.mkdir()
    os.mkfifo(place / FILE)
    assert find_notebook(place, ASSIGNMENT)[0] == b""


# Where in ``submitted``


@pytest.fixture
def submitted(tmp_path):
    """``submitted(path, data)``: puts a file into the folder ``submitted``; its course folder is returned."""

    def put(path, data=FILLED):
        target = tmp_path / "submitted" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return tmp_path

    return put


@pytest.mark.parametrize(
    ("path", "remarks"),
    [
        (f"ada/{NAME}/{FILE}", ()),
        (f"ada/p9-made/{FILE}", ("The folder p9-made was taken.",)),
        (f"ada/P9 Made/{FILE}", ("The folder P9 Made was taken.",)),
        ("ada/p9made/x.ipynb", ("The folder p9made was taken.", "The file x.ipynb was taken.")),
        (f"ada/{FILE}", (f"The file {FILE} was taken.",)),
        ("ada/P9-Made.IPYNB", ("The file P9-Made.IPYNB was taken.",)),
    ],
)
def test_a_name_that_differs_in_case_blanks_and_strokes_is_taken(submitted, path, remarks):
    course = submitted(path)
    assert submitted_students(course, NAME) == ["ada"]
    assert find_notebook(submission_place(course, "ada", NAME), ASSIGNMENT) == (FILLED, remarks)


def test_an_archive_in_the_students_folder_is_taken(submitted):
    course = submitted("ada/p9_made.zip", zipped({FILE: FILLED}))
    assert find_notebook(submission_place(course, "ada", NAME), ASSIGNMENT)[0] == FILLED


def test_the_folder_with_the_right_name_comes_first(submitted):
    submitted(f"ada/p9-made/{FILE}", BLANK)
    submitted(f"ada/{FILE}", BLANK)
    course = submitted(f"ada/{NAME}/{FILE}")
    assert submission_place(course, "ada", NAME) == course / "submitted" / "ada" / NAME


@pytest.mark.parametrize("path", ["ada/homework/x.ipynb", "ada/solution.ipynb", "ada/p9_made (1).ipynb", "ada/a.py"])
def test_what_is_named_like_no_assignment_gives_a_row_that_says_so(submitted, path):
    course = submitted(path)
    assert submitted_students(course, NAME) == ["ada"]
    assert submission_place(course, "ada", NAME) is None
    there = path.removeprefix("ada/")
    assert nothing_handed_in(course / "submitted" / "ada", NAME) == (
        f"There is no folder {NAME} here; there is {there}: hand in the .ipynb file."
    )


@pytest.mark.parametrize("path", ["ada/p6_backprop/p6_backprop.ipynb", "ada/P6-Backprop.ipynb", "ada/p8_own/x.ipynb"])
def test_who_handed_in_another_assignment_has_no_row(submitted, path):
    course = submitted(path)
    (course / "p8_own.py").write_text("")
    assert submitted_students(course, NAME) == []


@pytest.mark.parametrize("path", ["ada/timestamp.txt", "ada/.DS_Store", "a file"])
def test_who_handed_in_nothing_has_no_row(submitted, path):
    assert submitted_students(submitted(path), NAME) == []


def test_a_link_in_a_students_folder_is_nothing(submitted, tmp_path):
    course = submitted(f"bob/{NAME}/{FILE}")
    (course / "submitted" / "ada").mkdir()
    os.symlink(course / "submitted" / "bob" / NAME, course / "submitted" / "ada" / "p9-made")
    assert select_students(course, NAME) == ["bob"]
