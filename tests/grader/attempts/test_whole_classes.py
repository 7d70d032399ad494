"""Files and names made to stop, slow or deceive a class: each earns what its answer earns, and every command works."""

import csv
import io
import json
import tarfile
import unicodedata

import pytest
from bs4 import BeautifulSoup

from grader.pipeline import autograde, jobs
from grader.printable import printable
from tests.grader.attempts.class_of_attempts import (
    COMMANDS,
    InThisProcess,
    Notebook,
    code_cell,
    hand_in,
    run,
    text_cell,
    zipped,
)
from tests.grader.pipeline.tiny_course import NAME, RIGHT, make_course
from tests.patience import SECONDS

pytestmark = pytest.mark.slow
NOTHING = "def mac_counts(sizes, batch):\n    return {'forward': -1, 'backward': -1}\n"
FILE = f"{NAME}.ipynb"
_PICTURE = {"image/png": "iVBORw0KGgo="}
_LARGE = {"image/png": "A" * 16_000_000}
_MANY = {f"a{i}": {"x": "y"} for i in range(60_000)}


def _tar(link):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo(FILE)
        member.type, member.linkname = link, "/etc/passwd"
        archive.addfile(member)
    return buffer.getvalue()


def _nested(released):
    """Archives in archives in an archive, each full of what has to be listed."""
    listed = zipped(*((f"{i}.txt", b"") for i in range(2_000)), (FILE, Notebook(NOTHING).to_bytes(released)))
    return zipped(*((f"{i}.zip", listed) for i in range(150)))


def _deep(expression):
    return NOTHING.replace("-1,", f"{expression},", 1)


