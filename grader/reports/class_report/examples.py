"""One student's answer as an example for all, without saying whose it was."""

import builtins
import keyword
import re
from dataclasses import dataclass, field

import numpy as np

_LEAST_NAME = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Example:
    """What one student was told of one question, and the function that led to it."""

    question: str
    texts: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class Examples:
    """Makes examples.

    Attributes
    ----------
    known : dict
        Sentences of known bugs, by code: no student's word is in them.
    code_of : callable
        ``code_of(student, grade_id) -> str``: a student's function, empty if there is none to show.
    names : frozenset of str
        Names of everyone in the class, in small letters, without those that are words of the assignment or of Python.
    """

    known: dict[str, str]
    code_of: object = field(default=lambda student, grade_id: "")
    names: frozenset[str] = frozenset()

    def of(self, one, cell):
        """An `Example` of a `HandedIn` and one of its `CellVerdict`."""
        texts = tuple(
            finding.text if self.is_known(finding) else self._without_names(finding.text, one.names)
            for finding in cell.findings
            if finding.code != "right_parts"
        )
        code = self._without_names(self.code_of(one.student, cell.grade_id), one.names)
        return Example(question(cell), texts, code)

    def is_known(self, finding):
        """Whether a finding names a known bug, or several."""
        return set(finding.code.split("+")) <= self.known.keys()

    def _without_names(self, text, own):
        """The student's own names go in any case; those of others as far as they can be told from other words."""
        for name in sorted(own, key=len, reverse=True):
            if len(name) >= _LEAST_NAME:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text, flags=re.IGNORECASE)
        return _WORD.sub(lambda word: "…" if word.group().lower() in self.names else word.group(), text)


def student_names(submissions, assignment):
    """Names in a class that are no words of its assignment, of Python or of numpy.

    Parameters
    ----------
    submissions : list of HandedIn
    assignment : grader.authoring.assignment.Assignment

    Returns
    -------
    frozenset of str
    """
    names = {name.lower() for one in submissions for name in one.names if len(name) >= _LEAST_NAME}
    words = {word for cell in assignment.cells for word in _WORD.findall(cell.source.lower())}
    words |= {word.lower() for word in (*dir(builtins), *keyword.kwlist, *dir(np), *dir(np.ndarray))}
    return frozenset(names - words)


def question(cell):
    """A question's name, as students know it."""
    return cell.grade_id.removeprefix("grade_")
