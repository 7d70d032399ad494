"""A full disk is said in a sentence by every command that writes, and nothing is lost."""

import os
import shutil
import subprocess

import pytest

from grader.pipeline import autograde, jobs
from tests.grader.pipeline.tiny_course import NAME, RIGHT, Here, make_course
from tests.grader.test_damaged_files import COMMANDS, run

_WRITE = [name for name in COMMANDS if name != "export"]
_SAVED = ("gradebook.db", f"verdicts/{NAME}", "secret.key")


@pytest.fixture(scope="module")
def disk(tmp_path_factory):
    """A course on a disk of its own, of 8 MB, in which every command has run once."""
    place = tmp_path_factory.mktemp("disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root with its rights may mount a small disk")
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(autograde.Options, "backend", lambda self, tasks: Here())
            patch.setattr(jobs, "grader_hash", lambda: b"as it is")
            folder = make_course(place / "course", {"ada": RIGHT})
            for command in COMMANDS.values():
                assert run(folder, command)[0] == 0
            yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def saved(folder):
    paths = [folder / name for name in _SAVED]
    files = [path for place in paths for path in ([place] if place.is_file() else place.rglob("*.json"))]
    return {path: path.read_bytes() for path in files}


@pytest.mark.parametrize("name", _WRITE)
def test_a_full_disk_is_said_and_a_rerun_does_the_work(disk, name):
    before = saved(disk)
    filler = disk.parent / "filler"
    free = os.statvfs(disk)
    with filler.open("wb") as file:
        file.write(bytes(free.f_bavail * free.f_frsize))
    command = [*COMMANDS[name], *(["--force"] if name == "autograde" else [])]
    try:
        code, output = run(disk, command)
        assert code == 2, output
        assert "make room" in output
        assert "Traceback" not in output
        assert saved(disk) == before
    finally:
        filler.unlink()
    assert run(disk, command)[0] == 0
