"""Gathers what a feedback page says of each question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from grader.gradebook.class_grades import StudentGrades
from grader.gradebook.grade_rows import NO_RESPONSE
from grader.printable import one_line
from grader.reports.lecture_links import LectureLink, lecture_link
from grader.reports.page.cells import first_picture, text_of
from grader.reports.page.markdown import markdown_html
from grader.reports.sentence import with_code

_MAX_LINE = 200  # characters of a student's line
_FOLLOWS = ("counted_once", "given")  # findings that say from which earlier question something follows
_SAID_BY_THE_POINTS = ("points", "manual")


@dataclass(frozen=True)
class Reason:
    """A finding as a page shows it; `line` is the student's line and its number, or None."""

    text: Markup
    line: tuple[int, str] | None
    follows: tuple["Link", ...]


_NOTHING_WRITTEN = Reason(Markup("Nothing is written here."), None, ())


@dataclass(frozen=True)
class Link:
    """A link to the card of another question."""

    target: str
    title: Markup


@dataclass(frozen=True)
class Question:
    """A question as a page shows it.

    Attributes
    ----------
    number : int
        Of the question's cell in the notebook; the page's ids end with it.
    title : markupsafe.Markup
    score, points : float
    state : {"full", "some", "none", "waits"}
    reasons : tuple of Reason
    comment : markupsafe.Markup
        What a person wrote; empty if nobody did.
    picture : markupsafe.Markup
        What the question's visible check drew, or else the last one that the cells from the answer to it show; empty
        if there is none.
    lectures : tuple of grader.reports.lecture_links.LectureLink
        Where the lectures show what the reasons are about.
    """

    number: int
    title: Markup
    score: float
    points: float
    state: str
    reasons: tuple[Reason, ...]
    comment: Markup
    picture: Markup
    lectures: tuple[LectureLink, ...] = ()


def questions(
    cells: list[dict[str, Any]], titles: dict[str, str], grades: StudentGrades, assignment: str, site_url: str
) -> list[Question]:
    """Gather the questions of a graded notebook that are in the gradebook.

    Parameters
    ----------
    cells : list of dict
    titles : dict of str to str
        By name of the grade cell.
    grades : grader.gradebook.class_grades.StudentGrades
    assignment : str
    site_url : str
        Where the course's site is; empty if there is none.

    Returns
    -------
    list of Question
        In the order of the notebook.
    """
    names = [_name(cell) for cell in cells]
    links = {
        name: Link(f"Q_{number}", with_code(titles.get(name, name)))
        for number, name in enumerate(names)
        if name in grades.grades
    }
    found = [
        _question(cells, names, number, titles, grades, links) for number, name in enumerate(names) if name in links
    ]
    return [
        replace(one, lectures=_lectures(cells[one.number], assignment, site_url))
        if one.state in ("some", "none")
        else one
        for one in found
    ]


def _lectures(cell: dict[str, Any], assignment: str, site_url: str) -> tuple[LectureLink, ...]:
    codes = [finding["code"] for finding in _findings(cell)]
    links = [lecture_link(assignment, _name(cell), code, site_url) for code in codes]
    return tuple(dict.fromkeys(link for link in links if link))


def _findings(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """What the grader found, as it stands in the graded notebook."""
    if cell["cell_type"] != "code":
        return []
    found = cell["metadata"].get("backprop_course", {}).get("findings", [])
    # one that is text was graded by an earlier version
    return [{"code": "", "text": one} if isinstance(one, str) else one for one in found]


def _name(cell: dict[str, Any]) -> str:
    """The name of a cell that has points; empty for another one."""
    metadata = cell.get("metadata", {}).get("nbgrader", {})
    name = metadata.get("grade_id")
    return name if isinstance(name, str) and (metadata.get("grade") or metadata.get("task")) else ""


def _question(
    cells: list[dict[str, Any]],
    names: list[str],
    number: int,
    titles: dict[str, str],
    grades: StudentGrades,
    links: dict[str, Link],
) -> Question:
    name, cell = names[number], cells[number]
    grade = grades.grades[name]
    begin = _answer_number(cells, names, number)
    answer = cells[begin]
    reasons = tuple(_reasons(_findings(cell), text_of(answer.get("source")), name, links))
    comment = grades.comments.get(name) or grades.comments.get(_solution_name(answer))
    if comment == NO_RESPONSE:  # nbgrader's own remark: nobody wrote it
        comment, reasons = None, reasons or (_NOTHING_WRITTEN,)
    drawn = [output["data"] for cell in cells[begin:number] for output in cell.get("outputs", []) if "data" in output]
    if picture := cell["metadata"].get("backprop_course", {}).get("picture"):
        drawn.append(picture)
    full = grade["score"] >= grade["points"]
    return Question(
        number,
        with_code(titles.get(name) or f"`{name.removeprefix('grade_')}`"),
        grade["score"],
        grade["points"],
        "waits" if grade["needs_manual_grade"] else "full" if full else "some" if grade["score"] > 0 else "none",
        reasons,
        Markup(markdown_html(comment) if comment else ""),
        Markup("" if full else first_picture(list(reversed(drawn)))),
    )


def _answer_number(cells: list[dict[str, Any]], names: list[str], number: int) -> int:
    """Number of the cell with the answer to a question: the last one with a solution since the question before."""
    for earlier in range(number, -1, -1):
        if cells[earlier].get("metadata", {}).get("nbgrader", {}).get("solution"):
            return earlier
        if earlier < number and names[earlier]:
            break
    return number


def _solution_name(cell: dict[str, Any]) -> str:
    name = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
    return name if isinstance(name, str) else ""


def _reasons(findings: list[dict[str, Any]], answer: str, name: str, links: dict[str, Link]) -> Iterator[Reason]:
    lines = answer.split("\n")
    for finding in findings:
        if finding["code"] in _SAID_BY_THE_POINTS:
            continue
        text = finding["text"]
        line: Any = finding.get("line")
        shown = isinstance(line, int) and 0 < line <= len(lines) and lines[line - 1].strip()
        words = set(re.findall(r"\w+", text)) if finding["code"] in _FOLLOWS else set()
        yield Reason(
            with_code(text),
            (line, one_line(lines[line - 1])[:_MAX_LINE]) if shown else None,
            tuple(link for other, link in links.items() if other != name and other.removeprefix("grade_") in words),
        )