# What is handed in, and the points of the answer in it.
_NOTEBOOKS = {
    "a line of blanks after import": (Notebook(RIGHT, more=(code_cell("import" + " " * 900_000 + ";"),)), 5),
    "a line of blanks after from": (Notebook(RIGHT, more=(code_cell("from " + " " * 900_000 + ";"),)), 5),
    "half a character as the name of a picture": (Notebook(RIGHT, attachments={"\ud800.png": _PICTURE}), 5),
    "the same beside an answer": (Notebook(RIGHT, more=(text_cell("x", attachments={"\udfff": _PICTURE}),)), 5),
    "more remarks than anybody reads": (Notebook(RIGHT, more=(text_cell("x", attachments=_MANY),)), 5),
    "a failure in each of many cells": (
        Notebook(RIGHT, more=tuple(code_cell(f"raise ValueError('{'x' * 400}')", f"c{i}") for i in range(100))),
        5,
    ),
    "many small parts": (Notebook(RIGHT, text=(('"nbformat"', f'"x": [{"[]," * 600_000}0], "nbformat"'),)), 0),
    "many commas in a text": (Notebook(RIGHT, metadata={"x": "[1, 2], " * 600_000}), 5),
    "a sum of many terms": (Notebook(_deep("0" + "+0" * 900)), 0),
    "a sum of too many terms": (Notebook(_deep("0" + "+0" * 2_500)), 0),
    "many signs": (Notebook(_deep("-" * 900 + "0")), 0),
    "many brackets": (Notebook(_deep("(" * 95 + "0" + ")" * 95)), 0),
    "many attributes": (Notebook(f"{NOTHING}\ndef g(a): return a{'.b' * 2_000}\n"), 0),
    "many words alike": (Notebook(f"{NOTHING}    x = 0{'+0' * 1_500}\n"), 0),
    "commands to a terminal in the code": (Notebook(_deep("len('\x1b]0;t\x07\x1b[2J\u202e\x9b')")), 0),
    "points below zero": (Notebook(NOTHING, of_tests={"points": -1}), 0),
    "points that are no number": (Notebook(NOTHING, of_tests={"points": float("nan")}), 0),
    "points without end": (Notebook(NOTHING, of_tests={"points": float("inf"), "max_score": 1e308}), 0),
    "a score in the metadata": (Notebook(NOTHING, of_tests={"score": 5, "manual_score": 5, "extra_credit": 5}), 0),
    "a verdict in the metadata": (
        Notebook(NOTHING, metadata={"backprop_course": {"remarks": ["5 of 5 points"]}, "kernelspec": {"name": "bash"}}),
        0,
    ),
    "numbers that are none, beside the cells": (Notebook(RIGHT, metadata={"a": float("nan"), "b": -float("inf")}), 5),
    "a key twice": (Notebook(RIGHT, text=(('"nbformat"', '"cells": [], "cells": 7, "nbformat"'),)), 0),
    "a name of another script that looks the same": (Notebook(RIGHT.replace("mac_c", "mac_\u0441")), 0),
    "a name in wide letters, which Python reads as the same": (Notebook(RIGHT.replace("mac_c", "\uff4dac_c")), 5),
    "a name with nothing to be seen in it": (Notebook(RIGHT.replace("mac_c", "mac_\u200bc")), 0),
    "an error of letters that show nothing": (
        Notebook("def mac_counts(*a): raise type('\u3164' * 9, (Exception,), {})('\u2800\u3164')"),
        0,
    ),
    "an error in letters from right to left": (Notebook("def mac_counts(*a): raise ValueError('\u05d0 5 fo 5')"), 0),
    "large pictures and one wide letter": (
        Notebook(RIGHT, more=tuple(text_cell("\U0001f600", attachments={"a.png": _LARGE}) for _ in range(3))),
        5,
    ),
    "a type of many letters": (Notebook("def mac_counts(*a): return type('A' * 10**5, (), {})()"), 0),
}
_FILES = {
    "a name that is no UTF-8": (b"b\xff.ipynb", lambda nb: Notebook(RIGHT).to_bytes(nb), 5),
    "a name in more than one line": ("5 of 5\n\x1b[2Jpoints.ipynb", lambda nb: Notebook(RIGHT).to_bytes(nb), 5),
    "names in an archive that lead elsewhere": (
        "x.zip",
        lambda nb: zipped(("/etc/submitted/ada/x\x1b[2J\u202e.ipynb", Notebook(RIGHT).to_bytes(nb))),
        5,
    ),
    "a name twice in an archive": (
        "x.zip",
        lambda nb: zipped((FILE, Notebook(NOTHING).to_bytes(nb)), (FILE, Notebook(NOTHING).to_bytes(nb))),
        0,
    ),
    "archives in archives, full of names": ("x.zip", _nested, 0),
    "a symbolic link in a tar archive": (FILE, lambda nb: _tar(tarfile.SYMTYPE), 0),
    "a hard link in a tar archive": ("x.tar", lambda nb: _tar(tarfile.LNKTYPE), 0),
    "UTF-16 that does not say so": (FILE, lambda nb: Notebook(RIGHT).to_bytes(nb).decode().encode("utf-16-le"), 5),
    "UTF-16 of the other order": (
        FILE,
        lambda nb: b"\xfe\xff" + Notebook(RIGHT).to_bytes(nb).decode().encode("utf-16-be"),
        5,
    ),
    "many small parts in an archive": (
        "x.zip",
        lambda nb: zipped(("a.ipynb", b'{"nbformat": 4, "cells": [' + b"{}," * 900_000 + b"0]}")),
        0,
    ),
}
_NAMES = (
    "-rf", "--help", "=1+1", "\uff1d1+1", "a\nb", "a\x1b[2J", "\u202eada", "\u0430da", "ada\u3164", "CON", "ada.",
    "a;b", "%2e%2e", "${HOME}", "{0}", "%s%n", "[bold]x[bold]", "<b>x", "&lt;", "a'b\"c", "a?b#c", "*", "[a-z]",
    "\u6f22" * 80, "\U0001f600", "e\u0301" * 9,
)  # fmt: skip


