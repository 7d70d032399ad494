"""nbgrader's comment lines that mark solutions and hidden tests in a cell."""

import re

BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
SOLUTION = re.compile(rf"^([ \t]*){BEGIN_SOLUTION}\n.*?\n[ \t]*{END_SOLUTION}", re.MULTILINE | re.DOTALL)
HIDDEN_TESTS = re.compile(rf"^{BEGIN_HIDDEN}\n(.*?)\n{END_HIDDEN}\n?", re.MULTILINE | re.DOTALL)
# For a student's file, where the markers may be anywhere; without an end marker, matches all that follows.
HIDDEN_IN_ANY_TEXT = re.compile(
    r"^[^\n]*BEGIN HIDDEN TESTS.*?(END HIDDEN TESTS[^\n]*(\n|\Z)|\Z)", re.MULTILINE | re.DOTALL
)
