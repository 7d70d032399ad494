"""What students read has the field's words, and argues with no slide that they do not have."""

import re

import pytest

from grader.exercises import EXERCISES
from tests.assignments.notebooks import ASSIGNMENTS, cells_of

OURS_ALONE = {
    r"\bspread\b(?! ?=)": "standard deviation",
    r"\bstep lengths?\b": "learning rate",
    r"\ball chance\b": "all random numbers",
    r"\b[Oo]ften (printed|said)\b|\b[Pp]rinted as\b|\bthe slides?\b(?! of S3)": "what is right, and when",
}
every_word = pytest.mark.parametrize("ours", OURS_ALONE, ids=OURS_ALONE.values())


@every_word
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_an_assignment_has_the_fields_words(assignment, ours):
    shown = "\n".join(cell.source for cell in cells_of(assignment))
    assert re.findall(ours, shown, re.IGNORECASE) == []


@every_word
def test_what_is_said_of_an_answer_has_the_fields_words(ours):
    said = [bug.text for exercise in EXERCISES.values() for bug in exercise.bugs]
    assert [sentence for sentence in said if re.search(ours, sentence, re.IGNORECASE)] == []
