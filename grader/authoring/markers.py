"""The comment lines that mark answers and hidden tests in a cell, as nbgrader writes them."""

import re

BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
SOLUTION = re.compile(rf"^([ \t]*){BEGIN_SOLUTION}\n.*?\n[ \t]*{END_SOLUTION}", re.MULTILINE | re.DOTALL)
HIDDEN_TESTS = re.compile(rf"^{BEGIN_HIDDEN}\n(.*?)\n{END_HIDDEN}\n?", re.MULTILINE | re.DOTALL)
# Wherever the markers stand in a student's file; without an end, everything after the beginning.
HIDDEN_IN_ANY_TEXT = re.compile(
    r"^[^\n]*BEGIN HIDDEN TESTS.*?(END HIDDEN TESTS[^\n]*(\n|\Z)|\Z)", re.MULTILINE | re.DOTALL
)
