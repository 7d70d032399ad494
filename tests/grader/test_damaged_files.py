"""Each file of a course folder, damaged in ten ways: each command names it in a sentence, or does its work."""

import multiprocessing
import os
import shutil
import signal
import traceback

import pytest
from click.testing import CliRunner

from grader.pipeline import autograde, jobs
from tests.grader.intake.exports import archive
from tests.grader.pipeline.tiny_course import NAME, RIGHT, Here, make_course
from tests.patience import SECONDS

COMMANDS = {
    "build": ["build", NAME],
    "release": ["release", NAME],
    "autograde": ["autograde", NAME, "--jobs", "1"],
    "feedback": ["feedback", NAME, "--jobs", "1"],
    "report": ["report", NAME],
    "export": ["export", NAME, "--to", "moodle"],
}
FILES = {
    "text": f"{NAME}.py",
    "rules": "course.toml",
    "settings": "nbgrader_config.py",
    "secret": "secret.key",
    "gradebook": "gradebook.db",
    "source": f"source/{NAME}/{NAME}.ipynb",
    "release": f"release/{NAME}/{NAME}.ipynb",
    "submission": f"submitted/ada/{NAME}/{NAME}.ipynb",
    "time": f"submitted/ada/{NAME}/timestamp.txt",
    "verdict": f"verdicts/{NAME}/ada/*.json",
    "graded notebook": f"autograded/ada/{NAME}/{NAME}.ipynb",
    "page": f"feedback/ada/{NAME}/{NAME}.html",
}
WITH_PLATFORMS = {
    "collect": ["collect", NAME, "{folder}/moodle.zip"],
    "missing": ["roster", "--missing", NAME],
    "return": ["return", NAME, "--to", "moodle", "--jobs", "1"],
    "totals": ["export", "--all", "--to", "canvas"],
}
FILES_OF_PLATFORMS = {
    "students": "roster.csv",
    "origins": f"collected/{NAME}.json",
    "given back": f"returned/{NAME}.json",
    "archive": "moodle.zip",
}
_NOISE = bytes(range(128, 256)) * 8


def _a_folder(path):
    path.unlink()
    path.mkdir()
    (path / "something").write_text("in it")


def _a_pipe(path):
    path.unlink()
    os.mkfifo(path)


def _a_link_to_itself(path):
    path.unlink()
    path.symlink_to(path.name)


WAYS = {
    "empty": lambda path: path.write_bytes(b""),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut after a brace": lambda path: path.write_bytes(
        path.read_bytes().rpartition(b"}")[0].rpartition(b"}")[0] + b"}"
    ),
    "noise in the middle": lambda path: _overwrite_the_middle(path, _NOISE),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "another kind of JSON": lambda path: path.write_bytes(b'[{"cells": 7}, null]'),
    "JSON nested without end": lambda path: path.write_bytes(b'{"cells":' * 100_000),
    "a folder": _a_folder,
    "a named pipe": _a_pipe,
    "a link to itself": _a_link_to_itself,
}
QUICK = ("cut in half", "zeros", "a named pipe")  # without CI=true: each command runs some seconds a file and way


def _overwrite_the_middle(path, data):
    old = path.read_bytes()
    start = len(old) // 2
    path.write_bytes(old[:start] + data + old[start + len(data) :])


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder in which every command has run once."""
    folder = make_course(tmp_path_factory.mktemp("whole") / "course", {"ada": RIGHT, "bob": RIGHT})
    (folder / "roster.csv").write_text("student,first_name,login\nada,Ada,ada\nbob,Bob,bob\n")
    handed_in = (folder / FILES["submission"]).read_bytes()
    archive(folder / "moodle.zip", {f"{n}_1_assignsubmission_file_/x.ipynb": handed_in for n in ("Ada", "Bob")})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(autograde.Options, "backend", lambda self, tasks: Here())
        patch.setattr(jobs, "grader_hash", lambda: b"as it is")
        for name, command in (COMMANDS | WITH_PLATFORMS).items():
            code, output = run(folder, command)
            assert code == 0, (name, output)
        (folder / FILES["time"]).write_text("2026-11-30 01:00:00 UTC")  # what `collect` took had none
        yield folder


def run(folder, command):
    """The exit code of a command, and all that it says."""
    from grader.cli import main

    words = [word.format(folder=folder) for word in command]
    result = CliRunner().invoke(main, ["--course-dir", str(folder), *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return -1, "".join(traceback.format_exception(result.exception))
    return result.exit_code, result.output


def _run_all(folder, commands, connection):
    """Run all commands, in a process of its own: one that waits for ever is ended by its alarm."""
    signal.alarm(SECONDS)
    connection.send({name: run(folder, command) for name, command in commands.items()})


def run_all(folder, commands):
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run_all, args=(folder, commands, theirs))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    except EOFError:
        process.join()
        pytest.fail(f"a command did not end by itself: exit code {process.exitcode}")
    finally:
        process.join()


@pytest.mark.parametrize("way", [pytest.param(way, marks=() if way in QUICK else pytest.mark.slow) for way in WAYS])
@pytest.mark.parametrize("file", FILES | FILES_OF_PLATFORMS)
def test_every_command_names_what_is_damaged_or_does_its_work(course, tmp_path, file, way):
    folder = shutil.copytree(course, tmp_path / "course")
    [path] = folder.glob((FILES | FILES_OF_PLATFORMS)[file])
    WAYS[way](path)
    named = path.stem if file == "text" else path.name  # a text that is cut may be one of fewer cells
    commands = WITH_PLATFORMS if file in FILES_OF_PLATFORMS else COMMANDS
    for name, (code, output) in run_all(folder, commands).items():
        assert code in (0, 1, 2), f"{name}: {output}"
        assert "Traceback" not in output
        if code == 2:
            assert named in output or "ada" in output, f"{name}: {output}"


def test_a_verdict_that_was_edited_does_not_count(course, tmp_path, caplog):
    folder = shutil.copytree(course, tmp_path / "course")
    [path] = folder.glob(FILES["verdict"])
    path.write_bytes(path.read_bytes().replace(b'"score": 5.0', b'"score": 4.0'))
    code, output = run(folder, ["autograde", NAME, "--json"])
    assert code == 0
    assert f"{path} is damaged" in caplog.text
    assert "1 regraded: its verdict was damaged" in output
    assert '"score": 5.0' in path.read_text()
