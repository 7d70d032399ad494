"""The grader's log on standard error, for `--verbose`; without it nothing is logged."""

import logging

from grader.printable import printable


def log_to_stderr(level: int = logging.DEBUG) -> None:
    """Show the log of the grader's own modules, not that of the packages it uses."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Printable("%(asctime)s %(name)s: %(message)s", "%H:%M:%S"))
    logger = logging.getLogger("grader")
    logger.addHandler(handler)
    logger.setLevel(level)


class _Printable(logging.Formatter):
    """Students choose names and write errors: none of them is a command to the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))
