"""Errors of those who run the grader. What is wrong with a submission is a finding or a remark, never an error."""


class CannotStart(Exception):
    """It cannot begin; says what was met, what was expected, and what to do."""
