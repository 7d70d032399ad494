"""The processes of the local executor log as the coordinator does."""

import logging

import pytest

from grader.pipeline.executors.local_executor import LocalExecutor


def level_and_handlers():
    logger = logging.getLogger("grader")
    return logger.level, len(logger.handlers)


@pytest.mark.parametrize(("level", "handlers"), [(logging.NOTSET, 0), (logging.DEBUG, 1)])
def test_a_judge_logs_if_and_only_if_the_coordinator_does(monkeypatch, level, handlers):
    monkeypatch.setattr(logging.getLogger("grader"), "level", level)
    with LocalExecutor(1) as executor:
        assert executor.submit(level_and_handlers).result() == (level, handlers)
