"""A full disk, a read-only course folder, a locked gradebook: a sentence, nothing lost, and a rerun goes on."""

import multiprocessing
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import pytest

from grader.errors import CannotStart
from grader.pipeline import autograde, jobs
from tests.grader.pipeline.tiny_course import ANSWERS, NAME, Here, make_course, state
from tests.paths import ASSIGNMENTS

_NOBODY = 65534
_KILOBYTE = 1 << 10
_UNREADABLE = "this clone lies in a folder that an ordinary user may not read"


@pytest.fixture
def here(monkeypatch):
    """Tasks run in this process, and nothing that others change in the clone meanwhile matters."""
    place = Here()
    monkeypatch.setattr(autograde.Options, "backend", lambda self, tasks: place)
    monkeypatch.setattr(jobs, "grader_hash", lambda: b"as it is")
    return place


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Two folders: the course when one had handed in and was graded, and when the others had too, undisturbed."""
    folder = make_course(tmp_path_factory.mktemp("graded") / "course", {"hal": None})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(autograde.Options, "backend", lambda self, tasks: Here())
        patch.setattr(jobs, "grader_hash", lambda: b"as it is")
        autograde.autograde(folder, NAME)
        make_course(folder)
        whole = shutil.copytree(folder, folder.with_name("whole"))
        autograde.autograde(whole, NAME)
    return folder, whole


@pytest.fixture
def course(graded, tmp_path):
    """A course of one's own in which one is graded and the others have handed in."""
    return shutil.copytree(graded[0], tmp_path / "course")


@pytest.fixture
def small_disk(graded, tmp_path):
    """The same on a disk of its own, of 4 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root with its rights may mount a small disk")
    try:
        yield shutil.copytree(graded[0], disk / "course")
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def run(course, db_url=None):
    return autograde.autograde(course, NAME, options=autograde.Options(db_url=db_url))


def fill(path, room):
    """A file that leaves only so much room on its disk."""
    free = os.statvfs(path.parent)
    path.write_bytes(bytes(free.f_bavail * free.f_frsize - room))


@pytest.mark.parametrize("room", [0, 12, 24, 40, 60])
def test_a_full_disk_is_said_and_a_rerun_goes_on(here, graded, small_disk, room):
    filler = small_disk.parent / "filler"
    fill(filler, room * _KILOBYTE)
    with pytest.raises(CannotStart, match=r"(?s)make room on its disk.* run the same command again\."):
        run(small_disk)
    before = {path.parent.name for path in (small_disk / "verdicts").glob("*/*/[!.]*.json")}
    filler.unlink()
    here.graded.clear()
    run(small_disk)
    assert set(here.graded) == set(ANSWERS) - before
    assert state(small_disk) == state(graded[1])


def test_a_read_only_disk_is_said_before_anything_is_graded(here, small_disk):
    disk = str(small_disk.parent)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with pytest.raises(CannotStart, match=r"nothing can be written \(Read-only file system\).* Nothing was graded\."):
        run(small_disk)
    assert here.graded == []


@pytest.mark.parametrize(
    ("locked_up", "words"),
    [
        (".", r"nothing can be written \(Permission denied\)"),
        (
            "verdicts",
            r"Could not write .*verdicts.*Permission denied.*make it writable, then run the same command again",
        ),
        ("autograded", r"Could not write .*autograded.*Permission denied.*make it writable"),
        ("gradebook.db", r"gradebook.db .*readonly database; make the file and its folder writable"),
    ],
)
def test_what_may_not_be_written_is_named(graded, locked_up, words):
    if os.geteuid() != 0:
        pytest.skip("only root may become somebody else")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        course = shutil.copytree(graded[0], Path(folder, "course"))
        recorded_otherwise(course)
        for path in [course, *course.rglob("*")]:
            os.chown(path, _NOBODY, _NOBODY)
        closed = course / locked_up
        for path in [closed, *closed.rglob("*")]:
            os.chown(path, 0, 0)
            path.chmod(0o755 if path.is_dir() else 0o644)
        warm = recorded_otherwise(shutil.copytree(graded[0], Path(folder, "warm")))
        said = said_to_nobody(course, warm)
        if said == _UNREADABLE:
            pytest.skip(said)
        assert re.search(words, said)


def recorded_otherwise(course):
    """The course, with other points in its gradebook: what is recorded already would not be written again."""
    gradebook = sqlite3.connect(course / "gradebook.db")
    with gradebook:
        gradebook.execute("UPDATE grade SET auto_score = 1")
    gradebook.close()
    return course


def said_to_nobody(course, warm):
    """How an ordinary user is refused, in a process of its own."""
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe()
    process = context.Process(target=_as_nobody, args=(course, warm, theirs))
    process.start()
    theirs.close()
    said = ours.recv()
    process.join()
    return said


def _as_nobody(course, warm, channel):
    autograde.Options.backend = lambda self, tasks: _Canned(warm)
    run(warm)  # all is loaded before; nobody may not be allowed to read this Python
    os.setgroups([])
    os.setgid(_NOBODY)
    os.setuid(_NOBODY)
    if not os.access(ASSIGNMENTS, os.R_OK):
        channel.send(_UNREADABLE)
        return
    try:
        run(course)
        channel.send("nothing was refused")
    except CannotStart as error:
        channel.send(str(error))


class _Canned(Here):
    """Every task leads to the verdict that is there already: what is tried here is writing."""

    def __init__(self, course):
        super().__init__()
        self._verdict = next((course / "verdicts").glob("*/hal/*.json")).read_bytes()

    def submit(self, run, data):
        return super().submit(lambda data: self._verdict, data)


@pytest.fixture
def held(course):
    """The gradebook, locked for writing by another program; ``held.rollback()`` lets go."""
    connection = sqlite3.connect(course / "gradebook.db", isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def impatient(course):
    """The gradebook's URL, with less patience than the five seconds that it has else."""
    return f"sqlite:///{course / 'gradebook.db'}?timeout=0.05"


def test_a_gradebook_that_stays_locked_is_said_and_every_verdict_is_kept(here, graded, course, held):
    # All eight, hal's old one too: the copied folder has first to be noted in the gradebook.
    words = r"database is locked; close what else has it open.* 8 verdicts are not in the gradebook yet\. All are kept"
    with pytest.raises(CannotStart, match=words):
        run(course, impatient(course))
    assert set(here.graded) == set(ANSWERS) - {"hal"}
    held.rollback()
    here.graded.clear()
    run(course)
    assert here.graded == []
    assert state(course) == state(graded[1])


def test_a_gradebook_that_is_locked_for_a_while_holds_nobody_up(here, graded, course, held):
    here.before = lambda: held.rollback() if len(here.graded) == 5 else None
    assert len(run(course, impatient(course))) == len(ANSWERS)
    assert state(course) == state(graded[1])


def test_a_gradebook_that_cannot_even_be_read_is_said_at_once(here, graded, course, held):
    held.rollback()
    held.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CannotStart, match=r"gradebook .*gradebook.db cannot be opened: database is locked; close"):
        run(course, impatient(course))
    held.rollback()
    run(course)
    assert state(course) == state(graded[1])
