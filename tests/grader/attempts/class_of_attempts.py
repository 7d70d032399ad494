"""A class in which each student hands in one attempt, for all commands at once."""

import io
import json
import os
import time
import traceback
import warnings
import zipfile
from concurrent.futures import Future
from dataclasses import dataclass, field

from click.testing import CliRunner

from grader.cli import main
from tests.grader.pipeline.tiny_course import NAME

COMMANDS = {
    "autograde": ["autograde", NAME, "--jobs", "1", "--explain", "0.2"],
    "autograde as JSON": ["autograde", NAME, "--jobs", "1", "--explain", "0", "--json"],
    "plan": ["plan", NAME, "--jobs", "1"],
    "feedback": ["feedback", NAME, "--jobs", "1"],
    "report": ["report", NAME],
    "unexplained": ["unexplained", NAME],
    "similar": ["similar", NAME, "--jobs", "1"],
    "export": ["export", NAME, "--to", "gradescope"],
    "export of all": ["export", "--all", "--to", "canvas"],
    "return": ["return", NAME, "--to", "folder", "--jobs", "1"],
}


class InThisProcess:
    """A place for tasks of every kind: they run at once."""

    in_flight = 3

    def start(self):
        return self

    def submit(self, run, data):
        future = Future()
        try:
            future.set_result(run(data))
        except Exception as error:  # as an executor does
            future.set_exception(error)
        return future

    def shutdown(self, wait=True, cancel_futures=False):
        pass


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    output: str
    seconds: float


def run(folder, command):
    """Run a command of the grader's in this process."""
    start = time.monotonic()
    result = CliRunner().invoke(main, ["--course-dir", str(folder), *command])
    code, output = result.exit_code, result.output
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        code, output = -1, "".join(traceback.format_exception(result.exception))
    return Ran(code, output, time.monotonic() - start)


@dataclass
class Notebook:
    """What a student hands in: the released notebook with changes."""

    answer: str
    words: str = "So."
    attachments: dict = field(default_factory=dict)
    more: tuple = ()
    metadata: dict = field(default_factory=dict)
    of_tests: dict = field(default_factory=dict)
    text: tuple = ()  # pairs: what stands in the file's text, and what takes its place

    def to_bytes(self, released):
        notebook = json.loads(json.dumps(released))
        notebook["metadata"] |= self.metadata
        for cell in notebook["cells"]:
            if cell["id"] == "answer":
                cell["source"] = self.answer
            if cell["id"] == "words":
                cell["source"] = self.words
                cell["attachments"] = self.attachments
            if cell["id"] == "grade_answer":
                cell["metadata"]["nbgrader"] |= self.of_tests
                cell["metadata"] |= self.of_tests.get("beside", {})
        notebook["cells"] += self.more
        text = json.dumps(notebook)
        for old, new in self.text:
            assert old in text
            text = text.replace(old, new)
        return text.encode()


def code_cell(source, name="mine", **more):
    """A code cell that a student added."""
    return {"cell_type": "code", "id": name, "metadata": {}, "source": source, "outputs": [], **more}


def text_cell(source, **more):
    """A Markdown cell that a student added."""
    return {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": source, **more}


def zipped(*members):
    """A zip archive of (name, bytes), in which a name may stand more than once."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that stands twice
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def hand_in(folder, student, name, data):
    """Put a file into a student's folder, under a name in bytes or text."""
    place = folder / "submitted" / student / NAME
    place.mkdir(parents=True)
    with open(os.path.join(os.fsencode(place), os.fsencode(name)), "wb") as file:
        file.write(data)
