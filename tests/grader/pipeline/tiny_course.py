"""A course with one short question and a small class, and coordinators of it that may be killed."""

import json
import multiprocessing
import os
import secrets
import signal
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from grader.authoring.build import build
from grader.pipeline import autograde, jobs, run_job

NAME = "p9_tiny"
TEXT = """# %% setup role="readonly"
from course import probe

# %% answer role="solution" reference="reference_solution.networks.mac_counts:mac_counts"
def mac_counts(sizes, batch):
    ...

# %% grade_answer role="tests" points=5
assert callable(mac_counts)
### BEGIN HIDDEN TESTS
probe("p6.mac_counts", mac_counts)
### END HIDDEN TESTS

# %% words [markdown] role="written" points=2
# ### BEGIN SOLUTION
# Twice as much.
# ### END SOLUTION
"""
RIGHT = """def mac_counts(sizes, batch):
    pairs = [m * n for m, n in zip(sizes, sizes[1:])]
    return {"forward": batch * sum(pairs), "backward": batch * (2 * sum(pairs) - pairs[0])}
"""
WRONG = RIGHT.replace(" - pairs[0]", "")
ANSWERS = {
    "ada": RIGHT,
    "bob": WRONG,
    "cyd": "def mac_counts(sizes, batch):\n    return sizes[99]\n",
    "dan": "mac_counts = None\n",
    "eve": RIGHT + "print('é' * 100)\n",
    "fay": WRONG.replace("batch * sum", "sum"),
    "guy": "",
    "hal": None,  # hands in half a file
}


def make_course(folder, answers=ANSWERS):
    """Hand in the class in a new course folder; nothing is built."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.py").write_text(TEXT)
    [source] = build(folder, [NAME])
    for student, answer in answers.items():
        hand_in(folder, student, answer, source.read_bytes())
    source.unlink()
    return folder


def hand_in(folder, student, answer, source=None):
    """Put a student's file where the grader looks for it."""
    notebook = json.loads(source or (folder / "source" / NAME / f"{NAME}.ipynb").read_bytes())
    for cell in notebook["cells"]:
        if cell["id"] == "answer":
            cell["source"] = answer or ""
        if cell["id"] == "words":
            cell["source"] = f"So says {student}."
    data = json.dumps(notebook).encode()
    place = folder / "submitted" / student / NAME / f"{NAME}.ipynb"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data if answer is not None else data[:100])


@dataclass(frozen=True)
class Ended:
    """A coordinator after its end: students in the order in which they were graded, and its exit code."""

    graded: list
    exit_code: int
    rows: list
    events: int = 0


_AT_A_FILE = {"open", "os.rename", "os.remove", "os.mkdir", "os.link", "os.chmod", "os.truncate"}
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(
    ["grader.gradebook.recorder", "grader.pipeline.autograde", "alembic.script", "tests.grader.pipeline.tiny_course"]
)


def coordinate(folder, kill_at=0, **options):
    """Run a coordinator to its end, in a process of its own, and grade for it in this one.

    With `kill_at` it kills itself at that event: a file opened, renamed or removed, a folder made, a statement or the
    end of a transaction before or after it reached the database. Judges are not at stake there; tests that start real
    ones are elsewhere.
    """
    ours, theirs = _context.Pipe()
    process = _context.Process(target=_coordinator, args=(folder, theirs, kill_at, options))
    process.start()
    theirs.close()
    graded, rows, events = [], [], 0
    try:
        while True:
            kind, value = ours.recv()
            if kind == "task":
                graded.append(json.loads(value)["student"])
                ours.send(run_job.run(value))
            else:
                rows, events = value
    except (EOFError, BrokenPipeError, ConnectionResetError):
        process.join()
    finally:
        ours.close()
    return Ended(graded, process.exitcode, rows, events)


def _coordinator(folder, judges, kill_at, options):
    from sqlalchemy import Engine, event

    secrets.token_hex = lambda size: "5e" * size  # the same inputs in every copy of the course
    jobs.grader_hash = lambda: b"as it is"  # whoever edits the clone while tests run changes nothing here
    autograde.Options.backend = lambda self, tasks: _Place(judges)
    main, events = threading.get_ident(), 0

    def count(*_):
        nonlocal events
        if threading.get_ident() == main:
            events += 1
            if events == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(lambda name, _: name in _AT_A_FILE and count())
    for name in ("before_cursor_execute", "after_cursor_execute", "commit", "rollback"):
        event.listen(Engine, name, count)
    rows = autograde.autograde(folder, NAME, options=autograde.Options(**options))
    judges.send(("rows", ([(row.graded.verdict.student, row.score, row.why) for row in rows], events)))


class _Place:
    """Judges at the other end of a pipe."""

    in_flight = 3

    def __init__(self, judges):
        self._judges = judges

    def start(self):
        executor = ThreadPoolExecutor(1)
        submit = executor.submit
        executor.submit = lambda run, data: submit(self._ask, data)
        return executor

    def _ask(self, data):
        self._judges.send(("task", data))
        return self._judges.recv()


class Here:
    """A place for tasks: they run at once, in this process, each after `before`."""

    in_flight = 3

    def __init__(self, before=lambda: None):
        self.before, self.graded = before, []

    def start(self):
        return self

    def submit(self, run, data):
        self.before()
        self.graded.append(json.loads(data)["student"])
        future = Future()
        future.set_result(run(data))
        return future

    def shutdown(self, wait=True, cancel_futures=False):
        pass


def verdicts(folder):
    """All that is kept of each student, but not how long it took; the files as they are named."""
    return {
        path.relative_to(folder).as_posix(): {**json.loads(path.read_bytes()), "seconds": 0, "sha256": ""}
        for path in (folder / "verdicts").rglob("*")
        if path.is_file()
    }


def autograded(folder):
    """Every file of the folder ``autograded``, by path."""
    files = (path for path in Path(folder, "autograded").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


_ROWS = {
    "grades": """
        select submitted_assignment.student_id, base_cell.name, auto_score, manual_score, extra_credit,
               needs_manual_grade, grade_cells.max_score
        from grade join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        join base_cell on grade.cell_id = base_cell.id join grade_cells on grade_cells.id = base_cell.id""",
    "comments": """
        select submitted_assignment.student_id, base_cell.name, auto_comment, manual_comment
        from comment join submitted_notebook on comment.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        join base_cell on comment.cell_id = base_cell.id""",
    "submitted": "select count(*) from submitted_notebook",
    "submissions": "select student_id, timestamp from submitted_assignment",
    "students": "select id from student",
    "cells": "select name, type from base_cell",
    "sources": "select name, cell_type, locked, source, checksum from source_cell",
    "notebooks": """
        select assignment.name, notebook.name
        from assignment join notebook on assignment.id = notebook.assignment_id""",
    "version": "select version_num from alembic_version",
}


def gradebook_rows(folder, db_url=None):
    """What the gradebook holds, without its random ids, sorted."""
    from grader.gradebook.open import course_directory, open_gradebook

    with open_gradebook(course_directory(folder, db_url=db_url)) as gradebook:
        found = {name: [tuple(row) for row in gradebook.db.execute(text(sql))] for name, sql in _ROWS.items()}
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def state(folder, db_url=None):
    """All that grading leaves behind."""
    return verdicts(folder), autograded(folder), gradebook_rows(folder, db_url)
