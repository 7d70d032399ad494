"""Errors of those who run the grader. What is wrong with a submission is a finding or a remark, never an error."""


class CannotStart(Exception):
    """It cannot begin; says what was met, what was expected, and what to do."""


class NoAnswer(Exception):
    """The student's process cannot answer any more; says why, in a sentence for the student."""


class NotRecorded(Exception):
    """The gradebook did not take a submission; its verdict is not affected.

    Attributes
    ----------
    of_all : bool
        Whether it takes no other either: it is locked, gone or full.
    """

    def __init__(self, words, of_all=True):
        super().__init__(words)
        self.of_all = of_all
