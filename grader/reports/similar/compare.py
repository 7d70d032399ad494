"""Compares all submissions of an assignment, and writes a page on the pairs that share most."""

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from course.notebook.reading import Unreadable
from grader.atomic_write import write_atomically
from grader.authoring.assignment import Assignment
from grader.course_config import read_course_config
from grader.errors import CannotStart
from grader.intake.files import submission_place, submitted_students
from grader.intake.find_notebook import find_notebook
from grader.intake.repair import read_submission
from grader.pipeline.jobs import Jobs
from grader.read_file import MAX_NOTEBOOK, read_file
from grader.reports.bounded_map import bounded_map
from grader.reports.bounded_process import NoResult
from grader.reports.similar.page import page
from grader.reports.similar.pairs import rank
from grader.reports.similar.passages import Passage, Written, passages
from grader.reports.similar.side_by_side import SideBySide, Submission, side_by_side

_ADDED = "cells that the student added"
_LISTED = 3
_NO_NOTEBOOK = b""


@dataclass(frozen=True)
class Compared:
    """What a comparison found.

    Attributes
    ----------
    count : int
        How many submissions were compared.
    found : tuple of SideBySide
        The pair that shares most first.
    left : tuple of str
        A sentence on each submission that could not be compared.
    page : Path
        The pairs side by side.
    """

    count: int
    found: tuple[SideBySide, ...]
    left: tuple[str, ...]
    page: Path


def similar(course_dir: Path, assignment: str, most: int, jobs: int = 1) -> Compared:
    """Compare each submission of an assignment with each other one.

    Parameters
    ----------
    course_dir : Path
    assignment : str
    most : int
        How many pairs to show.
    jobs : int, optional
        Processes that read submissions.

    Returns
    -------
    Compared

    Raises
    ------
    CannotStart
        There is no such assignment, or fewer than two submissions of it.
    """
    known = Jobs(course_dir, assignment).assignment
    found, left = _read(course_dir, known, jobs)
    if len(found) < 2:
        raise CannotStart(f"Got {len(found)} readable submissions of {assignment}, expected two or more to compare.")
    groups = read_course_config(course_dir).groups.get(assignment, {})
    keys = {student: frozenset(one.key for one in submission.passages) for student, submission in found.items()}
    given = _given(course_dir, known)
    pairs = rank(keys, given, groups.values())[:most]
    sides = tuple(side_by_side(pair, found[pair.students[0]], found[pair.students[1]], given) for pair in pairs)
    path = course_dir / "reports" / f"{assignment}-similar.html"
    write_atomically(path, page(assignment, len(found), sides).encode("utf-8", "replace"))
    return Compared(len(found), sides, left, path)


def table_lines(done: Compared) -> list[str]:
    """What the command prints: a line for each pair, and where the page is."""
    width = max((len(_names(one)) for one in done.found), default=0)
    lines = [f"{_names(one):{width}}  {100 * one.pair.part:3.0f} %  {_places(one)}" for one in done.found]
    return [*lines, f"{done.count} submissions compared; side by side: {done.page}"]


def _names(one: SideBySide) -> str:
    return " and ".join(one.pair.students)


def _places(one: SideBySide) -> str:
    listed = [f"{name} ({count})" for name, count in one.counts.items()]
    return ", ".join(listed[:_LISTED]) + (", …" if len(listed) > _LISTED else "")


def _given(course_dir: Path, assignment: Assignment) -> frozenset[str]:
    """Passages of what was given out, and of the reference answers, which the standard answers equal."""
    source = read_file(course_dir / "source" / assignment.name / f"{assignment.name}.ipynb", MAX_NOTEBOOK)
    texts = [Written(cell.grade_id, cell.cell_type == "code", cell.source) for cell in assignment.cells]
    answers = json.loads(source)["cells"]
    texts += [Written(cell["id"], cell["cell_type"] == "code", "".join(cell["source"])) for cell in answers]
    return frozenset(one.key for one in passages(texts))


def _read(course_dir: Path, assignment: Assignment, jobs: int) -> tuple[dict[str, Submission], tuple[str, ...]]:
    students = submitted_students(course_dir, assignment.name)
    items = [
        (student, place) for student in students if (place := submission_place(course_dir, student, assignment.name))
    ]
    found, left = {}, []
    for (student, _), packed in zip(items, bounded_map(partial(_packed, assignment), items, jobs), strict=True):
        if isinstance(packed, NoResult):
            left.append(f"{student}: not compared, because {packed.reason}.")
        elif packed == _NO_NOTEBOOK:
            left.append(f"{student}: not compared, because the file is no notebook.")
        else:
            cells, cut = json.loads(packed)
            found[student] = Submission([Written(**one) for one in cells], [Passage(*one) for one in cut])
    return found, tuple(left)


def _packed(assignment: Assignment, item: tuple[str, Path]) -> bytes:
    data, _ = find_notebook(item[1], assignment)
    try:
        read = read_submission(data, assignment).cells
    except Unreadable:
        return _NO_NOTEBOOK
    cells = [
        Written(cell.original.grade_id if cell.original else _ADDED, cell.cell_type == "code", _plain(cell.source))
        for cell in read
        if cell.original is None or cell.original.is_solution
    ]
    fields = [vars(cell) for cell in cells], [tuple(vars(one).values()) for one in passages(cells)]
    return json.dumps(fields).encode()


def _plain(source: str) -> str:
    return source.replace("\r\n", "\n").expandtabs(4)
