"""Picks one student's answer as an example, with all names removed."""

import builtins
import keyword
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from grader.authoring.assignment import Assignment
from grader.explain.kinds import CODE
from grader.judging.verdict import CellVerdict, Finding
from grader.reports.class_report.submissions import GradedSubmission

_MIN_NAME = 3  # letters: shorter names would match too many words
_WORD = re.compile(r"\w+")


def _no_code(student: str, grade_id: str) -> str:
    return ""


@dataclass(frozen=True)
class Example:
    """What one student was told about one question, and the function that led to it."""

    question: str
    texts: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class Examples:
    """Makes examples.

    Attributes
    ----------
    bug_texts : dict
        Sentences of known bugs, by code. They hold no student's words.
    student_code : callable
        ``student_code(student, grade_id) -> str``: a student's function; empty if there is none to show.
    names : frozenset of str
        As of `student_names`.
    """

    bug_texts: dict[str, str]
    student_code: Callable[[str, str], str] = _no_code
    names: frozenset[str] = frozenset()

    def make(self, submission: GradedSubmission, cell: CellVerdict) -> Example:
        """Make an example of one cell of a submission."""
        texts = tuple(
            finding.text
            if self.is_known(finding) and not finding.code.startswith(CODE)
            else self.without_names(finding.text, submission.names)
            for finding in cell.findings
            if finding.code != "right_parts"
        )
        code = self.without_names(self.student_code(submission.student, cell.grade_id), submission.names)
        return Example(question_name(cell), texts, code)

    def is_known(self, finding: Finding) -> bool:
        """Whether a finding names a known bug, or several."""
        return set(finding.code.split("+")) <= self.bug_texts.keys()

    def without_names(self, text: str, own: Iterable[str]) -> str:
        """Remove the student's own names always, those of others unless they are also ordinary words."""
        for name in sorted(own, key=len, reverse=True):
            if len(name) >= _MIN_NAME:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text, flags=re.IGNORECASE)
        return _WORD.sub(lambda word: "…" if word.group().lower() in self.names else word.group(), text)


def student_names(submissions: Iterable[GradedSubmission], assignment: Assignment) -> frozenset[str]:
    """Names of all students, without those that are also words of the assignment, of Python or of numpy.

    Parameters
    ----------
    submissions : iterable of GradedSubmission
    assignment : grader.authoring.assignment.Assignment

    Returns
    -------
    frozenset of str
        In lower case.
    """
    names = {name.lower() for one in submissions for name in one.names if len(name) >= _MIN_NAME}
    words = {word for cell in assignment.cells for word in _WORD.findall(cell.source.lower())}
    words |= {word.lower() for word in (*dir(builtins), *keyword.kwlist, *dir(np), *dir(np.ndarray))}
    return frozenset(names - words)


def question_name(cell: CellVerdict) -> str:
    """A question's name, as students know it."""
    return cell.grade_id.removeprefix("grade_")