class Done:
    """The class, what each command did with it, and where it is."""

    def __init__(self, folder):
        self.folder = folder
        self.ran = {name: run(folder, command) for name, command in COMMANDS.items()}
        found = json.loads(self.ran["autograde as JSON"].output[self.ran["autograde as JSON"].output.index("{") :])
        self.entries = {entry["student"]: entry for entry in found["submissions"]}

    def page(self, student):
        return (self.folder / "feedback" / student / NAME / f"{NAME}.html").read_text()


def _student(attempt):
    return "who tries " + attempt.replace("/", " ")


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = make_course(tmp_path_factory.mktemp("class") / "course", {"ada": RIGHT})
    released = json.loads((folder / "submitted" / "ada" / NAME / FILE).read_bytes())
    for attempt, (notebook, _) in _NOTEBOOKS.items():
        hand_in(folder, _student(attempt), FILE, notebook.to_bytes(released))
    for attempt, (name, make, _) in _FILES.items():
        hand_in(folder, _student(attempt), name, make(released))
    for name in _NAMES:
        hand_in(folder, name, FILE, Notebook(RIGHT).to_bytes(released))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(autograde.Options, "backend", lambda self, tasks: InThisProcess())
        patch.setattr(jobs, "grader_hash", lambda: b"as it is")
        yield Done(folder)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_goes_on(done, command):
    ran = done.ran[command]
    assert "Traceback" not in ran.output
    assert ran.code in (0, 1), ran.output[-500:]
    assert all(c.isprintable() or c == "\n" for c in ran.output)


_POINTS = {attempt: points for attempt, (*_, points) in (_NOTEBOOKS | _FILES).items()}


@pytest.mark.parametrize("attempt", _POINTS)
def test_it_earns_what_its_answer_earns(done, attempt):
    entry = done.entries[_student(attempt)]
    assert (entry["score"], entry["max_score"]) == (_POINTS[attempt], 7)
    assert len(entry["remarks"]) <= 40
    said = [*entry["remarks"], *(finding["text"] for cell in entry["cells"] for finding in cell["findings"])]
    assert all(text == printable(text) and "\n" not in text for text in said)
    assert not any("The grader failed" in text for text in said)


@pytest.mark.parametrize("attempt", _POINTS)
def test_it_is_graded_in_a_short_time(done, attempt):
    assert done.entries[_student(attempt)]["seconds"] < 20


@pytest.mark.parametrize("command", COMMANDS)
def test_no_attempt_holds_up_a_command(done, command):
    assert done.ran[command].seconds < SECONDS


@pytest.mark.parametrize("attempt", _POINTS)
def test_its_page_says_the_points_first(done, attempt):
    soup = BeautifulSoup(done.page(_student(attempt)), "html.parser")
    assert soup.find(class_="score").get_text().startswith(f"{_POINTS[attempt]} of ")
    assert len(soup.select("#grade .remark")) <= 40


@pytest.mark.parametrize("name", _NAMES)
def test_a_name_is_a_name(done, name):
    assert done.entries[name]["score"] == 5
    soup = BeautifulSoup(done.page(name), "html.parser")
    assert soup.find(class_="who").get_text() == f"{NAME} · {printable(name)}"
    assert (done.folder / "returned" / NAME / "pages" / f"{name}.html").is_file()


def test_the_graded_notebook_has_no_metadata_of_the_students_own(done):
    path = done.folder / "autograded" / _student("a verdict in the metadata") / NAME / FILE
    metadata = json.loads(path.read_bytes())["metadata"]
    assert metadata["backprop_course"] == {"remarks": []}
    assert metadata["kernelspec"]["name"] == "python3"


@pytest.mark.parametrize("command", ["export", "export of all"])
def test_no_name_is_a_formula(done, command):
    for row in csv.reader(io.StringIO(done.ran[command].output)):
        assert not [word for word in row if unicodedata.normalize("NFKC", word[:1]) in tuple("=+-@") and len(word) > 1]
