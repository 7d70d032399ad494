"""The teaching notes say what to leave out where a lecture takes more than an hour."""

import re

from tests.paths import CLONE

NOTES = (CLONE / "docs" / "teaching.md").read_text(encoding="utf-8")


def sections(lecture):
    """Heading and minutes of each section."""
    headings = re.findall(r"^# ## (.*) \((\d+) min\)$", lecture.read_text(encoding="utf-8"), re.MULTILINE)
    return {heading: int(minutes) for heading, minutes in headings}


def test_what_is_left_out_makes_a_lecture_an_hour():
    left_out = set(re.findall(r"\*([^*]+)\*", NOTES.split("|")[0]))
    for lecture in sorted((CLONE / "lectures").glob("[01]*.py")):
        minutes = sections(lecture)
        total = sum(minutes.values())
        assert total <= 60 or total - sum(minutes.get(heading, 0) for heading in left_out) <= 60, lecture.name
