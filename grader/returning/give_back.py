"""Gives feedback pages back: as a zip that Moodle or Canvas takes, through nbgrader's exchange, or as a folder."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.atomic_write import write_atomically
from grader.intake.lms.layouts import canvas_prefix, moodle_prefix
from grader.intake.lms.origin import Origin, read_origins
from grader.intake.roster import read_roster
from grader.returning.exchange import give_by_exchange
from grader.returning.pages import Give, Page, Sent, make_pages


@dataclass(frozen=True)
class GivenBack:
    """What was given back.

    Attributes
    ----------
    where : str
        The zip, or the folder; empty if no page is new.
    students : tuple of str
        Who has a new page.
    changes : tuple of str
        A sentence on each whose score differs from their last page.
    left : tuple of str
        A sentence on each student who has no page, or whose page could not be given back.
    waiting : tuple of str
        Students whose page says that an answer waits to be graded by hand.
    """

    where: str
    students: tuple[str, ...]
    changes: tuple[str, ...]
    left: tuple[str, ...]
    waiting: tuple[str, ...]


def give_back(
    course_dir: Path, assignment: str, way: str, everything: bool = False, db_url: str | None = None, jobs: int = 1
) -> GivenBack:
    """Make the feedback pages of an assignment, and give back those that are new since the last time.

    Parameters
    ----------
    course_dir : Path
    assignment : str
    way : str
        A key of `WAYS`.
    everything : bool, optional
        Give all pages back, also those that students have.
    db_url : str, optional
    jobs : int, optional
        Number of processes that make pages.

    Returns
    -------
    GivenBack

    Raises
    ------
    CannotStart, ValueError
        Nothing is graded, or nbgrader's exchange cannot be used.
    """
    (pages, without), sent = make_pages(course_dir, assignment, db_url, jobs), Sent(course_dir, assignment, way)
    new = [page for page in pages if everything or sent.is_new(page)]
    if not new:
        return GivenBack("", (), (), without, ())
    where, left, given = WAYS[way](course_dir, assignment, new)
    changes = tuple(filter(None, map(sent.change, given)))
    sent.remember(given)
    waiting = tuple(page.student for page in given if page.waits)
    return GivenBack(where, tuple(page.student for page in given), changes, (*without, *left), waiting)


def _as_zip(way: str, name_of: Callable[[str, Origin | None, str], str]) -> Give:
    """Give back by a zip, in which `name_of` names each page by its student, origin and full name."""

    def give(course_dir: Path, assignment: str, pages: list[Page]) -> tuple[str, list[str], list[Page]]:
        origins, roster = read_origins(course_dir, assignment), read_roster(course_dir)
        buffer, left, given = io.BytesIO(), [], []
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for page in pages:
                full = (
                    roster.students[page.student].name if roster and page.student in roster.students else page.student
                )
                name = name_of(page.student, origins.get(page.student), full)
                if not name:
                    left.append(f"{page.student}: did not hand in by {way}, so {way} cannot take the page back.")
                    continue
                archive.writestr(name.format(page=f"{assignment}.html"), page.content)
                given.append(page)
        if not given:
            return "", left, given
        folder = course_dir / "returned" / assignment
        numbers = (path.stem.rpartition("-")[2] for path in folder.glob(f"{way}-*.zip"))
        path = folder / f"{way}-{1 + max((int(n) for n in numbers if n.isdigit()), default=0)}.zip"
        write_atomically(path, buffer.getvalue())
        return str(path), left, given

    return give


def _moodle_name(student: str, origin: Origin | None, full: str) -> str:
    """The path of a page in Moodle's "upload multiple feedback files" zip: name, participant, then its own words."""
    prefix = moodle_prefix(origin.name) if origin and origin.platform == "Moodle" else ""
    if not prefix and origin is None and student.isdigit():
        prefix = f"{full.replace('_', ' ')}_{student}"
    return f"{_literal(prefix)}_assignsubmission_file_/{{page}}" if prefix else ""


def _canvas_name(student: str, origin: Origin | None, full: str) -> str:
    """The name of a page in Canvas's re-upload zip: that of the student's file up to Canvas's number of it."""
    prefix = canvas_prefix(origin.name) if origin and origin.platform == "Canvas" else ""
    return f"{_literal(prefix)}_{{page}}" if prefix else ""


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _give_as_folder(course_dir: Path, assignment: str, pages: list[Page]) -> tuple[str, list[str], list[Page]]:
    """Copy the pages into a folder, named by student, ready to be sent by e-mail."""
    folder = course_dir / "returned" / assignment / "pages"
    for page in pages:
        write_atomically(folder / f"{page.student}.html", page.content)
    return str(folder), [], pages


WAYS: dict[str, Give] = {
    "moodle": _as_zip("moodle", _moodle_name),
    "canvas": _as_zip("canvas", _canvas_name),
    "exchange": give_by_exchange,
    "folder": _give_as_folder,
}
