"""The grader's log on standard error, for `--verbose`; without it nothing is logged."""

import logging


def log_to_stderr(level: int = logging.DEBUG) -> None:
    """Show the log of the grader's own modules, not that of the packages it uses."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s", "%H:%M:%S"))
    logger = logging.getLogger("grader")
    logger.addHandler(handler)
    logger.setLevel(level)
