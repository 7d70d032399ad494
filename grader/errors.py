"""Exceptions for the people who run the grader. What is wrong with a submission is a finding or a remark instead."""


class CannotStart(Exception):
    """The command cannot start or go on. The message says what was met, what was expected and what to do."""


class NoAnswer(Exception):
    """The student's process cannot answer any more. The message is a sentence for the student."""


class NotRecorded(Exception):
    """The gradebook did not take a submission; the verdict is not affected.

    Parameters
    ----------
    message : str
    affects_all : bool, optional
        Whether no other submission can be recorded either: the database is locked, gone or full.
    """

    def __init__(self, message: str, affects_all: bool = True) -> None:
        super().__init__(message)
        self.affects_all = affects_all
